"""The reading order of a page: its columns found, its runs joined to lines, column after column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf.glyphs import Run, raised

_LEAST_LINES = 6
_LEAST_CHARS = 14
_LEAST_FILL = 0.5
_MOST_CROSSING = 0.25
_LEAST_GUTTER = 0.6
_SAME_LINE = 0.4
_CELL_GAP = 1.3
_STEP = 2.0
_ZONE_GAP = 1.5


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of one column: its runs from left to right, and what is known of them together."""

    runs: tuple[Run, ...]
    left: float
    right: float
    base: float
    height: float
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of a page to be read from top to bottom."""

    lines: tuple[TextLine, ...]
    left: float
    right: float


def columns_of(runs: Sequence[Run]) -> list[Column]:
    """Give the stretches of a page in reading order: full-width lines part it into bands, each read column by column."""
    if not runs:
        return []
    zones = _zones(runs)
    if len(zones) > 1:
        return [column for zone in zones for column in columns_of(zone)]
    gutter = _gutter(runs)
    if gutter is None:
        return [_column(runs)]
    left_edge, right_edge = gutter
    crossing = [run for run in runs if run.left < left_edge and run.right > right_edge]
    columns: list[Column] = []
    rest = [run for run in runs if run not in crossing]
    for band, spanning in _bands(rest, crossing):
        left = [run for run in band if run.right <= right_edge]
        columns.extend(columns_of(left))
        columns.extend(columns_of([run for run in band if run.right > right_edge]))
        if spanning:
            columns.append(_column(spanning))
    return columns


def _zones(runs: Sequence[Run]) -> list[list[Run]]:
    """Part a page at its wide horizontal gaps; neighbours whose columns lie alike stay together."""
    ordered = sorted(runs, key=lambda run: -run.base)
    drops = [before.base - run.base for before, run in pairwise(ordered)]
    usual = median([drop for drop in drops if drop > 1.0] or [0.0])
    zones: list[list[Run]] = [[ordered[0]]]
    for run, drop in zip(ordered[1:], drops, strict=True):
        if drop > _ZONE_GAP * usual > 0:
            zones.append([])
        zones[-1].append(run)
    parted: list[tuple[list[Run], tuple[float, float] | None]] = []
    for zone in zones:
        above = parted[-1][1] if parted else None
        gutter = _gutter(zone) or (above if above and _fits(zone, above) else None)
        if parted and ((gutter is None and above is None) or (gutter and above and _lie_alike(gutter, above))):
            parted[-1][0].extend(zone)
        else:
            parted.append((list(zone), gutter))
    return [zone for zone, _ in parted]


def _lie_alike(strip: tuple[float, float], other: tuple[float, float]) -> bool:
    return strip[0] < other[1] and other[0] < strip[1]


def _fits(zone: Sequence[Run], strip: tuple[float, float]) -> bool:
    """Tell whether a few lines are the rest of the columns above: running text beside the gutter, none across it."""
    middle = (strip[0] + strip[1]) / 2
    crossing = any(run.left < middle < run.right for run in zone)
    return not crossing and median(len(run.text) for run in zone) >= _LEAST_CHARS


def _bands(rest: list[Run], crossing: list[Run]) -> list[tuple[list[Run], list[Run]]]:
    """Part the runs of columns by the full-width lines between them: (columns above, full-width lines below)."""
    bands: list[tuple[list[Run], list[Run]]] = []
    waiting = sorted(rest, key=lambda run: -run.base)
    at = 0
    for run in sorted(crossing, key=lambda run: -run.base):
        begun = at
        while at < len(waiting) and waiting[at].base > run.base:
            at += 1
        if at == begun and bands:
            bands[-1][1].append(run)
        else:
            bands.append((waiting[begun:at], [run]))
    bands.append((waiting[at:], []))
    return bands


def _gutter(runs: Sequence[Run]) -> tuple[float, float] | None:
    """Find the white strip between two columns of running text, or None. It may be crossed by a few full-width lines."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    height = median(run.height for run in runs)
    crossed = _crossings(runs, left, right)
    if len(crossed) < 10:
        return None
    best: tuple[float, float, float] | None = None
    at = len(crossed) // 5
    while at < len(crossed) * 4 // 5:
        behind = at
        while behind < len(crossed) and crossed[behind] <= min(crossed[at], _MOST_CROSSING * len(runs)):
            behind += 1
        if behind > at and (behind - at) * _STEP >= _LEAST_GUTTER * height:
            strip = (left + at * _STEP, left + behind * _STEP)
            quality = _quality(runs, strip)
            if quality and (best is None or quality > best[0]):
                best = (quality, *strip)
        at = max(behind, at + 1)
    return best[1:] if best else None


def _crossings(runs: Sequence[Run], left: float, right: float) -> list[int]:
    """Count, for each narrow step across the page, the runs that cover it."""
    steps = int((right - left) / _STEP) + 1
    changes = [0] * (steps + 2)
    for run in runs:
        changes[max(0, int((run.left - left) / _STEP))] += 1
        changes[min(steps, int((run.right - left) / _STEP) + 1)] -= 1
    counts: list[int] = []
    covered = 0
    for change in changes[:steps]:
        covered += change
        counts.append(covered)
    return counts


def _quality(runs: Sequence[Run], strip: tuple[float, float]) -> float:
    """Rate a strip as a gutter; 0 where what it parts is no running text on both sides."""
    middle = (strip[0] + strip[1]) / 2
    before = [run for run in runs if run.right <= middle]
    behind = [run for run in runs if run.left >= middle]
    if min(len(before), len(behind)) < _LEAST_LINES or len(runs) - len(before) - len(behind) > _MOST_CROSSING * len(runs):
        return 0.0
    for side in (before, behind):
        width = max(run.right for run in side) - min(run.left for run in side)
        if (
            median(len(run.text) for run in side) < _LEAST_CHARS
            or median(run.right - run.left for run in side) < _LEAST_FILL * width
        ):
            return 0.0
    return min(len(before), len(behind)) + (strip[1] - strip[0]) / 1000


def _column(runs: Sequence[Run]) -> Column:
    return Column(tuple(lines_of(runs)), min(run.left for run in runs), max(run.right for run in runs))


def lines_of(runs: Iterable[Run]) -> list[TextLine]:
    """Give the lines that runs form, from the top, each from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        if lines and abs(lines[-1][0].base - run.base) <= _SAME_LINE * max(run.height, lines[-1][0].height):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(sorted(line, key=lambda run: run.left)) for line in lines]


def _line(runs: list[Run]) -> TextLine:
    longest = max(runs, key=lambda run: len(run.text))
    return TextLine(
        tuple(runs),
        runs[0].left,
        max(run.right for run in runs),
        longest.base,
        longest.height,
        longest.bold,
        _joined(runs),
    )


def _joined(runs: list[Run]) -> str:
    """Join the runs of a line: a tab where they stand apart like cells, else a space."""
    text = runs[0].text
    for before, run in pairwise(runs):
        gap = run.left - before.right
        is_raised = run.height < 0.86 * before.height and run.base > before.base + 0.18 * before.height
        text += "\t" if gap > _CELL_GAP * before.height else " " if gap > 0.1 * before.height and not is_raised else ""
        text += raised(run.text) if is_raised else run.text
    return text
