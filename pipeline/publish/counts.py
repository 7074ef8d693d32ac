"""How many rows a release has, by what they are: the figures that its manifest and a closing table show."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.parquet import read_batches
from pipeline.tables import TableName, table

COUNTED: Mapping[TableName, str] = {
    "documents": "status",
    "claims": "kind",
    "excluded": "reason",
    "quarantine": "expectation",
}


def table_counts(release: Path) -> dict[str, dict[str, int]]:
    """Rows of documents by status, claims by kind, excluded by reason and quarantine by expectation; only what occurs."""
    return {name: _counts(release / f"{name}.parquet", name, column) for name, column in COUNTED.items()}


def _counts(path: Path, name: TableName, column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in read_batches(path, columns=[column]):
        for entry in pc.value_counts(batch.column(column).cast(pa.string())).to_pylist():
            found[entry["values"]] = found.get(entry["values"], 0) + entry["counts"]
    order = next(c.categories for c in table(name).columns if c.name == column) or sorted(found)
    return {value: found[value] for value in order if value in found}
