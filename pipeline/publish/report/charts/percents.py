"""How percentages are distributed: levels and changes."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
from markupsafe import Markup

from pipeline.publish.report.charts.drawing import Canvas, Chart, Row, canvas, drawings, linear, round_ticks
from pipeline.publish.report.reading import rows
from pipeline.publish.report.words import counted, grouped

Bins = dict[int, tuple[int, int]]
STEP = 5
BELOW, ABOVE = -STEP, 100
HEIGHT, TOP, BOTTOM = 220, 14, 26


def percents_chart(connection: duckdb.DuckDBPyConnection) -> Chart | None:
    """Percentages in steps of five, or None without any."""
    bins = percent_bins(connection)
    if not bins:
        return None
    wide, narrow = drawings(lambda width, prefix: drawn(bins, width, prefix), "percents")
    return Chart(
        key="percents",
        title="How large the percentages are",
        lead=lead(connection, bins),
        wide=wide,
        narrow=narrow,
        header=("Percent", "Levels", "Changes"),
        rows=tuple(
            Row((bin_name(low), grouped(level), grouped(change)), bin_query(low)) for low, (level, change) in bins.items()
        ),
        legend="change",
    )


def percent_bins(connection: duckdb.DuckDBPyConnection) -> Bins:
    """Levels and changes by the lower end of their step; all below 0 in one bin, all of 100 and more in another."""
    query = f"""select (floor(least({ABOVE}, greatest({BELOW}, value)) / {STEP}) * {STEP})::int,
                count(*) filter (where change_role is null), count(*) filter (where change_role is not null)
                from claims where kind = 'percent' and unit = 'percent' group by 1 order by 1"""
    return {low: (level, change) for low, level, change in rows(connection, query)}


def lead(connection: duckdb.DuckDBPyConnection, bins: Bins) -> str:
    """What the chart says in a sentence."""
    levels = sum(level for level, _ in bins.values())
    changes = sum(change for _, change in bins.values())
    ((median,),) = rows(connection, "select median(value) from claims where kind = 'percent' and unit = 'percent'")
    return f"{counted(levels, 'level')} and {counted(changes, 'change')}; half of all lie below {median:.3g} %."


def bin_name(low: int) -> str:
    """The name of a bin by its lower end: "5 to 10 %"."""
    if low == BELOW:
        return "below 0 %"
    return "100 % and more" if low == ABOVE else f"{low} to {low + STEP} %"


def bin_query(low: int) -> str:
    """The filter for the claims of a bin."""
    bounds = {BELOW: "max=-0.000001", ABOVE: "min=100"}
    return "kind=percent&unit=percent&" + bounds.get(low, f"min={low}&max={low + STEP - 0.000001:.6f}")


def drawn(bins: Bins, width: float, prefix: str) -> Markup:
    """A histogram; changes stand on levels."""
    image = canvas(width, HEIGHT, label="Number of percentages by size in steps of five", prefix=prefix)
    ticks = round_ticks(max(sum(pair) for pair in bins.values()), 4)
    left = 44
    down = linear(0, ticks[-1], HEIGHT - BOTTOM, TOP)
    across = linear(BELOW, ABOVE + STEP, left, width - 2)
    for tick in ticks:
        image.line(left, down(tick), width, down(tick), css="grid" if tick else "axis")
        image.text(left - 8, down(tick) + 4, grouped(int(tick)), css="tick", anchor="end")
    step = across(STEP) - across(0)
    for low, pair in bins.items():
        draw_bin(image, low, pair, across(low), step, down)
    for low in (0, 25, 50, 75, 100):
        image.text(across(low), HEIGHT - 8, f"{low} %", css="tick", anchor="middle")
    return image.svg()


def draw_bin(
    image: Canvas, low: int, pair: tuple[int, int], left: float, step: float, down: Callable[[float], float]
) -> None:
    """The levels and the changes of one bin."""
    passed = 0
    for count, css, word in zip(pair, ("kind-percent", "kind-percent change"), ("level", "change"), strict=True):
        if count:
            title = f"{bin_name(low)}: {counted(count, word)}"
            top, foot = down(passed + count), down(passed)
            image.bar(left + 1, top, step - 2, foot - top, css=css, title=title, query=bin_query(low))
        passed += count
