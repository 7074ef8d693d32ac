"""Sentences: the stops of a text that end one, judged by what stands before and behind them.

The search for stops runs in C; Python judges one stop at a time, so that cost grows with sentences, not with characters.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources
from typing import Literal

from pipeline.lexicon.tsv import tsv_rows

Kind = Literal["title", "inner", "number", "maybe"]

# A run of stops, the quotes and brackets it closes, white space, and something that can begin a sentence; or a stop that
# lost its space. It begins with the plain set of stops, so that the search for one runs at the speed of the machine.
_STOP = re.compile(
    r"[.!?…](?:"
    r"(?<![.!?…]{2})[.!?…]*+[\"')\]*_]*+\s++(?=[^\sa-z.!?,;:…)\]])"
    r"|(?<=[a-z][a-z][a-z].)[\"')\]]?+(?=[A-Z][a-z]+ )"
    r")"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_OPENING = "([{\"'*_“‘"
_CLOSING = "\"')]}*_"
_LONGEST_WORD = 24
_LONGEST_MARKER = 7
# Beyond this a stretch without a stop is cut at white space: it is no sentence, and rows must not carry megabytes.
_LONGEST_SENTENCE = 2000
_WORDLESS_LIMIT = 10_000
_MARKER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,5})(?:\.\d{1,3}){0,3}[)\]]?$")


def sentence_ranges(reading: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of a stretch of prose as ranges without a gap between them; white space is not trimmed."""
    ranges: list[tuple[int, int]] = []
    begun = start
    for stop in _STOP.finditer(reading, start, end):
        if _ends_sentence(reading, begun, stop):
            cut = stop.end()
            ranges.append((begun, cut))
            begun = cut
    if begun < end:
        ranges.append((begun, end))
    if end - start <= _LONGEST_SENTENCE:
        return ranges
    return [piece for range_ in ranges for piece in _shortened(reading, *range_)]


def _ends_sentence(reading: str, begun: int, stop: re.Match[str]) -> bool:
    at = stop.start()
    if reading[at] != "." or reading[at + 1] in ".!?…":
        return True
    word = reading[max(begun, at - _LONGEST_WORD) : at].rpartition(" ")[2]
    kind = _abbreviations().get(word)
    if kind is None:
        if len(word) > 2 and "." not in word and word[0] not in _OPENING:
            return not (word.isdigit() and at - begun <= _LONGEST_MARKER)
        word = word.lstrip(_OPENING)
        kind = _abbreviations().get(word)
        if kind is None:
            return _ends_after_unknown(reading, begun, at, stop.end(), word)
    return _ends_after_abbreviation(reading, stop, kind)


def _ends_after_unknown(reading: str, begun: int, at: int, after: int, word: str) -> bool:
    """Judge a stop behind a short word, an initial, an acronym with stops, or a list marker."""
    if at - begun <= _LONGEST_MARKER and _MARKER.match(reading[begun:at].strip()):
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        return _starts_plainly(reading, after) and reading[at - 2 : at - 1] in (" ", "")
    if "." in word and word.replace(".", "").isalpha() and len(word) <= 2 * word.count(".") + 1:
        return _starts_plainly(reading, after)
    return True


def _ends_after_abbreviation(reading: str, stop: re.Match[str], kind: Kind) -> bool:
    if any(mark in _CLOSING for mark in stop[0].rstrip()[1:]):
        return kind != "title"
    following = reading[stop.end()]
    if kind == "number":
        return not following.isdigit() and following not in "([#$£€¥₸"
    if kind == "maybe":
        return _starts_plainly(reading, stop.end())
    return False


def _starts_plainly(reading: str, at: int) -> bool:
    """Tell whether the words at a place begin a sentence beyond doubt: a function word with a capital, or a quotation."""
    if reading[at] in "\"“'":
        return True
    word = _FIRST_WORD.match(reading, at)
    return word is not None and word[0][0].isupper() and word[0].lower() in _starters()


def _shortened(reading: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut an endless stretch at white space, best behind a semicolon."""
    while end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        cut = reading.rfind("; ", start + _LONGEST_SENTENCE // 4, limit) + 1 or reading.rfind(" ", start, limit)
        if cut <= start:
            found = reading.find(" ", limit, min(end, start + _WORDLESS_LIMIT))
            cut = found if found > 0 else min(end, start + _WORDLESS_LIMIT)
        yield start, cut
        start = cut
    if start < end:
        yield start, end


@functools.cache
def _abbreviations() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {"title": "title", "inner": "inner", "number": "number", "maybe": "maybe"}
    forms: dict[str, Kind] = {}
    for row in tsv_rows(__package__, "abbreviations.tsv"):
        form, kind = row["form"], kinds[row["kind"]]
        # A form written with a capital is only meant with one ("Sun."); the others may open a sentence or stand in capitals.
        for written in {form, form.upper(), form[0].upper() + form[1:]} if len(form) > 1 else {form}:
            forms[written] = kind
    return forms


@functools.cache
def _starters() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("starters.txt").read_text(encoding="utf-8").split())
