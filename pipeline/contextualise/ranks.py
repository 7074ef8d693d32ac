"""Ranks: what is ranked, by what and among whom ("48th globally for readiness", "the third-richest country in Asia")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.phrases import is_actor, is_name, is_number, is_time, measure_span, name_span, title_span
from pipeline.contextualise.subjects import subject_of
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree


_BY = frozenset(("in", "on", "for", "by", "as"))
_PLACING = frozenset(("put", "puts", "places", "placed", "ranks", "ranked", "rates", "rated", "lists", "listed", "left"))


def read_rank(tree: Tree, token: int, draft: Draft) -> None:
    """Fill measure, base and subject of a rank from the phrases around it and the verb above it."""
    verb = tree.clause_verb(token)
    hooks = [token, tree.heads[token]] + ([verb] if verb is not None else [])
    for child in sorted({child for hook in hooks for child in tree.children[hook] if child > token}):
        inner = tree.child(child, "pobj") if tree.deps[child] == "prep" and tree.words[child] in _BY else None
        if inner is None or tree.tags[inner] not in NOUN_TAGS or is_number(tree, inner) or is_time(tree, inner):
            continue
        if tree.words[inner] in word_set("ranking") or not (is_name(tree, inner) or tree.words[inner] in word_set("sphere")):
            is_title = is_name(tree, inner)
            draft.measure = draft.measure or (title_span(tree, inner) if is_title else measure_span(tree, inner))
        elif tree.words[child] in ("in", "on"):
            draft.of = draft.of or name_span(tree, inner)
    subject = _ranked(tree, token, verb)
    if subject is not None and is_actor(tree, subject) and draft.subject is None:
        draft.subject = name_span(tree, subject)


def _ranked(tree: Tree, token: int, verb: int | None) -> int | None:
    """Who holds a place: who is "put in" it, who is "with X having taken" it, else the subject of the verb above."""
    place = tree.heads[token]
    holders = (tree.child(child, *SUBJECTS) for child in tree.children[place] if child < token and tree.is_verb(child))
    holder = next((holder for holder in holders if holder is not None), None)
    if holder is not None or verb is None:
        return holder
    if tree.words[verb] in _PLACING:
        beside = tree.first_of_number(token) - 1
        placed = beside if beside > verb and is_name(tree, beside) else tree.child(verb, "dobj")
        if placed is not None and placed < token and is_name(tree, placed):
            return placed
    return subject_of(tree, verb)
