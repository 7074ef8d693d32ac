"""`explain`: of a text, and of one row of a release in its own document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.run import Job, run
from pipeline.settings import Settings
from tests.cli.invoke import Invoke

REPORT = """# Wharf

Quay fees in Sydney rose to A$30. Berths in Canberra cost $7 a day and may reach $9.

Table 1. Income, million euros

| line | 2021 |
|---|---|
| tolls | 15,240 |
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release of one Markdown document with a table whose caption holds unit and scale."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "wharf.md").write_text(REPORT, encoding="utf-8")
    published = run(Job(tmp_path / "raw", tmp_path / "out", Settings(model="none", workers=1)))
    assert published is not None
    return tmp_path / "out" / "latest"


def claim_id(release: Path, surface: str) -> str:
    rows = pq.read_table(release / "claims.parquet").to_pylist()
    return next(row["claim_id"] for row in rows if row["surface"] == surface)


def lines(text: str, first_word: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith(first_word)]


def test_a_text_is_told_with_numerals_rules_cues_and_verdict(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("explain", "Sales may fall by about 7 percent.")
    assert outcome.status == 0
    assert lines(outcome.out, "number") == ["number   '7' = 7  [DAY INT MONTH_NUM NUM]"]
    assert "'7 percent' is percent 7" in lines(outcome.out, "TAKEN")[0]
    assert any("declined" in line for line in lines(outcome.out, "tried"))
    assert {line.split("'")[1] for line in lines(outcome.out, "cue")} == {"may", "fall", "about"}
    verdict = lines(outcome.out, "VERDICT")
    assert len(verdict) == 1
    assert "percent 7 percent (rule percent_point)" in verdict[0]
    assert {"approx", "hypothetical", "decrease delta"} <= set(verdict[0].split("; "))


def test_a_unit_taken_from_a_neighbour_is_told(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("explain", "Prices rose to $45 from 38.")
    assert lines(outcome.out, "settled") == ["settled  by what stands around it, '38' is money 38 USD"]


def test_a_number_that_is_no_claim_has_its_verdict(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("explain", "The G20 met.")
    assert lines(outcome.out, "VERDICT") == ["VERDICT  'G20' no claim: identifier (rule named_with_number)"]


def test_why_reads_a_row_within_its_document(tidyclaims: Invoke, release: Path) -> None:
    outcome = tidyclaims("explain", "--why", claim_id(release, "15,240"), release)
    assert outcome.status == 0
    assert "was read by the rule table_cell" in outcome.out
    assert lines(outcome.out, "TAKEN")[0].endswith("'15,240' is money 15240000000 EUR")
    assert len(lines(outcome.out, "sentence")) == 1


def test_why_takes_the_currency_that_the_document_speaks_of(tidyclaims: Invoke, release: Path) -> None:
    outcome = tidyclaims("explain", "--why", claim_id(release, "$9"), release)
    assert any("money 9 AUD" in line for line in lines(outcome.out, "VERDICT"))


def test_why_falls_back_to_the_text_that_the_release_keeps(tidyclaims: Invoke, release: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "raw")
    outcome = tidyclaims("explain", "--why", claim_id(release, "A$30"), release)
    assert outcome.status == 0
    assert "wharf.md is not at" in outcome.err
    assert any("money 30 AUD" in line for line in lines(outcome.out, "VERDICT"))


def test_why_names_a_claim_that_is_not_there(tidyclaims: Invoke, release: Path) -> None:
    outcome = tidyclaims("explain", "--why", "0" * 16, release)
    assert outcome.status == 3
    assert "there is no claim 0000000000000000" in outcome.err
