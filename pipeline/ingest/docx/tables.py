"""Tables of DOCX: their cells with spans and headers."""

from __future__ import annotations

from collections.abc import Callable

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped] # it ships no types

from pipeline.ingest.content import CellText, with_headers

_ROW, _CELL = qn("w:tr"), qn("w:tc")
_ROW_HEADER = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_MERGE = f"{qn('w:tcPr')}/{qn('w:vMerge')}"
_SKIPPED = f"{qn('w:trPr')}/{qn('w:gridBefore')}"
_VALUE = qn("w:val")
_CONTENT, _CONTROL = qn("w:sdtContent"), qn("w:sdt")
_MOST_SPAN = 1000


def grid_of(table: etree._Element, words_of_cell: Callable[[etree._Element], str]) -> list[CellText]:
    """Give the filled cells of a table, row by row. words_of_cell tells what stands in a cell."""
    cells: list[CellText] = []
    open_merges: dict[int, int] = {}
    for row, element in enumerate(_parts(table, _ROW)):
        is_header = element.find(_ROW_HEADER) is not None
        column = _number(element.find(_SKIPPED), 0)
        for cell in _parts(element, _CELL):
            span = _number(cell.find(_SPAN), 1)
            merge = cell.find(_MERGE)
            continued = merge is not None and merge.get(_VALUE, "continue") == "continue"
            if continued:
                _extend(cells, open_merges.get(column))
            else:
                open_merges.pop(column, None)
                words = words_of_cell(cell)
                if words:
                    if merge is not None:
                        open_merges[column] = len(cells)
                    cells.append(CellText(words, row, column, 1, span, is_header))
            column += span
    return with_headers(cells)


def _parts(element: etree._Element, tag: str) -> list[etree._Element]:
    """Give the rows or cells of an element, those inside content controls, too."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag == _CONTROL:
            content = child.find(_CONTENT)
            found.extend(_parts(content, tag) if content is not None else [])
    return found


def _extend(cells: list[CellText], index: int | None) -> None:
    if index is not None:
        cell = cells[index]
        cells[index] = CellText(cell.text, cell.row, cell.column, cell.row_span + 1, cell.column_span, cell.is_header)


def _number(element: etree._Element | None, missing: int) -> int:
    value = element.get(_VALUE) if element is not None else None
    return min(int(value), _MOST_SPAN) if value and value.isdecimal() else missing
