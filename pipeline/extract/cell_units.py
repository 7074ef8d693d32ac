"""The unit that the words of a header or caption state: a currency or a measure, a scale, a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.currency import Currency
from pipeline.extract.tails import rate_after

if TYPE_CHECKING:
    from pipeline.extract.evidence import Evidence
    from pipeline.extract.tokens import Tokens

_THOUSANDS = re.compile(r"(?<![\d.,])'?000s?(?![\d.,])")
_CURRENCIES = ("CUR_SYMBOL", "CUR_CODE", "CUR_NAME", "CUR_SUB")
_EXCEPTING = frozenset({"except", "excluding", "other"})


@dataclass(frozen=True, slots=True)
class CellUnit:
    """What a header or caption says of numbers: a currency, or a unit ("percent", "km"), a scale (1 where none), a rate."""

    currency: Currency | None = None
    unit: str | None = None
    scale: Decimal | None = None
    per: str | None = None

    @property
    def is_percent(self) -> bool:
        """Whether the numbers are percentages or points."""
        return self.unit in {"percent", "percentage_point", "basis_point"}

    def or_else(self, other: CellUnit) -> CellUnit:
        """The unit with what it leaves open taken from other; a percentage has no scale and takes no currency."""
        if self.is_percent:
            return self
        per = self.per or other.per
        if self.currency is None and self.unit is None:
            return CellUnit(other.currency, other.unit, self.scale or other.scale, per)
        return CellUnit(self.currency, self.unit, self.scale or (None if other.is_percent else other.scale), per)


NOTHING = CellUnit()


def stated_unit(tokens: Tokens, evidence: Evidence) -> CellUnit:
    """The unit that the words of a header state: percent before currency before measure, any scale word, the rate."""
    indices = range(len(tokens.texts))
    # A percentage that the words themselves name ("0.2 % proof stress") is no unit.
    points = (i for i in indices if tokens.has(i, "PCT") or tokens.has(i, "POINT"))
    point = next((i for i in points if not tokens.has(tokens.before(i), "NUM")), None)
    if point is not None:
        return CellUnit(unit=tokens.reading(point, "POINT") or "percent")
    # "in millions, except per share data" is no rate of all.
    excepted = next((i for i in indices if tokens.texts[i].lower() in _EXCEPTING), len(tokens.texts))
    overs = (i for i in range(excepted) if tokens.has(i, "PER") or tokens.has(i, "SLASH"))
    rates = ((i, rate_after(tokens, i, evidence)) for i in overs)
    over, per = next(((i, per) for i, per in rates if per is not None), (None, None))
    under = None if over is None else tokens.after(over)
    money = next((i for i in indices if i != under and any(tokens.has(i, name) for name in _CURRENCIES)), None)
    unit = next((name for i in indices if i != under and money is None and (name := _measure(tokens, i))), None)
    scale = next((stated for i in indices if (stated := _scale(tokens, i)) is not None), None)
    if scale is None and _THOUSANDS.search(tokens.text(0, len(tokens.texts))):
        scale = Decimal(1000)
    return CellUnit(None if money is None else evidence.currency(tokens, money), unit, scale, per)


def _measure(tokens: Tokens, index: int) -> str | None:
    """The unit that a word of a header names; one of time only in brackets or behind a comma: "Age (years)"."""
    if tokens.has(index, "UNIT"):
        return tokens.reading(index, "UNIT")
    set_off = tokens.before(index) >= 0 and tokens.texts[tokens.before(index)] in ("(", ",", "[")
    return tokens.reading(index, "TIME_UNIT") if set_off else None


def _scale(tokens: Tokens, index: int) -> Decimal | None:
    """The scale that a word of a header states; letters only beside a currency ("US$m")."""
    for name in ("SCALE", "SCALE_PLURAL"):
        value = tokens.reading(index, name)
        if value:
            return Decimal(value)
    beside = tokens.before(index)
    letter = tokens.reading(index, "SCALE_LETTER")
    if letter and beside >= 0 and any(tokens.has(beside, name) for name in _CURRENCIES):
        return Decimal(letter)
    return None
