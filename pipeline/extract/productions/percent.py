"""Percentages, percentage points and basis points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.amounts import bounds, list_items, point, shared_scale, tells_change
from pipeline.extract.rule import Declined, Outcome, RuleMatch

if TYPE_CHECKING:
    from pipeline.extract.numerals import Numeral


def _unit(match: RuleMatch) -> str:
    return match.tokens.reading(match.index("unit"), "POINT") or "percent"


def percent(match: RuleMatch) -> Outcome | Declined:
    """A point or a range with its sign: "5 %", "three per cent", "5–7 %", "25 bps"."""
    values = bounds(match)
    if values is None:
        return Declined("the first bound is greater than the second")
    return (point(match, span=match.span(), kind="percent", low=values[0], high=values[1], unit=_unit(match)),)


def percent_from_to(match: RuleMatch) -> Outcome | Declined:
    """Read "from 5 % to 7 %": two states of a change, or one span."""
    low, high = shared_scale(match.numeral("low"), match.numeral("high"))
    unit = _unit(match)
    if not tells_change(match) and low <= high:
        return (point(match, span=match.span(), kind="percent", low=low, high=high, unit=unit),)
    return (
        point(match, span=match.offsets("first"), kind="percent", low=low, high=low, unit=unit, change_role="from"),
        point(match, span=match.offsets("second"), kind="percent", low=high, high=high, unit=unit, change_role="to"),
    )


def percent_list(match: RuleMatch) -> Outcome | Declined:
    """Read "10, 12 and 15 percent": one claim each; the last holds the sign."""
    tokens, unit = match.tokens, _unit(match)
    indices = [*list_items(match, "items"), match.index("last")]
    numerals: list[Numeral] = [match.scene.evidence.numeral(tokens, index) for index in indices]
    ends = [tokens.starts[index + 1] for index in indices[:-1]] + [match.span()[1]]
    return tuple(
        point(match, span=(tokens.starts[index], end), kind="percent", low=each.value, high=each.value, unit=unit)
        for index, end, each in zip(indices, ends, numerals, strict=True)
    )


PRODUCTIONS = {"percent": percent, "percent_from_to": percent_from_to, "percent_list": percent_list}
