"""The year of a document's own date: as its file or sidecar tells, else as a dateline at its head does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import CleanDocument

_HEAD_LENGTH = 800
_LONGEST_LINE = 100
_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_FIRST, _MONTH_FIRST = rf"\d{{1,2}}[ -]{_MONTH},?[ -]{_YEAR}", rf"{_MONTH} \d{{1,2}}, {_YEAR}"
_DIGITS = rf"{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}"
_DATE = f"(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_DIGITS})"
# A line that is a date, one that is labelled as the date, and the date between place and agency.
_LINES = re.compile(
    rf"\W*(?:[a-z]+day,? )?{_DATE}(?:[ ,|T]+\d\d?:\d\d\S*.{{0,12}})?\W*$"
    rf"|\W*(?:date|published|posted|updated|created|lastmod)\b(?: on)?\W{{0,3}}.{{0,20}}?{_DATE}"
    rf"|\W*[A-Z][\w ,.()-]{{2,40}}[-,(–—] ?{_DATE}[ )]*(?:[-–—(]|$)",
    re.IGNORECASE,
)


def document_year(clean: CleanDocument) -> int | None:
    """The year in which the document was written, or None where nothing tells it."""
    published = clean.document.facts.published
    if published and published[:4].isdecimal():
        return int(published[:4])
    for line in clean.document.text[:_HEAD_LENGTH].splitlines():
        found = _LINES.match(line) if len(line) <= _LONGEST_LINE or " (" in line[:40] else None
        if found:
            return int(next(year for year in found.groups() if year))
    return None
