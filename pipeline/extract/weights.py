"""Whether "pounds" are a weight or money, by what stands around them and by the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene

_POUNDS = frozenset({"pound", "pounds"})
_WEIGHING = word_set("weighing")
_BEHIND = word_set("behind")
# What a sum of money is "of"; of anything else a pound is a weight.
_MONEY_OF = word_set("money_of")
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
