"""The ratios and the cost curve as one SVG picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _BAR, _LEFT = 760, 22, 300
_STYLE = (
    "<style>text{font:13px system-ui,sans-serif;fill:#222}"
    ".peer{stroke:#d55e00;stroke-dasharray:4 3}.bar{fill:#0072b2}</style>"
)


def svg(speed_ratios: Mapping[str, Mapping[str, float]], curve: Sequence[tuple[int, float, float]]) -> str:
    """Bars for each ratio and corpus with the peer's 1.0 as a line, and below them CPU seconds by words."""
    bars = [(f"{ratio} · {corpus}", value) for ratio, by in speed_ratios.items() for corpus, value in by.items()]
    most = max([1.0, *(value for _, value in bars)])
    unit = (_WIDTH - _LEFT - 70) / most
    parts = [_bar(number, label, value, unit) for number, (label, value) in enumerate(bars)]
    height = len(bars) * _BAR + 20
    parts.append(f'<line class="peer" x1="{_LEFT + unit:.1f}" x2="{_LEFT + unit:.1f}" y1="0" y2="{height - 16}"/>')
    parts += [
        f'<text x="10" y="{height + 18 * (row + 1)}">{words:,} words: {numbers:.2f} CPU s numbers, {full:.2f} full</text>'
        for row, (words, numbers, full) in enumerate(curve)
    ]
    total = height + 18 * (len(curve) + 1)
    size = f'width="{_WIDTH}" height="{total}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{_STYLE}{"".join(parts)}</svg>\n'


def _bar(number: int, label: str, value: float, unit: float) -> str:
    y = number * _BAR
    return (
        f'<text x="10" y="{y + 15}">{escape(label)}</text>'
        f'<rect class="bar" x="{_LEFT}" y="{y + 3}" width="{value * unit:.1f}" height="{_BAR - 8}"/>'
        f'<text x="{_LEFT + value * unit + 6:.1f}" y="{y + 15}">{value:.2f}×</text>'
    )
