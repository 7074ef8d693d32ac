"""Numbers in table cells, read with what the table says of them: unit, scale, an accountant's minus, or that they count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model import Excluded, Mention

if TYPE_CHECKING:
    from pipeline.extract.cell_units import CellUnit
    from pipeline.extract.rule import Scene
    from pipeline.extract.tables import ColumnRole
    from pipeline.model import Kind

CELL_RULE = "table_cell"
_BEFORE = {"(", "-", "–", "—", "*", "~", "<", ">"}
_AFTER = {")", "*", "†", "‡"}
_DASHES = {"-", "–", "—"}
# What of a cell says that no rule knew what its number is.
_UNKNOWN = frozenset({"identifier", "idiom"})


@dataclass(frozen=True, slots=True)
class _Bare:
    """The one number, or the two bounds, that a cell holds; the span has an accountant's brackets or a minus in it."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    is_year: bool


def bare_cell(scene: Scene, unit: CellUnit) -> Mention | None:
    """The mention of a cell that holds one bare number or range, where the table says what it counts; else None."""
    bare = _bare(scene)
    if bare is None or (unit.currency is None and unit.unit is None and (unit.scale is None or bare.is_year)):
        return None
    kind: Kind = "quantity"
    code, assumed, scale = unit.unit, False, unit.scale or Decimal(1)
    if unit.is_percent:
        kind, scale = "percent", Decimal(1)
    elif unit.currency is not None:
        kind, code, assumed = "money", unit.currency.code, unit.currency.assumed
        scale *= unit.currency.factor
    return _mention(scene, bare, kind, code, scale=scale, assumed=assumed, per=unit.per)


def counted_cell(scene: Scene, read: list[Mention | Excluded], role: ColumnRole) -> list[Mention | Excluded]:
    """What was read in a cell whose table names no unit: a number that no rule knew is a place in an order, or an amount.

    Numbers that only count the rows, and names in digits, are left excluded.
    """
    bare = _bare(scene)
    if bare is None or bare.is_year or not all(isinstance(each, Excluded) and each.reason in _UNKNOWN for each in read):
        return read
    if role == "page":
        return [Excluded(bare.start, bare.end, scene.sentence.section, "page_range", CELL_RULE)]
    if role == "order":
        return [Excluded(bare.start, bare.end, scene.sentence.section, "list_marker", CELL_RULE)]
    if role == "code" or _is_padded(scene):
        return read
    return [_mention(scene, bare, "rank", "1") if role == "rank" else _mention(scene, bare, "quantity", None)]


def _is_padded(scene: Scene) -> bool:
    """Whether the number begins with a nought that no amount begins with: "007"."""
    digits = next((text for text in scene.tokens.texts if text[0].isdecimal()), "")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdecimal()


def _bare(scene: Scene) -> _Bare | None:
    """The one number of a cell, or its range, that nothing but brackets, a sign or the mark of a note stands beside."""
    tokens = scene.tokens
    solid = [index for index, text in enumerate(tokens.texts) if not text.isspace()]
    numbers = [index for index in solid if tokens.has(index, "NUM") or tokens.has(index, "DOTTED")]
    if not all(tokens.has(index, "NUM") for index in numbers):
        return None
    if len(numbers) != 1:
        return _range(scene, solid, numbers)
    at = numbers[0]
    before = [tokens.texts[index] for index in solid if index < at]
    after = [tokens.texts[index] for index in solid if index > at]
    if len(before) > 1 or not set(before) <= _BEFORE or len(after) > len("()") or not set(after) <= _AFTER:
        return None
    minus = before in (["("], ["-"], ["–"], ["—"])
    first, last = (solid[0], at + 1) if minus else (at, at + 1)
    if before == ["("] and after[:1] == [")"]:
        last = tokens.after(at) + 1
    value = scene.evidence.numeral(tokens, at).value * (-1 if minus else 1)
    return _Bare(value, value, tokens.starts[first], tokens.starts[last], tokens.has(at, "YEAR"))


def _range(scene: Scene, solid: list[int], numbers: list[int]) -> _Bare | None:
    tokens = scene.tokens
    if len(numbers) != 2 or len(solid) != 3 or tokens.texts[solid[1]] not in _DASHES:
        return None
    low, high = (scene.evidence.numeral(tokens, index).value for index in numbers)
    if low >= high:
        return None
    years = all(tokens.has(index, "YEAR") for index in numbers)
    return _Bare(low, high, tokens.starts[numbers[0]], tokens.starts[numbers[1] + 1], years)


def _mention(
    scene: Scene,
    bare: _Bare,
    kind: Kind,
    unit: str | None,
    *,
    scale: Decimal = Decimal(1),
    assumed: bool = False,
    per: str | None = None,
) -> Mention:
    return Mention(
        start=bare.start, end=bare.end, sentence_index=scene.sentence.index, kind=kind, value_low=bare.low * scale,
        value_high=bare.high * scale, unit=unit, rule=CELL_RULE, unit_assumed=assumed, per=per,
        comparator="eq" if bare.low == bare.high else "between",
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
    per = mention.per or unit.per
    if factor == 1 and per == mention.per:
        return mention
    low, high = sorted((mention.value_low * factor, mention.value_high * factor))
    return replace(mention, start=start, end=end, value_low=low, value_high=high, per=per)
