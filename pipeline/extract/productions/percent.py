"""Percentages, percentage points and basis points."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.extract.numerals import VULGAR_FRACTIONS, as_decimal
from pipeline.extract.productions.amounts import bounds, denominator, list_items, point, shared_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.model import Mention

_ONE = Decimal(1)
_FALLING = word_set("falling")
_LOOK_BACK, _LOOK_AHEAD = 250, 60
_OF_INTEREST = word_set("of_interest")
_PERCENT_BEFORE = re.compile(r"\d ?%|\d ?(?:per ?cent|pct)|\bpercentage")
_OTHER_POINTS = re.compile(r"\b(?:index|indices|Dow|Nasdaq|FTSE|Nikkei|DAX|scored|rebounds|league|game)\b")


def _unit(match: RuleMatch, name: str = "unit") -> str:
    if not match.names(name):
        return "percentage_point"
    return match.tokens.reading(match.index(name), "POINT") or "percent"


def _percent(match: RuleMatch, span: tuple[int, int], value: Decimal) -> Mention:
    return point(match, span=span, kind="percent", low=value, high=value, unit=_unit(match))


def percent(match: RuleMatch) -> Outcome | Declined:
    """A point or a range with its sign: "5 %", "three per cent", "5–7 %", "25 bps"."""
    values = bounds(match)
    if values is None:
        return Declined("the first bound is greater than the second")
    if match.scene.sentence.section == "references" and match.tokens.texts[match.index("unit")] == "pp":
        return Declined("pages of a cited work")
    per = denominator(match)
    return (point(match, span=match.span(), kind="percent", low=values[0], high=values[1], unit=_unit(match), per=per),)


def percent_states(match: RuleMatch) -> Outcome | Declined:
    """Two percentages with "to" between: two states of a change, or one span ("from 5 % to 7 %")."""
    if match.names("sign") and _unit(match, "sign") != _unit(match):
        return Declined("a step in points and the level it led to")
    low, high = shared_scale(match.numeral("low"), match.numeral("high"))
    told = states(match, low, high)
    if told is None or (low < high and _falls(match)):
        return percent(match)
    return tuple(
        point(match, span=span, kind="percent", low=value, high=value, unit=_unit(match), change_role=role)
        for span, value, role in told
    )


def _falls(match: RuleMatch) -> bool:
    """Whether a word of decrease stands right before "from": "fares should drop from 4 to 6 percent" tells a span."""
    tokens, first = match.tokens, match.found.start()
    before = tokens.before(first)
    return tokens.has(first, "FROM") and before >= 0 and tokens.texts[before].lower() in _FALLING


def percent_list(match: RuleMatch) -> Outcome | Declined:
    """Numbers that share one sign, one claim each; the last holds the sign: "10, 12 and 15 percent"."""
    tokens = match.tokens
    indices = [*list_items(match, "items"), match.index("last")]
    if any(tokens.has(index, "SCALED") or tokens.has(index, "GROUPED") for index in indices):
        return Declined("a count and its share")
    values = [match.scene.evidence.numeral(tokens, index).value for index in indices]
    ends = [tokens.starts[index + 1] for index in indices[:-1]] + [match.span()[1]]
    return tuple(
        _percent(match, (tokens.starts[index], end), value) for index, end, value in zip(indices, ends, values, strict=True)
    )


def percent_part(match: RuleMatch) -> Outcome | Declined:
    """A fraction of a percent or a point: "half a percent", "three-quarters of a percentage point", "1/2 pct"."""
    tokens = match.tokens
    text = tokens.texts[match.index("part")]
    if text in VULGAR_FRACTIONS:
        part = VULGAR_FRACTIONS[text]
    elif "/" in text:
        over, under = map(int, text.split("/"))
        if not 0 < over < under:
            return Declined("not a fraction below one")
        part = Fraction(over, under)
    else:
        count = match.value("count") if match.names("count") else _ONE
        under = int(tokens.reading(match.index("part"), "PART") or 1)
        if count >= under:
            return Declined("not a fraction below one")
        part = Fraction(int(count), under)
    return (_percent(match, match.span(), as_decimal(part)),)


def percent_rate_part(match: RuleMatch) -> Outcome | Declined:
    """A part of a point where the sentence speaks of interest: "raised rates by three-quarters of a point"."""
    tokens, first = match.tokens, match.found.start()
    words = {text.lower() for text in tokens.texts}
    before = tokens.before(first)
    by_step = (
        before >= 0 and tokens.texts[before].lower() == "by" and any(tokens.has(index, "PCT") for index in range(first))
    )
    return (
        percent_part(match) if by_step or words & _OF_INTEREST else Declined("nothing says that the points are of interest")
    )


def percent_of_one(match: RuleMatch) -> Outcome | Declined:
    """A sign with a scale word for its number: "hundred percent"."""
    scale = match.tokens.reading(match.index("one"), "SCALE")
    return (_percent(match, match.span(), Decimal(scale or 1)),)


def percent_points(match: RuleMatch) -> Outcome | Declined:
    """Points that are compared behind a percentage: "72%. That is six points more than in spring"."""
    reading, (start, end) = match.scene.clean.reading, match.span()
    before = reading[max(0, start - _LOOK_BACK) : start]
    behind = reading[end : min(end + _LOOK_AHEAD, match.scene.sentence.end)]
    if _OTHER_POINTS.search(before) is not None or not (_PERCENT_BEFORE.search(before) or _PERCENT_BEFORE.search(behind)):
        return Declined("no percentage near that the points could be of")
    value = match.value("number")
    return (point(match, span=match.span(), kind="percent", low=value, high=value, unit="percentage_point"),)


def percent_labelled(match: RuleMatch) -> Outcome | Declined:
    """A number behind a label that holds the sign: "Growth (%): 5.2"."""
    value = match.value("number")
    return (point(match, span=match.span(), kind="percent", low=value, high=value, unit="percent"),)


def percent_minus(match: RuleMatch) -> Outcome | Declined:
    """An accountant's minus: "(2.8)%"."""
    return (_percent(match, match.span(), -match.value("number")),)


PRODUCTIONS = {
    "percent": percent,
    "percent_states": percent_states,
    "percent_list": percent_list,
    "percent_part": percent_part,
    "percent_rate_part": percent_rate_part,
    "percent_of_one": percent_of_one,
    "percent_minus": percent_minus,
    "percent_points": percent_points,
    "percent_labelled": percent_labelled,
}
