"""A table by row and column: which cell holds an offset, what stands above it, and what its row is called."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Cell, Table


class Grid:
    """The cells of one table. Headers are the cells marked as such and those of the first row."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._cells = sorted(table.cells, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self._cells]
        self._first_row = min((cell.row for cell in table.cells), default=0)
        self._headers: dict[int, list[Cell]] = defaultdict(list)
        self._rows: dict[int, list[Cell]] = defaultdict(list)
        self._columns: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            for row in range(cell.row, cell.row + cell.row_span):
                self._rows[row].append(cell)
            for column in range(cell.column, cell.column + cell.column_span):
                self._columns[column].append(cell)
                if cell.is_header or cell.row == self._first_row:
                    self._headers[column].append(cell)
        for cells in self._rows.values():
            cells.sort(key=lambda cell: cell.column)  # those that reach in from rows above came first

    def cell_at(self, start: int, end: int) -> Cell | None:
        """The cell that holds the range of the text."""
        at = bisect_right(self._starts, start) - 1
        return self._cells[at] if at >= 0 and end <= self._cells[at].end else None

    def headers_above(self, cell: Cell) -> list[Cell]:
        """The headers of the cell's column that stand above it, the nearest first."""
        return [header for header in reversed(self._headers[cell.column]) if header.row < cell.row]

    def column(self, column: int) -> list[Cell]:
        """The cells of a column, from the top."""
        return self._columns[column]

    def row(self, cell: Cell) -> list[Cell]:
        """The cells of the cell's row, from the left; those that reach into it from rows above are among them."""
        return self._rows[cell.row]

    def rows(self) -> list[list[Cell]]:
        """The cells of each row, from the top, each from the left."""
        return [cells for _, cells in sorted(self._rows.items())]

    def label_of(self, cell: Cell) -> Cell | None:
        """The first cell of the cell's row, which says what the row is; None where it is the cell itself."""
        first = self.row(cell)[0]
        return None if first.column >= cell.column else first

    def corner(self) -> Cell | None:
        """The first header of the first column, which says what the labels of the rows are."""
        headers = self._headers[min(self._columns, default=0)]
        return headers[-1] if headers else None
