"""The page of recipes works: every block runs on a release and gives something; one question has one answer everywhere."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import psycopg
import pytest

from pipeline import run
from pipeline.publish.postgres import load_release
from pipeline.run import Job
from pipeline.settings import Settings
from pipeline.tables import TABLE_NAMES, table
from tests.postgres import postgres_server
from tests.recipes import all_recipes, duckdb_answers, postgres_answers, python_answers, recipes

TEXTS = {
    "ferries.txt": "Ferry fares rose by 6 percent in 2022. The fleet cost $12 million in 2021; by 2027 the fleet must cost"
    " $9 million. The share of electric ferries was 20 percent in 2022. The share of electric ferries is planned at"
    " 50 percent by 2030.",
    "mills.md": "# Mills\n\nIn 2019 seven mills closed, a third of all. Repairs cost €3.5 million, see page 12.\n",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose processed/latest is a release."""
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    assert run.run(Job(folder / "raw", folder / "processed", Settings(workers=1))) is not None
    return folder


@pytest.fixture(autouse=True)
def _in_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)


@pytest.fixture(scope="module")
def loaded(place: Path) -> Iterator[str]:
    """The address of a database that holds the release."""
    with postgres_server() as url:
        load_release(place / "processed" / "latest", url)
        yield url


def size(answer: object) -> int:
    return len(answer)  # type: ignore[arg-type]  # frames, series, lists and texts all have one


@pytest.mark.parametrize("part", ["pandas", "DuckDB", "spaCy"])
def test_python_blocks_give_something(part: str) -> None:
    answers = list(python_answers(part))
    assert len(answers) == len(recipes(part, "python"))
    assert all(size(answer) for answer in answers)


def test_sql_blocks_for_duckdb_give_something() -> None:
    answers = list(duckdb_answers())
    assert len(answers) == 5
    assert all(answers)


@pytest.mark.requires_postgres
def test_sql_blocks_for_postgresql_give_something(loaded: str) -> None:
    answers = list(postgres_answers(loaded))
    assert len(answers) == 3
    assert all(answers)


@pytest.mark.requires_postgres
def test_one_question_has_one_answer(loaded: str) -> None:
    claims = pd.read_parquet("processed/latest/claims.parquet")
    from_pandas = sorted(claims.groupby("kind", observed=True).size().items())
    assert from_pandas == next(duckdb_answers()) == next(postgres_answers(loaded))


@pytest.mark.requires_postgres
@pytest.mark.parametrize("name", TABLE_NAMES)
def test_parquet_duckdb_and_postgresql_hold_the_same_rows(loaded: str, name: str) -> None:
    declared = table(name)
    columns = ", ".join(f'"{column}"' for column in declared.column_names)
    with duckdb.connect("processed/latest/tidyclaims.duckdb", read_only=True) as database:
        from_parquet = database.execute(f"SELECT {columns} FROM 'processed/latest/{name}.parquet'").fetchall()
        from_duckdb = database.execute(f"SELECT {columns} FROM {name}").fetchall()
    with psycopg.connect(loaded) as connection:
        from_postgres = connection.execute(f"SELECT {columns} FROM tidyclaims.{name}").fetchall()
    assert sorted(from_parquet, key=repr) == sorted(from_duckdb, key=repr) == sorted(from_postgres, key=repr)
    assert from_parquet or name == "quarantine"


def test_r_blocks_are_well_formed(tmp_path: Path) -> None:
    blocks = recipes("R", "r")
    assert blocks
    for number, recipe in enumerate(blocks):
        assert all(recipe.code.count(left) == recipe.code.count(right) for left, right in ("()", "{}", "[]"))
        assert recipe.code.count('"') % 2 == 0
        if program := shutil.which("Rscript"):
            file = tmp_path / f"{number}.R"
            file.write_text(recipe.code, encoding="utf-8")
            subprocess.run([program, "-e", f"invisible(parse('{file}'))"], check=True, timeout=60)


def test_no_block_is_left_out() -> None:
    run_here = {("pandas", "python"), ("DuckDB", "python"), ("spaCy", "python"), ("DuckDB", "sql"), ("PostgreSQL", "sql")}
    checked = {("R", "r"), ("PostgreSQL", "sh")}
    assert {(recipe.part, recipe.language) for recipe in all_recipes()} == run_here | checked
