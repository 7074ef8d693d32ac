"""Rows that broke an expectation: those held back in quarantine, and those only reported, with what is guarded against."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.publish.report.chunks import ROWS_PER_CHUNK
from pipeline.publish.report.reading import rows
from pipeline.tables import table

AUDIT = Path("validation") / "result.json"


@dataclass(frozen=True, slots=True)
class BrokenExpectation:
    """An expectation that rows broke: its name, how many, what it guards against, and whether they are held back.

    shown: how many of the rows the page lists; the audit keeps only the first of those that it reports.
    """

    name: str
    count: int
    shown: int
    guards_against: str
    is_critical: bool


def broken_expectations(connection: duckdb.DuckDBPyConnection, release: Path) -> tuple[BrokenExpectation, ...]:
    """The expectations that rows broke; those that hold rows back first, then the most rows first."""
    told = {str(entry["name"]): entry for entry in row_failures(release)}
    held = rows(connection, "select expectation, count(*), min(reason) from quarantine group by 1")
    found = [
        BrokenExpectation(name, count, count, str(told.get(name, {}).get("guards_against", reason)), is_critical=True)
        for name, count, reason in held
    ]
    found += [
        BrokenExpectation(name, entry["count"], len(entry["rows"]), entry["guards_against"], is_critical=False)
        for name, entry in told.items()
        if entry["severity"] != "critical"
    ]
    return tuple(sorted(found, key=lambda broken: (not broken.is_critical, -broken.count, broken.name)))


def failing_rows(connection: duckdb.DuckDBPyConnection, release: Path) -> Iterator[pa.RecordBatch]:
    """Quarantined rows by source and place, as the directory counts them, then reported rows with what was found wrong."""
    reported = [
        (row["claim_id"], entry["name"], f"{row['detail']}: {entry['guards_against']}")
        for entry in row_failures(release)
        if entry["severity"] != "critical"
        for row in entry["rows"]
    ]
    listed = list(zip(*reported, strict=True)) or [(), (), ()]
    names = ("claim_id", "expectation", "reason")
    connection.register("reported", pa.table([pa.array(column, pa.string()) for column in listed], names=list(names)))
    columns = ", ".join(f'"{name}"' for name in table("claims").column_names if name != "document_id")
    query = f"""
        select {columns}, expectation, reason, true as held from quarantine
        union all select {columns}, expectation, reason, false from reported join claims using (claim_id)
        order by held desc, source, char_start, expectation"""
    yield from connection.sql(query).to_arrow_reader(ROWS_PER_CHUNK)


def row_failures(release: Path) -> Sequence[Mapping[str, Any]]:
    """What the audit of the release tells of each expectation that rows broke; nothing where there was no audit."""
    path = release / AUDIT
    if not path.is_file():
        return ()
    told: Sequence[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["row_failures"]
    return told
