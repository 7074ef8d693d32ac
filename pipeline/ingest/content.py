"""What a reader makes of one file or record: its text and structure, and what it says of itself; and how it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.model import Block, BlockRole, Cell, Table

_YEAR = re.compile(r"\D{0,12}(?:19|20)\d{2}(?:\s?[/–-]\s?\d{2,4})?\D{0,3}")


@dataclass(frozen=True, slots=True)
class Content:
    """A file's reference text with blocks and tables, and the facts that the file itself states."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    media_type: str | None = None
    encoding: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CellText:
    """A table cell before it has a place in the text: its 0-based grid position, its spans and its words."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


@dataclass(slots=True)
class TextBuilder:
    """Lays blocks one after another into a reference text, a blank line between them, and keeps where each one lies."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    length: int = 0
    _pieces: list[str] = field(default_factory=list)

    def add(
        self, text: str, role: BlockRole, *, page: int | None = None, locator: str | None = None, gap: str = "\n\n"
    ) -> tuple[int, int]:
        """Append a block after the gap; give its range. The text must hold something other than white space."""
        start = self._append(text, gap)
        self.blocks.append(Block(start, self.length, role, page, locator))
        return start, self.length

    def add_table(
        self,
        cells: list[CellText],
        *,
        caption: tuple[int, int] | None = None,
        page: int | None = None,
        locator: str | None = None,
    ) -> None:
        """Append a table: cells of a row separated by tabs, rows by line ends. Cells come row by row, none empty."""
        start = self._append("", "\n\n")
        placed: list[Cell] = []
        row = cells[0].row
        for cell in cells:
            if placed:
                self._append("", "\t" if cell.row == row else "\n")
            row = cell.row
            at = self._append(cell.text, "")
            placed.append(Cell(at, self.length, cell.row, cell.column, cell.row_span, cell.column_span, cell.is_header))
        self.blocks.append(Block(start, self.length, "table", page, locator))
        self.tables.append(Table(start, self.length, tuple(placed), caption))

    def add_content(self, content: Content) -> None:
        """Append what another reader made of a part: its text as it stands, its blocks and tables moved along."""
        start = self._append(content.text, "\n\n")
        self.blocks.extend(replace(block, start=block.start + start, end=block.end + start) for block in content.blocks)
        self.tables.extend(_moved(table, start) for table in content.tables)

    def text(self) -> str:
        """Give the reference text built so far."""
        return "".join(self._pieces)

    def _append(self, text: str, gap: str) -> int:
        if self.length and gap:
            self._pieces.append(gap)
            self.length += len(gap)
        start = self.length
        if text:
            self._pieces.append(text)
            self.length += len(text)
        return start


def _moved(table: Table, by: int) -> Table:
    cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in table.cells)
    caption = (table.caption[0] + by, table.caption[1] + by) if table.caption else None
    return Table(table.start + by, table.end + by, cells, caption)


def with_headers(cells: list[CellText]) -> list[CellText]:
    """Give the cells of a table; where none is marked as header, leading rows without figures (but years) become it."""
    if any(cell.is_header for cell in cells):
        return cells
    valued = [cell for cell in cells if cell.column > 0 and any(map(str.isdigit, cell.text))]
    figures = [cell for cell in valued if not _YEAR.fullmatch(cell.text)] or valued
    first = min((cell.row for cell in figures), default=0)
    return [replace(cell, is_header=cell.row < first) for cell in cells]
