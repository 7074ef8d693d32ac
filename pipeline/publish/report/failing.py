"""The expectations that rows broke, with what each guards against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.publish.report.reading import rows


@dataclass(frozen=True, slots=True)
class BrokenExpectation:
    """An expectation that rows broke: its name, how many rows it holds back, and what it guards against."""

    name: str
    count: int
    guards_against: str


def broken_expectations(connection: duckdb.DuckDBPyConnection, release: Path) -> tuple[BrokenExpectation, ...]:
    """The expectations that hold rows back, the most rows first."""
    guards = guards_of(release)
    query = "select expectation, count(*), min(reason) from quarantine group by 1 order by 2 desc, 1"
    return tuple(BrokenExpectation(name, count, guards.get(name, reason)) for name, count, reason in rows(connection, query))


def guards_of(release: Path) -> Mapping[str, str]:
    """What each expectation guards against, by its name, where the audit of the release tells."""
    path = release / "validation" / "result.json"
    if not path.is_file():
        return {}
    told = json.loads(path.read_text(encoding="utf-8"))
    return {str(entry["name"]): str(entry["guards_against"]) for entry in told.get("row_failures", ())}
