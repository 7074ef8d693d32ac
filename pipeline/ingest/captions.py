"""Captions that a file does not mark as such: the short line before a table that numbers it ("Table 2. Exports")."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from pipeline.model import Block, BlockRole, Table

_NUMBERED = re.compile(r"[\s*_#]*(?:table|exhibit|annex|schedule)\s+(?:\d[\w.-]*|[A-Z]\d*\b|[IVX]+\b)", re.IGNORECASE)
_LONGEST = 250
_MAY_CAPTION: frozenset[BlockRole] = frozenset({"paragraph", "heading", "caption"})


def with_captions(text: str, blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> tuple[list[Block], list[Table]]:
    """The blocks and tables, with the numbered line right before a table that has no caption made its caption."""
    out_blocks, out_tables = list(blocks), list(tables)
    starts = [block.start for block in blocks]
    for number, table in enumerate(tables):
        at = bisect_right(starts, table.start - 1) - 1
        if table.caption is None and at >= 0 and _captions(text, blocks[at], table):
            out_blocks[at] = replace(blocks[at], role="caption")
            out_tables[number] = replace(table, caption=(blocks[at].start, blocks[at].end))
    return out_blocks, out_tables


def _captions(text: str, block: Block, table: Table) -> bool:
    if block.role not in _MAY_CAPTION or not block.start < block.end <= table.start or block.end - block.start > _LONGEST:
        return False
    return not text[block.end : table.start].strip() and _NUMBERED.match(text, block.start, block.end) is not None
