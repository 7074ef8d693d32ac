"""A DOCX file to Content: the body in order, then notes, then headers and footers as boilerplate."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import docx
from docx.document import Document as DocxFile
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped] # it ships no types

from pipeline.errors import DocumentTooLarge, UnreadableDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content, TextBuilder
from pipeline.ingest.dates import is_dateline, iso_date
from pipeline.ingest.decode import decoded
from pipeline.ingest.docx.tables import grid_of
from pipeline.ingest.docx.words import boxes_of, words_of
from pipeline.ingest.html import read_html
from pipeline.model import BlockRole

_PARAGRAPH, _TABLE, _CONTROL, _CHUNK = qn("w:p"), qn("w:tbl"), qn("w:sdt"), qn("w:altChunk")
_STYLE = f"{qn('w:pPr')}/{qn('w:pStyle')}"
_OUTLINE = f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
_NUMBERING = f"{qn('w:pPr')}/{qn('w:numPr')}"
_VALUE = qn("w:val")
_KEPT_NOTES = (None, "normal")
_STOPS = (".", ";", ":", ",")
_LONGEST_TITLE = 200
_SWELLING = 8
# What python-docx, lxml and zipfile raise on damaged files.
_DOCX_ERRORS = (
    OpcError, zipfile.BadZipFile, zlib.error, struct.error, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError,
    NotImplementedError, EOFError, OSError, RecursionError,
)  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """A DOCX file being laid into text."""

    file: DocxFile
    budget: Budget
    styles: dict[str, str]
    builder: TextBuilder = field(default_factory=TextBuilder)
    counts: Counter[str] = field(default_factory=Counter)
    title: str | None = None
    published: str | None = None

    def add_all(self, elements: Iterator[etree._Element], role: BlockRole | None = None) -> None:
        """Lay the paragraphs, tables and embedded pages of a part into the text; role: one for all of them."""
        for element in elements:
            self.budget.check_time()
            self.budget.check_chars(self.builder.length)
            if element.tag == _PARAGRAPH:
                self._add_paragraph(element, role)
            elif element.tag == _TABLE:
                self._add_table(element, role)
            elif element.tag == _CHUNK:
                self._add_chunk(element)
            elif isinstance(element.tag, str):
                self.add_all(iter(element), role)

    def _add_paragraph(self, element: etree._Element, role: BlockRole | None) -> None:
        self.counts["p"] += 1
        locator = f"p[{self.counts['p']}]"
        words = words_of(element)
        if words:
            own = role or self._role(element)
            if own == "paragraph" and is_dateline(words):
                own = "metadata"
                self.published = self.published or iso_date(words)
            if own == "title":
                self.title = self.title or " ".join(words.split())
            self.builder.add(words, own, locator=locator)
        for box in boxes_of(element):
            self.add_all(iter(box), role)

    def _add_table(self, element: etree._Element, role: BlockRole | None) -> None:
        self.counts["table"] += 1
        locator = f"table[{self.counts['table']}]"
        cells = grid_of(element, self._words_of_cell)
        if role:
            for cell in cells:
                self.builder.add(cell.text, role, locator=locator)
        elif cells:
            self.builder.add_table(cells, locator=locator)

    def _words_of_cell(self, cell: etree._Element) -> str:
        words = (words_of(paragraph) for paragraph in cell.iter(_PARAGRAPH))
        return "\n".join(filter(None, words))

    def _add_chunk(self, element: etree._Element) -> None:
        """Lay an embedded HTML page or text into the text."""
        part = self.file.part.related_parts.get(element.get(qn("r:id"), ""))
        if part is None or "html" not in part.content_type:
            return
        text, _ = decoded(part.blob)
        content = read_html(text, self.budget)
        if content.text:
            self.builder.add_content(content)

    def _role(self, paragraph: etree._Element) -> BlockRole:
        style = paragraph.find(_STYLE)
        name = self.styles.get(style.get(_VALUE, ""), style.get(_VALUE, "").lower()) if style is not None else ""
        if name in ("title", "subtitle"):
            return "title" if name == "title" else "heading"
        if name.startswith("heading") or paragraph.find(_OUTLINE) is not None:
            return "heading"
        if "caption" in name:
            return "caption"
        if "footnote" in name or "endnote" in name:
            return "footnote"
        if "bibliography" in name:
            return "reference"
        if name.startswith("toc"):
            return "boilerplate"
        return "list_item" if paragraph.find(_NUMBERING) is not None or name.startswith("list") else "paragraph"


def read_docx(data: bytes, budget: Budget) -> Content:
    """Read a DOCX file. Raises UnreadableDocument where it is damaged, DocumentTooLarge where it swells beyond measure."""
    try:
        _check_swelling(data, budget)
        return _content(docx.Document(io.BytesIO(data)), budget)
    except _DOCX_ERRORS as error:
        cause = f"the DOCX file is damaged ({type(error).__name__}: {error})"
        raise UnreadableDocument(cause, remedy="Open it in a word processor and save it anew") from error


def _check_swelling(data: bytes, budget: Budget) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(
            entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels", ".htm", ".html"))
        )
    if size > _SWELLING * budget.limits.max_bytes:
        cause = f"unpacked, the document has {size:,} bytes"
        raise DocumentTooLarge(cause, remedy="Raise max_bytes under [limits] in tidyclaims.toml if the file is sound")


def _content(file: DocxFile, budget: Budget) -> Content:
    styles = {style.style_id: (style.name or "").lower() for style in file.styles}
    reading = _Reading(file, budget, styles)
    reading.add_all(iter(file.element.body))
    for name in ("footnotes", "endnotes"):
        reading.add_all(_notes(file, name), "footnote")
    for part in _edges(file):
        reading.add_all(iter(part), "boilerplate")
    builder = reading.builder
    if reading.title is None:
        reading.title = _first_line_as_title(builder)
    stated = " ".join((file.core_properties.title or "").split())
    return Content(
        builder.text(),
        tuple(builder.blocks),
        tuple(builder.tables),
        title=reading.title or stated or None,
        published=reading.published,
    )


def _first_line_as_title(builder: TextBuilder) -> str | None:
    """Take a first paragraph that is short and has no stop for the title, where no style says which is."""
    first = builder.blocks[0] if len(builder.blocks) > 1 else None
    words = builder.text()[first.start : first.end] if first else ""
    if first is None or first.role not in ("paragraph", "heading") or len(words) > _LONGEST_TITLE or words.endswith(_STOPS):
        return None
    builder.blocks[0] = replace(first, role="title")
    return " ".join(words.split())


def _notes(file: DocxFile, name: str) -> Iterator[etree._Element]:
    for relation in file.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            for note in etree.fromstring(relation.target_part.blob, _PARSER):
                if note.get(qn("w:type")) in _KEPT_NOTES:
                    yield note


def _edges(file: DocxFile) -> Iterator[etree._Element]:
    seen: set[bytes] = set()
    for relation in file.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            blob = relation.target_part.blob
            if blob.strip() and blob not in seen:
                seen.add(blob)
                yield etree.fromstring(blob, _PARSER)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
