"""Years in forms of their own: before and after an era, dates whose year has two digits, years in words."""

from __future__ import annotations

import re

from pipeline.extract.productions.calendar import Years, calendar, claimed, of_two_digits, role_before
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.model import Mention

_CENTURY = 100
_MONTHS, _DAYS = 12, 31
_LEAST_SPOKEN, _SPOKEN_WHOLE, _LAST_SPOKEN = 1700, 2000, 2100
_OLDEST = 20_000
_MODERN = 1950
_SHORT_SPLIT = len("21/22")


def era_year(match: RuleMatch) -> Outcome | Declined:
    """Read "AD 79", "1410 AD" and "300 BC"; the years before the era are negative."""
    tokens, (first, last) = match.tokens, match.found.span()
    number = next(index for index in range(first, last) if tokens.has(index, "NUM"))
    era = next(index for index in range(first, last) if tokens.has(index, "ERA"))
    if not tokens.texts[era].replace(".", "").isupper():
        return Declined("it is no era")
    sign = int(tokens.reading(era, "ERA") or 1)
    value = match.scene.evidence.numeral(tokens, number).value * sign
    if (sign < 0 and era < number) or not value.is_finite() or value != int(value) or abs(value) > _OLDEST:
        return Declined("no year of an era is written so")
    start, end = match.span()
    role = role_before(tokens, first)
    index = match.scene.sentence.index
    return (Mention(start, end, index, "year", value, value, None, match.rule.name, year_role=role),)


def short_date(match: RuleMatch) -> Outcome | Declined:
    """A date in digits whose year has two: "12/20/24"; with points behind a word that introduces dates, or "03.04.21"."""
    tokens, at = match.tokens, match.found.start()
    parts = re.split(r"[./-]", tokens.texts[at])
    first, second = int(parts[0]), int(parts[1])
    if not (0 < min(first, second) <= _MONTHS and max(first, second) <= _DAYS):
        return Declined("no day and month")
    before = tokens.before(at)
    told = tokens.has(before, "CAL_PREP") or (before >= 0 and tokens.texts[before].lower() in ("on", "dated", "date"))
    if "/" in tokens.texts[at] or ("." in tokens.texts[at] and (told or "0" in (parts[0][0], parts[1][0]))):
        return calendar(match)
    return Declined("nothing says that it is a date")


def relative_year(match: RuleMatch) -> Outcome | Declined:
    """Read "last year", "this year", "next year" by the date of the document, where it is known."""
    tokens, word = match.tokens, match.index("word")
    written = match.scene.evidence.year
    if written is None:
        return Declined("the date of the document is not known")
    if tokens.has(tokens.before(match.found.start()), "THE") and tokens.texts[word].lower() != "coming":
        return Declined("it is a year of something else")
    year = written + match.rule.options["steps"][tokens.texts[word].lower()]
    return claimed(match, match.found.start(), Years(year, year))


def months_of_year(match: RuleMatch) -> Outcome | Declined:
    """The first months of a year in short: "9M 2023", "6M24"."""
    tokens, (first, last) = match.tokens, match.found.span()
    if tokens.texts[match.index("number")] not in match.rule.options["months"] or not tokens.texts[first + 1].isupper():
        return Declined("no part of a year")
    digits = tokens.texts[last - 1]
    year = int(digits) if len(digits) > 2 else of_two_digits(int(digits))
    return claimed(match, first, Years(year, year))


def year_with_letter(match: RuleMatch) -> Outcome | Declined:
    """An actual, estimated or forecast year as analysts write it: "2024E", "2025F"."""
    first = match.found.start("span")
    year = int(match.tokens.texts[first])
    if not _MODERN <= year <= _LAST_SPOKEN or (first > 0 and match.tokens.texts[first - 1] not in " (/-–"):
        return Declined("no year of a forecast")
    return claimed(match, first, Years(year, year))


def season_in_short(match: RuleMatch) -> Outcome | Declined:
    """Two years that follow each other, with two digits each, before or behind a season: "the 21/22 season"."""
    first = match.found.start("span") if match.names("span") else match.found.start("span_after")
    text = match.tokens.texts[first]
    one, other = (int(part) for part in text.split("/"))
    if len(text) != _SHORT_SPLIT or other != (one + 1) % _CENTURY:
        return Declined("no two years that follow each other")
    years = Years(of_two_digits(one), of_two_digits(other))
    return claimed(match, first, years, span=(match.tokens.starts[first], match.tokens.starts[first + 1]))


def year_told(match: RuleMatch) -> Outcome | Declined:
    """A year where the words around leave nothing else: "(or 1471)", "as early as 1200", at the head of an entry."""
    first = next(match.found.start(name) for name in ("span", "span_early", "span_head") if match.names(name))
    year = int(match.tokens.texts[first])
    return claimed(match, first, Years(year, year), span=(match.tokens.starts[first], match.tokens.starts[first + 1]))


def calendar_short(match: RuleMatch) -> Outcome | Declined:
    """Two years with two digits each behind an apostrophe: "'22-'23"."""
    first, last = match.found.span("span")
    low, high = (of_two_digits(int(text)) for text in match.tokens.texts[first:last] if text.isdecimal())
    return claimed(match, first, Years(low, high))


def year_in_words(match: RuleMatch) -> Outcome | Declined:
    """Read "nineteen ninety-nine", and "two thousand and eight" behind a word that introduces dates."""
    tokens, (first, last) = match.tokens, match.found.span()
    parts = [int(match.scene.evidence.numeral(tokens, i).value) for i in range(first, last) if tokens.has(i, "NUM")]
    if not tokens.texts[first][:1].isalpha() or not tokens.texts[last - 1][-1:].isalpha():
        return Declined("it is not written in words")
    century_first = len(parts) == 2 and 10 <= parts[1] < _CENTURY
    year = parts[0] * _CENTURY + parts[1] if century_first else parts[0]
    if not (_LEAST_SPOKEN <= year <= _LAST_SPOKEN) or not (
        _dated(match, first, last) or (century_first and year < _SPOKEN_WHOLE)
    ):
        return Declined("nothing says that it is a year")
    if tokens.has(tokens.after(last - 1), "PLURAL") or (year % _CENTURY == 0 and not century_first):
        return Declined("it counts")
    return claimed(match, first, Years(year, year))


def _dated(match: RuleMatch, first: int, last: int) -> bool:
    """Whether a word that introduces dates stands before, or the number opens the sentence as its subject."""
    tokens, after = match.tokens, match.tokens.after(last - 1)
    if first == 0:
        return after < len(tokens.texts) and tokens.texts[after].lower() in match.rule.options["verbs"]
    return tokens.reading(tokens.before(first), "CAL_PREP") is not None


PRODUCTIONS = {
    "months_of_year": months_of_year,
    "year_with_letter": year_with_letter,
    "season_in_short": season_in_short,
    "calendar_short": calendar_short,
    "year_told": year_told,
    "relative_year": relative_year,
    "era": era_year,
    "short_date": short_date,
    "year_in_words": year_in_words,
}
