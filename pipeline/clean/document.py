"""A Document made clean: its reading, its sections and its sentences, all of them standoff over the unchanged text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.clean.reading import reading_of
from pipeline.clean.sections import section_names, sections_of
from pipeline.clean.sentences import sentence_ranges
from pipeline.model import Block, CleanDocument, Document, SectionName, Sentence, Table


def clean(document: Document) -> CleanDocument:
    """Give a document's reading, its sections without gaps, and its sentences in order; the text stays as it is.

    Every letter and figure of the text lies in exactly one sentence; sentences never reach over a block and are free of outer white
    space.
    """
    reading = reading_of(document.text, document.blocks)
    names = section_names(document, reading)
    sections = sections_of(document.blocks, names, len(reading))
    return CleanDocument(document, reading, sections, tuple(_sentences(document, reading, names)))


def _sentences(document: Document, reading: str, names: list[SectionName]) -> Iterator[Sentence]:
    text = document.text
    tables = {table.start: table for table in document.tables}
    index = 0
    for block, name in zip(document.blocks, names, strict=True):
        table = tables.get(block.start) if block.role == "table" else None
        ranges = _cell_ranges(reading, table, block) if table else sentence_ranges(reading, block.start, block.end)
        for start, end, *cell in ranges:
            trimmed = text[start:end]
            last = start + len(trimmed.rstrip())
            first = end - len(trimmed.lstrip())
            if first < last:
                locator = f"{block.locator}/{cell[0]}" if cell and block.locator else block.locator
                yield Sentence(index, first, last, name, block.page, locator)
                index += 1


def _cell_ranges(reading: str, table: Table, block: Block) -> Iterator[tuple[int, int, str]]:
    """Give the sentences of a table's cells, each with the place of its cell, and what lies between the cells if it has words."""
    at = table.start
    for cell in table.cells:
        place = f"row[{cell.row + 1}]/cell[{cell.column + 1}]"
        if any(map(str.isalnum, reading[at : cell.start])):
            yield at, cell.start, place
        for start, end in sentence_ranges(reading, cell.start, cell.end):
            yield start, end, place
        at = max(at, cell.end)
    if any(map(str.isalnum, reading[at : block.end])):
        yield at, block.end, "rest"
