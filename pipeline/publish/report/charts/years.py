"""A time line of the years that claims are about, by status."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
from markupsafe import Markup

from pipeline.publish.report.charts.drawing import Canvas, Chart, Row, canvas, drawings, linear, round_ticks
from pipeline.publish.report.reading import rows
from pipeline.publish.report.words import STATUS_NAMES, STATUSES, counted, grouped

Years = dict[int, dict[str, int]]
LONGEST = 80
HEIGHT, TOP, BOTTOM = 210, 14, 26


def years_chart(connection: duckdb.DuckDBPyConnection) -> Chart | None:
    """Claims by the year they are about, or None where no claim has one. A span counts at its last year."""
    years = year_counts(connection)
    if not years:
        return None
    first, last = shown_span(years)
    wide, narrow = drawings(lambda width, prefix: drawn(years, first, last, width, prefix), "years", full=True)
    return Chart(
        key="years",
        title="The years that claims are about",
        lead=lead(years, first, last),
        wide=wide,
        narrow=narrow,
        header=("Year", *(STATUS_NAMES[status].capitalize() for status in STATUSES)),
        rows=tuple(
            Row((str(year), *(grouped(years[year].get(status, 0)) for status in STATUSES)), f"year={year}")
            for year in sorted(years)
        ),
        legend="status",
        full=True,
    )


def year_counts(connection: duckdb.DuckDBPyConnection) -> Years:
    """Claims by year and status."""
    found: Years = {}
    query = """select coalesce(year_end, year_start)::int, coalesce(status::varchar, 'actual'), count(*) from claims
               where coalesce(year_end, year_start) is not null group by 1, 2"""
    for year, status, count in rows(connection, query):
        found.setdefault(year, {})[status] = count
    return found


def shown_span(years: Years) -> tuple[int, int]:
    """The first and last year drawn: 98 of 100 claims, and at most LONGEST years up to the last of them."""
    listed = [year for year in sorted(years) for _ in range(min(sum(years[year].values()), 100))]
    first, last = listed[len(listed) // 100], listed[-1 - len(listed) // 100]
    return max(first, last - LONGEST + 1), last


def lead(years: Years, first: int, last: int) -> str:
    """What the chart says in a sentence."""
    totals = {year: sum(counts.values()) for year, counts in years.items()}
    peak = max(totals, key=lambda year: (totals[year], year))
    outside = sum(total for year, total in totals.items() if not first <= year <= last)
    said = f"{counted(sum(totals.values()), 'claim')} name or concern a year; most often {peak} ({grouped(totals[peak])})."
    return said + (f" {counted(outside, 'claim')} before {first} or after {last} not drawn." if outside else "")


def drawn(years: Years, first: int, last: int, width: float, prefix: str) -> Markup:
    """A bar per year, facts at the foot and what lies ahead on top."""
    image = canvas(width, HEIGHT, label=f"Claims by year, {first} to {last}, divided by status", prefix=prefix)
    tallest = max((sum(years[year].values()) for year in years if first <= year <= last), default=1)
    ticks = round_ticks(tallest, 4)
    left = 44
    down = linear(0, ticks[-1], HEIGHT - BOTTOM, TOP)
    across = linear(first, last + 1, left, width - 2)
    for tick in ticks:
        image.line(left, down(tick), width, down(tick), css="grid" if tick else "axis")
        image.text(left - 8, down(tick) + 4, grouped(int(tick)), css="tick", anchor="end")
    step = max(across(first + 1) - across(first), 0.5)
    for year in range(first, last + 1):
        draw_year(image, year, years.get(year, {}), across(year), step, down)
    every = next(size for size in (1, 2, 5, 10, 20, 50) if size * step >= 38 or size == 50)
    for year in range(-(-first // every) * every, last + 1, every):
        image.text(across(year) + step / 2, HEIGHT - 8, str(year), css="tick", anchor="middle")
    return image.svg()


def draw_year(
    image: Canvas, year: int, counts: dict[str, int], left: float, step: float, down: Callable[[float], float]
) -> None:
    """The bars of one year, one on the other."""
    gap = min(3.0, step * 0.2)
    passed = 0
    for status in STATUSES:
        count = counts.get(status, 0)
        if not count:
            continue
        top, foot = down(passed + count), down(passed)
        title = f"{year}, {STATUS_NAMES[status]}: {counted(count, 'claim')}"
        image.bar(
            left + gap / 2,
            top,
            step - gap,
            foot - top,
            css=f"status-{status}",
            title=title,
            query=f"year={year}&status={status}",
        )
        passed += count
