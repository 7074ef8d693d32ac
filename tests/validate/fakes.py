"""Tables of a candidate with a fault put in."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.parquet import arrow_table, table_writer


def edited(candidate: Path, name: str, row: int, changes: dict[str, object] | None) -> None:
    """Change columns of one row of a table, or drop the row where changes is None."""
    rows = pq.read_table(candidate / f"{name}.parquet").to_pylist()
    rows = rows[:row] + ([rows[row] | changes] if changes is not None else []) + rows[row + 1 :]
    with table_writer(candidate / f"{name}.parquet", name) as writer:
        writer.write(arrow_table(name, rows))
