"""Markdown: the text as it stands, with front matter, headings, items, tables, code and notes told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.ingest.budget import Budget
from pipeline.ingest.columns import tables_in
from pipeline.ingest.content import Content
from pipeline.ingest.dates import iso_date
from pipeline.ingest.lines import Line
from pipeline.model import Block, BlockRole, Cell, Table

_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(.*?)(?<=\n)\1[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|published|publisher|url)[ \t]*[:=][ \t]*(\S.*)$", re.MULTILINE)
_FENCE = re.compile(r"\s*(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+\S")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\r?$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_TABLE_RULE = re.compile(r"\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+$")
_RULE = re.compile(r" {0,3}(?:(?:-\s*+){3,}+|(?:\*\s*+){3,}+|(?:_\s*+){3,}+)$")
_NOTE = re.compile(r"\s*\[\^[^\]]+\]:")
_LINK_TARGET = re.compile(r"\s*\[[^\]^][^\]]*\]:\s*\S+")
_COMMENT = re.compile(r"\s*<!--")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_SIGNS = re.compile(
    r"^ {0,3}#{1,6} \S|\]\((?:https?://|/|#)|^ {0,3}```|\*\*[^*\n]+\*\*|^\[\^\w+\]:|__[^_\n]+__",
    re.MULTILINE,
)
_TABLE_SIGN = re.compile(r"^ {0,3}\|?[ \t]{0,3}:?-{3,}:?[ \t]{0,3}\|[ \t:|-]*\r?$", re.MULTILINE)
_CHECK_EVERY = 4096
_LONGEST_HEADER = 12


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    number: int
    text: str


@dataclass(slots=True)
class _Layout:
    text: str
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    open: list[_Line] = field(default_factory=list)
    last_comment_end: int = -1
    has_title: bool = False

    def close(self) -> None:
        """Close the paragraph, with the aligned tables in it, or the item being gathered."""
        lines, self.open = self.open, []
        if not lines:
            return
        if _NOTE.match(lines[0].text):
            self.add(lines, "footnote")
        elif _ITEM.match(lines[0].text):
            self.add(lines, "list_item")
        else:
            self._add_paragraph(lines)

    def _add_paragraph(self, lines: list[_Line]) -> None:
        begun = 0
        for first, behind, table in tables_in([_bare_line(line) for line in lines]):
            if begun < first:
                self.add(lines[begun:first], "paragraph")
            self.add(lines[first:behind], "table")
            self.tables.append(table)
            begun = behind
        if begun < len(lines):
            self.add(lines[begun:], "paragraph")

    def add(self, lines: list[_Line], role: BlockRole) -> None:
        """Add lines as one block, without the white space around them."""
        start, end = lines[0].start, lines[-1].end
        inner = self.text[start:end]
        first, last = end - len(inner.lstrip()), start + len(inner.rstrip())
        if first < last:
            self.blocks.append(Block(first, last, role, locator=f"line {lines[0].number}"))


def _bare_line(line: _Line) -> Line:
    bare = line.text.strip()
    indent = len(line.text) - len(line.text.lstrip())
    return Line(line.start + indent, line.start + indent + len(bare), line.number, indent, bare)


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text is written in Markdown: front matter, the rule of a table, or two lesser signs of it."""
    head = text[:8_000]
    if _front_matter(head) or _TABLE_SIGN.search(head):
        return True
    return sum(1 for _ in zip(_SIGNS.finditer(head), range(2), strict=False)) == 2


def read_markdown(text: str, budget: Budget) -> Content:
    """Read Markdown: the reference text is the text given, character for character. Raises as budget does."""
    layout = _Layout(text, last_comment_end=text.rfind("-->"))
    front = _front_matter(text)
    stated = dict(_FIELD.findall(front[2])) if front else {}
    if front:
        inner = front[0]
        start = len(inner) - len(inner.lstrip())
        layout.blocks.append(Block(start, front.start() + len(inner.rstrip()), "metadata", locator="line 1"))
    lines = list(_lines(text, front.end() if front else 0))
    _lay_out(lines, layout, budget)
    return Content(
        text,
        tuple(layout.blocks),
        tuple(layout.tables),
        title=_unquoted(stated.get("title")) or _first_heading(text, layout.blocks),
        published=iso_date(_unquoted(stated.get("date") or stated.get("published"))),
        publisher=_unquoted(stated.get("publisher")),
        url=_unquoted(stated.get("url")),
    )


def _lay_out(lines: list[_Line], layout: _Layout, budget: Budget) -> None:
    at = 0
    while at < len(lines):
        if at % _CHECK_EVERY == 0:
            budget.check_time()
        at += _step(lines, at, layout)
    layout.close()


def _step(lines: list[_Line], at: int, layout: _Layout) -> int:
    """Read what begins at a line; give the number of lines read."""
    line = lines[at]
    text = line.text
    if not text.strip():
        layout.close()
        return 1
    if _FENCE.match(text) or _COMMENT.match(text):
        layout.close()
        count = _fenced(lines, at) if _FENCE.match(text) else _commented(lines, at, layout)
        layout.add(lines[at : at + count], "boilerplate")
        return count
    if "|" in text and (rule := _rule_below(lines, at)):
        layout.close()
        return _add_table(lines, at, rule, layout)
    if _HEADING.match(text):
        layout.close()
        _add_heading(line, layout, level=text.index("#") == 0 and not text.startswith("##"))
        return 1
    if _RULE.match(text) and not layout.open:
        layout.add([line], "boilerplate")
        return 1
    if layout.open and _UNDERLINE.match(text) and not _ITEM.match(layout.open[0].text):
        heading, layout.open = layout.open, []
        layout.add([*heading, line], "heading")
        return 1
    if _LINK_TARGET.match(text) and not layout.open:
        layout.add([line], "metadata")
        return 1
    if _ITEM.match(text) or _NOTE.match(text):
        layout.close()
    layout.open.append(line)
    if text.rstrip("\r").endswith(("  ", "\\")):
        layout.close()
    return 1


def _add_heading(line: _Line, layout: _Layout, *, level: bool) -> None:
    is_title = level and not layout.has_title
    layout.has_title = layout.has_title or is_title
    layout.add([line], "title" if is_title else "heading")


def _fenced(lines: list[_Line], at: int) -> int:
    fence = _FENCE.match(lines[at].text)
    mark = fence[1][:3] if fence else "```"
    closing = next((i for i in range(at + 1, len(lines)) if lines[i].text.lstrip().startswith(mark)), len(lines) - 1)
    return closing - at + 1


def _commented(lines: list[_Line], at: int, layout: _Layout) -> int:
    """Count the lines of a comment; one that is never closed is its own line alone."""
    if lines[at].start > layout.last_comment_end:
        return 1
    closing = next(i for i in range(at, len(lines)) if "-->" in lines[i].text)
    return closing - at + 1


def _rule_below(lines: list[_Line], at: int) -> int | None:
    """Give the index of the rule below a table's header, which may run over several lines that make up its columns."""
    if at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1].text):
        return at + 1 if "|" in lines[at].text + lines[at + 1].text else None
    bars = lines[at].text.count("|")
    for i in range(at + 1, min(at + _LONGEST_HEADER, len(lines))):
        text = lines[i].text
        if "|" in text and _TABLE_RULE.match(text):
            return i if bars == text.count("|") else None
        if not text.strip():
            return None
        bars += text.count("|")
    return None


def _add_table(lines: list[_Line], at: int, rule: int, layout: _Layout) -> int:
    behind = rule + 1
    while behind < len(lines) and "|" in lines[behind].text and lines[behind].text.strip():
        behind += 1
    first, last = lines[at], lines[rule - 1]
    header = _Line(first.start, last.end, first.number, layout.text[first.start : last.end])
    rows = [header, *lines[rule + 1 : behind]]
    cells = tuple(cell for row, line in enumerate(rows) for cell in _cells(line, row))
    if not cells:
        return behind - at
    before = len(layout.blocks)
    layout.add(lines[at:behind], "table")
    layout.tables.append(Table(layout.blocks[before].start, layout.blocks[before].end, cells))
    return behind - at


def _cells(line: _Line, row: int) -> Iterator[Cell]:
    text = line.text
    first = len(text) - len(text.lstrip())
    column = -1 if text.lstrip().startswith("|") else 0
    at = first
    while at <= len(text):
        found = _CELL.match(text, at)
        end = found.end() if found else at
        words = text[at:end]
        if words.strip():
            start = line.start + at + len(words) - len(words.lstrip())
            yield Cell(start, start + len(words.strip()), row, column, is_header=row == 0)
        column += 1
        at = end + 1


def _lines(text: str, start: int) -> Iterator[_Line]:
    number = text.count("\n", 0, start) + 1
    offset = start
    for line in text[start:].split("\n"):
        yield _Line(offset, offset + len(line), number, line)
        offset += len(line) + 1
        number += 1


def _front_matter(text: str) -> re.Match[str] | None:
    found = _FRONT_MATTER.match(text)
    return found if found and re.search(r"^\w[\w-]*\s*[:=]", found[2], re.MULTILINE) else None


def _first_heading(text: str, blocks: list[Block]) -> str | None:
    titled = next((block for block in blocks if block.role in ("title", "heading")), None)
    return text[titled.start : titled.end].strip("#=- \t\r\n*") or None if titled else None


def _unquoted(value: str | None) -> str | None:
    return value.strip().strip("\"'").strip().lstrip("\ufeff\u200b") or None if value else None
