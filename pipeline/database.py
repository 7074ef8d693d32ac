"""DuckDB as a workbench: bounded memory, no network, no extension fetched, the same answer on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

MEMORY_BYTES = 64 * 1024 * 1024
COPIES_HELD = 8


def scratch_database(path: Path | None = None, *, spill: Path, largest_value: int = 0) -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory, or in a new file, that spills below a directory rather than grow.

    largest_value: bytes of the largest single value it will meet, of which it holds a few at a time.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_BYTES + COPIES_HELD * largest_value}B",
        # One thread keeps rows in order and memory low; the tables are written once a run.
        "threads": 1,
        "temp_directory": str(spill / ".spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(str(path) if path else ":memory:", config=config)


def stream(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of an executed query, fetched a thousand at a time."""
    while rows := result.fetchmany(1_024):
        yield from rows
