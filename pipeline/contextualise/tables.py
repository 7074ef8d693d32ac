"""Table cells: a number's measure is its column's header or its row's name, its year that of a header or of the caption."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.view import View
    from pipeline.model import Cell, CleanDocument, Extraction, Mention, Table

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNITS = re.compile(
    r"\s*[(\[,]\s*(?:[^()\[\],]*(?:%|US\$|€|£|\$|thousand|million|billion|mln|bln|percent|per cent|USD|years?|km|tonnes?|pp)"
    r"[^()\[\],]*)[)\]]?\s*$",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"(?:Q[1-4]|H[12]|FY|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|quarter|half|year|end|est|actual|forecast)[a-z.]*",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    ("value", "details", "amount", "figure", "data", "total", "number", "result", "results", "item", "indicator", "")
)


@dataclass(slots=True)
class Tables:
    """The tables of a document with the years its extraction found in them."""

    clean: CleanDocument
    years: list[Mention]

    def cell_at(self, offset: int) -> tuple[Table, Cell] | None:
        """The table and the cell that an offset of the text lies in."""
        tables = self.clean.document.tables
        table = next((table for table in tables if table.start <= offset < table.end), None)
        if table is None:
            return None
        index = bisect_right(table.cells, offset, key=lambda cell: cell.start) - 1
        cell = table.cells[index] if index >= 0 else None
        return (table, cell) if cell is not None and offset < cell.end else None

    def text(self, start: int, end: int) -> str:
        """A stretch of the text with its white space collapsed and decoration dropped."""
        return " ".join(self.clean.document.text[start:end].split()).strip("*_:|# ")

    def year_in(self, start: int, end: int) -> Mention | None:
        """The calendar expression found in a stretch of the text."""
        return next((year for year in self.years if start <= year.start < end), None)


def tables_of(clean: CleanDocument, extraction: Extraction) -> Tables | None:
    """The tables of a document; None where it has none."""
    if not clean.document.tables:
        return None
    return Tables(clean, [mention for mention in extraction.mentions if mention.kind == "year"])


def read_cell(view: View, tables: Tables) -> None:
    """Fill the drafts of a sentence that is a table's cell from its headers; prose in a cell is read as prose."""
    found = tables.cell_at(view.sentence.start)
    numbers = [draft for draft in view.drafts if not draft.is_year]
    if found is None or not numbers or len(_LETTERS.findall(view.bare.replace("\x01", " "))) > 4:
        return
    table, cell = found
    header, name = _header(table, cell), _row_name(table, cell)
    for draft in numbers:
        _name(tables, draft, header, name)
        _date(tables, draft, table, cell)
        draft.settled = True


def _header(table: Table, cell: Cell) -> Cell | None:
    """The nearest header above the cell, by column; of the first row where none is marked."""
    above = [
        other
        for other in table.cells
        if other.row < cell.row and other.column <= cell.column < other.column + other.column_span
    ]
    marked = [other for other in above if other.is_header]
    if marked:
        return marked[-1]
    return above[0] if above and above[0].row == min(other.row for other in table.cells) else None


def _row_name(table: Table, cell: Cell) -> Cell | None:
    """The first cell of the row, if it is another one."""
    row = [
        other for other in table.cells if other.row <= cell.row < other.row + other.row_span and other.column < cell.column
    ]
    return min(row, key=lambda other: other.column) if row else None


def _words(tables: Tables, cell: Cell | None) -> str:
    """What a header or row name says besides units and dates."""
    text = tables.text(cell.start, cell.end) if cell is not None else ""
    text = _UNITS.sub("", text)
    return text if _LETTERS.search(_DATES.sub("", text)) else ""


def _name(tables: Tables, draft: Draft, header: Cell | None, row: Cell | None) -> None:
    """The header measures, the row is whose it is; where the header is a date or says nothing, the row measures."""
    column, name = _words(tables, header), _words(tables, row)
    year = header is not None and tables.year_in(header.start, header.end) is not None
    if column and column.lower() not in _GENERIC and not (year and len(column.split()) < 2):
        draft.measure_text = re.sub(r"\s*\(\s*\d{4}\s*\)", "", column)
        draft.subject_text = name or None
    else:
        draft.measure_text = name or column or None


def _date(tables: Tables, draft: Draft, table: Table, cell: Cell) -> None:
    header, row = _header(table, cell), _row_name(table, cell)
    places = [(each.start, each.end) for each in (header, row) if each is not None]
    if table.caption is not None:
        places.append(table.caption)
    for start, end in places:
        year = tables.year_in(start, end)
        if year is not None:
            draft.year_start, draft.year_end = int(year.value_low), int(year.value_high)
            draft.year_role = "between" if year.comparator == "between" else "in"
            return
