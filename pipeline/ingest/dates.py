"""Dates as documents state them about themselves, as ISO dates; no guess between day and month."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d:])")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?!\d)")
_PDF = re.compile(r"\s*D:(\d{4})(\d{2})?(\d{2})?")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+)?(?P<month>[A-Za-z]{3,9})\.?[\s-]+"
    r"(?:(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?"
    r"(?P<year>(?:19|20)\d{2})\b"
)
_DATELINE = re.compile(
    r"(?:(?:published|posted|updated|last updated|date)\b[ :]*(?:on )?)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]\d{4}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|"
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
    r"(?:[,T]?\s*(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2}|Z))?)?\.?$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 200
_LONGEST_DATELINE = 80


def iso_date(stated: str | None) -> str | None:
    """Give "2024-05-01", "2024-05" or "2024" for a date as stated, or None where it is none or is ambiguous."""
    if not stated:
        return None
    stated = stated[:_LONGEST]
    numeric = _PDF.match(stated) or _COMPACT.match(stated) or _ISO.match(stated)
    if numeric:
        return _checked(*(int(part) if part else None for part in numeric.groups()))
    return _from_mail(stated) or _from_words(stated)


def is_dateline(line: str) -> bool:
    """Tell whether a line says nothing but when a text was published."""
    return len(line) <= _LONGEST_DATELINE and _DATELINE.match(line) is not None


def _from_mail(stated: str) -> str | None:
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_words(stated: str) -> str | None:
    for found in _NAMED.finditer(stated):
        name = found["month"].lower()
        if name[:3] in _MONTHS:
            day = found["day"] or found["day_after"]
            return _checked(int(found["year"]), _MONTHS.index(name[:3]) + 1, int(day) if day else None)
    return None


def _checked(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    try:
        date = datetime.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]
