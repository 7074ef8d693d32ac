"""DuckDB as a workbench: bounded memory, no network, no extension fetched, the same answer on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

MEMORY_LIMIT = "256MB"


def scratch_database(path: Path | None = None, *, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory, or in a new file, that spills into a directory rather than grow."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "threads": 2,
        "temp_directory": str(spill / ".spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(str(path) if path else ":memory:", config=config)


def stream(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of an executed query, fetched a thousand at a time."""
    while rows := result.fetchmany(1_024):
        yield from rows
