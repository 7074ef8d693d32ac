"""Comparators: what stands beside a number and says that it is a bound or an approximation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from pipeline.contextualise.cues import trie_pattern
from pipeline.contextualise.units import TIME_UNITS, measure_units
from pipeline.lexicon.cues import CueRow, package_cues

if TYPE_CHECKING:
    from pipeline.model import Comparator, Mention


_FILLERS = (
    r"(?:(?:a|an|another|only|just|some|an additional|a further|a combined|a total of|an estimated|a record|an average of"
    r"|an? extra)\s+)?"
)
_LONGEST = 48
_LOOSE_TIMES = frozenset(("season", "session", "semester", "generation", "term", "fortnight", "night", "weekend"))
_BEFORE_NOUN = re.compile(r"-(?:year|month|week|day|hour|minute|second|night)s?$", re.IGNORECASE)
# "took over five years ago" tells when, not how long.
_IS_PAST = re.compile(r"\s+(?:ago|earlier|later|before)\b", re.IGNORECASE)
_INSIDE = re.compile(r"\d(\+|-plus|-odd)(?![^\W\d_])", re.IGNORECASE)


class Beside(NamedTuple):
    """A comparator found: its value, its literal and its half-open place in the sentence."""

    value: Comparator
    literal: str
    start: int
    end: int
    is_verb: bool


@cache
def _rows(scope: str, *, lasting: bool = False) -> dict[str, CueRow]:
    """Literal → row of what may stand beside a length of time (lasting) or any other number: "by over" binds the former."""
    other = "amount" if lasting else "duration"
    return {
        row.literal: row
        for row in package_cues()
        if row.scope == scope
        and row.word != other
        and (row.category == "comparator" or (row.category, row.value) == ("pseudo", "comparator"))
    }


@cache
def _before(*, lasting: bool) -> re.Pattern[str]:
    rows = _rows("forward", lasting=lasting)
    words = trie_pattern(literal for literal, row in rows.items() if row.word != "symbol")
    symbols = trie_pattern(literal for literal, row in rows.items() if row.word == "symbol")
    return re.compile(rf"(?:(?<![\w-])({words})\s+{_FILLERS}|({symbols})\s*)$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    words = trie_pattern(literal for literal in _rows("backward") if literal[0].isalpha())
    signs = trie_pattern(literal for literal in _rows("backward") if not literal[0].isalpha())
    return re.compile(rf"(?:,?\s+({words})(?![\w-])|({signs})(?![\w-]))", re.IGNORECASE)


def comparator_of(text: str, mention: Mention, start: int, end: int) -> Beside | None:
    """The comparator beside the number at text[start:end], or None. "over five years" alone is a time, not a bound."""
    left = max(0, start - _LONGEST)
    lasting = mention.kind == "quantity" and (mention.unit in TIME_UNITS or mention.unit in _LOOSE_TIMES)
    for found in (_before(lasting=lasting).search(text, left, start), _after().match(text, end)):
        if found is not None:
            literal = " ".join((found[1] or found[2]).lower().split())
            row = _rows("forward", lasting=lasting)[literal] if found.end() == start else _rows("backward")[literal]
            if row.category == "pseudo" or not _fits(row, mention, text[start:end], lasting=lasting):
                continue
            if _is_particle(text, found, literal) or (row.word == "duration" and _IS_PAST.match(text, end)):
                continue
            group = 1 if found[1] else 2
            is_verb = row.word in ("verb", "sum")
            if is_verb and found.end() == start and text[found.end(1) : start].split()[:1] in (["a"], ["an"]):
                continue  # "passed a $5m budget"
            return Beside(cast("Comparator", row.value), literal, found.start(group), found.end(group), is_verb)
    return _inside(text, start, end)


def _is_particle(text: str, found: re.Match[str], literal: str) -> bool:
    """Whether "up to" is the end of a verb and its "to": "edge up to 4.4 per cent"."""
    before = text[: found.start()].rsplit(None, 1)
    return literal == "up to" and bool(before) and f"{before[-1].lower()} up" in _particle_verbs()


@cache
def _particle_verbs() -> frozenset[str]:
    return frozenset(row.literal for row in package_cues() if row.category == "change" and row.literal.endswith(" up"))


def _inside(text: str, start: int, end: int) -> Beside | None:
    """A comparator that the number's own span holds: "2,000-plus jobs", "60+"."""
    found = _INSIDE.search(text, start, end)
    if found is None:
        return None
    row = _rows("backward")[found[1].lower()]
    return Beside(cast("Comparator", row.value), row.literal, end, end, is_verb=False)


def _fits(row: CueRow, mention: Mention, surface: str, *, lasting: bool) -> bool:
    """Whether the row may bind this number: rows of word "sum" never bind things counted ("approached two firms").

    "up to 11th" is a move to a place, and a length of time before its noun ("near a 34-year low") takes no comparator.
    """
    if (mention.kind == "rank" and row.literal == "up to") or (lasting and _BEFORE_NOUN.search(surface)):
        return False
    return row.word != "sum" or mention.kind in ("percent", "money", "ratio") or mention.unit in (None, *measure_units())
