"""`tidyclaims.duckdb` and `claims.csv`: the tables of a release for those who would rather not read Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.compute as pc

from pipeline.database import scratch_database
from pipeline.parquet import read_batches
from pipeline.tables import TABLE_NAMES, Column, ColumnType, Table, table

DATABASE = "tidyclaims.duckdb"
CLAIMS_CSV = "claims.csv"
MAX_BYTES_PER_CHARACTER = 4
VIEWS = Path(__file__).with_name("views.sql")
SQL_TYPES: dict[ColumnType, str] = {
    "string": "VARCHAR",
    "category": "VARCHAR",
    "bool": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
}
# A spreadsheet runs a cell that starts so as a formula; the full-width forms too, where the locale is Chinese or Japanese.
FORMULA_START = "^[=+@\\-\\t\\r\\n＝＋－＠]"


def write_database(candidate: Path) -> Path:
    """Write `tidyclaims.duckdb` with every table, typed and commented, and the views of views.sql; its path."""
    path = candidate / DATABASE
    path.unlink(missing_ok=True)
    largest = _largest_text(candidate)
    with scratch_database(path, spill=candidate.parent, largest_value=largest) as connection:
        for name in TABLE_NAMES:
            _write_table(connection, table(name), candidate / f"{name}.parquet")
        for comment, view in views():
            connection.execute(view)
            connection.execute(f"COMMENT ON VIEW {view.split()[2]} IS {_quoted(comment)}")
    return path


def _largest_text(candidate: Path) -> int:
    """The most bytes that a text of the candidate can have."""
    counts = (pc.max(batch.column(0)).as_py() for batch in read_batches(candidate / "documents.parquet", columns=["chars"]))
    return MAX_BYTES_PER_CHARACTER * max((count for count in counts if count is not None), default=0)


def _write_table(connection: duckdb.DuckDBPyConnection, declared: Table, parquet: Path) -> None:
    columns = ", ".join(
        f"{identifier(c.name)} {SQL_TYPES[c.type]}{'' if c.nullable else ' NOT NULL'}" for c in declared.columns
    )
    connection.execute(f"CREATE TABLE {declared.name} ({columns})")
    connection.execute(f"INSERT INTO {declared.name} SELECT * FROM read_parquet(?)", [str(parquet)])
    connection.execute(f"COMMENT ON TABLE {declared.name} IS {_quoted(declared.description)}")
    for column in declared.columns:
        target = f"{declared.name}.{identifier(column.name)}"
        connection.execute(f"COMMENT ON COLUMN {target} IS {_quoted(column.description)}")


def views() -> Iterator[tuple[str, str]]:
    """The views of views.sql: the comment above each, and its statement."""
    for statement in VIEWS.read_text(encoding="utf-8").split("\n\n")[1:]:
        comment, _, sql = statement.strip().partition("\n")
        yield comment.removeprefix("-- "), sql


def write_claims_csv(candidate: Path) -> Path:
    """Write `claims.csv`: UTF-8, a header, empty cells for null, and no cell that a spreadsheet would run; its path.

    A text that starts like a formula gets an apostrophe before it. Numbers are as they are: a minus there is a sign.
    """
    path = candidate / CLAIMS_CSV
    cells = ", ".join(_cell(column) for column in table("claims").columns)
    with scratch_database(spill=candidate.parent) as connection:
        query = f"SELECT {cells} FROM read_parquet({_quoted(str(candidate / 'claims.parquet'))})"
        connection.execute(f"COPY ({query}) TO {_quoted(str(path))} (FORMAT csv, HEADER, DELIMITER ',', NULLSTR '')")
    return path


def _cell(column: Column) -> str:
    name = identifier(column.name)
    if column.type != "string":
        return name
    return f"regexp_replace({name}, '{FORMULA_START}', '''\\0') AS {name}"


def identifier(name: str) -> str:
    """A column's name as SQL takes it, whether or not it is a keyword."""
    return f'"{name}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
