"""The charts of the report, drawn as inline SVG: what an analyst asks first of a release."""

from __future__ import annotations

import duckdb

from pipeline.publish.report.charts.documents import documents_chart
from pipeline.publish.report.charts.drawing import Chart
from pipeline.publish.report.charts.money import money_chart
from pipeline.publish.report.charts.percents import percents_chart
from pipeline.publish.report.charts.statuses import statuses_chart
from pipeline.publish.report.charts.years import years_chart

__all__ = ["Chart", "charts_of"]


def charts_of(connection: duckdb.DuckDBPyConnection) -> tuple[Chart, ...]:
    """Every chart that has something to show, in reading order."""
    drawn = (draw(connection) for draw in (years_chart, statuses_chart, money_chart, percents_chart, documents_chart))
    return tuple(chart for chart in drawn if chart is not None)
