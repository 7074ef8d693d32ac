"""Data tables of HTML: which tables are data, and their cells with spans, headers and the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from pipeline.ingest.content import CellText, with_headers
from pipeline.ingest.html.inline import InlineText
from pipeline.ingest.html.roles import BLOCKS, DROPPED, is_hidden, is_note_mark, is_raised

_LONG_CELL = 400
_LONG_VALUE = 150
_MOST_SPAN = 200
# Financial tables put the currency sign, the bracket and the percent sign of a figure into cells of their own.
_LEADS = re.compile(r"(?:[A-Z]{0,3}[$€£¥₸₽₹]|\(|[A-Z]{0,3}[$€£¥₸₽₹]\s?\()$")
_TRAILS = re.compile(r"(?:\)|%|\)\s?%|%\s?\))$")
_FIGURE_START = re.compile(r"[(\d.,$€£¥-]")
_FIGURE_END = re.compile(r"[\d.)]$")


def is_data_table(table: LexborNode) -> bool:
    """Tell a table of data from one that only lays out a page."""
    lays_out = table.attributes.get("role") in ("presentation", "none")
    if lays_out or _holds_another(table, "table") or table.css_first("form, h1, article") is not None:
        return False
    rows = [row for row in table.css("tr") if row.css_first("td, th") is not None]
    if not rows:
        return False
    if table.css_first("caption, th, thead") is not None:
        return True
    widths = [len(row.css("td")) for row in rows[:50]]
    texts = [len(cell.text().strip()) for row in rows[:50] for cell in row.css("td")]
    filled = [length for length in texts if length]
    return (
        max(widths) >= 2 and bool(filled) and max(filled) <= _LONG_CELL * 3 and sum(filled) / len(filled) <= _LONG_CELL / 2
    )


def grid_of(table: LexborNode) -> tuple[str | None, list[CellText]]:
    """Give the caption and the filled cells of a data table, row by row, each at its place in the grid."""
    caption_node = table.css_first("caption")
    caption = words_of(caption_node) if caption_node is not None else ""
    cells: list[CellText] = []
    # Which column is taken by a cell that reaches down from above, and down to which row.
    reaching: dict[int, int] = {}
    for row, node in enumerate(_rows(table)):
        column = 0
        in_head = node.parent is not None and node.parent.tag == "thead"
        for cell in _cells(node):
            while reaching.get(column, -1) >= row:
                column += 1
            attributes = cell.attributes
            rows, columns = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
            if rows > 1:
                reaching.update(dict.fromkeys(range(column, column + columns), row + rows - 1))
            words = words_of(cell)
            if words:
                cells.append(CellText(words, row, column, rows, columns, in_head or cell.tag == "th"))
            column += columns
    return caption or None, with_headers(list(_joined(cells)))


def is_short_list(definitions: LexborNode) -> bool:
    """Tell a list of terms with short values (facts of a country, a product), which is a table in all but name."""
    terms, values = definitions.css("dt"), definitions.css("dd")
    if not terms or not values or _holds_another(definitions, "dl, table, ul, ol, h2, h3"):
        return False
    return all(len(node.text()) <= _LONG_VALUE for node in (*terms, *values))


def list_grid_of(definitions: LexborNode) -> list[CellText]:
    """Give a list of terms and values as cells: each term the header of its row, its values beside it."""
    cells: list[CellText] = []
    row = column = -1
    for node in definitions.css("dt, dd"):
        row, column = (row + 1, 0) if node.tag == "dt" else (max(row, 0), column + 1)
        words = words_of(node)
        if words:
            cells.append(CellText(words, row, column, is_header=node.tag == "dt"))
    return cells


def words_of(node: LexborNode) -> str:
    """Give the visible text of an element; its inner blocks are kept apart by line ends."""
    inline = InlineText()
    root = node.mem_id
    stack: list[tuple[LexborNode, bool]] = [(node, False)]
    while stack:
        at, leaving = stack.pop()
        tag = at.tag or ""
        if leaving:
            inline.add_break()
        elif tag == "-text":
            inline.add(at.text_content or "")
        elif not tag.startswith("-") and tag not in DROPPED:
            _enter(at, tag, inline, stack, is_root=at.mem_id == root)
    return "\n".join(filter(None, inline.take().split("\n")))


def _holds_another(node: LexborNode, selector: str) -> bool:
    """Tell whether an element other than the node itself, which a search within it finds too, lies in it."""
    return any(inner.mem_id != node.mem_id for inner in node.css(selector))


def _enter(at: LexborNode, tag: str, inline: InlineText, stack: list[tuple[LexborNode, bool]], *, is_root: bool) -> None:
    attributes = at.attributes
    if tag == "br":
        inline.add_break()
    elif is_raised(tag, attributes):
        slash = at.next is not None and (at.next.text_content or "")[:1] in ("/", "⁄")
        inline.add_raised(at.text(), is_mark=is_note_mark(at, attributes), before_slash=slash)
    elif tag == "sub":
        inline.add_lowered(at.text())
    elif is_root or not is_hidden(tag, attributes):
        if tag in BLOCKS and not is_root:
            inline.add_break()
            stack.append((at, True))
        children = []
        child = at.first_child
        while child is not None:
            children.append((child, False))
            child = child.next
        stack.extend(reversed(children))


def _rows(table: LexborNode) -> list[LexborNode]:
    return [row for row in table.css("tr") if not is_hidden("tr", row.attributes)]


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    cell = row.first_child
    while cell is not None:
        if cell.tag in ("td", "th") and not is_hidden("td", cell.attributes):
            yield cell
        cell = cell.next


def _span(stated: str | None) -> int:
    return min(max(int(stated), 1), _MOST_SPAN) if stated and stated.strip().isdecimal() else 1


def _joined(cells: list[CellText]) -> Iterator[CellText]:
    """Join the cells that hold a figure's sign, bracket or percent sign to the cell that holds the figure."""
    held: CellText | None = None
    for cell in cells:
        if held is not None and held.row == cell.row and _belongs(held.text, cell.text):
            width = cell.column + cell.column_span - held.column
            held = CellText(
                held.text + cell.text, held.row, held.column, held.row_span, width, held.is_header and cell.is_header
            )
            continue
        if held is not None:
            yield held
        held = cell
    if held is not None:
        yield held


def _belongs(before: str, after: str) -> bool:
    leads = _LEADS.match(before) and _FIGURE_START.match(after)
    return bool(leads or (_TRAILS.match(after) and _FIGURE_END.search(before)))
