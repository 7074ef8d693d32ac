"""`extract`: formats, standard input, folders, the ledger, and what cannot be read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.tables import table
from tests.cli.invoke import Invoke

TEXT = "Exports rose by 12 percent to $4.5 billion in 2021, see page 7."


def test_jsonl_has_every_column_of_claims(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("extract", "-", "--format", "jsonl", "--no-context", stdin=TEXT)
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert outcome.status == 0
    assert [tuple(row) for row in rows] == [table("claims").column_names] * 3
    assert [(row["surface"], row["value"], row["unit"]) for row in rows] == [
        ("12 percent", 12.0, "percent"),
        ("$4.5 billion", 4.5e9, "USD"),
        ("2021", 2021.0, None),
    ]
    assert all(TEXT[row["char_start"] : row["char_end"]] == row["surface"] for row in rows)


def test_csv_is_the_same_rows(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("extract", "--format", "csv", "--no-context", stdin=TEXT)
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert tuple(rows[0]) == table("claims").column_names
    assert [row["surface"] for row in rows] == ["12 percent", "$4.5 billion", "2021"]
    assert [row["unit_assumed"] for row in rows] == ["false", "true", "false"]
    assert rows[2]["unit"] == ""


def test_ledger_adds_what_is_no_claim_with_its_reason(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("extract", "--format", "jsonl", "--no-context", "--ledger", stdin=TEXT)
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [row["reason"] is None for row in rows] == [True, True, True, False]
    assert [row["char_start"] for row in rows] == sorted(row["char_start"] for row in rows)


def test_context_fills_the_columns_that_need_a_parse(tidyclaims: Invoke) -> None:
    (row, *_) = (json.loads(line) for line in tidyclaims("extract", "--format", "jsonl", stdin=TEXT).out.splitlines())
    assert (row["measure"], row["direction"], row["change_role"]) == ("Exports", "increase", "delta")


def test_a_table_shows_surface_value_and_context(tidyclaims: Invoke) -> None:
    out = tidyclaims("extract", "--ledger", stdin=TEXT).out
    assert "4,500,000,000" in out
    assert "measure: Exports" in out
    assert "no claim:" in out


def test_folders_are_read_whole_and_what_is_set_aside_is_said(tidyclaims: Invoke, tmp_path: Path) -> None:
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "deep" / "a.txt").write_text("It cost 5 euros.", encoding="utf-8")
    (tmp_path / "docs" / "empty.txt").write_text("", encoding="utf-8")
    outcome = tidyclaims("extract", "docs", "--format", "jsonl", "--no-context")
    assert [json.loads(line)["source"] for line in outcome.out.splitlines()] == ["deep/a.txt"]
    assert outcome.status == 0
    assert "empty.txt: set aside as empty" in outcome.err


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt"])
def test_a_named_file_that_cannot_be_read_ends_with_3_and_the_others_are_read(
    tidyclaims: Invoke, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "good.txt").write_text("It cost 5 euros.", encoding="utf-8")
    outcome = tidyclaims("extract", name, "good.txt", "--format", "jsonl", "--no-context")
    assert outcome.status == 3
    assert len(outcome.out.splitlines()) == 1
    assert f"error: {name}" in outcome.err
    assert "Traceback" not in outcome.err


def test_other_languages_are_not_set_aside(tidyclaims: Invoke) -> None:
    text = "Die Ausfuhren stiegen im vergangenen Jahr um 12 % auf 4,5 Milliarden Euro, wie das Amt mitteilte. " * 5
    outcome = tidyclaims("extract", "--format", "jsonl", "--no-context", stdin=text)
    assert '"12 %"' in outcome.out


def test_records_of_json_lines_are_named(tidyclaims: Invoke, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": "x", "text": "5 euros"}\n{"text": "6 euros"}\n', encoding="utf-8")
    rows = [
        json.loads(line) for line in tidyclaims("extract", "r.jsonl", "--format", "jsonl", "--no-context").out.splitlines()
    ]
    assert [row["source"] for row in rows] == ["r.jsonl#x", "r.jsonl#2"]
