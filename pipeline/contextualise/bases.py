"""Bases: the "of Y" behind a number, and the noun behind a ratio: what a share is a share of, what a sum is a sum of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.phrases import is_name, is_number, is_pronoun, is_time, measure_span, name_span
from pipeline.contextualise.tree import NOUN_TAGS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_SHARES = frozenset(("percent", "ratio", "rank"))


def read_base(tree: Tree, token: int, draft: Draft) -> int | None:
    """Fill `of`, or the measure where what follows is what is counted or summed ("$5m of losses", "4,750 miles of border").

    Gives back the noun behind a ratio, which holds the ratio's place in the clause.
    """
    for child in tree.children[token]:
        inner = tree.child(child, "pobj") if tree.deps[child] == "prep" and child > token else None
        if inner is None or is_time(tree, inner) or not (tree.tags[inner] in NOUN_TAGS or is_number(tree, inner)):
            continue
        if _read_phrase(tree, tree.words[child], inner, draft):
            return None
    if draft.mention.kind == "ratio" and draft.of is None and not tree.is_verb(token):
        return _read_noun_behind(tree, token, draft)
    return None


def _read_phrase(tree: Tree, preposition: str, inner: int, draft: Draft) -> bool:
    kind = draft.mention.kind
    if kind in _SHARES and (
        preposition == "of" or (preposition in ("in", "among") and kind == "rank" and _is_sphere(tree, inner))
    ):
        draft.of = name_span(tree, inner)
        return True
    if is_number(tree, inner) or preposition not in ("of", "in") or tree.words[inner] in word_set("time"):
        return False
    if (kind == "money" and not _is_known(tree, inner) and not (preposition == "in" and _is_chosen(tree, inner))) or (
        kind == "quantity" and preposition == "of" and draft.is_physical
    ):
        draft.measure = measure_span(tree, inner)
        return True
    if kind == "quantity" and preposition == "of" and _is_known(tree, inner):
        draft.of = name_span(tree, inner)
        return True
    return False


def read_share(tree: Tree, noun: int, draft: Draft) -> None:
    """As in "the share of SMEs in GDP": whose share it is, and what it is a share of."""
    for child in (child for child in tree.subtree(noun) if tree.deps[child] == "prep" and child > noun):
        inner = tree.child(child, "pobj")
        if inner is None or tree.tags[inner] not in NOUN_TAGS or tree.drafts[inner] is not None:
            continue
        if tree.words[child] == "of" and child == noun + 1:
            draft.subject = draft.subject or name_span(tree, inner)
        elif tree.words[child] == "in" and draft.subject is not None and tree.words[inner] not in word_set("time"):
            draft.of = draft.of or name_span(tree, inner)


def _is_sphere(tree: Tree, noun: int) -> bool:
    """Whether a noun is that among which one is ranked: a place, the world, a number of countries."""
    return (
        (is_name(tree, noun) and tree.words[noun] not in word_set("ranking"))
        or is_number(tree, noun)
        or tree.words[noun] in word_set("sphere")
    )


def _is_known(tree: Tree, noun: int) -> bool:
    return is_name(tree, noun) or any(
        tree.deps[child] == "poss" or (tree.deps[child] == "det" and tree.words[child] in ("the", "these", "those"))
        for child in tree.children[noun]
    )


def _is_chosen(tree: Tree, noun: int) -> bool:
    """As in "most shops", "any branch": places, where "in losses" says what a sum is."""
    return any(tree.deps[child] == "det" or tree.tags[child] == "JJS" for child in tree.children[noun])


def _read_noun_behind(tree: Tree, token: int, draft: Draft) -> int | None:
    """As in "half the size of Wales", "two in five trainees", "three times annual GDP"."""
    above = tree.heads[token]
    noun = above if tree.tags[above] in NOUN_TAGS and above > token and tree.drafts[above] is None else None
    if noun is None:
        noun = next((child for child in tree.children[token] if child > token and _follows(tree, child)), None)
    if noun is None or is_pronoun(tree, noun) or tree.words[noun] in word_set("time"):
        return None
    if tree.words[noun] in word_set("dimension"):
        _read_dimension(tree, noun, draft)
    else:
        draft.of = name_span(tree, noun, counted=False)
    return noun


def _follows(tree: Tree, child: int) -> bool:
    return (
        tree.tags[child] in NOUN_TAGS
        and tree.drafts[child] is None
        and tree.deps[child] in ("appos", "dobj", "dep", "npadvmod")
    )


def _read_dimension(tree: Tree, noun: int, draft: Draft) -> None:
    for child in tree.children[noun]:
        inner = tree.child(child, "pobj") if tree.deps[child] == "prep" and tree.words[child] == "of" else None
        if inner is not None and tree.tags[inner] in NOUN_TAGS and not is_time(tree, inner):
            draft.measure, draft.of = measure_span(tree, noun, alone=True), name_span(tree, inner)
            return
    if not any(is_time(tree, found) for found in tree.subtree(noun)):
        draft.of = name_span(tree, noun, counted=False)
