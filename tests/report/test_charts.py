"""Charts: their numbers are those of the tables, their drawings are well formed, whatever the values."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.publish.report.charts import Chart, charts_of
from pipeline.publish.report.charts.drawing import round_ticks
from pipeline.publish.report.charts.years import shown_span
from pipeline.publish.report.figures import figures_of
from pipeline.publish.report.reading import opened_tables
from pipeline.publish.report.words import clipped, short, visible
from tests.report.synthetic import Row, Text, number, synthetic_release, write_release, year


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic_release(tmp_path_factory.mktemp("charts"), documents=30)


@pytest.fixture(scope="module")
def claims(release: Path) -> list[Row]:
    return pq.read_table(release / "claims.parquet").to_pylist()


def drawn(release: Path) -> dict[str, Chart]:
    with opened_tables(release) as connection:
        return {chart.key: chart for chart in charts_of(connection)}


def as_number(cell: str) -> int:
    return int(cell.replace(",", ""))


def check_drawing(svg: str) -> None:
    """Well formed, inside its width, and free of numbers that are none."""
    root = ElementTree.fromstring(svg)
    width, height = (float(root.get(name, "")) for name in ("width", "height"))
    assert not re.search(r"\b(nan|inf)\b", svg.split("<text", maxsplit=1)[0])
    for shape in root.iter("rect"):
        if shape.get("x") is None:
            continue
        left, top = float(shape.get("x", "")), float(shape.get("y", ""))
        assert left >= 0
        assert left + float(shape.get("width", "")) <= width + 0.6
        assert top >= 0
        assert top + float(shape.get("height", "")) <= height + 0.6
    for shape in root.iter("circle"):
        assert 0 <= float(shape.get("cx", "")) <= width


def test_every_chart_is_well_formed_and_labelled(release: Path) -> None:
    charts = drawn(release)
    assert list(charts) == ["years", "statuses", "money", "percents", "documents"]
    for chart in charts.values():
        for svg in (chart.wide, chart.narrow):
            check_drawing(svg)
            assert ElementTree.fromstring(svg).get("aria-label")
        assert all(len(row.cells) == len(chart.header) for row in chart.rows)


def test_statuses_count_every_claim_once(release: Path, claims: list[Row]) -> None:
    rows = {row.cells[0]: [as_number(cell) for cell in row.cells[1:]] for row in drawn(release)["statuses"].rows}
    counted = Counter(row["status"] for row in claims)
    assert rows["All"] == [counted[s] for s in ("actual", "estimate", "forecast", "target", "hypothetical")]
    assert sum(sum(cells) for name, cells in rows.items() if name != "All") == len(claims)


def test_years_count_the_last_year_of_each_claim(release: Path, claims: list[Row]) -> None:
    rows = {int(row.cells[0]): sum(map(as_number, row.cells[1:])) for row in drawn(release)["years"].rows}
    assert rows == Counter(row["year_end"] or row["year_start"] for row in claims if row["year_end"] or row["year_start"])


def test_money_counts_each_currency(release: Path, claims: list[Row]) -> None:
    rows = {row.cells[0]: as_number(row.cells[1]) for row in drawn(release)["money"].rows}
    assert rows == Counter(row["unit"] for row in claims if row["kind"] == "money" and row["value"] > 0)


def test_percentages_fall_into_one_step_each(release: Path, claims: list[Row]) -> None:
    rows = drawn(release)["percents"].rows
    levels, changes = (sum(as_number(row.cells[column]) for row in rows) for column in (1, 2))
    percents = [row for row in claims if row["kind"] == "percent"]
    assert levels == sum(row["change_role"] is None for row in percents)
    assert changes == sum(row["change_role"] is not None for row in percents)


def test_figures_tell_counts_and_change(release: Path, tmp_path: Path) -> None:
    before = synthetic_release(tmp_path / "before", documents=29)
    with opened_tables(release, last_release=before) as connection:
        figures = figures_of(connection, has_last=True)
    now, then = (pq.read_metadata(path / "claims.parquet").num_rows for path in (release, before))
    assert (figures.total("claims").count, figures.total("claims").change) == (now, now - then)
    assert figures.documents_read == 30


VALUES = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, -1.0, 5e-324, 1e308, 1e15])
YEARS = st.integers(-3000, 9999)


@settings(max_examples=40, deadline=None)
@given(money=st.lists(VALUES, max_size=4), percents=st.lists(VALUES, max_size=4), years=st.lists(YEARS, max_size=4))
def test_any_values_can_be_drawn(
    tmp_path_factory: pytest.TempPathFactory, money: list[float], percents: list[float], years: list[int]
) -> None:
    made = Text("a" * 16, "any.txt")
    for value in money:
        made.add(["x ", number(f"${value}", "money", value, "USD")])
    for value in percents:
        made.add(["x ", number(f"{value} %", "percent", value, "percent")])
    for value in years:
        made.add(["x ", year(str(value), value)])
    release = write_release(tmp_path_factory.mktemp("any"), iter([made]))
    for chart in drawn(release).values():
        check_drawing(chart.wide)
        check_drawing(chart.narrow)


def test_no_claims_draw_no_charts(tmp_path: Path) -> None:
    assert drawn(write_release(tmp_path, iter(()))) == {}


def test_the_span_of_years_leaves_out_stray_ones() -> None:
    years = {1492: {"actual": 1}, 9999: {"actual": 1}} | {year: {"actual": 60} for year in range(2000, 2021)}
    assert shown_span(years) == (2000, 2020)
    assert shown_span({1850: {"actual": 1}}) == (1850, 1850)


@pytest.mark.parametrize(("top", "expected"), [(0, (0,)), (1, (0, 1)), (7, (0, 2, 4, 6, 8)), (100, (0, 50, 100))])
def test_ticks_are_round(top: float, expected: tuple[float, ...]) -> None:
    assert tuple(round_ticks(top, 4)) == expected


@pytest.mark.parametrize(
    ("number_given", "expected"),
    [(0, "0"), (999, "999"), (1500, "1.5k"), (2.7e9, "2.7bn"), (-3e6, "-3M"), (1e13, "10tn"), (0.5, "0.5"), (1e20, "1e+20")],
)
def test_short_numbers(number_given: float, expected: str) -> None:
    assert short(number_given) == expected


@given(st.text())
def test_nothing_unseen_is_left_in_visible_text(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\x00\x1b")
    assert len(clipped(shown, 10)) <= 10
