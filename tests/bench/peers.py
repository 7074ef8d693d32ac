"""Other extractors, timed on a small sample where they happen to be installed; no dependency of this project."""

from __future__ import annotations

import time
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAMPLE_WORDS = 3_000


def measured(texts: Sequence[str]) -> dict[str, float]:
    """Words per CPU second of each peer that is installed, over the first few thousand words."""
    lines, count = [], 0
    for line in (line for text in texts for line in text.splitlines() if line.strip()):
        if count >= _SAMPLE_WORDS:
            break
        lines.append(line)
        count += len(line.split())
    return {name: count / _cpu_seconds(read, lines) for name, read in _readers().items()}


def _readers() -> dict[str, Callable[[str], object]]:
    readers: dict[str, Callable[[str], object]] = {}
    if find_spec("quantulum3"):
        from quantulum3 import parser

        readers["quantulum3"] = parser.parse
    if find_spec("recognizers_number_with_unit"):
        from recognizers_number_with_unit import Culture, recognize_currency, recognize_dimension

        readers["recognizers-text"] = lambda line: (
            recognize_currency(line, Culture.English),
            recognize_dimension(line, Culture.English),
        )
    return readers


def _cpu_seconds(read: Callable[[str], object], lines: Sequence[str]) -> float:
    start = time.process_time()
    for line in lines:
        read(line)
    return time.process_time() - start
