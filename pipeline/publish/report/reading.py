"""A release's Parquet files as DuckDB views, for the figures, charts and directories of the report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import scratch_database
from pipeline.errors import ReleaseError

TABLES = ("claims", "excluded", "quarantine", "documents", "texts")


@contextmanager
def opened_tables(release: Path, *, last_release: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view for each table of the release, and "last_claims" and so on for the release before it.

    Raises ReleaseError if a table is missing.
    """
    with tempfile.TemporaryDirectory() as spill, scratch_database(spill=Path(spill)) as connection:
        add_views(connection, release, prefix="")
        if last_release is not None:
            add_views(connection, last_release, prefix="last_")
        yield connection


def add_views(connection: duckdb.DuckDBPyConnection, release: Path, *, prefix: str) -> None:
    """Give each table of the release a view; names with a dot or a quote in the path are safe."""
    for name in TABLES:
        path = release / f"{name}.parquet"
        if not path.is_file():
            raise ReleaseError(f"the release has no {path.name}", place=str(release), remedy="Run `tidyclaims run` again.")
        quoted = str(path).replace("'", "''")
        connection.execute(f"create view {prefix}{name} as select * from read_parquet('{quoted}', file_row_number = true)")


def rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[object] | None = None) -> list[tuple[Any, ...]]:
    """All rows of a query whose answer is small."""
    return connection.execute(query, parameters or []).fetchall()


def counts(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> dict[str, int]:
    """How many rows a table has by the words of a column, most frequent first."""
    query = f"select {column}::varchar, count(*) from {table} where {column} is not null group by 1 order by 2 desc, 1"
    return dict(rows(connection, query))
