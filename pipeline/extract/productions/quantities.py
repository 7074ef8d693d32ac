"""Quantities: measures, durations, ages and counts of nouns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.numerals import Numeral
from pipeline.extract.productions.amounts import list_items, point, shared_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import Tail, tail_after

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import ChangeRole, Comparator, Mention

_ONE = Decimal(1)
_COUNTING = frozenset("just only exactly least than single another every precisely barely".split())
_WITHIN = frozenset("in within for after before than of only just least per under over".split())
_UNTOLD = Declined("neither a unit nor a counted noun follows")


def quantity(match: RuleMatch) -> Outcome | Declined:
    """One number with its unit or noun: "10 million tons", "1,500 startups", "a 15-year partnership"."""
    number, value = match.index("number"), match.value("number")
    if _is_fused(match.tokens, number):
        return Declined("the number is part of a name")
    tail = tail_after(match.scene, number, one=abs(value) == _ONE)
    if tail is None:
        return _UNTOLD
    if match.tokens.has(number, "ONE") and not _counts_one(match.tokens, number, tail):
        return Declined("'one' does not count here")
    value *= tail.factor
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_range(match: RuleMatch) -> Outcome | Declined:
    """Two numbers joined before one unit, or each with it: "10-15 km", "from 252 miles to 287 miles", "5 to 10 people"."""
    tail = tail_after(match.scene, match.index("high"))
    if tail is None:
        return _UNTOLD
    if _is_fused(match.tokens, match.index("low")):
        return Declined("the number is part of a name")
    first = _tail_before_join(match)
    if first is not None and first.unit != tail.unit:
        return Declined("the two numbers count different things")
    low, high = _bounds(match, first, tail)
    told = states(match, low, high) if match.names("first") else None
    if told is not None:
        ends = (match.offsets("first")[1], None)
        return tuple(
            _amount(match, tail, value, value, start=span[0], end=end, role=role)
            for (span, value, role), end in zip(told, ends, strict=True)
        )
    if low > high:
        return Declined("the first bound is greater than the second")
    return (_amount(match, tail, low, high, start=match.span()[0]),)


def quantity_list(match: RuleMatch) -> Outcome | Declined:
    """Numbers that share one unit or noun, one claim each: "10, 12 and 15 km", "two or three years"."""
    tokens, last = match.tokens, match.index("last")
    tail = tail_after(match.scene, last)
    if tail is None:
        return _UNTOLD
    indices = list_items(match, "items")
    if any(tokens.has(index, "YEAR") for index in indices) and not tokens.has(last, "YEAR"):
        return Declined("a year stands before the number")
    if _is_fused(tokens, indices[0]):
        return Declined("the number is part of a name")
    final = _scaled(match.numeral("last"), tail)
    values = [shared_scale(match.scene.evidence.numeral(tokens, index), final)[0] for index in indices]
    items = [
        _amount(match, tail, value, value, start=tokens.starts[index], end=tokens.starts[index + 1])
        for index, value in zip(indices, values, strict=True)
    ]
    return (*items, _amount(match, tail, final.value, final.value, start=tokens.starts[last]))


def quantity_tolerance(match: RuleMatch) -> Outcome | Declined:
    """A value and its tolerance: "5 ± 0.2 mm"."""
    tail = tail_after(match.scene, match.index("tolerance"))
    if tail is None:
        return _UNTOLD
    value, tolerance = match.value("number"), match.value("tolerance")
    return (_amount(match, tail, value - tolerance, value + tolerance, start=match.span()[0]),)


def quantity_twice(match: RuleMatch) -> Outcome | Declined:
    """A number in words and again in digits: "thirty (30) days"."""
    if match.value("number") != match.value("again"):
        return Declined("the two numbers differ")
    tail = tail_after(match.scene, match.index("close"))
    if tail is None:
        return _UNTOLD
    value = match.value("number")
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_in(match: RuleMatch) -> Outcome | Declined:
    """A number, or a range, whose unit the rule itself knows: ages without "years"."""
    unit, number = str(match.rule.options["unit"]), match.names("number")
    low, high = (match.value("number"),) * 2 if number else (match.value("low"), match.value("high"))
    most = Decimal(match.rule.options.get("most", 10**9))
    if low > high or high > most:
        return Declined("not in the bounds of this unit")
    if _has_letter(match.tokens, match.index("number" if number else "high") + 1):
        return Declined("letters are glued to the number")
    return (_amount(match, Tail(0, unit), low, high, start=match.span()[0], end=match.span()[1]),)


def quantity_dimensions(match: RuleMatch) -> Outcome | Declined:
    """Lengths by lengths, one claim each: "12 x 4 ft", "10 m by 5 m"."""
    tokens = match.tokens
    indices = list_items(match, "sides")
    tail = tail_after(match.scene, indices[-1])
    if tail is None or tail.is_noun:
        return Declined("no unit of length follows")
    numerals = [match.scene.evidence.numeral(tokens, index).value for index in indices]
    tails = [tail_after(match.scene, index) for index in indices[:-1]]
    ends = [
        tokens.starts[each.last if each and not each.is_noun else index + 1]
        for index, each in zip(indices, tails, strict=False)
    ]
    ends.append(tokens.starts[tail.last])
    return tuple(
        _amount(match, tail, value, value, start=tokens.starts[index], end=end)
        for index, value, end in zip(indices, numerals, ends, strict=True)
    )


def _amount(
    match: RuleMatch,
    tail: Tail,
    low: Decimal,
    high: Decimal,
    *,
    start: int,
    end: int | None = None,
    role: ChangeRole | None = None,
) -> Mention:
    comparator: Comparator | None = None
    return point(
        match, span=(start, match.tokens.starts[tail.last] if end is None else end), kind="quantity", low=low, high=high,
        unit=tail.unit, per=tail.per, comparator=comparator, change_role=role,
    )  # fmt: skip


def _scaled(numeral: Numeral, tail: Tail) -> Numeral:
    return Numeral(numeral.coefficient, numeral.scale * tail.factor)


def _bounds(match: RuleMatch, first: Tail | None, tail: Tail) -> tuple[Decimal, Decimal]:
    low = match.numeral("low")
    return shared_scale(_scaled(low, first) if first else low, _scaled(match.numeral("high"), tail))


def _tail_before_join(match: RuleMatch) -> Tail | None:
    """What the first of two joined numbers counts where it says so itself; must reach up to the joint."""
    tokens = match.tokens
    tail = tail_after(match.scene, match.index("low"))
    return tail if tail is not None and tail.last <= match.index("join") and tokens else None


def _is_fused(tokens: Tokens, number: int) -> bool:
    """Whether letters are glued to the number's left, by themselves or by a hyphen: "G20", "COVID-19", "A-10"."""
    before = number - 1
    if before < 0:
        return False
    if tokens.texts[before][-1].isalpha():
        return True
    return tokens.has(before, "HYPHEN") and before > 0 and tokens.texts[before - 1][-1].isalnum()


def _has_letter(tokens: Tokens, at: int) -> bool:
    return at < len(tokens.texts) and tokens.texts[at][0].isalpha()


def _counts_one(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether "one" counts or contrasts: with a measure, behind "just", or beside another number."""
    before = tokens.before(number)
    word = tokens.texts[before].lower() if before >= 0 else ""
    if word in _COUNTING:
        return True
    if not tail.is_noun:
        return tail.unit not in ("day", "night", "season", "generation") or word in _WITHIN
    joint = tokens.after(tail.last - 1)
    other = tokens.after(joint)
    if joint < len(tokens.texts) and tokens.texts[joint].lower() in ("and", ",", "or") and tokens.has(other, "NUM"):
        return True
    return word == "and" and any(
        tokens.has(index, "NUM") and not tokens.has(index, "YEAR") for index in range(max(0, before - 10), before)
    )


PRODUCTIONS = {
    "quantity": quantity,
    "quantity_range": quantity_range,
    "quantity_list": quantity_list,
    "quantity_tolerance": quantity_tolerance,
    "quantity_twice": quantity_twice,
    "quantity_in": quantity_in,
    "quantity_dimensions": quantity_dimensions,
}
