"""Rows that must not be published, from claims to quarantine, by streaming; documents are counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.parquet import arrow_schema, read_batches, table_writer
from pipeline.validate.frames import claim_chunks
from pipeline.validate.rows import RowJudge, Verdict


def quarantine_failing_rows(candidate: Path, judge: RowJudge) -> None:
    """Judge every row of a candidate's claims and move those that fail to quarantine, which is written anew."""
    kept = candidate / ".claims.parquet"
    held_back: Counter[str] = Counter()
    with table_writer(kept, "claims") as claims, table_writer(candidate / "quarantine.parquet", "quarantine") as quarantine:
        for rows in claim_chunks(candidate / "claims.parquet"):
            verdicts = judge.judge(rows)
            if verdicts:
                failing = _failing_rows(rows, verdicts)
                held_back.update(failing.column("source").to_pylist())
                quarantine.write(failing)
            claims.write(rows.filter(_passing(rows, verdicts)) if verdicts else rows)
    kept.replace(candidate / "claims.parquet")
    if held_back:
        _count_anew(candidate, held_back)


def _passing(rows: pa.Table, verdicts: Mapping[int, Verdict]) -> pa.Array:
    return pa.array([label not in verdicts for label in range(rows.num_rows)])


def _failing_rows(rows: pa.Table, verdicts: Mapping[int, Verdict]) -> pa.Table:
    labels = sorted(verdicts)
    failing = rows.take(labels)
    failing = failing.append_column("expectation", pa.array([verdicts[label].expectation for label in labels], pa.string()))
    failing = failing.append_column("reason", pa.array([verdicts[label].reason for label in labels], pa.string()))
    return failing.cast(arrow_schema("quarantine"))


def _count_anew(candidate: Path, held_back: Mapping[str, int]) -> None:
    """Take the rows held back off the number of claims of their documents."""
    counted = candidate / ".documents.parquet"
    with table_writer(counted, "documents") as documents:
        for batch in read_batches(candidate / "documents.parquet"):
            held = pa.array([held_back.get(source, 0) for source in batch.column("source").to_pylist()], pa.int64())
            place = batch.schema.get_field_index("claims")
            rows = pa.Table.from_batches([batch])
            documents.write(rows.set_column(place, batch.schema.field(place), pc.subtract(rows.column("claims"), held)))
    counted.replace(candidate / "documents.parquet")
