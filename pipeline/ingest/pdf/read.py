"""A PDF file to Content: its pages in order, paragraphs that run over columns and pages joined again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped] # it ships no types

from pipeline.errors import EmptyDocument, UnreadableDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.columns import Piece, grid_of
from pipeline.ingest.content import CellText, Content, TextBuilder
from pipeline.ingest.dates import is_dateline
from pipeline.ingest.pdf.blocks import PageBlock, PageSetting, blocks_of
from pipeline.ingest.pdf.damage import damaged_contents
from pipeline.ingest.pdf.furniture import furniture_of
from pipeline.ingest.pdf.glyphs import Run, runs_of
from pipeline.ingest.pdf.order import Column, columns_of, lines_of

_OCR = "Run text recognition (OCR) over it and give the result"
_LEAST_CHARS_OF_PAGE = 25
_STOPS = (".", "!", "?", ":", ";", "”", '"', ")")
_WORD = re.compile(r"[^\W\d_]{2,}")
_JOIN_WITHIN = 8
_SMALLER = 0.92
_RAGGED = 0.2
_LONGEST_TITLE = 300
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|tex|rtf|qxd|pptx?|xlsx?|ps|p65)\b|^microsoft word|^untitled$|"
    r"^\(?anonymous|^document\d*$|^slide \d",
    re.IGNORECASE,
)


def read_pdf(data: bytes, budget: Budget) -> Content:
    """Read a PDF. Raises UnreadableDocument, EmptyDocument where it has no text layer, and as budget does."""
    damaged = damaged_contents(data, budget)
    if damaged:
        cause = f"the contents of {damaged} of its pages are damaged, so that numbers would be lost"
        raise UnreadableDocument(cause, remedy="Fetch the file again, or save it anew with a PDF program")
    try:
        with pdfium.PdfDocument(data) as document:
            return _content(document, budget)
    except pdfium.PdfiumError as error:
        raise _unreadable(error) from error


def _unreadable(error: pdfium.PdfiumError) -> UnreadableDocument:
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        return UnreadableDocument("the PDF is encrypted and asks for a password", remedy="Save it without a password")
    return UnreadableDocument(
        f"the PDF is broken ({error})", remedy="Fetch the file again, or save it anew with a PDF program"
    )


def _content(document: pdfium.PdfDocument, budget: Budget) -> Content:
    budget.check_pages(len(document))
    pages: list[list[Run]] = []
    pictures = chars = 0
    for number in range(len(document)):
        budget.check_time()
        page = document[number]
        runs = _runs(page)
        chars += sum(len(run.text) for run in runs)
        budget.check_chars(chars)
        pictures += len(runs) < 5 and _has_picture(page)
        pages.append(runs)
        page.close()
    if not chars or (pictures * 2 >= len(pages) and chars < _LEAST_CHARS_OF_PAGE * len(pages)):
        raise EmptyDocument(
            "the PDF has no text layer: its pages are pictures" if pictures else "the PDF has no text", remedy=_OCR
        )
    builder, title = _laid_out(pages)
    return Content(builder.text(), tuple(builder.blocks), tuple(builder.tables), title=title or _stated_title(document))


def _runs(page: pdfium.PdfPage) -> list[Run]:
    text = page.get_textpage()
    runs = runs_of(text)
    text.close()
    return runs


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE for thing in page.get_objects(max_depth=2))


def _laid_out(pages: Sequence[Sequence[Run]]) -> tuple[TextBuilder, str | None]:
    furniture = furniture_of(pages)
    columns = [
        columns_of([run for run in runs if run.upright and run not in aside])
        for runs, aside in zip(pages, furniture, strict=True)
    ]
    setting = _setting(columns)
    blocks: list[PageBlock] = []
    for number, page in enumerate(columns, start=1):
        for column in page:
            blocks.extend(blocks_of(column, number, setting))
        blocks.extend(_turned(pages[number - 1], number))
        blocks.extend(_aside(furniture[number - 1], number))
    title = _mark_title(blocks, setting)
    for block in blocks:
        if block.role in ("paragraph", "heading") and is_dateline(block.text):
            block.role = "metadata"
    builder = TextBuilder()
    for block in _joined(blocks):
        _add(block, builder)
    return builder, title


def _turned(runs: Sequence[Run], number: int) -> Iterator[PageBlock]:
    """Give what stands turned on a page (stamps at the margin), each stretch of it as one block."""
    for upright, stretch in itertools.groupby(runs, key=lambda run: run.upright):
        if not upright:
            parts = list(stretch)
            whole = replace(parts[0], text="".join(run.text for run in parts))
            yield from (PageBlock(number, "boilerplate", list(column.lines)) for column in columns_of([whole]))


def _aside(furniture: frozenset[Run], number: int) -> Iterator[PageBlock]:
    """Give a page's running header and footer, each line as a block."""
    if furniture:
        yield from (PageBlock(number, "boilerplate", [line]) for line in lines_of(furniture))


def _setting(pages: Sequence[Sequence[Column]]) -> PageSetting:
    """Tell the usual height of letters, weighed by their number, and the usual distance of lines."""
    heights: dict[float, int] = {}
    drops: list[float] = []
    for page in pages:
        for column in page:
            for line, following in itertools.pairwise(column.lines):
                drops.append(line.base - following.base)
            for line in column.lines:
                height = round(line.height, 1)
                heights[height] = heights.get(height, 0) + len(line.text)
    usual = max(heights, key=lambda height: heights[height]) if heights else 10.0
    near = [drop for drop in drops if 0.8 * usual <= drop <= 2.2 * usual]
    return PageSetting(usual, median(near) if near else 1.2 * usual)


def _mark_title(blocks: list[PageBlock], setting: PageSetting) -> str | None:
    """Take the largest letters near the beginning for the title, where they are larger than the text's."""
    early = [block for block in blocks[:12] if block.page == 1 and block.role in ("heading", "paragraph")]
    if not early:
        return None
    worded = [block for block in early if len(_WORD.findall(block.text)) >= 2]
    if not worded:
        return None
    largest = max(worded, key=lambda block: block.lines[0].height)
    if largest.lines[0].height < 1.2 * setting.height:
        largest = worded[0]
    if largest.role != "heading" or len(largest.text) > _LONGEST_TITLE:
        return None
    largest.role = "title"
    return " ".join(largest.text.split())


def _joined(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Join a paragraph that breaks off at the end of a column or page to its rest; what stands between comes behind it."""
    taken: set[int] = set()
    for i, block in enumerate(blocks):
        if i in taken:
            continue
        at = i
        while block.role in ("paragraph", "list_item") and not block.text.endswith(_STOPS):
            rest = _rest(blocks, at, block)
            if rest is None:
                break
            taken.add(rest)
            block = replace(block, lines=[*block.lines, *blocks[rest].lines])  # noqa: PLW2901 # the paragraph grows
            at = rest
        yield block


def _rest(blocks: Sequence[PageBlock], i: int, block: PageBlock) -> int | None:
    for j in range(i + 1, min(i + _JOIN_WITHIN, len(blocks))):
        other = blocks[j]
        if other.role == "paragraph" and other.lines[0].height > _SMALLER * block.lines[0].height:
            broken_off = other.page != block.page or other.lines[0].base > block.lines[-1].base
            goes_on = (
                other.text[0].islower() or other.text[0].isdigit() or block.text.endswith(("-", ",")) or _is_full(block)
            )
            return j if broken_off and goes_on and other.page <= block.page + 1 else None
        if other.role in ("heading", "title", "list_item"):
            return None
    return None


def _is_full(block: PageBlock) -> bool:
    """Tell whether a block's last line reaches nearly as far as the others, so that the paragraph need not end there."""
    left, right = min(line.left for line in block.lines), max(line.right for line in block.lines)
    return len(block.lines) > 1 and block.lines[-1].right >= right - _RAGGED * (right - left)


def _add(block: PageBlock, builder: TextBuilder) -> None:
    if block.role == "table":
        pieces = [
            [Piece(round(run.left * 10), round(run.right * 10), run.text) for run in line.runs] for line in block.lines
        ]
        placed = grid_of(pieces)
        if placed:
            builder.add_table(
                [CellText(piece.text, *place) for piece, place in placed], page=block.page, locator=f"page {block.page}"
            )
            return
        for line in block.lines:
            builder.add(line.text, "paragraph", page=block.page, locator=f"page {block.page}", gap="\n")
        return
    builder.add(block.text, block.role, page=block.page, locator=f"page {block.page}")


def _stated_title(document: pdfium.PdfDocument) -> str | None:
    stated = " ".join(document.get_metadata_value("Title").split())
    return None if not stated or _FILE_NAME.search(stated) or stated.lower() in ("document", "untitled", "title") else stated
