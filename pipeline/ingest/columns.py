"""Tables that plain text shows by aligning columns with runs of spaces or with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.lines import Line
from pipeline.model import Cell, Table

_TABBED_CELL = re.compile(r"[^\t]*[^\t\s][^\t]*")
_SPACED_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_SENTENCE_GAP = re.compile(r"[.!?:;,][\"')\]]*  $")
_RULE = re.compile(r"[-=_+|.\s]+$")
_YEAR = re.compile(r"(?:FY|Q[1-4]\s?)?(?:19|20)\d{2}(?:[/–-]\d{2,4})?[a-z*]?$")
_DIGIT = re.compile(r"\d")
_LEAST_ROWS = 3
_MOST_SKIPPED = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    left: int
    right: int
    text: str


def tables_in(lines: list[Line]) -> Iterator[tuple[int, int, Table]]:
    """Find the aligned tables in a run of lines; give the index of each one's first line, that behind its last, and the table.

    A table is three lines or more that each fall into two cells or more, numbers in at least half of them.
    """
    at = 0
    while at < len(lines):
        rows: list[list[_Piece]] = []
        first = at
        while at < len(lines) and (pieces := _pieces(lines[at])) is not None:
            rows.append(pieces)
            at += 1
        if len(rows) >= _LEAST_ROWS:
            # A line or two above the table may look like a row of it without fitting its columns.
            for skipped in range(_MOST_SKIPPED + 1):
                table = _table(rows[skipped:], lines[first + skipped : at])
                if table:
                    yield first + skipped, at, table
                    break
        at = max(at, first + 1)


def _table(rows: list[list[_Piece]], lines: list[Line]) -> Table | None:
    filled = [row for row in rows if row]
    numeric = sum(any(_DIGIT.search(piece.text) for piece in row[1:]) for row in filled)
    if len(filled) < _LEAST_ROWS or numeric * 2 < len(filled):
        return None
    columns = _columns(filled)
    if columns is None:
        return None
    headers = _header_rows(filled)
    cells = tuple(
        _cell(piece, row, columns, is_header=row < headers) for row, pieces in enumerate(filled) for piece in pieces
    )
    return Table(lines[0].start, lines[-1].end, cells)


def _pieces(line: Line) -> list[_Piece] | None:
    """Give the cells of a line, none of them for a ruled line, or None where the line is not cut into cells."""
    text = line.text
    if _RULE.match(text):
        return []
    if "\t" not in text and "  " not in text:
        return None
    pattern = _TABBED_CELL if "\t" in text else _SPACED_CELL
    pieces = [_trimmed(line, found.start(), found.end()) for found in pattern.finditer(text)]
    gaps = [text[: piece.left - line.indent] for piece in pieces[1:]]
    if len(pieces) < 2 or (pattern is _SPACED_CELL and all(_SENTENCE_GAP.search(gap) for gap in gaps)):
        return None
    return pieces


def _trimmed(line: Line, start: int, end: int) -> _Piece:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    at = line.start + start
    return _Piece(at, at + len(text), line.indent + start, line.indent + start + len(text), text)


def _columns(rows: list[list[_Piece]]) -> list[tuple[int, int]] | None:
    """Give the left and right edge of each column, or None where the cells do not line up."""
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    edges = [(min(row[i].left for row in full), max(row[i].right for row in full)) for i in range(most)]
    overlap = any(left < right for (_, right), (left, _) in zip(edges, edges[1:], strict=False))
    if len(full) * 2 < len(rows) or (overlap and not _same_counts(rows)):
        return None
    return edges


def _same_counts(rows: list[list[_Piece]]) -> bool:
    return len({len(row) for row in rows}) == 1


def _cell(piece: _Piece, row: int, columns: list[tuple[int, int]], *, is_header: bool) -> Cell:
    touched = [i for i, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
    if not touched:
        centre = piece.left + piece.right
        touched = [min(range(len(columns)), key=lambda i: abs(columns[i][0] + columns[i][1] - centre))]
    return Cell(piece.start, piece.end, row, touched[0], column_span=len(touched), is_header=is_header)


def _header_rows(rows: list[list[_Piece]]) -> int:
    """Count the leading rows that hold no figures but years and words."""
    count = 0
    most = max(map(len, rows))
    for row in rows[:-1]:
        values = row[1:] if len(row) == most else row
        if any(_DIGIT.search(piece.text) and not _YEAR.match(piece.text) for piece in values):
            break
        count += 1
    return count if count < len(rows) - 1 else min(count, 1)
