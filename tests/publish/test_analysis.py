"""CSV that no spreadsheet runs, a DuckDB file with the same rows, views that answer."""

from __future__ import annotations

import csv
import dataclasses
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from pipeline.publish.analysis import views, write_claims_csv, write_database
from pipeline.tables import TABLE_NAMES, table
from tests.publish.fakes import many, read
from tests.publish.fakes_release import assembled_candidate

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"]
PLAIN = ["a=1", "1-2", "'=1", ' "=1"', "x,y", 'say "no"', "two\nlines", "ä€𝄞", "null", "NA"]


def with_subject(source, subject, **changes):
    document = read(source, f"Report {source}: output rose by 4.5 percent.")
    claim = dataclasses.replace(document.claims[0], subject=subject, **changes)
    return dataclasses.replace(document, claims=(claim,))


@pytest.fixture(scope="module")
def candidate(tmp_path_factory):
    documents = [with_subject(f"{n:02}.txt", text) for n, text in enumerate(FORMULAS + PLAIN)]
    documents.append(with_subject("99.txt", None, value_low=Decimal(-21700000000), value_high=Decimal("0.1")))
    out = tmp_path_factory.mktemp("out")
    return assembled_candidate(out, [*documents, *many(9)])


def cells(candidate, name):
    with (candidate / "claims.csv").open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file) if "mill" not in row["source"]]


def test_formulas_are_neutralised_in_csv_alone(candidate):
    assert cells(candidate, "subject") == [f"'{text}" for text in FORMULAS] + PLAIN + [""]
    parquet = pd.read_parquet(candidate / "claims.parquet")
    assert parquet["subject"].dropna().tolist() == FORMULAS + PLAIN


def test_numbers_keep_their_sign(candidate):
    assert cells(candidate, "value_low")[-1] == "-21700000000.0" and cells(candidate, "value_high")[-1] == "0.1"


def test_csv_has_the_columns_and_the_rows_of_parquet(candidate):
    parquet = pd.read_parquet(candidate / "claims.parquet")
    frame = pd.read_csv(candidate / "claims.csv", keep_default_na=False, na_values=[""])
    assert list(frame.columns) == list(table("claims").column_names)
    for name in ("claim_id", "char_start", "value", "value_low", "year_start", "negated"):
        assert frame[name].tolist() == pytest.approx(parquet[name].tolist(), nan_ok=True) if "v" in name else True
        assert frame[name].isna().tolist() == parquet[name].isna().tolist()


def test_duckdb_holds_every_table_with_types_and_comments(candidate):
    with duckdb.connect(str(candidate / "tidyclaims.duckdb"), read_only=True) as connection:
        for name in TABLE_NAMES:
            differing = f"(SELECT * FROM {name} EXCEPT SELECT * FROM '{candidate / name}.parquet')"
            assert connection.execute(f"SELECT count(*) FROM {differing}").fetchone() == (0,)
            rows = connection.execute(
                "SELECT column_name, is_nullable, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
                [name],
            ).fetchall()
            assert rows == [(c.name, c.nullable, c.description) for c in table(name).columns]


def test_every_view_answers_and_is_commented(candidate):
    with duckdb.connect(str(candidate / "tidyclaims.duckdb"), read_only=True) as connection:
        known = dict(connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
        assert len(known) == len(list(views())) >= 7 and all(known.values())
        for name in known:
            connection.execute(f"SELECT * FROM {name}").fetchall()


def test_the_ledger_view_counts_every_number(candidate):
    with duckdb.connect(str(candidate / "tidyclaims.duckdb"), read_only=True) as connection:
        total = connection.execute("SELECT sum(numbers) FROM ledger").fetchone()[0]
    assert total == len(pd.read_parquet(candidate / "claims.parquet")) + len(pd.read_parquet(candidate / "excluded.parquet"))


def said(source, value, **changes):
    document = read(source, f"Report {source}: output was 4.5 percent.")
    number = Decimal(value)
    told = {"measure_key": "output", "subject": "Ruritania", "value_low": number, "value_high": number}
    return dataclasses.replace(document, claims=(dataclasses.replace(document.claims[0], **(told | changes)),))


def test_facts_and_targets_stand_side_by_side(tmp_path):
    documents = [
        said("a.txt", 4, year_start=2023, year_end=2023),
        said("b.txt", 6, year_start=2023, year_end=2023, status="estimate"),
        said("c.txt", 7, year_start=2030, year_end=2030, status="target"),
        said("d.txt", 9, year_start=2030, year_end=2030, status="forecast"),
        said("e.txt", 1, year_start=2023, year_end=2023, change_role="delta"),
        said("f.txt", 2, year_start=2023, year_end=2023, negated=True),
        said("g.txt", 3, measure_key="exports", year_start=2023, year_end=2023),
    ]
    candidate = assembled_candidate(tmp_path, documents)
    write_database(candidate)
    with duckdb.connect(str(candidate / "tidyclaims.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "SELECT subject, year, facts, fact_median, forecasts, forecast_median, targets, target_median"
            " FROM facts_and_targets"
        ).fetchall()
    assert rows == [("Ruritania", 2023, 2, 5.0, 0, None, 0, None), ("Ruritania", 2030, 0, None, 1, 9.0, 1, 7.0)]


def test_an_empty_release_has_a_header(tmp_path):
    candidate = assembled_candidate(tmp_path, [])
    assert write_claims_csv(candidate).read_text().splitlines() == [",".join(table("claims").column_names)]
