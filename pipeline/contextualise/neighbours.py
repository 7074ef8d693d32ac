"""Noun phrases right beside a place, by tags alone: what stands there whatever the parse made of a sentence that runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.phrases import is_number
from pipeline.contextualise.tree import NOUN_TAGS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Span
    from pipeline.contextualise.tree import Tree

_LEADING = frozenset(("DT", "PDT", "PRP$", "WP$"))
_WITHIN = frozenset((*NOUN_TAGS, "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "CD", "AFX"))
_QUANTIFIERS = frozenset(("most", "all", "some", "many", "any", "every", "each", "selected", "such", "more"))
_LONGEST = 7


def noun_after(tree: Tree, first: int) -> tuple[int, int] | None:
    """First and last token of the noun phrase that begins at a token; None where none does.

    Its article and a number before the noun are left out: "system" in "an 8.5 kW system".
    """
    while first < len(tree) and (
        tree.tags[first] in _LEADING or tree.words[first] in _QUANTIFIERS or is_number(tree, first)
    ):
        first += 1
    last = None
    for token in range(first, min(first + _LONGEST, len(tree))):
        if not _is_within(tree, token):
            break
        if tree.tags[token] in NOUN_TAGS:
            last = token
    if last is None:
        return None
    # Where the parse has a head of the phrase that preposition or verb governs, what follows it only says more of it.
    heads = (
        token for token in range(first, last + 1) if tree.deps[token] in ("pobj", "dobj") and tree.tags[token] in NOUN_TAGS
    )
    return first, next(heads, last)


def noun_before(tree: Tree, end: int) -> tuple[int, int] | None:
    """First and last token of the noun phrase that ends right before a token; None where another word stands there."""
    last = end - 1
    if last < 0 or tree.tags[last] not in NOUN_TAGS or not _is_within(tree, last):
        return None
    first = last
    while first > 0 and last - first < _LONGEST and _is_within(tree, first - 1):
        first -= 1
    while tree.tags[first] in ("HYPH", "POS", "CD"):
        first += 1
    return first, last


def _is_within(tree: Tree, token: int) -> bool:
    return tree.tags[token] in _WITHIN and tree.drafts[token] is None and tree.words[token] not in word_set("time")


def span_of(tree: Tree, found: tuple[int, int]) -> Span:
    """The place in the sentence of a noun phrase found."""
    return tree.span(*found)
