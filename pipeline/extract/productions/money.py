"""Sums of money, by symbol, code or name, before or after the number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.numerals import Numeral
from pipeline.extract.productions.amounts import denominator, point, shared_scale, tells_change
from pipeline.extract.rule import Declined, Outcome, RuleMatch

if TYPE_CHECKING:
    from pipeline.extract.currency import Currency
    from pipeline.model import ChangeRole


def _currency(match: RuleMatch) -> Currency:
    """The currency that the named parts `cur`, `cur_low`, `cur_high` or `sub` state; all of them must agree."""
    for name in ("cur", "cur_high", "cur_low"):
        if match.names(name):
            return match.scene.evidence.currency(match.tokens, match.index(name))
    raise AssertionError(match.rule.name)


def _scaled(match: RuleMatch, number: str, letter: str) -> Numeral:
    numeral = match.numeral(number)
    if not match.names(letter):
        return numeral
    scale = match.tokens.reading(match.index(letter), "SCALE_LETTER")
    return Numeral(numeral.coefficient, numeral.scale * Decimal(scale or 1))


def money(match: RuleMatch) -> Outcome | Declined:
    """One sum or one range: "$150 billion", "2.3bn USD", "£3m–£5m", "50 cents"."""
    currency = _currency(match)
    if match.names("number"):
        low = high = _scaled(match, "number", "letter").value
    else:
        low, high = shared_scale(_scaled(match, "low", "low_letter"), _scaled(match, "high", "high_letter"))
    if low > high:
        return Declined("the first bound is greater than the second")
    if match.names("sign"):
        low, high = -high, -low
    return (
        point(
            match, span=match.span(), kind="money", low=low * currency.factor, high=high * currency.factor,
            unit=currency.code, unit_assumed=currency.assumed, per=denominator(match),
        ),
    )  # fmt: skip


def money_from_to(match: RuleMatch) -> Outcome | Declined:
    """Read "from $5m to $7m": two states of a change, or one span."""
    currency = _currency(match)
    low, high = shared_scale(_scaled(match, "low", "low_letter"), _scaled(match, "high", "high_letter"))
    if not tells_change(match):
        return money(match)
    first, second = match.offsets("first"), match.offsets("second")
    states: tuple[tuple[tuple[int, int], Decimal, ChangeRole], ...] = ((first, low, "from"), (second, high, "to"))
    return tuple(
        point(
            match, span=span, kind="money", low=value * currency.factor, high=value * currency.factor,
            unit=currency.code, unit_assumed=currency.assumed, per=denominator(match), change_role=role,
        )
        for span, value, role in states
    )  # fmt: skip


PRODUCTIONS = {"money": money, "money_from_to": money_from_to}
