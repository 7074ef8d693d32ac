"""Parts of a unit: "half an hour", "three quarters of a mile", "a year and a half"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pipeline.extract.numerals import as_decimal
from pipeline.extract.productions.amounts import point
from pipeline.extract.productions.ratios import is_part
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import rate_after
from pipeline.lexicon.nouns import is_plural
from pipeline.lexicon.sets import word_set

_ONE = Decimal(1)
_PERIODS = word_set("periods")


def part_of_unit(match: RuleMatch) -> Outcome | Declined:
    """A part of a unit: "half an hour", "three quarters of a mile"."""
    tokens, unit = match.tokens, match.index("unit")
    if tokens.has(unit - 1, "HYPHEN") and tokens.reading(unit, "TIME_UNIT") == "year":
        return Declined("a half-year is a period")
    before = tokens.before(match.found.start())
    if before >= 0 and tokens.texts[before].lower() in _PERIODS:
        return Declined("a part of a period")
    article = before >= 0 and tokens.has(before, "A")
    if match.rule.name == "quantity_of_part" and not match.names("count") and not article:
        return Declined("a part of no one")
    count = match.value("count") if match.names("count") else _ONE
    value = as_decimal(Fraction(int(count), int(tokens.reading(match.index("part"), "PART") or 2)))
    name = match.scene.evidence.denominator(tokens, unit)
    per = rate_after(tokens, unit + 1, match.scene.evidence)
    with_article = article and match.rule.name == "quantity_of_part" and not match.names("count")
    span = (tokens.starts[before] if with_article else match.span()[0], match.span()[1])
    return (point(match, span=span, kind="quantity", low=value, high=value, unit=name, per=per),)


def unit_and_part(match: RuleMatch) -> Outcome | Declined:
    """A unit and a part of it: "a year and a half"."""
    tokens, unit, part = match.tokens, match.index("unit"), match.index("part")
    under = int(tokens.reading(part, "PART") or 2)
    if is_plural(tokens.texts[unit].lower()) or not is_part(tokens, part, of_period=False):
        return Declined("no unit and a part")
    value = 1 + as_decimal(Fraction(1, under))
    name = match.scene.evidence.denominator(tokens, unit)
    before = tokens.before(unit)
    start = tokens.starts[before if before >= 0 and (tokens.has(before, "A") or tokens.has(before, "ONE")) else unit]
    return (point(match, span=(start, match.span()[1]), kind="quantity", low=value, high=value, unit=name),)


PRODUCTIONS = {"part_of_unit": part_of_unit, "unit_and_part": unit_and_part}
