"""What a table says of the numbers in its cells: the unit and scale of header, row label, caption and neighbouring cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from pipeline.extract.cell_units import NOTHING, CellUnit, stated_unit
from pipeline.grids import Grid
from pipeline.lexicon.nouns import is_plural, singular
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.currency import Currency
    from pipeline.extract.evidence import Evidence
    from pipeline.extract.tokens import Codebook, Tokens
    from pipeline.model import Cell, CleanDocument, Table

_LEAD_LENGTH = 160  # how far before a table a line such as "(in millions of dollars)" is looked for
_UNIT_LINE = re.compile(
    r"\W*(?:in |us\$|usd|eur|kzt|\$|€|£|%|per ?cent|thousand|million|billion|mln|bln|unit)"  # a line of units alone
    r"|\W*(?:table|exhibit|chart) \w|.*\bin (?:thousands|millions|billions)\b"  # a caption, a sentence that says the scale
    r"|[^.]*(?:\([^()]*\)|, [^,.]{1,20})$",  # a short heading that ends with its unit
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\d")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_NO_SUM = re.compile(r"\b(?:years?|index|ratio|rates?|rank|share|number of|population)\b|index\b", re.IGNORECASE)
# What the rows of a table of contents begin with.
_PART = re.compile(
    r"\W*(?:items?|parts?|chapters?|sections?|appendix|annex|notes?|\d{1,2}[.)]?|[ivx]{1,5}\.)\b", re.IGNORECASE
)
_LEAST_PARTS = 4
_SIGN_AT_END = re.compile(r"\w (?:#|№|[Nn]o\.)[\s:]*$")
_WORD = re.compile(r"[^\W_]+|[#№]")
_UNIT_HEADERS = frozenset({"unit", "units"})
_LONGEST_ROLE = 3  # words of a header that says only what its column is: "World rank"


# What the numbers of a column are: amounts, places in an order, numbers that count the rows, names in digits, pages.
ColumnRole = Literal["amount", "rank", "order", "code", "page"]


class DocumentTables:
    """The tables of one document, and what each says of the numbers in its cells."""

    def __init__(self, clean: CleanDocument, codebook: Codebook, evidence: Evidence) -> None:
        self._clean, self._codebook, self._evidence = clean, codebook, evidence
        self._tables = clean.document.tables
        self._starts = [table.start for table in self._tables]
        self._grids: dict[int, Grid] = {}
        self._stated: dict[tuple[int, int], CellUnit] = {}
        self._leads: dict[int, CellUnit] = {}
        self._of_lines: dict[str, CellUnit] = {}
        self._contents: dict[int, bool] = {}
        self._signs: dict[tuple[int, int], Currency | None] = {}

    def cell_unit(self, start: int, end: int) -> CellUnit | None:
        """What the table around reading[start:end] says of a number there; None outside tables and in headers."""
        found = self._data_cell(start, end)
        if found is None:
            return None
        grid, cell = found
        column, row = self._column_unit(grid, cell), self._row_unit(grid, cell)
        nearest = row if row.is_percent else column.or_else(row)
        said = self._beside(grid, cell).or_else(nearest)
        if grid.label_of(cell) is None and len(grid.row(cell)) > 1:
            return said  # the label of a row is no amount of what the caption tells
        # "in millions, except per share data": what is told by the share or in pence is told in full.
        lead, counted = self._lead_unit(grid.table), self._counted(grid, cell)
        if counted and said.currency is None and (lead.currency is not None or lead.is_percent):
            lead = NOTHING  # people are no part of "£ million"
        if any(_NO_SUM.search(self._clean.reading[each.start : each.end]) for each in grid.headers_above(cell)):
            lead = NOTHING  # nor are years, rates or an index
        in_cents = said.currency is not None and said.currency.factor != 1
        said = said.or_else(replace(lead, scale=None) if row.per or in_cents else lead)
        if said.currency is None and said.unit is None:
            if counted:
                return replace(said, unit=counted)
            return replace(said, currency=self._column_sign(grid, cell.column)) if said.scale is not None else said
        return said

    def column_role(self, start: int, end: int) -> ColumnRole | None:
        """What the headers above reading[start:end] say its column holds; None where no header or label has a word."""
        found = self._data_cell(start, end)
        if found is None:
            return None
        grid, cell = found
        if cell is grid.row(cell)[-1] and self._lists_parts(grid):
            return "page"
        headers = [self._words(each) for each in grid.headers_above(cell)]
        for words in headers:
            if words and words <= word_set("header_order"):
                return "order"
            for role in ("rank", "code"):
                if len(words) <= _LONGEST_ROLE and words & word_set(f"header_{role}"):
                    return role
        label = grid.label_of(cell)
        if any(self._ends_with_sign(each) for each in (*grid.headers_above(cell)[:1], *((label,) if label else ()))):
            return "code"
        named = any(any(map(str.isalpha, words)) for words in (*headers, self._words(label) if label else ()))
        return "amount" if named else None

    def _data_cell(self, start: int, end: int) -> tuple[Grid, Cell] | None:
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._tables[at].end < end:
            return None
        grid = self._grids.get(at)
        if grid is None:
            grid = self._grids[at] = Grid(self._tables[at])
        cell = grid.cell_at(start, end)
        return None if cell is None or cell.is_header else (grid, cell)

    def _ends_with_sign(self, cell: Cell) -> bool:
        """Whether the words of a cell ask for the number of something: "Claim #", "Order No."."""
        return _SIGN_AT_END.search(self._clean.reading[cell.start : cell.end]) is not None

    def _words(self, cell: Cell) -> frozenset[str]:
        return frozenset(_WORD.findall(self._clean.reading[cell.start : cell.end].lower()))

    def _column_unit(self, grid: Grid, cell: Cell) -> CellUnit:
        """The units of the header cells above in its column, the nearest first."""
        above = grid.headers_above(cell)
        if len(above) > 1 and (whole := self._unit_of_lines(above)) != NOTHING:
            return whole
        said = NOTHING
        for each in above:
            said = said.or_else(self._unit_stated(each.start, each.end))
        return said

    def _unit_of_lines(self, above: list[Cell]) -> CellUnit:
        """The unit in the brackets that the lines of a header make up together: "strength (kg/", "mm2)"."""
        words = " ".join(self._clean.reading[each.start : each.end] for each in reversed(above)).replace("/ ", "/")
        if words not in self._of_lines:
            # A bracket that one line holds whole is that line's own.
            brackets = [inner for inner in _BRACKETS.findall(words) if not any(self._holds(each, inner) for each in above)]
            tokens = (
                self._codebook.tokens(brackets[-1], 0, len(brackets[-1]), spaced=False, opaque=False) if brackets else None
            )
            self._of_lines[words] = stated_unit(tokens, self._evidence) if tokens else NOTHING
        return self._of_lines[words]

    def _holds(self, cell: Cell, inner: str) -> bool:
        return inner in self._clean.reading[cell.start : cell.end]

    def _lists_parts(self, grid: Grid) -> bool:
        """Whether a table is one of contents: rows that begin with parts of a work and end with numbers that only grow."""
        start = grid.table.start
        if start not in self._contents:
            reading = self._clean.reading
            rows = [cells for cells in grid.rows() if len(cells) > 1]
            ends = [reading[cells[-1].start : cells[-1].end].strip() for cells in rows]
            pages = [int(text) for text in ends if text.isdecimal()]
            parts = sum(_PART.match(reading[cells[0].start : cells[0].end]) is not None for cells in rows)
            grows = all(one <= other for one, other in pairwise(pages))
            enough = len(pages) >= _LEAST_PARTS and 2 * min(len(pages), parts) > len(rows)
            self._contents[start] = enough and grows
        return self._contents[start]

    def _row_unit(self, grid: Grid, cell: Cell) -> CellUnit:
        """The unit of the row: of a cell in a column of units, else of its label."""
        for each in grid.row(cell):
            if any(self._words(header) & _UNIT_HEADERS for header in grid.headers_above(each)) and each is not cell:
                return self._unit_named(each)
        label = grid.label_of(cell)
        return NOTHING if label is None else self._unit_stated(label.start, label.end)

    def _unit_named(self, cell: Cell) -> CellUnit:
        """The unit that a cell in a column of units holds: a unit of measure or time, else a noun that is counted."""
        said = self._unit_stated(cell.start, cell.end)
        if said != NOTHING:
            return said
        words = self._clean.reading[cell.start : cell.end].lower().split()
        tokens = self._tokens(cell.start, cell.end)
        time = next((tokens.reading(i, "TIME_UNIT") for i in range(len(tokens.texts)) if tokens.has(i, "TIME_UNIT")), None)
        noun = singular(words[-1]) if words and words[-1].isalpha() and is_plural(words[-1]) else None
        return CellUnit(unit=time or noun)

    def _beside(self, grid: Grid, cell: Cell) -> CellUnit:
        """A currency or percent sign that stands alone in the cell to the left or right."""
        said = NOTHING
        for each in grid.row(cell):
            is_left = each.column + each.column_span == cell.column
            if is_left or each.column == cell.column + cell.column_span:
                text = self._clean.reading[each.start : each.end]
                if len(text.strip(" ()")) <= len("US$") and _HAS_DIGIT.search(text) is None:
                    said = said.or_else(self._unit_stated(each.start, each.end))
        return said

    def _column_sign(self, grid: Grid, column: int) -> Currency | None:
        """The currency whose sign some number of the column has; statements of accounts print it in a few rows only."""
        key = (grid.table.start, column)
        if key not in self._signs:
            ranges = ((cell.start, cell.end) for cell in grid.column(column) if not cell.is_header)
            stated = (self._unit_stated(start, end).currency for start, end in ranges)
            self._signs[key] = next((currency for currency in stated if currency is not None), None)
        return self._signs[key]

    def _counted(self, grid: Grid, cell: Cell) -> str | None:
        """The people or things that the label of the row or the header next to the number says are counted in it."""
        label = grid.label_of(cell)
        for each in (*grid.headers_above(cell)[:1], *([label] if label else [])):
            words = _WORD.findall(self._clean.reading[each.start : each.end].lower())
            if "per" in words or (words and words[0].isdecimal()):
                continue  # "per 1,000 people"
            if words[:2] == ["number", "of"]:
                words = words[2:]
            if words and len(words) <= _LONGEST_ROLE:
                noun = next((word for word in words if word in word_set("counted_rows")), None)
                if noun is not None:
                    return singular(noun)
        return None

    def _lead_unit(self, table: Table) -> CellUnit:
        """What the caption, the top left cell or the line right before the table says."""
        known = self._leads.get(table.start)
        if known is None:
            known = NOTHING
            for start, end in self._lead_ranges(table):
                known = known.or_else(self._unit_stated(start, end))
            self._leads[table.start] = known
        return known

    def _lead_ranges(self, table: Table) -> Iterator[tuple[int, int]]:
        if table.caption is not None:
            yield table.caption
        yield from ((cell.start, cell.end) for cell in table.cells[:1])
        first = max(0, table.start - _LEAD_LENGTH)
        before = self._clean.reading[first : table.start].rstrip()
        line = before.rpartition("\n")[2]
        if len(line) < _LEAD_LENGTH and _UNIT_LINE.match(line):
            yield first + len(before) - len(line), first + len(before)

    def _unit_stated(self, start: int, end: int) -> CellUnit:
        key = (start, end)
        if key not in self._stated:
            self._stated[key] = stated_unit(self._tokens(start, end), self._evidence)
        return self._stated[key]

    def _tokens(self, start: int, end: int) -> Tokens:
        return self._codebook.tokens(self._clean.reading, start, end, spaced=False, opaque=False)
