"""Whether "pounds" are a weight or money, by what stands around them and by the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene

_POUNDS = frozenset({"pound", "pounds"})
_WEIGHING = frozenset(
    "weigh weighs weighed weighing weight lost lose loses losing gained gain gains gaining shed sheds shedding dropped lifted "
    "lifting lift lifts heavy heavier lighter carry carries carried seized seize".split()
)
_BEHIND = frozenset("heavier lighter overweight underweight".split())
# What a sum of money is "of"; of anything else a pound is a weight.
_MONEY_OF = frozenset(
    "debt debts investment investments funding funds fund savings revenue revenues aid cash assets tax taxes sales spending income "
    "losses loss profit profits damage loans loan cuts support business orders costs cost money capital credit grants grant "
    "subsidies subsidy benefits bonds shares stock equity deals contracts exports imports public private government taxpayers "
    "taxpayer new extra additional its his her their the a our lost unpaid fraud fines fees wages bonuses".split()
)
_NEAR = 12


def weighs(scene: Scene, index: int) -> bool:
    """Whether the token at `index` is "pound" or "pounds" as a unit of weight."""
    tokens = scene.tokens
    if tokens.texts[index].lower() not in _POUNDS:
        return False
    after = tokens.after(index)
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    if right in _BEHIND:
        return True
    if right == "of":
        what = tokens.after(after)
        return what < len(tokens.texts) and tokens.texts[what][0].isalpha() and tokens.texts[what].lower() not in _MONEY_OF
    number = tokens.before(index)
    if tokens.has(number, "SCALED"):
        return False
    before = {text.lower() for text in tokens.texts[max(0, index - _NEAR) : index]}
    return bool(before & _WEIGHING) or scene.evidence.weighs_in_pounds
