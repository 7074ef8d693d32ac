"""SVG in strings: shapes, axes and the patterns that stand for a status, with colours left to the style sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pipeline.publish.report.words import STATUSES

WIDE, NARROW, FULL = 560, 324, 1190


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table under a chart: its cells, and the filter of the claims table it stands for ("kind=money")."""

    cells: tuple[str, ...]
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, what it shows in a sentence, its drawings, and the same numbers as a table.

    wide and narrow are drawn for a desktop and for a phone. legend is "kind", "status", "change" or None. full: the chart
    takes the whole width of the page.
    """

    key: str
    title: str
    lead: str
    wide: Markup
    narrow: Markup
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: str | None = None
    full: bool = False


@dataclass(slots=True)
class Canvas:
    """Shapes collected for one SVG image of a width and a height in CSS pixels."""

    width: float
    height: float
    label: str
    prefix: str
    parts: list[str]

    def add(self, part: str) -> None:
        """Add a shape."""
        self.parts.append(part)

    def text(self, x: float, y: float, words: str, *, css: str = "", anchor: str = "start") -> None:
        """Add a line of text; anchor is "start", "middle" or "end"."""
        self.add(f'<text x="{fixed(x)}" y="{fixed(y)}" class="{css}" text-anchor="{anchor}">{escape(words)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, *, css: str) -> None:
        """Add a straight line."""
        self.add(f'<line x1="{fixed(x1)}" y1="{fixed(y1)}" x2="{fixed(x2)}" y2="{fixed(y2)}" class="{css}"/>')

    def bar(
        self, x: float, y: float, width: float, height: float, *, css: str, title: str, query: str | None = None
    ) -> None:
        """Add a rectangle with a tooltip; query makes it lead to the claims it stands for."""
        shape = f'<rect x="{fixed(x)}" y="{fixed(y)}" width="{fixed(max(width, 0.5))}" height="{fixed(height)}"'
        self.add(f"<g{leads(query)}>{shape} {self.paint(css)}/><title>{escape(title)}</title></g>")

    def circle(self, x: float, y: float, radius: float, *, css: str, title: str, query: str | None = None) -> None:
        """Add a circle with a tooltip."""
        shape = f'<circle cx="{fixed(x)}" cy="{fixed(y)}" r="{fixed(radius)}" class="{css}"/>'
        self.add(f"<g{leads(query)}>{shape}<title>{escape(title)}</title></g>")

    def paint(self, css: str) -> str:
        """The attributes that fill a shape: a pattern of this image for a status, a class for all else."""
        if css.startswith("status-"):
            return f'class="status-bar {css}" fill="url(#{self.prefix}-{css})"'
        return f'class="{css}"'

    def svg(self) -> Markup:
        """The finished image."""
        head = (
            f'<svg viewBox="0 0 {fixed(self.width)} {fixed(self.height)}" width="{fixed(self.width)}" '
            f'height="{fixed(self.height)}" role="img" aria-label="{escape(self.label)}">'
        )
        return Markup(head + status_patterns(self.prefix) + "".join(self.parts) + "</svg>")


def canvas(width: float, height: float, *, label: str, prefix: str) -> Canvas:
    """An empty image; prefix keeps its pattern ids apart from those of other images."""
    return Canvas(width=width, height=height, label=label, prefix=prefix, parts=[])


def drawings(draw: Callable[[float, str], Markup], key: str, *, full: bool = False) -> tuple[Markup, Markup]:
    """The drawing for a desktop and the one for a phone."""
    return draw(FULL if full else WIDE, f"{key}-wide"), draw(NARROW, f"{key}-narrow")


def status_patterns(prefix: str) -> str:
    """A pattern per status: solid, light, hatched, dotted, outlined; told apart without colour."""
    inks = {
        "actual": '<rect width="8" height="8" class="ink"/>',
        "estimate": '<rect width="8" height="8" class="ink-soft"/><path d="M0 4H8" class="ink-line"/>',
        "forecast": '<rect width="8" height="8" class="ahead-soft"/>'
        '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" class="ahead-line"/>',
        "target": '<rect width="8" height="8" class="ahead-soft"/><circle cx="4" cy="4" r="2" class="ahead"/>',
        "hypothetical": '<rect width="8" height="8" class="open"/>',
    }
    return "<defs>" + "".join(status_pattern(prefix, status, inks[status]) for status in STATUSES) + "</defs>"


def status_pattern(prefix: str, status: str, ink: str) -> str:
    """One pattern element."""
    place = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{prefix}-status-{status}" {place}>{ink}</pattern>'


def leads(query: str | None) -> str:
    """The attribute that leads from a shape to the claims it stands for."""
    return f' data-query="{escape(query)}"' if query else ""


def fixed(number: float) -> str:
    """A coordinate with at most two decimals, the same on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def linear(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """A scale from numbers to pixels."""
    span = (high - low) or 1
    return lambda value: start + (value - low) / span * (end - start)


def round_ticks(top: float, wanted: int) -> Sequence[float]:
    """Round numbers from 0 up to top or just above it, about as many as wanted."""
    if top <= 0:
        return (0,)
    rough = top / wanted
    base = 10 ** math.floor(math.log10(rough))
    step = next(base * factor for factor in (1, 2, 5, 10) if base * factor >= rough)
    step = max(step, 1)
    return tuple(step * index for index in range(math.ceil(top / step) + 1))
