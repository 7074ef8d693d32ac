"""Attribution: who says so. "according to X", "X said", a survey that found, and the speaker of a quotation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import rows_by_literal
from pipeline.contextualise.modality import cues_by_token
from pipeline.contextualise.phrases import is_name, is_pronoun, name_span
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS, number_heads

if TYPE_CHECKING:
    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View


@cache
def speech_verbs() -> dict[str, str]:
    """Verb form → says, forecasts or finds."""
    return {literal: row.value for literal, rows in rows_by_literal().items() for row in rows if row.category == "speech"}


def read_speakers(tree: Tree, view: View) -> None:
    """Fill the speaker of every draft in a tree that is told by someone."""
    sources = _sources(tree, view)
    for start, token in number_heads(tree).items():
        draft = next(found for found in tree.drafts_in_order() if found.start == start)
        if draft.is_year or draft.speaker is not None:
            continue
        draft.speaker = _teller(tree, token) or _source_over(tree, token, sources)


def _teller(tree: Tree, token: int) -> Span | None:
    below = token
    for above in tree.ancestors(token):
        manner = speech_verbs().get(tree.words[above]) if tree.is_verb(above) else None
        if manner is not None and _is_told_by(tree, below, above, manner):
            subject = tree.child(above, "nsubj")
            if subject is not None and _can_speak(tree, subject, manner):
                return name_span(tree, subject)
        beside = _parenthetical(tree, above)
        if beside is not None:
            return beside
        below = above
    return None


def _is_told_by(tree: Tree, below: int, verb: int, manner: str) -> bool:
    dep = tree.deps[below]
    if dep == "ccomp" or (dep == "xcomp" and manner == "forecasts") or (dep == "xcomp" and manner == "says"):
        return True
    return manner == "forecasts" and dep == "dobj"


def _can_speak(tree: Tree, subject: int, manner: str) -> bool:
    if is_pronoun(tree, subject) or tree.tags[subject] not in NOUN_TAGS or tree.drafts[subject] is not None:
        return False
    return True


def _parenthetical(tree: Tree, clause: int) -> Span | None:
    """ "…, the UNECE forecasts, …": a verb of speech set beside the clause."""
    for child in tree.children[clause]:
        if (
            tree.deps[child] in ("parataxis", "ccomp", "advcl")
            and speech_verbs().get(tree.words[child])
            and not _has_object(tree, child)
        ):
            subject = tree.child(child, "nsubj")
            if subject is not None and _can_speak(tree, subject, "says"):
                return name_span(tree, subject)
    return None


def _has_object(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "dobj", "ccomp", "xcomp") is not None


def _sources(tree: Tree, view: View) -> list[tuple[int, Span]]:
    """(token the source hangs on, place of its name) for each "according to X" of the tree."""
    found = []
    for token in sorted(cues_by_token(tree, view.cues, "source")):
        inner = tree.child(token, "pobj")
        if inner is None or tree.tags[inner] not in NOUN_TAGS or tree.drafts[inner] is not None:
            continue
        hook = tree.heads[token]
        while tree.deps[hook] in ("prep", "pcomp") or tree.words[hook] in ("according", "reported"):
            if tree.heads[hook] == hook:
                break
            hook = tree.heads[hook]
        found.append((hook, name_span(tree, inner)))
    return found


def _source_over(tree: Tree, token: int, sources: list[tuple[int, Span]]) -> Span | None:
    above = {token, *tree.ancestors(token)}
    return next((name for hook, name in sources if hook in above or tree.clause_verb(hook) in above), None)
