"""Rows of unchanged documents, from the last release into a shard, exactly as reading the documents again would give them.

Quarantined rows come back as candidates, so that today's expectations judge them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from pipeline.database import scratch_database, stream
from pipeline.errors import ReleaseError
from pipeline.parquet import TableWriter, read_batches
from pipeline.publish.corrections import applied_corrections, restore_as_read
from pipeline.publish.cursor import Cursor
from pipeline.publish.shards import LONG_PART, SHARD_TABLES, Part, close_shard, part_schema, part_writer
from pipeline.tables import TableName, table

RowTable = Literal["claims", "excluded", "texts"]
ROW_TABLES: tuple[RowTable, ...] = ("claims", "excluded", "texts")
HELD_BACK = "SELECT source, count(*) FROM read_parquet(?) GROUP BY source ORDER BY source"


def write_carried(release: Path, carried: Iterator[tuple[str, ...]], directory: Path) -> None:
    """Write a shard of those documents of a release whose (source, digest) are given, in order of source."""
    part = directory / "part-00000"
    part.mkdir(parents=True)
    with ExitStack() as stack:
        writers = {name: stack.enter_context(part_writer(part, name, length=LONG_PART)) for name in SHARD_TABLES}
        connection = stack.enter_context(scratch_database(spill=directory))
        held_back = _Matcher(stream(connection.execute(HELD_BACK, [str(release / "quarantine.parquet")])))
        sources = _copy_documents(release, writers, _Matcher(carried), held_back)
    close_shard(directory, [Part(part, sources.first, sources.last, sources.count)] if sources.count else [])


class _Matcher:
    """Looks sources up in rows of (source, value); both come in the same order."""

    def __init__(self, rows: Iterator[tuple[str, ...]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def value_of(self, source: str) -> str | None:
        """The value beside the source, or None where it has none."""
        if self._next is None or self._next[0] != source:
            return None
        value = self._next[1]
        self._next = next(self._rows, None)
        return value

    def check_exhausted(self, release: Path) -> None:
        """ReleaseError where a source was never met: the tables of the release do not fit one another."""
        if self._next is not None:
            raise ReleaseError(f"it holds no document {self._next[0]!r} in its place", place=str(release))


class _Range:
    """The first and last of the sources seen, and their number."""

    def __init__(self) -> None:
        self.first = self.last = ""
        self.count = 0

    def add(self, source: str) -> None:
        self.first = self.first if self.count else source
        self.last = source
        self.count += 1


def _copy_documents(
    release: Path, writers: Mapping[TableName, TableWriter], carried: _Matcher, held_back: _Matcher
) -> _Range:
    """Copy the documents carried over, with all their rows, and tell which they were."""
    copied, rows = _Range(), _RowCopier(release, writers)
    for batch in read_batches(release / "documents.parquet"):
        digests: list[str | None] = []
        for source, status, claims, excluded in _columns(batch, "source", "status", "claims", "excluded"):
            digests.append(carried.value_of(source))
            counts: dict[RowTable, int] = {"claims": claims, "excluded": excluded, "texts": int(status == "ok")}
            rows.add(counts, held_back=int(held_back.value_of(source) or 0), kept=digests[-1] is not None)
            if digests[-1] is not None:
                copied.add(source)
        writers["documents"].write(_kept_documents(batch, digests, rows.claims_counts))
        rows.claims_counts = []
    rows.flush()
    carried.check_exhausted(release)
    held_back.check_exhausted(release)
    return copied


def _columns(batch: pa.RecordBatch, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(batch.column(name).to_pylist() for name in names), strict=True)


def _kept_documents(batch: pa.RecordBatch, digests: Sequence[str | None], claims: Sequence[int]) -> pa.Table:
    """The rows of the documents kept, with their number of candidates and the digest of their input."""
    rows = pa.Table.from_batches([batch])
    rows = rows.set_column(rows.schema.get_field_index("claims"), "claims", pa.array(claims, pa.int64()))
    rows = rows.append_column("digest", pa.array(digests, pa.string()))
    return rows.filter(pa.array([digest is not None for digest in digests])).cast(part_schema("documents"))


class _RowCopier:
    """Copies or passes over the rows of documents; neighbours with the same fate are handled at once."""

    def __init__(self, release: Path, writers: Mapping[TableName, TableWriter]) -> None:
        self._writers = writers
        self._cursors = {name: Cursor(release / f"{name}.parquet") for name in ROW_TABLES}
        self._held_back = Cursor(release / "quarantine.parquet", columns=table("claims").column_names)
        self._corrections = applied_corrections(release)
        self._waiting: dict[RowTable, int] = dict.fromkeys(ROW_TABLES, 0)
        self._kept = True
        self.claims_counts: list[int] = []

    def add(self, counts: Mapping[RowTable, int], *, held_back: int, kept: bool) -> None:
        """Take in the next document: its numbers of rows, of quarantined rows, and whether it is carried over."""
        self.claims_counts.append(counts["claims"] + held_back)
        if kept != self._kept or held_back:
            self.flush()
            self._kept = kept
        if held_back:
            self._copy_claims(counts["claims"], held_back)
            counts = {**counts, "claims": 0}
        for name in ROW_TABLES:
            self._waiting[name] += counts[name]

    def _copy_claims(self, claims: int, held_back: int) -> None:
        """The claims of one document with its quarantined rows back among them, in text order."""
        batches = [*self._cursors["claims"].take(claims), *self._held_back.take(held_back)]
        if self._kept:
            rows = pa.concat_tables([pa.Table.from_batches([self._as_read(batch)]) for batch in batches])
            self._writers["claims"].write(rows.sort_by("char_start"))

    def _as_read(self, claims: pa.RecordBatch) -> pa.RecordBatch:
        """Claims as they were before people corrected them; today's corrections are applied after the merge."""
        return restore_as_read(claims, self._corrections) if self._corrections else claims

    def flush(self) -> None:
        """Copy, or pass over, the rows that are waiting."""
        for name in ROW_TABLES:
            for batch in self._cursors[name].take(self._waiting[name]):
                if self._kept:
                    self._writers[name].write(self._as_read(batch) if name == "claims" else batch)
            self._waiting[name] = 0
