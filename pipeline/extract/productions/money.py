"""Sums of money, by symbol, code or name, before or after the number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.numerals import Numeral
from pipeline.extract.productions.amounts import denominator, list_items, point, shared_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.weights import weighs

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.extract.currency import Currency
    from pipeline.model import ChangeRole, Mention

_ONE = Decimal(1)
_LEAST_CENTS, _CENTS_OF_ONE = 10, 100
_SCREEN_LINES = {"360", "480", "720", "1080", "1440", "2160", "4320"}


def _currencies(match: RuleMatch) -> list[Currency]:
    """What the parts `cur`, `cur_high` and `cur_low` that took part name."""
    evidence = match.scene.evidence
    return [
        evidence.currency(match.tokens, match.index(name)) for name in ("cur", "cur_high", "cur_low") if match.names(name)
    ]


def _scaled(match: RuleMatch, number: str, letter: str) -> Numeral:
    numeral = match.numeral(number)
    if not match.names(letter):
        return numeral
    scale = match.tokens.reading(match.index(letter), "SCALE_LETTER")
    return Numeral(numeral.coefficient, numeral.scale * Decimal(scale or 1))


def _sum(
    match: RuleMatch,
    currency: Currency,
    low: Decimal,
    high: Decimal,
    *,
    span: tuple[int, int],
    role: ChangeRole | None = None,
) -> Mention:
    return point(
        match, span=span, kind="money", low=low * currency.factor, high=high * currency.factor, unit=currency.code,
        unit_assumed=currency.assumed, per=denominator(match), change_role=role,
    )  # fmt: skip


def money(match: RuleMatch) -> Outcome | Declined:
    """One sum: "$150 billion", "2.3bn USD", "50 cents", "-$5m", "half a million dollars"."""
    weak = any(match.tokens.has(match.index("cur"), name) for name in ("CUR_WEAK", "CUR_WEAK_NAME"))
    if weak and not _looks_like_a_sum(match):
        return Declined("the code is also a word, and the number does not look like a sum")
    value = _scaled(match, "number", "letter").value
    value = -value if match.names("sign") else value
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def _looks_like_a_sum(match: RuleMatch) -> bool:
    number = match.index("number")
    if len(match.tokens.texts[match.index("cur")]) == 1:  # a letter: "R12 million", "N28,000"
        return match.names("letter") or any(match.tokens.has(number, name) for name in ("GROUPED", "SCALED"))
    return match.names("letter") or any(match.tokens.has(number, name) for name in ("GROUPED", "DEC", "SCALED"))


def money_letter(match: RuleMatch) -> Outcome | Declined:
    """A subunit of one letter, glued: "25p"; not a screen's lines ("1080p")."""
    if match.tokens.texts[match.index("number")] in _SCREEN_LINES:
        return Declined("lines of a screen")
    return money(match)


def money_range(match: RuleMatch) -> Outcome | Declined:
    """Two sums joined: one range, or two states of a change ("from $5m to $7m", "fell $1.2m to $23.5m")."""
    currencies = _currencies(match)
    if len({currency.code for currency in currencies}) > 1:
        return Declined("two currencies")
    low, high = shared_scale(_scaled(match, "low", "low_letter"), _scaled(match, "high", "high_letter"))
    told = states(match, low, high) if match.names("first") else None
    if told is not None:
        return tuple(_sum(match, currencies[0], value, value, span=span, role=role) for span, value, role in told)
    if low > high:
        return Declined("the first bound is greater than the second")
    return (_sum(match, currencies[0], low, high, span=match.span()),)


def money_list(match: RuleMatch) -> Outcome | Declined:
    """Numbers that share one currency and scale, one claim each: "5, 6 and 7 million euros"."""
    tokens, currency = match.tokens, _currencies(match)[0]
    indices, last = list_items(match, "items"), _scaled(match, "last", "letter")
    numerals = [match.scene.evidence.numeral(tokens, index) for index in indices]
    values = [shared_scale(numeral, last)[0] for numeral in numerals] + [last.value]
    spans = [(tokens.starts[index], tokens.starts[index + 1]) for index in indices]
    spans.append((tokens.starts[match.index("last")], match.span()[1]))
    return tuple(_sum(match, currency, value, value, span=span) for value, span in zip(values, spans, strict=True))


def money_split(match: RuleMatch) -> Outcome | Declined:
    """Main unit and subunit: "3 dollars 50 cents", "five pounds and ten pence"."""
    currency, minor = _currencies(match)[0], match.scene.evidence.currency(match.tokens, match.index("sub"))
    cents = match.value("cents")
    if cents >= 1 / minor.factor:
        return Declined("more than a whole of the subunit")
    value = match.value("number") + cents * minor.factor
    return (_sum(match, currency, value, value, span=match.span()),)


def money_minus(match: RuleMatch) -> Outcome | Declined:
    """An accountant's minus: "$(12.4) million"."""
    scale = match.tokens.reading(match.index("scale"), "SCALE") if match.names("scale") else None
    value = -match.value("number") * Decimal(scale or 1)
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def money_labelled(match: RuleMatch) -> Outcome | Declined:
    """A number behind a label that holds currency and scale: "Revenue (USD thousands): 84,310"."""
    tokens, at = match.tokens, match.index("scale")
    scale = next((v for v in (tokens.reading(at, n) for n in ("SCALE", "SCALE_PLURAL", "SCALE_LETTER")) if v), "1")
    value = match.value("number") * Decimal(scale)
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def money_and_tens(match: RuleMatch) -> Outcome | Declined:
    """Two words, the second the subunits: "two pounds fifty"."""
    cents = match.value("cents")
    if not _LEAST_CENTS <= cents < _CENTS_OF_ONE:
        return Declined("not a number of cents")
    value = match.value("number") + cents / _CENTS_OF_ONE
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def money_of_one(match: RuleMatch) -> Outcome | Declined:
    """A scale or a part for the number: "billion-dollar", "half a euro"."""
    if match.names("one"):
        value = Decimal(match.tokens.reading(match.index("one"), "SCALE") or 1)
    else:
        value = _ONE / Decimal(match.tokens.reading(match.index("part"), "PART") or 1)
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def _unless_weight(production: Callable[[RuleMatch], Outcome | Declined]) -> Callable[[RuleMatch], Outcome | Declined]:
    """The production, declining where "pounds" are a weight."""

    def read(match: RuleMatch) -> Outcome | Declined:
        if match.names("cur") and weighs(match.scene, match.index("cur")):
            return Declined("pounds as a weight")
        return production(match)

    return read


PRODUCTIONS = {
    "money_minus": money_minus,
    "money_labelled": money_labelled,
    "money_and_tens": money_and_tens,
    "money_letter": money_letter,
    "money": _unless_weight(money),
    "money_range": _unless_weight(money_range),
    "money_list": _unless_weight(money_list),
    "money_split": money_split,
    "money_of_one": money_of_one,
}
