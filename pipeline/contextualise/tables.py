"""Table cells: a number's measure is its column's header, its row's label or the caption; its year that of a header."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.contextualise.headings import Heading, caption_measure, heading_of
from pipeline.grids import Grid
from pipeline.lexicon.countries import country_names
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.view import View
    from pipeline.model import Cell, CleanDocument, Extraction, Mention, Status

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR_LETTER = re.compile(r"(?:19|20)\d\d\s?\(?([EeFf])\)?\b")
_STATUS_OF_LETTER: dict[str, Status] = {"e": "estimate", "f": "forecast"}
_STATUSES: tuple[Status, ...] = ("forecast", "estimate", "target")
_MOST_PROSE = 4  # words beside the number of a cell that is no prose
_LONGEST_HEADING = 120


@dataclass(slots=True)
class Tables:
    """The tables of a document with the years its extraction found in them.

    named: by a table's start, whether its rows are mostly countries.
    """

    clean: CleanDocument
    years: list[Mention]
    grids: dict[int, Grid] = field(default_factory=dict)
    named: dict[int, bool] = field(default_factory=dict)

    def cell_at(self, start: int, end: int) -> tuple[Grid, Cell] | None:
        """The grid and the cell that a range of the text lies in."""
        tables = self.clean.document.tables
        at = bisect_right(tables, start, key=lambda table: table.start) - 1
        if at < 0 or start >= tables[at].end:
            return None
        table = tables[at]
        grid = self.grids.get(table.start)
        if grid is None:
            grid = self.grids[table.start] = Grid(table)
        cell = grid.cell_at(start, end)
        return None if cell is None else (grid, cell)

    def text(self, start: int, end: int) -> str:
        """A stretch of the text with its white space collapsed and decoration dropped."""
        return " ".join(self.clean.document.text[start:end].split()).strip("*_:|# ")

    def heading(self, cell: Cell | None) -> Heading:
        """What a header or a label names; nothing where there is none, or where it is a sentence."""
        if cell is None or cell.end - cell.start > _LONGEST_HEADING:
            return Heading("")
        return heading_of(self.text(cell.start, cell.end))

    def headings(self, grid: Grid, cell: Cell) -> list[Heading]:
        """What the headers above a cell name, the nearest first; one that goes on from that above is one with it."""
        out: list[Heading] = []
        tail = ""
        for header in grid.headers_above(cell):
            text = f"{self.text(header.start, header.end)} {tail}".strip()
            tail = text if text[:1].islower() or text[:1] in "('" or (text[:1].isdigit() and " " in text) else ""
            if not tail:
                out.append(heading_of(text) if len(text) <= _LONGEST_HEADING else Heading(""))
        return [*out, heading_of(tail)] if tail and len(tail) <= _LONGEST_HEADING else out

    def year_in(self, start: int, end: int) -> Mention | None:
        """The calendar expression found in a stretch of the text."""
        at = bisect_left(self.years, start, key=lambda year: year.start)
        return self.years[at] if at < len(self.years) and self.years[at].start < end else None


def tables_of(clean: CleanDocument, extraction: Extraction) -> Tables | None:
    """The tables of a document; None where it has none."""
    if not clean.document.tables:
        return None
    return Tables(clean, [mention for mention in extraction.mentions if mention.kind == "year"])


def read_cell(view: View, tables: Tables) -> None:
    """Fill the drafts of a sentence that is a table's cell from its headers; prose in a cell is read as prose."""
    found = tables.cell_at(view.sentence.start, view.sentence.end)
    numbers = [draft for draft in view.drafts if not draft.is_year]
    if found is None or not numbers or len(_LETTERS.findall(view.bare.replace("\x01", " "))) > _MOST_PROSE:
        return
    grid, cell = found
    if len(_LETTERS.findall(tables.text(cell.start, cell.end))) > 2 * _MOST_PROSE:
        return
    for draft in numbers:
        _name(tables, draft, grid, cell)
        _date(tables, draft, grid, cell)
        draft.status = draft.status or _status(tables, grid, cell)
        draft.settled = True


def _name(tables: Tables, draft: Draft, grid: Grid, cell: Cell) -> None:
    """The header measures, the row is whose it is; where no header says what is measured, the caption or the row does."""
    headings = tables.headings(grid, cell)
    column = next((each for each in headings if each.measure and not each.is_generic), Heading(""))
    label = grid.label_of(cell)
    row = tables.heading(label)
    draft.of_text = next((each.of for each in (column, *headings, row) if each.of), None)
    owned = bool(row.measure) and _names_owners(tables, grid)
    if column.is_change:
        _tell_change(draft)
    if column.measure and (owned or not (column.is_change and row.measure)):
        told = _caption_measure(tables, grid) if column.is_change else ""
        draft.measure_text, draft.subject_text = told or column.measure, row.measure or None
    elif owned and (told := _caption_measure(tables, grid)):
        draft.measure_text, draft.subject_text = told, row.measure
    else:
        draft.measure_text = row.measure or next((each.measure for each in headings if each.measure), None)


def _tell_change(draft: Draft) -> None:
    """Under "Change" a number is one, up or down by its sign."""
    if draft.direction is None and draft.mention.value_low != 0 and draft.mention.kind != "rank":
        draft.direction = "increase" if draft.mention.value_low > 0 else "decrease"
        draft.change_role = "delta"


def _names_owners(tables: Tables, grid: Grid) -> bool:
    """Whether the first column says whose the numbers are ("Region"), and not what they measure ("Indicator").

    Without a word there, rows that are mostly countries own what a caption tells.
    """
    corner = grid.corner()
    words = set(_WORD.findall(tables.text(corner.start, corner.end).lower())) if corner is not None else set()
    if words:
        return bool(words & word_set("row_owners")) and not words & word_set("row_measures")
    if grid.table.start not in tables.named:
        labels = [tables.text(cell.start, cell.end).lower() for cell in grid.column(0) if not cell.is_header]
        tables.named[grid.table.start] = 2 * sum(label in country_names() for label in labels) > len(labels)
    return tables.named[grid.table.start]


def _caption_measure(tables: Tables, grid: Grid) -> str:
    caption = grid.table.caption or _heading_over(tables, grid)
    return caption_measure(tables.text(*caption)) if caption is not None else ""


def _heading_over(tables: Tables, grid: Grid) -> tuple[int, int] | None:
    """The Markdown heading right above a table that has no caption of its own."""
    text = tables.clean.document.text
    end = len(text[: grid.table.start].rstrip())
    start = text.rfind("\n", 0, end) + 1
    return (start, end) if text.startswith("#", start) and end - start <= _LONGEST_HEADING else None


def _date(tables: Tables, draft: Draft, grid: Grid, cell: Cell) -> None:
    for start, end in _places_of_dates(grid, cell):
        year = tables.year_in(start, end)
        if year is not None:
            draft.year_start, draft.year_end = int(year.value_low), int(year.value_high)
            draft.year_role = "between" if year.comparator == "between" else "in"
            return


def _places_of_dates(grid: Grid, cell: Cell) -> Iterator[tuple[int, int]]:
    for each in (*grid.headers_above(cell), grid.label_of(cell)):
        if each is not None:
            yield each.start, each.end
    if grid.table.caption is not None:
        yield grid.table.caption


def _status(tables: Tables, grid: Grid, cell: Cell) -> Status | None:
    """What a header that is but a date says of its numbers, by a word or a letter behind its year: "Plan 2025", "2024f"."""
    for header in grid.headers_above(cell):
        text = tables.text(header.start, header.end)
        letter = _YEAR_LETTER.search(text)
        if letter is not None:
            return _STATUS_OF_LETTER[letter[1].lower()]
        words = {word for word in _WORD.findall(text.lower()) if word not in word_set("header_dates")}
        status = next((status for status in _STATUSES if words and words <= word_set(f"header_{status}")), None)
        if status is not None:
            return status
    return None
