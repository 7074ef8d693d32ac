"""Money by currency on a log scale: how many sums, of what size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

import duckdb
from markupsafe import Markup

from pipeline.publish.report.charts.drawing import Canvas, Chart, Row, canvas, drawings, linear
from pipeline.publish.report.reading import rows
from pipeline.publish.report.words import counted, grouped, short

MOST = 8
BINS_PER_DECADE = 4
LINE = 36
# Powers of ten beyond which a sum is misread or absurd; it is drawn at the edge rather than squeeze all others.
SMALLEST, LARGEST = -4, 18


@dataclass(frozen=True, slots=True)
class Currency:
    """The sums in one currency: how many, the median, and how many of each size (by the log of the bin's lower end)."""

    code: str
    count: int
    median: float
    smallest: float
    largest: float
    sizes: tuple[tuple[float, int], ...]


def money_chart(connection: duckdb.DuckDBPyConnection) -> Chart | None:
    """The sizes of sums by currency, or None where no sum is above zero."""
    currencies = currencies_of(connection)
    if not currencies:
        return None
    shown = currencies[:MOST]
    wide, narrow = drawings(lambda width, prefix: drawn(shown, width, prefix), "money")
    return Chart(
        key="money",
        title="Money by currency",
        lead=lead(currencies),
        wide=wide,
        narrow=narrow,
        header=("Currency", "Sums", "Smallest", "Median", "Largest"),
        rows=tuple(
            Row(
                (c.code, grouped(c.count), short(c.smallest), short(c.median), short(c.largest)), f"kind=money&unit={c.code}"
            )
            for c in currencies
        ),
    )


def currencies_of(connection: duckdb.DuckDBPyConnection) -> tuple[Currency, ...]:
    """Every currency with a sum above zero, the most frequent first."""
    sums = "from claims where kind = 'money' and unit is not null and value > 0 and isfinite(value)"
    totals = rows(
        connection,
        f"select unit::varchar, count(*), median(value), min(value), max(value) {sums} group by 1 order by 2 desc, 1",
    )
    size = f"floor(least({LARGEST}, greatest({SMALLEST}, log10(value))) * {BINS_PER_DECADE}) / {BINS_PER_DECADE}"
    sizes: dict[str, list[tuple[float, int]]] = {}
    for code, low, count in rows(connection, f"select unit::varchar, {size}, count(*) {sums} group by 1, 2 order by 1, 2"):
        sizes.setdefault(code, []).append((low, count))
    return tuple(
        Currency(code, count, median, smallest, largest, tuple(sizes[code]))
        for code, count, median, smallest, largest in totals
    )


def lead(currencies: tuple[Currency, ...]) -> str:
    """What the chart says in a sentence."""
    total = sum(currency.count for currency in currencies)
    first = currencies[0]
    said = (
        f"{counted(total, 'sum')} in {counted(len(currencies), 'currency', 'currencies')}; "
        f"{grouped(first.count)} in {first.code}, half of them above {short(first.median)}."
    )
    rest = len(currencies) - MOST
    return said + (f" {counted(rest, 'currency', 'currencies')} with fewer sums only in the table." if rest > 0 else "")


def drawn(currencies: tuple[Currency, ...], width: float, prefix: str) -> Markup:
    """A line per currency: a circle for each quarter of a decade, its area the number of sums, and a tick at the median."""
    lows = [low for currency in currencies for low, _ in currency.sizes]
    first, last = min(lows), max(lows) + 1 / BINS_PER_DECADE
    left, right, foot = 52, 58, LINE * len(currencies) + 8
    image = canvas(width, foot + 24, label="Size of sums of money by currency, on a log scale", prefix=prefix)
    across = linear(first, last, left + 8, width - right - 8)
    draw_axis(image, first, last, across, foot)
    most = max(count for currency in currencies for _, count in currency.sizes)
    for index, currency in enumerate(currencies):
        middle = LINE * index + LINE / 2 + 2
        draw_currency(image, currency, middle, across, most)
        image.text(width, middle + 4, grouped(currency.count), css="number", anchor="end")
    return image.svg()


def draw_axis(image: Canvas, first: float, last: float, across: Callable[[float], float], foot: float) -> None:
    """Grid lines at powers of ten, labelled where there is room."""
    powers = range(ceil(first), floor(last) + 1)
    room = (across(last) - across(first)) / max(last - first, 1)
    every = next(size for size in (1, 2, 3, 6) if size * room >= 40 or size == 6)
    for power in powers:
        image.line(across(power), 0, across(power), foot, css="grid")
        if power % every == 0:
            image.text(across(power), foot + 18, short(10.0**power), css="tick", anchor="middle")


def draw_currency(image: Canvas, currency: Currency, middle: float, across: Callable[[float], float], most: int) -> None:
    """The circles, the median and the code of one currency."""
    image.text(40, middle + 4, currency.code, css="label strong", anchor="end")
    query = f"kind=money&unit={currency.code}"
    for low, count in currency.sizes:
        centre = low + 0.5 / BINS_PER_DECADE
        title = f"{currency.code} {short(10**low)} to {short(10 ** (low + 1 / BINS_PER_DECADE))}: {counted(count, 'sum')}"
        radius = 2.5 + 10.5 * (count / most) ** 0.5
        image.circle(across(centre), middle, radius, css="kind-money bubble", title=title, query=query)
    x = across(min(log10(max(currency.median, 10.0**SMALLEST)), LARGEST))  # the mean of two least floats is none
    image.line(x, middle - 14, x, middle + 14, css="median")
