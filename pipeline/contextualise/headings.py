"""The words of a table's headers, labels and caption: what is measured, its base, and the units and dates around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon.sets import word_set
from pipeline.lexicon.vocabulary import unit_forms

_GROUP = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_PARTS = re.compile(r"\s*[,;]\s+|\s+[–—-]\s+")
_WORD = re.compile(r"[^\W_]+(?:[./'’&-][^\W_]+)*|[%‰]|[^\w\s]")
_BASE = re.compile(r"(?:%|per ?cent(?:age)?|percentage|share)\s+of\s+(?:the\s+)?(\S.*)$", re.IGNORECASE)
_YEAR = re.compile(r"\(?\b(?:FY\s?)?(?:18|19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?[a-zA-Z*]?\b\)?")
_NUMBERED = re.compile(r"\s*(?:table|exhibit|chart|figure|annex|box)\s+[\w.-]+\s*[.:–—-]*\s*", re.IGNORECASE)
_BY = re.compile(r"\s+(?:by|across|per)\s+\S.*$", re.IGNORECASE)
_GENERIC = ("generic_headers", "header_forecast", "header_estimate", "header_target")
_HAS_LETTERS = re.compile(r"[^\W\d_]{2,}")
# "Tourist arrivals, Adria Region": where it is, behind a comma.
_PLACE = re.compile(r"(?:,\s+(?:[A-Z][\w.'’-]*|of|and|the)(?:\s+(?:[A-Z][\w.'’-]*|of|and|the))*)+$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a header, a label or a caption names: what is measured, "" where it is but a unit or a date, and its base."""

    measure: str
    of: str | None = None

    @property
    def is_generic(self) -> bool:
        """Whether it only says that there is a value, or that it is a forecast, an estimate or a plan."""
        return any(self._says_only(name) for name in _GENERIC)

    @property
    def is_change(self) -> bool:
        """Whether it only says that the numbers are changes of something."""
        return self._says_only("header_change")

    def _says_only(self, name: str) -> bool:
        words = [word for word in _words(self.measure) if word[0].isalnum() and word not in word_set("header_fillers")]
        return bool(words) and all(word in word_set(name) for word in words)


@lru_cache(maxsize=10_000)
def heading_of(text: str) -> Heading:
    """The heading of a cell's text: "Budget deficit, % of GDP" measures the "Budget deficit" of "GDP"."""
    rest, of = text, None
    while (group := _GROUP.search(rest)) is not None and (_is_unit(group[1]) or _is_date(group[1])):
        rest, of = rest[: group.start()], of or _base_of(group[1])
    parts = _PARTS.split(rest)
    while len(parts) > 1 and (_is_unit(parts[-1]) or _is_filler(parts[-1]) or _is_date(parts[-1])):
        of = of or _base_of(parts.pop())
    cut = rest.find(parts[-1], sum(map(len, parts[:-1]))) + len(parts[-1]) if len(parts) > 1 else len(parts[0])
    rest = rest[:cut].strip(" ,;:–—-")
    dated = _YEAR.sub(" ", rest)
    if _is_unit(rest) or not _HAS_LETTERS.search(dated) or _is_date(dated):
        return Heading("", of or _base_of(rest))
    return Heading(" ".join(_YEAR.sub(" ", rest).split()).strip(" ,;:–—-") if _YEAR.search(rest) else rest, of)


def caption_measure(text: str) -> str:
    """What a caption says is measured: without its number and what it is told by ("Exports by country, 2021": "Exports").

    "" where it names many things at once: "Main indicators", "Income statement".
    """
    measure = _PLACE.sub("", _BY.sub("", heading_of(_NUMBERED.sub("", text, count=1).rstrip(".: ")).measure))
    return "" if set(_words(measure)) & word_set("captions_of_many") else measure


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _is_unit(text: str) -> bool:
    """Whether a text holds units, scales or currencies and, but for small words and a base, nothing else."""
    base = _BASE.search(text)
    words = [part for word in _words(text if base is None else text[: base.start(1)]) for part in word.split("/")]
    units = [word for word in words if word.rstrip(".") in unit_forms() or word in unit_forms() or not word[:1].isalnum()]
    rest = [word for word in words if word not in units and not word.isdecimal()]
    return any(word in unit_forms() for word in units) and all(word in word_set("header_fillers") for word in rest)


def _is_filler(text: str) -> bool:
    return all(word in word_set("header_fillers") for word in _words(text))


def _is_date(text: str) -> bool:
    """Whether a text holds words of dates, years and digits alone."""
    words = [word for word in _words(_YEAR.sub(" ", text)) if word[0].isalpha()]
    return all(word.rstrip(".") in word_set("header_dates") for word in words)


def _base_of(text: str) -> str | None:
    found = _BASE.search(text)
    return found[1].strip(" )].,") if found else None
