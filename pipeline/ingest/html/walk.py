"""HTML to reference text: every visible block once, in the order of the page, with its role and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.errors import UnreadableDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.content import CellText, Content, TextBuilder
from pipeline.ingest.dates import is_dateline
from pipeline.ingest.html.facts import page_facts
from pipeline.ingest.html.inline import InlineText
from pipeline.ingest.html.roles import BLOCKS, DROPPED, PageRoles, is_hidden, is_note_mark, is_raised, main_of
from pipeline.ingest.html.tables import grid_of, is_data_table, is_short_list, list_grid_of
from pipeline.ingest.lines import Line, wrapping_of
from pipeline.model import BlockRole

_LIST_TAGS = frozenset(("li", "dd", "dt"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
# Elements that end without an end tag.
_SELF_CLOSING = frozenset(
    ("p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "br", "hr", "img", "input", "meta",
     "link", "col", "source", "wbr", "area", "base", "embed", "param", "track")
)  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DEEPEST = 4000
_MOST_LINKED = 0.7
_SHORT = 160
_CHECK_EVERY = 2000


@dataclass(frozen=True, slots=True)
class _Frame:
    """The block element being read: how a person finds it, its own role, and the part of the page it lies in."""

    locator: str
    role: BlockRole
    part: BlockRole | None


@dataclass(slots=True)
class _Walk:
    """The state of one walk over a page."""

    roles: PageRoles
    main: int | None
    builder: TextBuilder = field(default_factory=TextBuilder)
    inline: InlineText = field(default_factory=InlineText)
    frames: list[_Frame] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    links: int = 0
    preformatted: int = 0
    in_main: int = 0
    has_title: bool = False

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Deal with an element on the way in; tell whether its children are to be walked."""
        if tag in DROPPED:
            return False
        attributes = node.attributes if tag != "br" else {}
        if attributes and is_hidden(tag, attributes):
            return False
        if tag in BLOCKS:
            return self._enter_block(node, tag, attributes)
        if tag == "br":
            self.inline.add_break()
        elif is_raised(tag, attributes):
            self.inline.add_raised(node.text(), is_mark=is_note_mark(node, attributes), before_slash=_before_slash(node))
        elif tag == "sub":
            self.inline.add_lowered(node.text())
        else:
            self.links += tag == "a"
            self.inline.open_element()
            return True
        return False

    def leave(self, node: LexborNode, tag: str) -> None:
        """Deal with an element on the way out."""
        if tag == "a":
            self.links -= 1
        elif tag in BLOCKS:
            self.flush()
            self.frames.pop()
            self.preformatted -= tag == "pre"
            self.in_main -= node.mem_id == self.main
        if tag not in BLOCKS:
            self.inline.close_element()

    def flush(self) -> None:
        """Close the block being read and lay it into the text."""
        inline = self.inline
        if not inline.pieces:
            return
        linked = inline.length and inline.linked / inline.length
        text = inline.take()
        if text and not text.isspace():
            frame = self.frames[-1]
            role = self._final_role(frame, text, linked)
            for number, lines in enumerate(_hard_lines(text)):
                self.builder.add(lines, role, locator=frame.locator, gap="\n" if number else "\n\n")

    def _enter_block(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        self.flush()
        self.counts[tag] += 1
        outer = self.frames[-1].part if self.frames else None
        part = outer if outer == "boilerplate" else self.roles.role_of(node, tag, attributes) or outer
        locator = f"{tag}[{self.counts[tag]}]"
        if tag == "table" and is_data_table(node):
            self._add_table(*grid_of(node), locator, part)
            return False
        if tag == "dl" and is_short_list(node):
            self._add_table(None, list_grid_of(node), locator, part)
            return False
        self.frames.append(_Frame(locator, self._own_role(tag, attributes), part))
        self.preformatted += tag == "pre"
        self.in_main += node.mem_id == self.main
        return True

    def _own_role(self, tag: str, attributes: dict[str, str | None]) -> BlockRole:
        if tag == "h1" or (attributes.get("role") == "heading" and attributes.get("aria-level") == "1"):
            return "heading" if self.has_title else "title"
        if tag in _HEADINGS or attributes.get("role") == "heading":
            return "heading"
        if tag in _LIST_TAGS:
            return "list_item"
        inside_item = tag in ("p", "div") and self.frames and self.frames[-1].role == "list_item"
        return "list_item" if inside_item else "paragraph"

    def _final_role(self, frame: _Frame, text: str, linked: float) -> BlockRole:
        if frame.role == "title" and not self.has_title and frame.part != "boilerplate":
            self.has_title = True
            return "title"
        if frame.part == "boilerplate" or (self.main is not None and not self.in_main):
            return "boilerplate"
        if frame.part is not None:
            return frame.part
        is_teaser = linked >= _MOST_LINKED and len(text) <= _SHORT
        if is_teaser and (frame.role == "paragraph" or (frame.role == "list_item" and not self.in_main)):
            return "boilerplate"
        if is_dateline(text):
            return "metadata"
        return "heading" if frame.role == "title" else frame.role

    def _add_table(self, caption: str | None, cells: list[CellText], locator: str, part: BlockRole | None) -> None:
        hidden = part == "boilerplate" or (self.main is not None and not self.in_main)
        if hidden:
            for text in filter(None, [caption, *(cell.text for cell in cells)]):
                self.builder.add(text, "boilerplate", locator=locator)
            return
        place = self.builder.add(caption, "caption", locator=f"{locator}/caption") if caption else None
        if cells:
            self.builder.add_table(cells, caption=place, locator=locator)


def read_html(text: str, budget: Budget) -> Content:
    """Read an HTML page. What is visible but not the page's own text is kept as boilerplate.

    Raises UnreadableDocument for a page nested beyond sense, and as budget does.
    """
    _check_nesting(text)
    page = LexborHTMLParser(text)
    budget.check_time()
    facts = page_facts(page)
    body = page.body
    builder = _walked(body, page, budget) if body is not None else TextBuilder()
    return Content(
        builder.text(),
        tuple(builder.blocks),
        tuple(builder.tables),
        title=facts.title,
        published=facts.published,
        publisher=facts.publisher,
        url=facts.url,
    )


def _check_nesting(text: str) -> None:
    """Refuse a page that nests beyond all sense: the parser's time grows with the square of it, and it cannot be stopped."""
    depth = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() not in _SELF_CLOSING:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > _DEEPEST:
                cause = f"the page nests its elements more than {_DEEPEST:,} deep"
                raise UnreadableDocument(cause, remedy="Save the page anew from a browser")


def _walked(body: LexborNode, page: LexborHTMLParser, budget: Budget) -> TextBuilder:
    main = main_of(page)
    # Nodes are told apart by where they lie: comparing them compares their HTML.
    walk = _Walk(PageRoles(len(body.text())), main.mem_id if main is not None else None)
    # An explicit stack: pages nest deeper than Python recurses.
    stack: list[tuple[LexborNode, str | None]] = [(body, None)]
    seen = 0
    while stack:
        node, leaving = stack.pop()
        if leaving is not None:
            walk.leave(node, leaving)
            continue
        seen += 1
        if seen % _CHECK_EVERY == 0:
            budget.check_time()
            budget.check_chars(walk.builder.length)
        tag = node.tag
        if tag == "-text":
            walk.inline.add(node.text_content or "", in_link=walk.links > 0, keep_spaces=walk.preformatted > 0)
        elif tag and not tag.startswith("-") and walk.enter(node, tag):
            stack.append((node, tag))
            stack.extend((child, None) for child in reversed(_children(node)))
    return walk.builder


def _children(node: LexborNode) -> list[LexborNode]:
    children: list[LexborNode] = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    return children


def _before_slash(node: LexborNode) -> bool:
    after = node.next
    return after is not None and after.tag == "-text" and (after.text_content or "")[:1] in ("/", "⁄")


def _hard_lines(text: str) -> list[str]:
    """Cut a block's text at the line breaks that mean something; those that only wrap lines stay within a piece."""
    if "\n" not in text:
        return [text]
    lines: list[Line] = []
    for number, words in enumerate(filter(None, text.split("\n"))):
        bare = words.strip()
        if bare:
            lines.append(Line(0, 0, number, 0, bare))
    wrapping = wrapping_of([lines])
    pieces = [lines[0].text]
    for line, following in pairwise(lines):
        if wrapping.is_soft(line, following):
            pieces[-1] += "\n" + following.text
        else:
            pieces.append(following.text)
    return pieces
