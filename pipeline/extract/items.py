"""Lists of counts: "by type: tug 3, ferry 12, other 40", "Greens (12); Liberals (8)", where each number closes its item."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.typeset import SPACE
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_SEPARATORS = ("COMMA", "SEMICOLON")
_LABELS = ("LABEL", "WEAK_LABEL", "CAP_LABEL", "BRAND", "MONTH", "ACT", "CUR_NAME", "CUR_CODE")
_PLACES = word_set("numbered_places")
_MOST_WORDS = 24  # tokens of one item, white space included
_FEWEST, _FEWEST_IN_ROW = 3, 5
_FARTHEST, _LONGEST_LIST = 20, 400
_PLAIN = re.compile(r"\d{1,3}(?:\.\d+)?")


def in_row(tokens: Tokens, number: int) -> bool:
    """Whether a number stands in a row of a table set as text: five numbers at least, and no even steps (pages, ticks)."""
    first = last = number
    while first > number - _FARTHEST and tokens.has(tokens.before(first), "NUM") and tokens.types[first - 1] == SPACE:
        first = tokens.before(first)
    while last < number + _FARTHEST and tokens.has(tokens.after(last), "NUM") and tokens.types[last + 1] == SPACE:
        last = tokens.after(last)
    texts = [tokens.texts[index] for index in range(first, last + 1) if tokens.types[index] != SPACE]
    if len(texts) < _FEWEST_IN_ROW or not all(_PLAIN.fullmatch(text) for text in texts):
        return False
    values = [float(text) for text in texts]
    return len({round(after - before, 6) for before, after in pairwise(values)}) > 1


def is_label(tokens: Tokens, index: int) -> bool:
    """Whether a word labels the number behind it: "Section 3", "Room 12"."""
    return tokens.texts[index].lower() in _PLACES or any(tokens.has(index, name) for name in _LABELS)


def closes_item(tokens: Tokens, number: int) -> bool:
    """Whether a number closes an item of a list of counts: three such items at least, or fewer behind a colon."""
    if not _ends_item(tokens, number) or not (first := _head(tokens, number)):
        return False
    if _is_bracketed(tokens, number) and _is_behind_colon(tokens, tokens.before(first)):
        return True
    items, at, label = 1, number, number
    while items < _FEWEST and (earlier := _item_before(tokens, at)) is not None:
        items, at, label = items + 1, earlier, earlier
    first = _head(tokens, label) or first
    told = tokens.has(tokens.before(first), "COLON")
    while items < _FEWEST and (later := _item_after(tokens, number)) is not None:
        items, number = items + 1, later
    alone = _is_last(tokens, number) and tokens.texts[tokens.before(number)].islower()
    return items >= _FEWEST or (told and (items > 1 or alone))


def _is_behind_colon(tokens: Tokens, joint: int) -> bool:
    """Whether what stands before an item is a colon, or a semicolon in a list that a colon opens."""
    if not (tokens.has(joint, "COLON") or tokens.has(joint, "SEMICOLON")):
        return False
    return any(tokens.has(index, "COLON") for index in range(max(0, joint - _LONGEST_LIST), joint + 1))


def _is_bracketed(tokens: Tokens, number: int) -> bool:
    return tokens.has(number - 1, "LPAR") and tokens.has(number + 1, "RPAR")


def _end(tokens: Tokens, number: int) -> int:
    """The index of what follows an item that ends with a number: a separator, or the number of tokens."""
    after = tokens.after(number + 1 if _is_bracketed(tokens, number) else number)
    if tokens.has(after, "LPAR") and tokens.has(after + 1, "YEAR"):  # the year or the source of the whole list
        return len(tokens.texts)
    return after


def _ends_item(tokens: Tokens, number: int) -> bool:
    end = _end(tokens, number)
    return _is_last(tokens, number) or any(tokens.has(end, name) for name in _SEPARATORS)


def _is_last(tokens: Tokens, number: int) -> bool:
    end = _end(tokens, number)
    return end >= len(tokens.texts) or (tokens.has(end, "STOP") and tokens.after(end) >= len(tokens.texts))


def _head(tokens: Tokens, number: int) -> int:
    """The first token of the words that a number closes, back to a separator or colon; 0 where no words stand there.

    A bracket may stand in them ("Green Party (GP) (12)"), a number or a label right before ("Section 3") may not.
    """
    at = tokens.before(number - 1 if _is_bracketed(tokens, number) else number)
    if at < 0 or not (tokens.texts[at][-1].isalpha() or tokens.texts[at] in ')"”’') or is_label(tokens, at):
        return 0
    first, least, depth = number, max(-1, number - _MOST_WORDS), 0
    while at > least:
        depth += tokens.has(at, "RPAR")
        depth -= tokens.has(at, "LPAR")
        if depth < 0 or (depth == 0 and (tokens.has(at, "COLON") or any(tokens.has(at, name) for name in _SEPARATORS))):
            return first
        if tokens.has(at, "NUM"):
            return 0
        if tokens.types[at] != SPACE:
            first = at
        at -= 1
    return 0


def _item_before(tokens: Tokens, number: int) -> int | None:
    """The number that closes the item before that of a number, where one does so in the same form."""
    head = _head(tokens, number)
    joint = tokens.before(head)
    if not head or joint < 0 or not any(tokens.has(joint, name) for name in _SEPARATORS):
        return None
    last = tokens.before(joint)
    other = last - 1 if tokens.has(last, "RPAR") else last
    return other if _is_count(tokens, other, like=number) and _head(tokens, other) else None


def _item_after(tokens: Tokens, number: int) -> int | None:
    """The number that closes the item behind that of a number."""
    joint = _end(tokens, number)
    if not any(tokens.has(joint, name) for name in _SEPARATORS):
        return None
    for other in range(joint + 1, min(len(tokens.texts), joint + _MOST_WORDS)):
        if _is_count(tokens, other, like=number) and _ends_item(tokens, other):
            return other if _head(tokens, other) > joint else None
    return None


def _is_count(tokens: Tokens, index: int, *, like: int) -> bool:
    return tokens.has(index, "NUM") and _is_bracketed(tokens, index) == _is_bracketed(tokens, like)
