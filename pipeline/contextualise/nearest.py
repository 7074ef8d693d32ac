"""What stands right before a number and is measured, whatever the parse made of the sentence: "X up 5%", "men over 40"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.neighbours import noun_before, span_of
from pipeline.contextualise.phrases import is_number
from pipeline.contextualise.subjects import fill_actor

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_MOVED = frozenset(("up", "down"))
# What may stand before the thing that moved: where a phrase of place ends ("in London up 5%") nothing is said to move.
_BEFORE_MOVER = frozenset(("as", "like", "including", "with", "while", "and", "saw", "sent", "left"))
_AGE = re.compile(r"\b(over|under|above|below|beyond|at|from)\s+the\s+ages?\s+of\s+$", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W\d_]{3,}$")
_BOUNDS = frozenset(("over", "under", "above", "below", "beyond", "exceeding"))
_STEP = re.compile(r"\s+(?:to|from)\s+", re.IGNORECASE)
_PREPOSITIONS = frozenset(("IN", "TO"))


def read_mover(tree: Tree, token: int, draft: Draft) -> None:
    """As in "rivals such as Pell up 7% to $31": the noun right before "up" moved; a step and its level are of one thing."""
    first = tree.first_of_number(token)
    if draft.kin is not None and draft.kin.measure is not None and _STEP.fullmatch(tree.text, draft.kin.end, draft.start):
        draft.measure, draft.subject = draft.kin.measure, draft.subject or draft.kin.subject
        return
    if draft.direction is None or draft.change_role != "delta" or first < 2 or tree.words[first - 1] not in _MOVED:
        return
    found = noun_before(tree, first - 1)
    if found is None:
        return
    start = _before_article(tree, found[0])
    if start > 0 and tree.tags[start - 1] in _PREPOSITIONS and tree.words[start - 1] not in _BEFORE_MOVER:
        return
    draft.measure = span_of(tree, found)


def read_age(tree: Tree, token: int, draft: Draft) -> None:
    """As in "players over the age of 21", "Ito retired at the age of 34": those of that age; "age" is but the unit."""
    bound = _AGE.search(tree.text, 0, draft.start) if draft.lasts else None
    if bound is None:
        return
    draft.settled = True
    if bound[1].lower() in ("at", "from"):
        verb = tree.clause_verb(token)
        if verb is not None:
            fill_actor(tree, verb, draft)
        return
    end = next((at + 1 for at in range(token - 1, -1, -1) if tree.places[at][1] <= bound.start()), 0)
    found = noun_before(tree, end)
    if found is not None:
        draft.measure = span_of(tree, found)
    elif end and is_number(tree, end - 1):
        # "40 skaters over the age of 30": the noun lies inside the number's own span.
        noun = _LAST_WORD.search(tree.text, *tree.places[end - 1])
        draft.measure = noun.span() if noun else None


def read_bounded(tree: Tree, token: int, draft: Draft) -> None:
    """As in "blood pressure above 140 mmHg", "children under 5": the noun right before the bound."""
    first = tree.first_of_number(token)
    if draft.comparator_word not in word_set("level_comparator") and draft.comparator_word not in _BOUNDS:
        return
    found = noun_before(tree, first)
    if found is not None and not is_number(tree, found[0]):
        draft.measure = span_of(tree, found)


def _before_article(tree: Tree, token: int) -> int:
    while token > 0 and tree.tags[token - 1] in ("DT", "PRP$"):
        token -= 1
    return token
