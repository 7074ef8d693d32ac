"""Where a number stands in its document: in the line, in the block, and whether its digits could be a year."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.model import BlockRole

_YEARS = range(1850, 2101)


def opens_line(scene: Scene, offset: int | None = None) -> bool:
    """Whether the sentence (or what starts at the offset) begins a line, list marks and emphasis aside."""
    text = scene.clean.document.text
    start = scene.sentence.start if offset is None else offset
    before = text.rfind("\n", 0, start) + 1
    return not text[before:start].strip(" \t>*_#-•|\"'")


def block_role(scene: Scene) -> BlockRole | None:
    """What the file says of the block that the sentence begins in."""
    blocks = scene.clean.document.blocks
    at = bisect_right(blocks, scene.sentence.start, key=lambda block: block.start) - 1
    return blocks[at].role if at >= 0 else None


def is_like_year(text: str) -> bool:
    """Whether digits could as well write a year."""
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS
