"""What productions of every kind share: the bounds of points, ranges and lists, and the mention they become.

Names in patterns: `number` (a point), `low` and `high` (a range), `item` … `last` (a list), `per` (a denominator).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.numerals import Numeral
from pipeline.lexicon.sets import word_set
from pipeline.model import Mention

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.extract.rule import RuleMatch
    from pipeline.extract.tokens import Tokens
    from pipeline.model import ChangeRole, Comparator, Kind

_MOVING = word_set("changing")
_THOUSAND, _FEW, _NEAR = 1000, 3, 2
_STEP_TO_LEVEL = 3  # "by $40bn to $400bn" is a step and a level, "by 5 to 7 percent" a range
_STEP_UNTOLD = 15  # "copper gained $112 to $9,640, nickel $90 to $17,215"


def bounds(match: RuleMatch) -> tuple[Decimal, Decimal] | None:
    """The bounds that a match states: a point twice, or a range whose scale both bounds share; None if low > high."""
    if match.names("number"):
        value = match.value("number")
        return value, value
    low, high = range_scale(match.numeral("low"), match.numeral("high"))
    return (low, high) if low <= high else None


def range_scale(low: Numeral, high: Numeral) -> tuple[Decimal, Decimal]:
    """The bounds of a range; of thousands in digits the first may leave them out: "10-12,000" is 10,000 to 12,000."""
    thousands = high.value / _THOUSAND
    if low.scale == high.scale == 1 and thousands == int(thousands) and _FEW <= low.value < thousands <= low.value * _NEAR:
        return low.value * _THOUSAND, high.value
    return shared_scale(low, high)


def shared_scale(low: Numeral, high: Numeral) -> tuple[Decimal, Decimal]:
    """Both values, the first with the scale of the second where it has none and is smaller ("5-10 million")."""
    if low.scale == 1 and high.scale != 1 and low.coefficient < high.value and low.coefficient < 1000:
        low = Numeral(low.coefficient, high.scale)
    return low.value, high.value


def point(  # noqa: PLR0913 - the fields of a mention
    match: RuleMatch,
    *,
    span: tuple[int, int],
    kind: Kind,
    low: Decimal,
    high: Decimal,
    unit: str | None,
    unit_assumed: bool = False,
    per: str | None = None,
    comparator: Comparator | None = None,
    change_role: ChangeRole | None = None,
) -> Mention:
    """The mention of a match; comparator is "between" where the bounds differ and nothing else is said."""
    return Mention(
        start=span[0],
        end=span[1],
        sentence_index=match.scene.sentence.index,
        kind=kind,
        value_low=low,
        value_high=high,
        unit=unit,
        rule=match.rule.name,
        unit_assumed=unit_assumed,
        per=per,
        comparator=comparator or ("eq" if low == high else "between"),
        change_role=change_role,
    )


def denominator(match: RuleMatch) -> str | None:
    """The unit under a rate: any noun after "per", a known one after "a", "each" or "/"."""
    if not match.names("per"):
        return None
    tokens, index = match.tokens, match.index("per")
    known = any(tokens.has(index, name) for name in ("UNIT", "TIME_UNIT", "DENOMINATOR"))
    if not known and not tokens.has(match.index("over"), "PER"):
        return None
    return match.scene.evidence.denominator(tokens, index)


def tells_change(match: RuleMatch) -> bool:
    """Whether the words before the match in its clause tell a change, so that "from … to …" is two states of it."""
    tokens, index = match.tokens, match.found.start()
    while index > 0 and not tokens.has(index, "SEMICOLON"):
        index -= 1
        if tokens.has(index, "CHANGE"):
            return True
    return _moves(tokens.before(match.found.start()), tokens)


def _moves(index: int, tokens: Tokens) -> bool:
    """Whether a verb of change that tells no direction stands right before "from": "the rate moved from 3% to 3.5%"."""
    return index >= 0 and tokens.texts[index].lower() in _MOVING


def follows_past_change(match: RuleMatch) -> bool:
    """Whether a verb in the past stands right before: "rose 5 % to 7 %" is a step and the level it led to."""
    return match.tokens.has(match.tokens.before(match.found.start()), "CHANGE_PAST")


def states(match: RuleMatch, low: Decimal, high: Decimal) -> tuple[tuple[tuple[int, int], Decimal, ChangeRole], ...] | None:
    """(span, value, role) of two numbers that tell a change and not a span; None where they do tell a span.

    "from `first` to `second`" behind a word of change; "`first` to `second`" right behind a verb in the past, and behind
    "by" or a word of change where the second is so much greater that it must be the level that the step led to.
    """
    tokens = match.tokens
    if tokens.has(match.found.start(), "FROM"):
        if low <= high and not tells_change(match):
            return None
        return (match.offsets("first"), low, "from"), (match.offsets("second"), high, "to")
    to = match.names("join") and tokens.has(match.index("join"), "TO")
    by = tokens.has(tokens.before(match.found.start()), "BY")
    step = high > (_STEP_TO_LEVEL if by else _STEP_UNTOLD) * low
    if to and low and (follows_past_change(match) or (step and (by or tells_change(match)))):
        return (match.offsets("first"), low, "delta"), (match.offsets("second"), high, "to")
    return None


def list_items(match: RuleMatch, name: str) -> list[int]:
    """The indices of the number tokens of a repeated part, which the pattern spans with a group of that name."""
    first, last = match.found.span(name)
    return [index for index in range(first, last) if match.tokens.has(index, "NUM")]
