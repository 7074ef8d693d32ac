"""The lines of a text with their offsets, and which line ends are mere wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FIRST_WORD = re.compile(r"\S+")
_LABEL = re.compile(r"[^:.;,]{1,50}\s?:(?!//)")
_STOPS = ".!?:;"
_HYPHENS = "-\u00ad\u2010"
_LEAST_WIDTH = 40
_GREATEST_WIDTH = 130
# How much of the full width a wrapped line fills, its next word counted; typists and wire services wrap early.
_FILL = 0.8
_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: its range without line end and trailing white space, its 1-based number, its indent."""

    start: int
    end: int
    number: int
    indent: int
    text: str


def paragraphs_of(text: str) -> Iterator[list[Line]]:
    """Give the runs of lines between blank lines, in order. A carriage return ends lines where no line feed does."""
    end_mark = "\n" if "\n" in text or "\r" not in text else "\r"
    group: list[Line] = []
    offset = 0
    for number, raw in enumerate(text.split(end_mark), start=1):
        content = raw.rstrip()
        if content:
            bare = content.lstrip()
            indent = len(content) - len(bare)
            group.append(Line(offset + indent, offset + len(content), number, indent, bare))
        elif group:
            yield group
            group = []
        offset += len(raw) + 1
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text is wrapped: the width its lines fill, or None where each line end means something."""

    width: float | None

    def is_soft(self, line: Line, following: Line) -> bool:
        """Tell whether the line end between two lines of a paragraph is mere wrapping."""
        goes_on = following.text[0].islower() and not _LABEL.match(following.text)
        if goes_on and line.text[-1] in _HYPHENS and line.text[-2:-1].isalnum():
            return True
        if self.width is None:
            return goes_on and line.text[-1] not in _STOPS and len(line.text) >= _LEAST_WIDTH
        return goes_on or _filled(line, following) >= _FILL * self.width


def wrapping_of(paragraphs: Sequence[list[Line]]) -> Wrapping:
    """Judge from the paragraphs of a text (a sample of them) whether its lines are wrapped, and at which width."""
    breaks = [(line, after) for group in paragraphs[:_SAMPLE] for line, after in pairwise(group)]
    if not breaks:
        return Wrapping(None)
    lengths = sorted(line.indent + len(line.text) for line, _ in breaks)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _LEAST_WIDTH <= width <= _GREATEST_WIDTH:
        return Wrapping(None)
    filled = sum(_filled(line, after) >= _FILL * width for line, after in breaks)
    return Wrapping(width if filled * 2 >= len(breaks) else None)


def _filled(line: Line, following: Line) -> int:
    word = _FIRST_WORD.match(following.text)
    return line.indent + len(line.text) + 1 + (word.end() if word else 0)
