"""Running headers, footers and page numbers: rows at the edges of pages that come back from page to page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.pdf.glyphs import Run

_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[\W_]*$", re.IGNORECASE
)
_PAGE_OF_PAGES = re.compile(r"[\W_]*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\W_]*$", re.IGNORECASE)
_EDGE_ROWS = 3
_LEAST_LINE_NUMBERS = 3
_LEAST_PAGES = 2
_SHARE = 0.35


def furniture_of(pages: Sequence[Sequence[Run]]) -> list[frozenset[Run]]:
    """Give, for each page, the runs that are furniture. Turned runs are not judged."""
    edges = [_edges(page) for page in pages]
    seen: Counter[str] = Counter()
    for rows in edges:
        seen.update({_shape(run) for row in rows for run in row})
    least = max(_LEAST_PAGES, math.ceil(_SHARE * len(pages)))
    return [
        frozenset(run for row in rows for run in row if _is_furniture(run, row, rows, seen, least)) | line_numbers_of(page)
        for rows, page in zip(edges, pages, strict=True)
    ]


def _is_furniture(run: Run, row: Sequence[Run], rows: Sequence[Sequence[Run]], seen: Counter[str], least: int) -> bool:
    if seen[_shape(run)] >= least or _PAGE_OF_PAGES.match(run.text):
        return True
    return len(row) == 1 and (row is rows[0] or row is rows[-1]) and _PAGE_NUMBER.match(run.text) is not None


def line_numbers_of(page: Sequence[Run]) -> frozenset[Run]:
    """Give the line numbers in the margin of a page: figures one below another, left of all else, that count by steps."""
    figures = sorted((run for run in page if run.upright and run.text.isdecimal()), key=lambda run: -run.base)
    words = [run for run in page if run.upright and not run.text.isdecimal()]
    margin = min((run.left for run in words), default=0.0)
    figures = [run for run in figures if run.right <= margin]
    steps = {int(below.text) - int(run.text) for run, below in pairwise(figures)}
    return frozenset(figures) if len(figures) >= _LEAST_LINE_NUMBERS and len(steps) == 1 and min(steps) > 0 else frozenset()


def _edges(page: Sequence[Run]) -> list[list[Run]]:
    """Give the topmost and the lowest rows of a page, from the top."""
    rows: list[list[Run]] = []
    for run in sorted((run for run in page if run.upright), key=lambda run: (-run.base, run.left)):
        if rows and rows[-1][0].base - run.base < 0.5 * run.height:
            rows[-1].append(run)
        else:
            rows.append([run])
    depth = min(_EDGE_ROWS, max(1, len(rows) // 4))
    return rows if len(rows) <= 2 * depth else rows[:depth] + rows[-depth:]


def _shape(run: Run) -> str:
    """Give a run's words with the figures taken out."""
    return _FIGURES.sub("#", run.text.lower())
