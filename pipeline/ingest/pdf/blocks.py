"""The lines of a page to blocks: paragraphs, headings, captions, footnotes, list items, and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.ingest.pdf.order import Column, TextLine
from pipeline.model import BlockRole

_CAPTION = re.compile(r"(?:fig(?:ure|\.)?|table|chart|box|exhibit|graph)\s*[A-Z]?\d+(?:\.\d+)?\s*[.:|–—]", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-–—*•·▪‣◦●○■□►]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+\S", re.IGNORECASE)
_NOTE = re.compile(r"[\d*∗†‡§¹²³⁴-⁹]{1,3}\s?\S")
_NUMBERED_HEADING = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+[A-Z][^.!?]{2,90}$|\d{1,2}\.\d{1,2}\s+\d{1,2} [A-Z][^.!?]{2,90}$"
)
_STOPS = (".", "!", "?", ":", ";")
_LONGEST_HEADING = 120
_LEAST_ROWS = 3
_STOPS_SHORT = 0.6
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class PageBlock:
    """A block of a page before it is laid into the text; lines in reading order, cut into runs where they are table rows."""

    page: int
    role: BlockRole
    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The block's words, a line end where the page has one."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PageSetting:
    """What is usual in a document: the height of its letters and the distance of its lines."""

    height: float
    pitch: float


def blocks_of(column: Column, page: int, setting: PageSetting) -> Iterator[PageBlock]:
    """Give the blocks of a column from top to bottom."""
    lines = column.lines
    at = 0
    notes = _notes_from(lines, setting)
    while at < len(lines):
        behind = _table_end(lines, at)
        if behind:
            yield PageBlock(page, "table", list(lines[at:behind]))
            at = behind
            continue
        begun = at
        at += 1
        while at < len(lines) and at != notes and not _parts(lines[at - 1], lines[at], column, setting):
            if _table_end(lines, at):
                break
            at += 1
        part = list(lines[begun:at])
        yield PageBlock(page, "footnote" if begun >= notes else _role(part, setting), part)


def _table_end(lines: Sequence[TextLine], at: int) -> int:
    """Give the index behind the rows of a table that begins at a line, or 0 where none does."""
    behind = at
    while behind < len(lines) and "\t" in lines[behind].text:
        behind += 1
    rows = lines[at:behind]
    numeric = sum(_DIGIT.search(line.text.partition("\t")[2]) is not None for line in rows)
    return behind if len(rows) >= _LEAST_ROWS and numeric * 2 >= len(rows) else 0


def _parts(line: TextLine, following: TextLine, column: Column, setting: PageSetting) -> bool:
    """Tell whether a new block begins at the following line."""
    if "\t" in line.text or "\t" in following.text:
        return True
    drop = line.base - following.base
    if abs(following.height - line.height) > 0.12 * line.height or following.bold != line.bold:
        return True
    if drop > 1.45 * max(setting.pitch, line.height) or drop < 0:
        return True
    width = column.right - column.left
    ended = line.text.endswith(_STOPS)
    is_short = line.right < column.right - 0.12 * width
    indented = following.left > line.left + 0.8 * line.height and following.left > column.left + 0.8 * line.height
    stops_short = line.right < column.left + _STOPS_SHORT * width
    if stops_short and not ended and (following.text[0].isupper() or following.text[0].isdigit()):
        return True
    if _ITEM.match(following.text) and (ended or is_short or _ITEM.match(line.text)):
        return True
    return (indented and not _ITEM.match(line.text)) or (ended and is_short and line.text.endswith((".", "!", "?")))


def _notes_from(lines: Sequence[TextLine], setting: PageSetting) -> int:
    """Give the index of the first footnote at the foot of a column: smaller letters to its end, a mark at the start."""
    first = len(lines)
    while first and lines[first - 1].height < 0.92 * setting.height:
        first -= 1
    tail = lines[first:]
    marked = bool(first and tail) and _NOTE.match(tail[0].text) is not None
    return first if marked and not any("\t" in line.text for line in tail) else len(lines)


def _role(lines: Sequence[TextLine], setting: PageSetting) -> BlockRole:
    text = " ".join(line.text for line in lines)
    height = lines[0].height
    if _CAPTION.match(text):
        return "caption"
    stands_out = height > 1.12 * setting.height or lines[0].bold or (text.isupper() and len(text) > 3)
    is_short = len(text) <= _LONGEST_HEADING and not text.endswith(_STOPS) and any(map(str.isalpha, text))
    if is_short and (stands_out or _NUMBERED_HEADING.match(text)):
        return "heading"
    return "list_item" if _ITEM.match(text) else "paragraph"
