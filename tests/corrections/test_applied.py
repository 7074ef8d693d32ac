"""Corrections in the tables: applied, kept beside what was read, undone exactly, loud when their row has gone."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import CorrectionError
from pipeline.parquet import read_batches
from pipeline.publish.corrections import (
    CORRECTIONS,
    Correction,
    applied_corrections,
    apply_corrections,
    restore_as_read,
)
from tests.report.synthetic import Row, synthetic_release


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return synthetic_release(tmp_path / "release", documents=3)


def claims_of(release: Path) -> list[Row]:
    return pq.read_table(release / "claims.parquet").to_pylist()


def correction(row: Row, field: str, value: object, *, by_span: bool = False) -> Correction:
    claim = f"{row['char_start']}-{row['char_end']}" if by_span else row["claim_id"]
    return Correction(row["source"], claim, field, value, "misread", "A. Reader", f"corrections.toml, {field}")  # type: ignore[arg-type]


def first_of_kind(release: Path, kind: str) -> Row:
    return next(row for row in claims_of(release) if row["kind"] == kind)


@pytest.mark.parametrize("by_span", [False, True])
def test_a_correction_changes_its_row_alone_and_keeps_what_was_read(release: Path, by_span: bool) -> None:
    before = claims_of(release)
    row = before[5]
    applied = apply_corrections(release, [correction(row, "measure", "tea exports", by_span=by_span)])
    after = claims_of(release)
    assert [old for old, new in zip(before, after, strict=True) if old != new] == [row]
    assert after[5] == row | {"measure": "tea exports"}
    assert [(item.field, item.read, item.corrected) for item in applied] == [("measure", row["measure"], "tea exports")]
    assert applied_corrections(release) == applied


def test_the_schema_of_claims_stays_that_of_the_contract(release: Path) -> None:
    before = pq.read_schema(release / "claims.parquet")
    apply_corrections(release, [correction(first_of_kind(release, "money"), "status", "target")])
    assert pq.read_schema(release / "claims.parquet").equals(before, check_metadata=True)


def test_value_sets_both_bounds(release: Path) -> None:
    row = first_of_kind(release, "money")
    applied = apply_corrections(release, [correction(row, "value", 12.5)])
    corrected = first_of_kind(release, "money")
    assert (corrected["value_low"], corrected["value"], corrected["value_high"]) == (12.5, 12.5, 12.5)
    assert {item.field for item in applied} == {"value_low", "value", "value_high"}


def test_a_bound_moves_the_middle(release: Path) -> None:
    row = first_of_kind(release, "percent")
    apply_corrections(release, [correction(row, "value_high", row["value_low"] + 3)])
    assert first_of_kind(release, "percent")["value"] == pytest.approx(row["value_low"] + 1.5)


def test_both_bounds_may_pass_each_other_on_the_way(release: Path) -> None:
    row = first_of_kind(release, "percent")
    high = row["value_low"]
    apply_corrections(release, [correction(row, "value_low", high + 10), correction(row, "value_high", high + 20)])
    assert first_of_kind(release, "percent")["value"] == high + 15


def test_a_lower_bound_above_the_upper_is_refused(release: Path) -> None:
    row = first_of_kind(release, "percent")
    with pytest.raises(CorrectionError, match="lower bound"):
        apply_corrections(release, [correction(row, "value_low", row["value_high"] + 1)])


def test_the_years_of_a_year_are_its_values(release: Path) -> None:
    row = first_of_kind(release, "year")
    apply_corrections(release, [correction(row, "year_end", 2050)])
    corrected = first_of_kind(release, "year")
    assert (corrected["year_end"], corrected["value_high"]) == (2050, 2050.0)
    with pytest.raises(CorrectionError, match="follows from its years"):
        apply_corrections(release, [correction(row, "value", 2051.0)])


def test_clearing_leaves_null(release: Path) -> None:
    row = next(row for row in claims_of(release) if row["attributed_to"])
    applied = apply_corrections(release, [correction(row, "attributed_to", None)])
    assert applied[0].read == row["attributed_to"]
    assert applied[0].corrected is None
    assert next(r for r in claims_of(release) if r["claim_id"] == row["claim_id"])["attributed_to"] is None


def test_saying_what_was_read_changes_nothing(release: Path) -> None:
    row = claims_of(release)[0]
    assert apply_corrections(release, [correction(row, "status", row["status"])]) == ()
    assert not (release / CORRECTIONS).exists()


@pytest.mark.parametrize("change", [{"claim_id": "f" * 16}, {"source": "gone.txt"}])
def test_a_row_that_has_gone_fails_loudly_and_leaves_the_tables(release: Path, change: Row) -> None:
    before = hashlib.sha256((release / "claims.parquet").read_bytes()).digest()
    rows = claims_of(release)
    with pytest.raises(CorrectionError, match="no longer there") as caught:
        apply_corrections(release, [correction(rows[0], "status", "target"), correction(rows[1] | change, "unit", "EUR")])
    assert caught.value.place == "corrections.toml, unit"
    assert hashlib.sha256((release / "claims.parquet").read_bytes()).digest() == before
    assert sorted(path.name for path in release.iterdir() if path.name.startswith(".")) == []


def test_no_corrections_leave_no_trace(release: Path) -> None:
    before = (release / "claims.parquet").read_bytes()
    assert apply_corrections(release, []) == ()
    assert (release / "claims.parquet").read_bytes() == before
    assert applied_corrections(release) == ()


VALUES = st.one_of(
    st.tuples(st.just("value"), st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just("measure"), st.text(min_size=1).filter(str.strip) | st.none()),
    st.tuples(st.just("status"), st.sampled_from(["actual", "forecast", "target"])),
    st.tuples(st.just("negated"), st.booleans()),
    st.tuples(st.just("year_role"), st.sampled_from(["by", "since"]) | st.none()),
)


@settings(max_examples=25, deadline=None)
@given(made=st.lists(VALUES, min_size=1, max_size=4, unique_by=lambda pair: pair[0]), place=st.integers(0, 20))
def test_restoring_gives_back_exactly_what_was_read(
    made: list[tuple[str, object]], place: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    release = synthetic_release(tmp_path_factory.mktemp("restored"), documents=2)
    before = claims_of(release)
    row = [row for row in before if row["kind"] != "year"][place]
    apply_corrections(release, [correction(row, field, value) for field, value in made])
    applied = applied_corrections(release)
    batches = list(read_batches(release / "claims.parquet"))
    restored = [row for batch in batches for row in restore_as_read(batch, applied).to_pylist()]
    assert restored == before
    assert [restore_as_read(batch, applied).schema for batch in batches] == [batch.schema for batch in batches]
