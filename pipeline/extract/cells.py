"""Numbers in table cells, read with what the table says of them: unit, scale, and an accountant's minus."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model import Mention

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.extract.tables import CellUnit
    from pipeline.model import Excluded, Kind

CELL_RULE = "table_cell"
_BEFORE = {"(", "-", "–", "—", "*", "~", "<", ">"}
_AFTER = {")", "*", "†", "‡"}


def bare_cell(scene: Scene, unit: CellUnit) -> Mention | None:
    """The mention of a cell that holds one bare number, where the table says what it counts; else None."""
    tokens = scene.tokens
    solid = [index for index, text in enumerate(tokens.texts) if not text.isspace()]
    numbers = [index for index in solid if tokens.has(index, "NUM") or tokens.has(index, "DOTTED")]
    if len(numbers) != 1 or not tokens.has(numbers[0], "NUM"):
        return None
    at = numbers[0]
    before = [tokens.texts[index] for index in solid if index < at]
    after = [tokens.texts[index] for index in solid if index > at]
    if len(before) > 1 or not set(before) <= _BEFORE or len(after) > len("()") or not set(after) <= _AFTER:
        return None
    if unit.currency is None and unit.unit is None and (unit.scale is None or tokens.has(at, "YEAR")):
        return None
    minus = before in (["("], ["-"], ["–"], ["—"])
    first, last = (solid[0], at + 1) if minus else (at, at + 1)
    if before == ["("] and after[:1] == [")"]:
        last = tokens.after(at) + 1
    value = scene.evidence.numeral(tokens, at).value
    span = (tokens.starts[first], tokens.starts[last])
    return _mention(scene, -value if minus else value, unit, span=span)


def _mention(scene: Scene, value: Decimal, unit: CellUnit, *, span: tuple[int, int]) -> Mention:
    kind: Kind = "quantity"
    code, assumed, scale = unit.unit, False, unit.scale or Decimal(1)
    if unit.is_percent:
        kind, scale = "percent", Decimal(1)
    elif unit.currency is not None:
        kind, code, assumed = "money", unit.currency.code, unit.currency.assumed
    value *= scale
    return Mention(
        start=span[0], end=span[1], sentence_index=scene.sentence.index, kind=kind, value_low=value, value_high=value,
        unit=code, rule=CELL_RULE, unit_assumed=assumed,
    )  # fmt: skip


def scaled_by_table(scene: Scene, read: list[Mention | Excluded], unit: CellUnit) -> list[Mention | Excluded]:
    """What was read in a cell, sums of money without a scale of their own taken times the table's, "($5)" as -5."""
    return [_scaled(scene, each, unit) if isinstance(each, Mention) and each.kind == "money" else each for each in read]


def _scaled(scene: Scene, mention: Mention, unit: CellUnit) -> Mention:
    tokens = scene.tokens
    first, last = tokens.at_or_after(mention.start), tokens.at_or_after(mention.end)
    own_scale = any(tokens.has(i, "SCALED") or tokens.has(i, "SCALE_LETTER") for i in range(first, last))
    factor = Decimal(1) if own_scale or unit.scale is None else unit.scale
    left, right = tokens.before(first), last if last < len(tokens.texts) else -1
    start, end = mention.start, mention.end
    if left >= 0 and tokens.texts[left] == "(" and right >= 0 and tokens.texts[right] == ")" and mention.value_low > 0:
        factor, start, end = -factor, tokens.starts[left], tokens.starts[right + 1]
    if factor == 1:
        return mention
    low, high = sorted((mention.value_low * factor, mention.value_high * factor))
    return replace(mention, start=start, end=end, value_low=low, value_high=high)
