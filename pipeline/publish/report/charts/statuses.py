"""Facts against estimates, forecasts, targets and hypotheses, by kind."""

from __future__ import annotations

import duckdb
from markupsafe import Markup

from pipeline.publish.report.charts.drawing import Chart, Row, canvas, drawings, linear
from pipeline.publish.report.reading import rows
from pipeline.publish.report.words import KIND_NAMES, KINDS, STATUS_NAMES, STATUSES, grouped, share

Counts = dict[str, dict[str, int]]
LINE = 34


def statuses_chart(connection: duckdb.DuckDBPyConnection) -> Chart | None:
    """The share of each status in each kind, or None without claims."""
    by_kind = status_counts(connection)
    if not by_kind:
        return None
    everything = {status: sum(counts.get(status, 0) for counts in by_kind.values()) for status in STATUSES}
    shown = {"all": everything, **by_kind}
    wide, narrow = drawings(lambda width, prefix: drawn(shown, width, prefix), "statuses")
    return Chart(
        key="statuses",
        title="Told as fact, or looking ahead?",
        lead=lead(everything),
        wide=wide,
        narrow=narrow,
        header=("Kind", *(STATUS_NAMES[status].capitalize() for status in STATUSES)),
        rows=tuple(table_row(kind, counts) for kind, counts in shown.items()),
        legend="status",
    )


def status_counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    """Claims by kind and status; kinds in the order of the contract."""
    found: Counts = {}
    query = "select kind::varchar, coalesce(status::varchar, 'actual'), count(*) from claims group by 1, 2"
    for kind, status, count in rows(connection, query):
        found.setdefault(kind, {})[status] = count
    return {kind: found[kind] for kind in KINDS if kind in found}


def lead(counts: dict[str, int]) -> str:
    """What the chart says in a sentence."""
    total = sum(counts.values())
    ahead = counts["forecast"] + counts["target"]
    return (
        f"{share(counts['actual'], total)} of the claims are told as fact, {share(counts['estimate'], total)} as estimates; "
        f"{share(ahead, total)} look ahead, as forecasts or targets."
    )


def table_row(kind: str, counts: dict[str, int]) -> Row:
    """The counts of one kind as a line of the table under the chart."""
    cells = tuple(grouped(counts.get(status, 0)) for status in STATUSES)
    name = "All" if kind == "all" else KIND_NAMES[kind].capitalize()
    return Row((name, *cells), None if kind == "all" else f"kind={kind}")


def drawn(shown: Counts, width: float, prefix: str) -> Markup:
    """A bar of full length per kind, divided by status."""
    left = 104
    image = canvas(width, LINE * len(shown) + 6, label="Share of each status by kind of claim", prefix=prefix)
    for index, (kind, counts) in enumerate(shown.items()):
        top = LINE * index + 4
        name = "All claims" if kind == "all" else KIND_NAMES[kind].capitalize()
        image.text(left - 12, top + 17, name, css="label strong" if kind == "all" else "label", anchor="end")
        total = sum(counts.values())
        scale = linear(0, total, left, width - 62)
        image.text(width, top + 17, grouped(total), css="number", anchor="end")
        passed = 0
        for status in STATUSES:
            count = counts.get(status, 0)
            if not count:
                continue
            start, end = scale(passed), scale(passed + count)
            title = f"{name}, {STATUS_NAMES[status]}: {grouped(count)} ({share(count, total)})"
            query = f"status={status}" + ("" if kind == "all" else f"&kind={kind}")
            image.bar(start, top, end - start - 1.5, 24, css=f"status-{status}", title=title, query=query)
            passed += count
    return image.svg()
