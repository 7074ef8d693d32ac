"""The ledger: every number of a text is touched by a span, no two spans overlap, every surface is its slice of the text.

This is the contract's definition of a number, written apart from the code that extracts, so that each checks the other: a
run of non-space characters that holds a digit of any script, a superscript or a vulgar fraction, and every number word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

from pipeline.parquet import read_batches

BreachKind = Literal["uncovered", "overlap", "surface", "outside", "orphan"]
Span = tuple[int, int]
Row = tuple[str, int, int, str]

SPAN_TABLES = ("claims", "excluded", "quarantine")
COLUMNS = ("document_id", "char_start", "char_end", "surface")

WORDS_FILE = Path(__file__).with_name("number_words.txt")
DIGIT = r"[\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]"
# Only from the first digit on, so that the search is linear; what stands before it in the run is looked at where needed.
DIGIT_RUN = re.compile(DIGIT + r"\S*")
SPACE = re.compile(r"\s")
AROUND = 30


def number_words() -> tuple[str, ...]:
    """The words that are numbers, lower-case."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _word_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all words; those that begin alike are tried together, which is four times as fast."""
    starts: dict[str, list[str]] = {}
    for word in words:
        starts.setdefault(word[0], []).append(word[1:])
    alternatives = (f"{start}(?:{'|'.join(ends)})" for start, ends in starts.items())
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


NUMBER_WORD = _word_pattern(number_words())


@dataclass(frozen=True, slots=True)
class Breach:
    """A place where the ledger of a document does not close. start, end: its place in the text; text: what stands there."""

    kind: BreachKind
    document_id: str
    start: int
    end: int
    text: str


def text_breaches(text: str, spans: Sequence[Span], *, document_id: str = "") -> Iterator[Breach]:
    """The breaches of one text whose claims and exclusions have these spans, in any order."""
    ordered = sorted(spans)
    yield from _misplaced(text, ordered, document_id)
    for pattern in (DIGIT_RUN, NUMBER_WORD):
        for start, end in _untouched(pattern, text, ordered):
            yield Breach("uncovered", document_id, start, end, text[max(0, start - AROUND) : end + AROUND])


def _misplaced(text: str, ordered: Sequence[Span], document_id: str) -> Iterator[Breach]:
    last = 0
    for start, end in ordered:
        if not 0 <= start < end <= len(text):
            yield Breach("outside", document_id, start, end, text[start:end])
        elif start < last:
            yield Breach("overlap", document_id, start, end, text[start:end])
        last = max(last, end)


def _untouched(pattern: re.Pattern[str], text: str, ordered: Sequence[Span]) -> Iterator[Span]:
    """Matches of a pattern that no span touches; the spans are sorted."""
    position, count = 0, len(ordered)
    for found in pattern.finditer(text):
        start, end = found.span()
        while position < count and ordered[position][1] <= start:
            position += 1
        if position < count and ordered[position][0] < end:
            continue
        if pattern is DIGIT_RUN and position and not SPACE.search(text, ordered[position - 1][1] - 1, start):
            continue
        yield start, end


def ledger_breaches(release: Path) -> Iterator[Breach]:
    """Every breach in the tables of a release or candidate, streamed in the order of its documents."""
    tables = [_Groups(release / f"{name}.parquet") for name in SPAN_TABLES if (release / f"{name}.parquet").exists()]
    for batch in read_batches(release / "texts.parquet"):
        for document_id, text in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            rows = [row for group in tables for row in group.take(document_id)]
            yield from _wrong_surfaces(text, rows)
            yield from text_breaches(text, [(row[1], row[2]) for row in rows], document_id=document_id)
    for group in tables:
        yield from group.rest()


def _wrong_surfaces(text: str, rows: Sequence[Row]) -> Iterator[Breach]:
    for document_id, start, end, surface in rows:
        if text[start:end] != surface:
            yield Breach("surface", document_id, start, end, surface)


class _Groups:
    """The rows of a table, a document at a time, in the order of the documents."""

    def __init__(self, path: Path) -> None:
        self._groups = groupby(_rows(path), key=itemgetter(0))
        self._next = next(self._groups, None)

    def take(self, document_id: str) -> list[Row]:
        """The rows of the next document, if it is this one."""
        if self._next is None or self._next[0] != document_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows

    def rest(self) -> Iterator[Breach]:
        """Rows whose document has no text, or not in its place."""
        while self._next is not None:
            for document_id, start, end, surface in self._next[1]:
                yield Breach("orphan", document_id, start, end, surface)
            self._next = next(self._groups, None)


def _rows(path: Path) -> Iterator[Row]:
    for batch in read_batches(path, columns=COLUMNS):
        yield from zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True)
