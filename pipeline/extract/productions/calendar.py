"""Calendar expressions that name a year: points, spans, fiscal years, decades, dates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.tokens import Tokens
    from pipeline.model import YearRole

_CENTURY = 100
_DECADE = 10
_MONTHS = 12
_LATE_CENTURY = 80  # from the eighties on a smaller number may end in the next century: "1999-01"
_LAST_SHORT_DECADE = 2020
_PIVOT = 50  # two digits below it are of this century, from it on of the last
_LIST_MARKS = ("COMMA", "AND", "OR")
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


@dataclass(frozen=True, slots=True)
class Years:
    """The years that one calendar word names; the same twice for a point."""

    low: int
    high: int


def of_two_digits(digits: int) -> int:
    """The year that two digits after a mark such as an apostrophe name."""
    return digits + (2000 if digits < _PIVOT else 1900)


def expanded(first: int, digits: str) -> int | None:
    """The year that the short end of a span names ("98" in "1997-98", "01" in "1999-01"); None for a month ("2024-12")."""
    if len(digits) > 2:
        return int(digits)
    year = first - first % _CENTURY + int(digits)
    if year >= first:
        return year
    return year + _CENTURY if first % _CENTURY >= _LATE_CENTURY else None


def decade(first: int) -> Years:
    """The years of "the 1990s"; "the 1800s" is the century, "the 2000s" the decade."""
    length = _CENTURY if first % _CENTURY == 0 and first != 2000 else _DECADE
    return Years(first, first + length - 1)


def years_named(tokens: Tokens, first: int, last: int) -> Iterator[Years]:
    """What each token from first to last that writes a year names, in text order."""
    for index in range(first, last):
        if (years := _years_at(tokens, index)) is not None:
            yield years


def _years_at(tokens: Tokens, index: int) -> Years | None:
    text = tokens.texts[index]
    if tokens.has(index, "YEAR"):
        return _point_or_decade(tokens, index, int(text))
    if tokens.has(index, "YEAR_SPLIT"):
        start, _, end = text.partition("/")
        return Years(int(start), expanded(int(start), end) or int(start))
    if tokens.has(index, "DATE"):
        digits = text[:4] if text[:4].isdigit() else text[-4:]
        return Years(int(digits), int(digits))
    if tokens.has(index, "DATE_SHORT"):
        year = of_two_digits(int(text[-2:]))
        return Years(year, year)
    if (word := tokens.reading(index, "DECADE_WORD")) is not None:
        before = tokens.reading(index - 2, "CARD") if index > 1 else None
        return decade(int(word) % _CENTURY + _CENTURY * int(before or word[:2]))
    if tokens.has(index, "SLASHED") and not tokens.has(index, "FRACTION"):
        month, _, full = text.partition("/")
        return Years(int(full), int(full)) if int(month) <= _MONTHS and len(full) == 4 else None
    if tokens.has(index, "FRACTION") and tokens.has(tokens.before(index), "FISCAL"):
        start, _, end = text.partition("/")
        return Years(of_two_digits(int(start)), of_two_digits(int(end)))
    if tokens.has(index, "TWO") and len(text) == 2:
        return _two_digits_at(tokens, index)
    if len(text) == 1 and text.isdecimal() and tokens.has(index - 1, "DASH") and tokens.has(index - 2, "YEAR"):
        first = int(tokens.texts[index - 2])
        last = first - first % _DECADE + int(text)
        return Years(last, last) if last > first else None
    return None


def _point_or_decade(tokens: Tokens, index: int, year: int) -> Years:
    after = index + 2 if tokens.has(index + 1, "APOSTROPHE") else index + 1
    if tokens.has(after, "LETTER_S") and year % _DECADE == 0:
        return decade(year)
    return Years(year, year)


def _two_digits_at(tokens: Tokens, index: int) -> Years | None:
    text, before = tokens.texts[index], tokens.before(index)
    if tokens.has(before, "DASH") and tokens.has(before - 1, "YEAR") and before == index - 1:
        ended = expanded(int(tokens.texts[before - 1]), text)
        return None if ended is None else Years(ended, ended)
    if tokens.has(before, "FISCAL") or tokens.has(before, "PERIOD_CODE") or tokens.has(before, "APOSTROPHE"):
        point = _point_or_decade(tokens, index, of_two_digits(int(text)))
        # Nobody speaks of a decade to come as "the '30s".
        return decade(point.low - _CENTURY) if point.low != point.high and point.low > _LAST_SHORT_DECADE else point
    if _writes_decade(tokens, index):
        return decade(1900 + int(text))
    behind_month = before - 1 if tokens.has(before, "HYPHEN") else before
    is_short = tokens.has(before, "HYPHEN") or tokens.has(tokens.before(behind_month), "DAY")
    if tokens.has(behind_month, "MONTH") and is_short:
        year = of_two_digits(int(text))
        return Years(year, year)
    return None


def _writes_decade(tokens: Tokens, index: int) -> bool:
    """Whether two digits and an "s" write a decade: "the 90s", not "16s" and not "the over-50s"."""
    digits = int(tokens.texts[index])
    after = index + 2 if tokens.has(index + 1, "APOSTROPHE") else index + 1
    is_round = digits % _DECADE == 0 and digits > _DECADE
    return is_round and tokens.has(after, "LETTER_S") and not _after_hyphen(tokens, index)


def _after_hyphen(tokens: Tokens, index: int) -> bool:
    return tokens.has(index - 1, "HYPHEN") and not tokens.has(index - 2, "EARLY")


def calendar(match: RuleMatch) -> Outcome | Declined:
    """The years between the first and the last that the span of the match names."""
    first, last = match.found.span("span" if "span" in match.found.re.groupindex else 0)
    named = list(years_named(match.tokens, first, last))
    if not named:
        return Declined("no year is named")
    if any(years.high < named[0].low for years in named):
        return Declined("the years are not in order")
    return claimed(match, first, Years(named[0].low, max(years.high for years in named)))


def claimed(match: RuleMatch, first: int, years: Years, *, span: tuple[int, int] | None = None) -> Outcome | Declined:
    """The claim of the years that the match names from token first on, with the role that the words before it decide."""
    if not (_FIRST_YEAR <= years.low <= years.high <= _LAST_YEAR):
        return Declined("these are no years in order")
    role = role_before(match.tokens, first)
    if role == "since" and match.tokens.has(match.found.start(), "FROM") and _is_span(match, first):
        role = "between"
    if years.low != years.high and role == "in":
        role = "between"
    elif years.low == years.high and role == "between":
        role = "in"
    start, end = span or match.span()
    return (
        Mention(
            start, end, match.scene.sentence.index, "year", Decimal(years.low), Decimal(years.high), None, match.rule.name,
            comparator="eq" if years.low == years.high else "between", year_role=role,
        ),
    )  # fmt: skip


def _is_span(match: RuleMatch, first: int) -> bool:
    """Whether "from" has its "to" in the expression ("from 3 March to 5 April 2022")."""
    return any(
        match.tokens.has(index, name) for index in range(first, match.found.end()) for name in ("TO", "DASH", "LONG_DASH")
    )


def role_before(tokens: Tokens, index: int) -> YearRole:
    """How the words before a calendar expression tie it to what is said: "by 2030", "since the early 1990s"."""
    at = tokens.before(index)
    for _ in range(4):
        role = tokens.reading(at, "CAL_PREP") if at >= 0 else None
        if role is not None:
            return role  # type: ignore[return-value]  # the words' own
        if any(tokens.has(at, name) for name in _LIST_MARKS) and (year := _listed_before(tokens, at)) is not None:
            return role_before(tokens, year)
        if not any(tokens.has(at, name) for name in ("THE", "CAL_FILLER", "IS_year")):
            return "in"
        at = tokens.before(at)
    return "in"


def decade_claim(match: RuleMatch) -> Outcome | Declined:
    """A decade; not an age ("in his 50s")."""
    before = match.tokens.before(match.found.start())
    while match.tokens.has(before, "EARLY") or match.tokens.has(before, "HYPHEN"):
        before = match.tokens.before(before)
    first, last = match.found.span()
    in_full = any(match.tokens.has(index, "YEAR") for index in range(first, last))
    if before >= 0 and not in_full and match.tokens.texts[before].lower() in match.rule.options["owners"]:
        return Declined("an age")
    if any(match.tokens.has(index, "YEAR") and int(match.tokens.texts[index]) % _DECADE for index in range(first, last)):
        return Declined("a decade begins with a round year")
    if match.tokens.has(last - 2, "APOSTROPHE") and in_full and not _is_decade_of(match.tokens, first):
        return Declined("a genitive")
    return calendar(match)


def _is_decade_of(tokens: Tokens, first: int) -> bool:
    """Whether "the", "early" or another decade stands before or with "1980's", so that it is no genitive."""
    before = tokens.before(first)
    return any(tokens.has(first, name) for name in ("EARLY", "PART_OF")) or any(
        tokens.has(before, name) for name in ("THE", "EARLY", "AND", "OR", "LETTER_S", "HYPHEN")
    )


def _listed_before(tokens: Tokens, at: int) -> int | None:
    """The index of the year before a mark of a list ("by 2025 and 2030")."""
    before = tokens.before(at)
    before = tokens.before(before) if tokens.has(before, "COMMA") else before
    return before if tokens.has(before, "YEAR") else None


PRODUCTIONS = {"calendar": calendar, "decade": decade_claim}
