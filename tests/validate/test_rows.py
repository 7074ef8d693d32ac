"""Every expectation of rows: a right row passes, a row with one fault is caught by name, and why."""

from __future__ import annotations

import math
import re

import pyarrow as pa
import pytest

from pipeline.errors import SettingsError
from pipeline.parquet import arrow_schema, arrow_table
from pipeline.publish.rows import claim_rows
from pipeline.settings import Bound, RowExpectation, Settings
from pipeline.validate.checks import merged_bounds, package_checks, row_checks
from pipeline.validate.frames import ROWS_PER_CHUNK, claim_chunks
from pipeline.validate.gx import Judge
from pipeline.validate.rows import RowJudge
from tests.publish.fakes import candidate_of, many, read

ROWS = {
    str(row["kind"]): row
    for row in claim_rows(read("a.txt", "In 2019 it sold $12.5 million of cloth, 4.5 percent of all, from 14 mills."))
}
ROWS["ratio"] = ROWS["percent"] | {"kind": "ratio", "unit": "1"}
ROWS["rank"] = ROWS["quantity"] | {"kind": "rank", "unit": "1"}

DEFAULTS = Settings()

# Kind of row, what is wrong with it, and the expectations that say so; the first is critical and names the quarantine.
FAULTS = [
    ("percent", {"claim_id": "xyz"}, ["claim_id.shape"]),
    ("percent", {"document_id": "DEADBEEFDEADBEEF"}, ["document_id.shape"]),
    ("percent", {"page": 0}, ["page.range"]),
    ("percent", {"sentence_index": -1}, ["sentence_index.range"]),
    ("percent", {"rule": ""}, ["row.not_blank"]),
    ("percent", {"subject": "  "}, ["row.not_blank"]),
    ("percent", {"value": math.nan}, ["row.not_null"]),
    ("percent", {"value_low": math.nan, "value_high": math.nan, "value": math.nan}, ["row.not_null"]),
    ("percent", {"char_start": -3, "char_end": 8}, ["char_start.range"]),
    ("percent", {"char_start": 50, "char_end": 50}, ["span.not_empty", "span.as_long_as_surface"]),
    ("percent", {"char_end": 70}, ["span.as_long_as_surface"]),
    ("percent", {"value_low": 5.0, "value_high": 4.0}, ["value.bounds_in_order"]),
    ("percent", {"value": 4.6}, ["value.is_middle"]),
    (
        "percent",
        {"value_low": math.inf, "value_high": math.inf, "value": math.inf},
        ["value.finite", "bounds.percent.percent.high"],
    ),
    ("percent", {"unit": "USD"}, ["unit.of_percent"]),
    ("percent", {"unit": None}, ["unit.of_percent"]),
    ("money", {"unit": None}, ["unit.of_money"]),
    ("money", {"unit": "US$"}, ["unit.of_money"]),
    ("money", {"value_low": 9e15, "value_high": 9e15, "value": 9e15}, ["bounds.money.USD.high"]),
    (
        "money",
        {"unit": "JPY", "value_low": -9e21, "value_high": 9e21, "value": 0.0},
        ["bounds.money.low", "bounds.money.high"],
    ),
    ("ratio", {"unit": None}, ["unit.of_ratio"]),
    ("rank", {"unit": "place"}, ["unit.of_rank"]),
    ("rank", {"value_low": 0.0, "value_high": 0.0, "value": 0.0}, ["bounds.rank.low"]),
    ("quantity", {"unit": "Cel", "value_low": -500.0, "value_high": -500.0, "value": -500.0}, ["bounds.quantity.Cel.low"]),
    ("quantity", {"unit": "people", "value_low": 5e12, "value_high": 5e12, "value": 5e12}, ["bounds.quantity.people.high"]),
    ("year", {"unit": "year"}, ["year.has_no_unit"]),
    ("year", {"measure": "output"}, ["year.has_no_context"]),
    ("year", {"direction": "increase"}, ["year.has_no_context"]),
    ("year", {"value_low": 99999.0, "value_high": 99999.0, "value": 99999.0}, ["bounds.year.high", "unusual.year.high"]),
]
WARNINGS = [
    ("percent", {"value_low": 20_000.0, "value_high": 20_000.0, "value": 20_000.0}, ["unusual.percent.percent.high"]),
    ("percent", {"sentence": "Another sentence."}, ["sentence.holds_surface"]),
    ("percent", {"change_role": "delta"}, ["change.has_direction_or_ends"]),
    ("percent", {"year_start": 2030, "year_end": 2020}, ["years.in_order"]),
    ("year", {"year_start": None}, ["year.is_named"]),
    ("year", {"value_low": 1.0, "value_high": 1.0, "value": 1.0}, ["unusual.year.low"]),
]


def judged(rows, settings=DEFAULTS):
    judge = RowJudge(row_checks(settings), Judge())
    verdicts = judge.judge(arrow_table("claims", rows))
    return verdicts, {failures.name: failures for failures in judge.failures()}


@pytest.fixture(scope="module")
def all_judged():
    """All faults judged at once, each in a row of its own after the right rows."""
    return judged([*ROWS.values(), *(ROWS[kind] | fault for kind, fault, _ in FAULTS + WARNINGS)])


def test_right_rows_pass(all_judged):
    verdicts, _ = all_judged
    assert not set(range(len(ROWS))) & set(verdicts)


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f"{fault}" for _, fault, _ in FAULTS])
def test_a_faulty_row_is_quarantined_by_the_first_expectation_it_breaks(all_judged, number):
    verdicts, failures = all_judged
    names = FAULTS[number][2]
    verdict = verdicts[len(ROWS) + number]
    assert verdict.expectation == names[0]
    for name in names:
        if failures[name].severity == "critical":
            assert failures[name].guards_against in verdict.reason
    assert verdict.reason.count("; ") >= len([n for n in names if failures[n].severity == "critical"]) - 1


@pytest.mark.parametrize("number", range(len(WARNINGS)), ids=[f"{fault}" for _, fault, _ in WARNINGS])
def test_an_odd_row_stays_and_is_reported(all_judged, number):
    verdicts, failures = all_judged
    assert len(ROWS) + len(FAULTS) + number not in verdicts
    assert failures[WARNINGS[number][2][0]].severity == "warning"


def test_every_expectation_of_the_package_was_broken_by_some_row(all_judged):
    _, failures = all_judged
    assert {check.name for check in package_checks()} - set(failures) == set()


def test_verdicts_say_what_was_found():
    verdicts, failures = judged([ROWS["percent"] | {"value_low": 4.5, "value_high": 1e18, "value": 5e17}])
    assert verdicts[0].reason.startswith("value_high is 1e+18: the worst month of inflation")
    (row,) = failures["bounds.percent.percent.high"].rows
    assert (row.surface, row.detail, row.source) == ("4.5 percent", "value_high is 1e+18", "a.txt")


def test_kinds_left_out_are_withheld():
    verdicts, _ = judged(list(ROWS.values()), Settings(kinds=("percent", "money")))
    withheld = {list(ROWS)[label] for label, verdict in verdicts.items() if verdict.expectation == "kind_is_wanted"}
    assert withheld == {"year", "quantity", "ratio", "rank"}


def test_own_bounds_take_the_place_of_the_packages():
    own = Bound("percent", "ours", "percent", 0, 4)
    assert [bound for bound in merged_bounds([own]) if (bound.kind, bound.unit) == ("percent", "percent")] == [own]
    verdicts, _ = judged([ROWS["percent"]], Settings(bounds=(own,)))
    assert verdicts[0].reason == "value_high is 4.5: ours"
    assert judged([ROWS["percent"]], Settings(bounds=(Bound("percent", "ours", "percent", 0, 4, "warning"),)))[0] == {}


def test_own_expectations_are_judged():
    own = RowExpectation(
        "mills_only", "subject", "expect_column_values_to_match_regex", "we follow mills", (("regex", "mill"),)
    )
    rows = [ROWS["percent"] | {"subject": "the mills"}, ROWS["percent"] | {"subject": "ships"}, ROWS["percent"]]
    verdicts, _ = judged(rows, Settings(expectations=(own,)))
    assert {label: verdict.reason for label, verdict in verdicts.items()} == {1: "subject is ships: we follow mills"}


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        (
            RowExpectation("x", "value", "expect_column_mean_to_be_between", "r", (("min_value", 1),)),
            "no expectation of single rows",
        ),
        (RowExpectation("x", "value", "expect_column_values_to_be_nice", "r"), "no expectation of single rows"),
        (RowExpectation("x", "worth", "expect_column_values_to_not_be_null", "r"), "no column worth"),
        (RowExpectation("x", "value", "expect_column_values_to_be_between", "r", (("minimum", 1),)), "does not take these"),
        (RowExpectation("x", "surface", "expect_column_values_to_be_between", "r", (("min_value", 1),)), "cannot be judged"),
    ],
)
def test_an_expectation_that_cannot_be_judged_is_an_error_of_the_settings(expectation, words):
    with pytest.raises(SettingsError, match=re.escape(words)) as caught:
        judged(list(ROWS.values()), Settings(expectations=(expectation,)))
    assert caught.value.place == "expectation x" and caught.value.remedy


def test_chunks_are_bounded_and_hold_all_rows(tmp_path, monkeypatch):
    candidate = candidate_of(tmp_path, many(30))
    assert sum(chunk.num_rows for chunk in claim_chunks(candidate / "claims.parquet")) > 100
    assert all(chunk.num_rows <= ROWS_PER_CHUNK for chunk in claim_chunks(candidate / "claims.parquet"))


def test_counts_add_up_over_chunks():
    judge = RowJudge(row_checks(Settings()), Judge())
    rows = arrow_table("claims", [ROWS["percent"], ROWS["percent"] | {"unit": None}, ROWS["year"]])
    verdicts = [judge.judge(chunk) for chunk in (rows, rows.slice(0, 1), rows.slice(1, 1))]
    assert [set(verdict) for verdict in verdicts] == [{1}, set(), {0}]
    (result,) = [r for r in judge.results() if r.expectation_config.meta["name"] == "unit.of_percent"]
    assert (result.success, result.result["element_count"], result.result["unexpected_count"]) == (False, 5, 2)
    assert result.result["missing_count"] == 1 and result.result["unexpected_percent"] == 50


def test_an_empty_table_passes():
    verdicts, failures = judged([])
    assert verdicts == failures == {}
    assert pa.Table.from_pylist([], schema=arrow_schema("claims")).num_rows == 0
