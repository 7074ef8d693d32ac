"""Quantities: measures, durations, ages and counts of nouns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.counting import counts_one, is_fused, is_name, names_a_thing, noun_of_whole
from pipeline.extract.numerals import Numeral, fraction_value
from pipeline.extract.productions.amounts import list_items, point, range_scale, shared_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import Tail, tail_after
from pipeline.extract.typeset import SPACE
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.model import ChangeRole, Mention

_ONE = Decimal(1)
_TIMES = word_set("times")
_MINUTES = 60
_TALLEST, _INCHES = 9, 12
_INDEFINITE = frozenset({"several", "few", "many", "some", "of", "countless", "untold", "per", "half"})
_UNTOLD = Declined("neither a unit nor a counted noun follows")


def quantity(match: RuleMatch) -> Outcome | Declined:
    """One number with its unit or noun: "10 million tons", "1,500 startups", "a 15-year partnership"."""
    number, value = match.index("number"), match.value("number")
    if is_fused(match.tokens, number):
        return Declined("the number is part of a name")
    tail = tail_after(match.scene, number, one=abs(value) == _ONE) or noun_of_whole(match.tokens, number)
    if tail is None:
        return _UNTOLD
    if tail.is_noun and tail.factor == 1 and tail.unit not in _TIMES and names_a_thing(match.tokens, number):
        return Declined("the number belongs to the name before it")
    if tail.is_noun and is_name(match.tokens, number, tail):
        return Declined("a name that begins with a number")
    if match.tokens.has(number, "ONE") and not counts_one(match.tokens, number, tail):
        return Declined("'one' does not count here")
    value *= tail.factor
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_range(match: RuleMatch) -> Outcome | Declined:
    """Two numbers joined before one unit, or each with it: "10-15 km", "from 252 miles to 287 miles", "5 to 10 people"."""
    tail = tail_after(match.scene, match.index("high"))
    if tail is None:
        return _UNTOLD
    if is_fused(match.tokens, match.index("low")):
        return Declined("the number is part of a name")
    if _is_apart(match):
        return Declined("each number is part of a word of its own")
    first = _tail_before_join(match)
    if first is not None and first.unit != tail.unit:
        return Declined("the two numbers count different things")
    if first is None and not _stand_side_by_side(match):
        return Declined("words stand between the numbers")
    low, high = _bounds(match, first, tail)
    glued = match.tokens.has(match.index("join") - 1, "HYPHEN")
    told = states(match, low, high) if match.names("first") and not glued else None
    if told is not None:
        ends = (match.tokens.starts[first.last] if first else match.offsets("first")[1], None)
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
    tail = tail_after(match.scene, last) or noun_of_whole(tokens, last)
    if tail is None:
        return _UNTOLD
    if any(tokens.has(tokens.after(last), name) for name in ("CUR_NAME", "CUR_SUB")):
        return Declined("the last is a sum of money")
    indices = list_items(match, "items")
    if any(tokens.has(index, "YEAR") for index in indices) and not tokens.has(last, "YEAR"):
        return Declined("a year stands before the number")
    if is_fused(tokens, indices[0]):
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


def quantity_part(match: RuleMatch) -> Outcome | Declined:
    """A fraction of a unit in figures: "½ tonne", "1/2 mile"."""
    part = match.index("part")
    vulgar = match.tokens.has(part, "VULGAR") and (part == 0 or match.tokens.types[part - 1] == SPACE)
    tail = tail_after(match.scene, part, one=vulgar)
    if tail is None or (tail.is_noun and not vulgar):
        return Declined("no unit follows")
    value = fraction_value(match.tokens.texts[part])
    if value is None:
        return Declined("no part of a whole")
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_of_hundred(match: RuleMatch) -> Outcome | Declined:
    """A scale word for the number before a unit: "hundred tonnes"; not behind "several" or "few"."""
    tokens, one = match.tokens, match.index("one")
    before = tokens.before(one)
    if before >= 0 and tokens.texts[before].lower() in _INDEFINITE:
        return Declined("nobody says how many hundred")
    tail = tail_after(match.scene, one)
    if tail is None or tail.is_noun:
        return _UNTOLD
    value = Decimal(tokens.reading(one, "SCALE") or 1)
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def feet_and_inches(match: RuleMatch) -> Outcome | Declined:
    """A height in feet and inches, one claim each: 6'2"."""
    feet, inches = match.value("feet"), match.value("inches")
    if feet > _TALLEST or inches >= _INCHES:
        return Declined("no height")
    starts = match.tokens.starts
    marks = (("feet", "feet_mark", feet, "[ft_i]"), ("inches", "inch_mark", inches, "[in_i]"))
    return tuple(
        _amount(match, Tail(0, unit), value, value, start=starts[match.index(name)], end=starts[match.index(mark) + 1])
        for name, mark, value, unit in marks
    )


def quantity_inches(match: RuleMatch) -> Outcome | Declined:
    """Inches behind feet, where "in" is no preposition: "5 ft 11 in"."""
    if match.tokens.reading(match.tokens.before(match.index("number")), "UNIT") != "[ft_i]":
        return Declined("no feet stand before it")
    value = match.value("number")
    return (_amount(match, Tail(0, "[in_i]"), value, value, start=match.span()[0], end=match.span()[1]),)


def coordinate(match: RuleMatch) -> Outcome | Declined:
    """A latitude or longitude in degrees and minutes: "43 19 N" is 43.3167 degrees; south and west are negative."""
    degrees = match.value("degrees")
    minutes = next((match.value(name) for name in ("minutes", "minutes_spaced") if match.names(name)), Decimal(0))
    side = match.tokens.texts[match.index("side")]
    if degrees > 180 or minutes >= _MINUTES or side not in "NSEW" or (side in "NS" and degrees > 90):
        return Declined("no place on the globe")
    value = (degrees + minutes / _MINUTES) * (-1 if side in "SW" else 1)
    return (_amount(match, Tail(0, "deg"), value, value, start=match.span()[0], end=match.span()[1]),)


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
    return point(
        match, span=(start, match.tokens.starts[tail.last] if end is None else end), kind="quantity", low=low, high=high,
        unit=tail.unit, per=tail.per, comparator=tail.comparator if low == high else None, change_role=role,
    )  # fmt: skip


def _scaled(numeral: Numeral, tail: Tail) -> Numeral:
    return Numeral(numeral.coefficient, numeral.scale * tail.factor)


def _bounds(match: RuleMatch, first: Tail | None, tail: Tail) -> tuple[Decimal, Decimal]:
    low = match.numeral("low")
    low = _scaled(low, first) if first else Numeral(low.coefficient, low.scale * _low_letter(match))
    return range_scale(low, _scaled(match.numeral("high"), tail))


def _tail_before_join(match: RuleMatch) -> Tail | None:
    """What the first of two joined numbers counts where it says so itself; it must reach the joint and no further."""
    tokens, low = match.tokens, match.index("low")
    if tokens.has(low + 1, "SCALE_LETTER") and tokens.after(low + 1) == match.index("join"):
        return None
    tail = tail_after(match.scene, low)
    return tail if tail is not None and tail.last <= match.index("join") else None


def _stand_side_by_side(match: RuleMatch) -> bool:
    """Whether nothing but a scale letter or a hyphen stands between the first number and the joint."""
    tokens, at = match.tokens, match.index("low") + 1
    if tokens.has(at, "SCALE_LETTER") or (tokens.has(at, "HYPHEN") and at != match.index("join")):
        at += 1
    return tokens.after(at - 1) == match.index("join")


def _low_letter(match: RuleMatch) -> Decimal:
    """What a letter glued to the first of two joined numbers multiplies it by ("1.5m-1.6m tonnes")."""
    tokens, low = match.tokens, match.index("low")
    letter = tokens.reading(low + 1, "SCALE_LETTER")
    return Decimal(letter) if letter and tokens.after(low + 1) == match.index("join") else _ONE


def _is_apart(match: RuleMatch) -> bool:
    """Whether the first number is hyphenated to a word of its own: "two-year and 10-year"."""
    tokens, low = match.tokens, match.index("low")
    joint = match.index("join")
    return tokens.has(low + 1, "HYPHEN") and joint not in (low + 1, low + 2) and tokens.texts[low + 2][0].isalpha()


PRODUCTIONS = {
    "quantity": quantity,
    "quantity_range": quantity_range,
    "quantity_list": quantity_list,
    "quantity_tolerance": quantity_tolerance,
    "quantity_twice": quantity_twice,
    "quantity_dimensions": quantity_dimensions,
    "quantity_part": quantity_part,
    "coordinate": coordinate,
    "quantity_inches": quantity_inches,
    "quantity_of_hundred": quantity_of_hundred,
    "feet_and_inches": feet_and_inches,
}
