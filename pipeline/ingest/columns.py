"""Cells that line up: which column of a grid each one stands in, and which rows are headers; for text and PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.lines import Line
from pipeline.model import Cell, Table

_TABBED_CELL = re.compile(r"[^\t]*[^\t\s][^\t]*")
_SPACED_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_SENTENCE_GAP = re.compile(r"[.!?:;,][\"')\]]*  $")
_RULE = re.compile(r"[-=_+|.\s]+$")
_YEAR = re.compile(r"(?:FY|Q[1-4]\s?)?(?:19|20)\d{2}(?:[/–-]\d{2,4})?[a-z*]?$")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[-–+(~<>$€£¥]*\s?\d[\d.,\s]*[%)*]*$")
# A cell that holds a value: a number with at most a sign and a short unit beside it.
_VALUE = re.compile(r"\W*(?:[A-Z]{1,3}\$?\s?)?\d[\d.,\s/–-]*(?:%|\W|[^\W\d]{1,4}\b)*$")
_LEAST_ROWS = 3
_MOST_SKIPPED = 2
_GAP_SEEN = 8


class Piece(NamedTuple):
    """A would-be cell: where it begins and ends across the line, its words, and its place in the text if it has one."""

    left: int
    right: int
    text: str
    start: int = 0


class Place(NamedTuple):
    """Where in the grid a cell stands, in the order of CellText's fields."""

    row: int
    column: int
    row_span: int
    column_span: int
    is_header: bool


@dataclass(frozen=True, slots=True)
class _Columns:
    edges: tuple[tuple[int, int], ...]

    def places(self, pieces: Sequence[Piece], row: int, *, is_header: bool) -> Iterator[Place]:
        """Give the place of each piece of a row; a row of as many pieces as there are columns has one in each."""
        if len(pieces) == len(self.edges):
            yield from (Place(row, column, 1, 1, is_header) for column in range(len(pieces)))
        else:
            yield from (self._place(piece, row, is_header=is_header) for piece in pieces)

    def _place(self, piece: Piece, row: int, *, is_header: bool) -> Place:
        """Give the columns a piece lies over; the nearest one where it lies over none."""
        touched = [i for i, (left, right) in enumerate(self.edges) if piece.left < right and left < piece.right]
        if not touched:
            centre = piece.left + piece.right
            touched = [min(range(len(self.edges)), key=lambda i: abs(self.edges[i][0] + self.edges[i][1] - centre))]
        return Place(row, touched[0], 1, len(touched), is_header)


def tables_in(lines: list[Line]) -> Iterator[tuple[int, int, Table]]:
    """Find the aligned tables in a run of lines; give the index of each first line, that behind the last, and the table.

    A table is three lines or more that each fall into two cells or more, numbers in at least half of them.
    """
    at = 0
    while at < len(lines):
        rows: list[list[Piece]] = []
        first = at
        while at < len(lines) and (pieces := _pieces(lines[at])) is not None:
            rows.append(pieces)
            at += 1
        # A line or two above the table may look like a row of it without fitting its columns.
        for skipped in range(min(_MOST_SKIPPED, len(rows) - _LEAST_ROWS) + 1):
            placed = grid_of([row for row in rows[skipped:] if row])
            if placed:
                cells = tuple(_cell(piece, place) for piece, place in placed)
                yield first + skipped, at, Table(lines[first + skipped].start, lines[at - 1].end, cells)
                break
        at = max(at, first + 1)


def grid_of(rows: Sequence[Sequence[Piece]]) -> list[tuple[Piece, Place]] | None:
    """Give the pieces of a table's lines with their places, row by row.

    None where the lines are fewer than three, hold no figures or do not line up.
    """
    numeric = sum(any(_DIGIT.search(piece.text) for piece in row[1:]) for row in rows)
    if len(rows) < _LEAST_ROWS or numeric * 2 < len(rows):
        return None
    columns = _columns(rows)
    if columns is None:
        return None
    headers = _header_rows(rows)
    return [
        found
        for row, pieces in enumerate(rows)
        for found in zip(pieces, columns.places(pieces, row, is_header=row < headers), strict=True)
    ]


def _cell(piece: Piece, place: Place) -> Cell:
    return Cell(piece.start, piece.start + len(piece.text), *place)


def _pieces(line: Line) -> list[Piece] | None:
    """Give the cells of a line, none of them for a ruled line, or None where the line is not cut into cells."""
    text = line.text
    if "\t" not in text and "  " not in text:
        return [] if _RULE.match(text) else None
    if _RULE.match(text):
        return []
    pattern = _TABBED_CELL if "\t" in text else _SPACED_CELL
    pieces = [_trimmed(line, found.start(), found.end()) for found in pattern.finditer(text)]
    gaps = [text[max(0, piece.left - line.indent - _GAP_SEEN) : piece.left - line.indent] for piece in pieces[1:]]
    if len(pieces) < 2 or (pattern is _SPACED_CELL and all(_SENTENCE_GAP.search(gap) for gap in gaps)):
        return None
    return pieces


def _trimmed(line: Line, start: int, end: int) -> Piece:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    left = line.indent + start
    return Piece(left, left + len(text), text, line.start + start)


def _columns(rows: Sequence[Sequence[Piece]]) -> _Columns | None:
    """Give the left and right edge of each column, or None where the cells do not line up."""
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    edges = tuple((min(row[i].left for row in full), max(row[i].right for row in full)) for i in range(most))
    overlap = any(left < right for (_, right), (left, _) in pairwise(edges))
    same_counts = len(full) == len(rows)
    if len(full) * 2 < len(rows) or (overlap and not same_counts):
        return None
    return _Columns(edges)


def _header_rows(rows: Sequence[Sequence[Piece]]) -> int:
    """Count the leading rows that hold no values but years and words; a figure among words ("2 % target") is none.

    Where few cells are plain values, any figure makes a row one of values. Above the labels of the rows a header may hold
    digits beside words: "1,000 people", "('000 km)".
    """
    most = max(map(len, rows))
    below = [piece.text for row in rows[1:] for piece in row[1:]]
    plain = 2 * sum(_VALUE.match(text) is not None for text in below) > len(below)
    count = 0
    for row in rows[:-1]:
        is_full = len(row) == most
        figure = (_VALUE.match if plain else _DIGIT.search) if is_full else _FIGURE.match
        values = row[1:] if is_full else row
        if any(figure(piece.text) and not _YEAR.match(piece.text) for piece in values):
            break
        count += 1
    return count if count < len(rows) - 1 else min(count, 1)
