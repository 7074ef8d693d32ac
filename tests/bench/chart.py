"""What was measured as one SVG picture: each ratio beside its peer and its target, the cost by words, whole runs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, LEFT, RIGHT = 860, 190, 90
ROW, GAP = 26, 46
PLOT = WIDTH - LEFT - RIGHT
CURVE_HEIGHT = 220
INK, GREY, PEER, TARGET = "#1a1a1a", "#6b6b6b", "#d55e00", "#009e73"
COLORS = ("#0072b2", "#56b4e9", "#cc79a7", "#e69f00", "#999999")
STYLE = (
    "text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1a1a1a}.title{font-size:18px;font-weight:600}"
    ".head{font-weight:600}.note{fill:#6b6b6b;font-size:12px}.end{text-anchor:end}.middle{text-anchor:middle}"
)


@dataclass(frozen=True, slots=True)
class Bars:
    """A panel of bars. lines: what to compare them with, as (value, what it is, colour). unit: behind each value."""

    title: str
    bars: Sequence[tuple[str, float]]
    lines: Sequence[tuple[float, str, str]] = ()
    unit: str = "×"

    @property
    def height(self) -> int:
        """Pixels, with title, axis and the legend of the lines."""
        return 22 + len(self.bars) * ROW + 44


@dataclass(frozen=True, slots=True)
class Curve:
    """A panel of lines over words: the name of each line and its (words, CPU seconds)."""

    title: str
    lines: Sequence[tuple[str, Sequence[tuple[int, float]]]]

    @property
    def height(self) -> int:
        """Pixels, with title and axes."""
        return 22 + CURVE_HEIGHT + 60


def svg(title: str, note: str, panels: Sequence[Bars | Curve]) -> str:
    """The panels below one another, under a title and a note on the machine."""
    parts, y = [f'<text class="title" x="16" y="32">{escape(title)}</text>', _text(16, 54, note, "note")], 90
    for panel in panels:
        parts += _bars(panel, y) if isinstance(panel, Bars) else _curve(panel, y)
        y += panel.height + GAP - 20
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" role="img">'
    described = f"<title>{escape(title)}</title><style>{STYLE}</style>"
    return f'{head}{described}<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'


def _bars(panel: Bars, top: int) -> Iterator[str]:
    most = max([value for _, value in panel.bars] + [value for value, _, _ in panel.lines], default=1.0)
    ticks = _ticks(most)
    unit = PLOT / ticks[-1]
    bottom = top + 12 + len(panel.bars) * ROW
    yield _text(16, top, panel.title, "head")
    for tick in ticks:
        yield _line(LEFT + tick * unit, top + 10, LEFT + tick * unit, bottom, "#e3e3e3")
        yield _text(LEFT + tick * unit, bottom + 16, f"{tick:g}{panel.unit}", "note middle")
    for number, (label, value) in enumerate(panel.bars):
        y = top + 14 + number * ROW
        yield _text(LEFT - 10, y + 14, label, "end")
        yield f'<rect x="{LEFT}" y="{y}" width="{value * unit:.1f}" height="{ROW - 8}" fill="{COLORS[0]}"/>'
        yield _text(LEFT + value * unit + 6, y + 14, f"{value:.3g}{panel.unit}")
    x = float(LEFT)
    for value, what, color in panel.lines:
        yield _line(LEFT + value * unit, top + 8, LEFT + value * unit, bottom + 3, color, dashed=True)
        yield _line(x, bottom + 30, x + 22, bottom + 30, color, dashed=True)
        yield _text(x + 28, bottom + 34, f"{what} ({value:g}{panel.unit})", "note")
        x += 90 + 7 * len(what)


def _curve(panel: Curve, top: int) -> Iterator[str]:
    points = [point for _, line in panel.lines for point in line]
    x_ticks, y_ticks = (_ticks(max((point[axis] for point in points), default=1.0)) for axis in (0, 1))
    x_unit, y_unit = PLOT / x_ticks[-1], CURVE_HEIGHT / y_ticks[-1]
    bottom = top + 12 + CURVE_HEIGHT
    yield _text(16, top, panel.title, "head")
    for tick in y_ticks:
        yield _line(LEFT, bottom - tick * y_unit, LEFT + PLOT, bottom - tick * y_unit, "#e3e3e3")
        yield _text(LEFT - 8, bottom - tick * y_unit + 4, f"{tick:g} s", "note end")
    for tick in x_ticks:
        yield _text(LEFT + tick * x_unit, bottom + 18, f"{tick:,.0f}", "note middle")
    yield _text(LEFT + PLOT / 2, bottom + 40, "words read", "note middle")
    for (name, line), color in zip(panel.lines, COLORS, strict=False):
        at = [(LEFT + words * x_unit, bottom - seconds * y_unit) for words, seconds in line]
        yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}" fill="none" stroke="{color}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}"/>' for x, y in at)
        x, y = at[-1]
        yield f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" style="fill:{color}">{escape(name)}</text>'


def _ticks(most: float) -> list[float]:
    """Round steps from nothing to beyond the largest value."""
    rough = max(most, 1e-9) / 5
    size = 10.0 ** int(log10(rough) // 1)
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    return [round(step * number, 10) for number in range(ceil(most / step - 1e-9) + 1)]


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, color: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="5 3" stroke-width="2"' if dashed else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"{dash}/>'
