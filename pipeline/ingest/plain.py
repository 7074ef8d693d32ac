"""Plain text: the text as it stands, its paragraphs, list items, aligned tables, headings, title and dateline told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.budget import Budget
from pipeline.ingest.columns import tables_in
from pipeline.ingest.content import Content
from pipeline.ingest.dates import is_dateline, iso_date
from pipeline.ingest.lines import Line, Wrapping, paragraphs_of, wrapping_of
from pipeline.model import Block, BlockRole, Table

_ITEM = re.compile(r"(?:[-–—*•·▪‣◦●○■□►]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])[ \t\u00a0]+(?=\S)")
_LABEL = re.compile(r"\w{1,12}: ?\S*\d")
_SENTENCE_END = tuple('.;:,!?…"”)')
_NUMBERED_HEADING = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?:Introduction|Background|Methods?|Methodology|Materials|Data|Results|Findings|Discussion"
    r"|Conclusions?|Summary|References|Literature|Related|Limitations|Appendix|Overview|Context|Scope|Recommendations)\b"
)
_LONGEST_HEADING = 110
_LONGEST_TITLE = 200
_OPENING = 8
_CHECK_EVERY = 4096


@dataclass(slots=True)
class _Layout:
    """Blocks and tables in the making."""

    wrapping: Wrapping
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add(self, lines: list[Line], role: BlockRole) -> None:
        self.blocks.append(Block(lines[0].start, lines[-1].end, role, locator=f"line {lines[0].number}"))


def read_plain(text: str, budget: Budget) -> Content:
    """Read plain text: the reference text is the text given, character for character. Raises as budget does."""
    paragraphs = list(paragraphs_of(text))
    layout = _Layout(wrapping_of(paragraphs))
    for count, lines in enumerate(paragraphs):
        if count % _CHECK_EVERY == 0:
            budget.check_time()
        _lay_out(lines, layout)
    title, published = _mark_opening(text, layout.blocks)
    return Content(text, tuple(layout.blocks), tuple(layout.tables), title=title, published=published)


def _lay_out(lines: list[Line], layout: _Layout) -> None:
    """Cut one run of lines into blocks: tables first, then items and paragraphs where a line end means something."""
    if len(lines) == 1:
        layout.add(lines, _role_of_line(lines[0].text))
        return
    begun = 0
    for first, behind, table in tables_in(lines):
        _add_text(lines[begun:first], layout)
        layout.blocks.append(Block(table.start, table.end, "table", locator=f"line {lines[first].number}"))
        layout.tables.append(table)
        begun = behind
    _add_text(lines[begun:], layout)


def _add_text(lines: list[Line], layout: _Layout) -> None:
    begun = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or _parts(lines[begun], lines[at - 1], lines[at], layout.wrapping):
            part = lines[begun:at]
            if part:
                layout.add(part, _role_of_line(part[0].text) if at - begun == 1 else _role_of_lines(part))
            begun = at


def _parts(first: Line, line: Line, following: Line, wrapping: Wrapping) -> bool:
    """Tell whether a new block begins at the following line; first: where the block so far begins."""
    if following.indent > first.indent and _ITEM.match(first.text) and not _ITEM.match(following.text):
        return False
    return (
        not wrapping.is_soft(line, following)
        or following.indent >= line.indent + 2
        or _ITEM.match(following.text) is not None
        or (line.text.isupper() and not following.text.isupper() and len(line.text) > 3)
        or is_dateline(following.text)
    )


def _role_of_lines(lines: list[Line]) -> BlockRole:
    return "list_item" if _ITEM.match(lines[0].text) else "paragraph"


def _role_of_line(text: str) -> BlockRole:
    if _ITEM.match(text):
        return "list_item"
    begins = text[0].isupper() or _NUMBERED_HEADING.match(text) is not None
    is_heading = len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_END) and begins and ": " not in text
    return "heading" if is_heading else "paragraph"


def _mark_opening(text: str, blocks: list[Block]) -> tuple[str | None, str | None]:
    """Turn the first blocks into title and dateline where they read so; give the title and the date."""
    published = None
    title: list[str] = []
    for i, block in enumerate(blocks[:_OPENING]):
        words = text[block.start : block.end]
        if len(words) > _LONGEST_TITLE or "\n" in words:
            break
        if is_dateline(words):
            published = published or iso_date(words)
            blocks[i] = Block(block.start, block.end, "metadata", locator=block.locator)
        elif _is_title(words, first=i == 0 and _stands_apart(text, blocks, i), alone=len(blocks) == 1):
            title.append(words)
            blocks[i] = Block(block.start, block.end, "title", locator=block.locator)
        else:
            break
    return " ".join(title) or None, published


def _stands_apart(text: str, blocks: list[Block], i: int) -> bool:
    """Tell whether a blank line or a dateline follows a block; a first line without either heads only what follows it."""
    if i + 1 == len(blocks):
        return False
    following = blocks[i + 1]
    between = text[blocks[i].end : following.start].replace("\r\n", "\n")
    return between.count("\n") + between.count("\r") > 1 or is_dateline(text[following.start : following.end])


def _is_title(words: str, *, first: bool, alone: bool) -> bool:
    if alone or not any(map(str.isalpha, words)) or _ITEM.match(words) or _LABEL.match(words):
        return False
    return words.isupper() or (first and not words.endswith((".", ";", ":", ",")))
