"""A Document made clean: its reading, its sections and its sentences, all of them standoff over the unchanged text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.clean.reading import reading_of
from pipeline.clean.sections import section_names, sections_of
from pipeline.clean.sentences import sentence_ranges
from pipeline.model import Block, CleanDocument, Document, SectionName, Sentence, Table


def clean(document: Document) -> CleanDocument:
    """Give a document's reading, its sections without gaps, and its sentences in order; the text stays as it is.

    Every letter and figure of the text lies in exactly one sentence, and outside tables every character but white space.
    Sentences never reach over a block and have no white space around them.
    """
    whole = replace(document, blocks=_covering(document.text, document.blocks))
    reading = reading_of(whole.text, whole.blocks)
    names = section_names(whole, reading)
    sections = sections_of(whole.blocks, names, len(reading))
    return CleanDocument(document, reading, sections, tuple(_sentences(whole, reading, names)))


def _covering(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the blocks, and a paragraph for what lies between them and is not white space."""
    covering: list[Block] = []
    at = 0
    for block in blocks:
        if at < block.start and not text[at : block.start].isspace():
            covering.append(Block(at, block.start, "paragraph"))
        covering.append(block)
        at = block.end
    if text[at:].strip():
        covering.append(Block(at, len(text), "paragraph"))
    return blocks if len(covering) == len(blocks) else tuple(covering)


def _sentences(document: Document, reading: str, names: Sequence[SectionName]) -> Iterator[Sentence]:
    text = document.text
    tables = {table.start: table for table in document.tables}
    index = 0
    for block, name in zip(document.blocks, names, strict=True):
        if block.role == "table" and block.start in tables:
            for start, end, place in _cell_ranges(reading, tables[block.start], block):
                first, last = _trimmed(text, start, end)
                if first < last:
                    yield Sentence(
                        index, first, last, name, block.page, f"{block.locator}/{place}" if block.locator else place
                    )
                    index += 1
            continue
        page, locator = block.page, block.locator
        for start, end in sentence_ranges(reading, block.start, block.end):
            first, last = _trimmed(text, start, end)
            if first < last:
                yield Sentence(index, first, last, name, page, locator)
                index += 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a range of the text without the white space around it. Judged by the text: the reading pads broken words."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _cell_ranges(reading: str, table: Table, block: Block) -> Iterator[tuple[int, int, str]]:
    """Give the sentences of a table's cells with the place of each, and what lies between cells if it has words."""
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
