"""What a table says of the numbers in its cells: the unit and scale of header, row label, caption and neighbouring cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.currency import Currency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.evidence import Evidence
    from pipeline.extract.tokens import Codebook, Tokens
    from pipeline.model import Cell, CleanDocument, Table

_LEAD_LENGTH = 160  # how far before a table a line such as "(in millions of dollars)" is looked for
_THOUSANDS = re.compile(r"(?<![\d.,])'?000s?(?![\d.,])")
_UNIT_LINE = re.compile(
    r"\W*(?:in |us\$|usd|eur|kzt|\$|€|£|%|per ?cent|thousand|million|billion|mln|bln|unit)"  # a line of units alone
    r"|\W*(?:table|exhibit|chart) \w|.*\bin (?:thousands|millions|billions)\b"  # a caption, a sentence that says the scale
    r"|[^.]*(?:\([^()]*\)|, [^,.]{1,20})$",  # a short heading that ends with its unit
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class CellUnit:
    """What a header or caption says of numbers: a currency, or a unit ("percent", "km"), and a scale (1 where none)."""

    currency: Currency | None = None
    unit: str | None = None
    scale: Decimal | None = None

    @property
    def is_percent(self) -> bool:
        """Whether the numbers are percentages or points."""
        return self.unit in {"percent", "percentage_point", "basis_point"}

    def or_else(self, other: CellUnit) -> CellUnit:
        """The unit with what it leaves open taken from other; a percentage has no scale and takes no currency."""
        if self.is_percent:
            return self
        if self.currency is None and self.unit is None:
            return CellUnit(other.currency, other.unit, self.scale or other.scale)
        return CellUnit(self.currency, self.unit, self.scale or (None if other.is_percent else other.scale))


NOTHING = CellUnit()


class _Grid:
    """The cells of one table by offset, row and column."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._cells = sorted(table.cells, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self._cells]
        self.rows: dict[int, list[Cell]] = {}
        self.headers: dict[int, list[Cell]] = {}
        for cell in table.cells:
            self.rows.setdefault(cell.row, []).append(cell)
            if cell.is_header or cell.row == 0:
                for column in range(cell.column, cell.column + cell.column_span):
                    self.headers.setdefault(column, []).append(cell)

    def cell_at(self, start: int, end: int) -> Cell | None:
        """The cell that holds the range."""
        at = bisect_right(self._starts, start) - 1
        return self._cells[at] if at >= 0 and end <= self._cells[at].end else None


class DocumentTables:
    """The tables of one document, and what each says of the numbers in its cells."""

    def __init__(self, clean: CleanDocument, codebook: Codebook, evidence: Evidence) -> None:
        self._clean, self._codebook, self._evidence = clean, codebook, evidence
        self._tables = clean.document.tables
        self._starts = [table.start for table in self._tables]
        self._grids: dict[int, _Grid] = {}
        self._stated: dict[tuple[int, int], CellUnit] = {}
        self._leads: dict[int, CellUnit] = {}

    def cell_unit(self, start: int, end: int) -> CellUnit | None:
        """What the table around reading[start:end] says of a number there; None outside tables and in headers."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._tables[at].end < end:
            return None
        grid = self._grids.get(at) or self._new_grid(at)
        cell = grid.cell_at(start, end)
        if cell is None or cell.is_header:
            return None
        column, row = self._column_unit(grid, cell), self._row_unit(grid, cell)
        nearest = row if row.is_percent else column.or_else(row)
        return self._beside(grid, cell).or_else(nearest).or_else(self._lead_unit(grid.table))

    def _new_grid(self, at: int) -> _Grid:
        self._grids[at] = _Grid(self._tables[at])
        return self._grids[at]

    def _column_unit(self, grid: _Grid, cell: Cell) -> CellUnit:
        """The units of the header cells above in its column, the nearest first."""
        said = NOTHING
        above = [each for each in grid.headers.get(cell.column, ()) if each.row < cell.row]
        for each in sorted(above, key=lambda other: -other.row):
            said = said.or_else(self._unit_stated(each.start, each.end))
        return said

    def _row_unit(self, grid: _Grid, cell: Cell) -> CellUnit:
        """The unit of the row's label: its first cell, where the number is not in it."""
        label = grid.rows[cell.row][0]
        return NOTHING if label is cell else self._unit_stated(label.start, label.end)

    def _beside(self, grid: _Grid, cell: Cell) -> CellUnit:
        """A currency or percent sign that stands alone in the cell to the left or right."""
        said = NOTHING
        for each in grid.rows[cell.row]:
            is_left = each.column + each.column_span == cell.column
            if is_left or each.column == cell.column + cell.column_span:
                text = self._clean.reading[each.start : each.end]
                if len(text.strip(" ()")) <= len("US$") and _HAS_DIGIT.search(text) is None:
                    said = said.or_else(self._unit_stated(each.start, each.end))
        return said

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
            tokens = self._codebook.tokens(self._clean.reading, start, end, spaced=False, opaque=False)
            self._stated[key] = stated_unit(tokens, self._evidence)
        return self._stated[key]


def stated_unit(tokens: Tokens, evidence: Evidence) -> CellUnit:
    """The unit that the words of a header state: percent before currency before measure, and any scale word."""
    currency, unit, scale = None, None, None
    for index in range(len(tokens.texts)):
        if unit is None and (tokens.has(index, "PCT") or tokens.has(index, "POINT")):
            unit = tokens.reading(index, "POINT") or "percent"
        elif currency is None and any(tokens.has(index, name) for name in ("CUR_SYMBOL", "CUR_CODE", "CUR_NAME")):
            currency = evidence.currency(tokens, index)
        elif scale is None and (stated := _scale(tokens, index)) is not None:
            scale = stated
    if unit is not None:
        return CellUnit(unit=unit)
    if currency is None:
        unit = next((tokens.reading(i, "UNIT") for i in range(len(tokens.texts)) if tokens.has(i, "UNIT")), None)
    if scale is None and _THOUSANDS.search(tokens.text(0, len(tokens.texts))):
        scale = Decimal(1000)
    return CellUnit(currency, unit or None, scale)


def _scale(tokens: Tokens, index: int) -> Decimal | None:
    """The scale that a word of a header states; letters only beside a currency ("US$m")."""
    for name in ("SCALE", "SCALE_PLURAL"):
        value = tokens.reading(index, name)
        if value:
            return Decimal(value)
    beside = tokens.before(index)
    letter = tokens.reading(index, "SCALE_LETTER")
    if letter and beside >= 0 and any(tokens.has(beside, name) for name in ("CUR_SYMBOL", "CUR_CODE", "CUR_NAME")):
        return Decimal(letter)
    return None
