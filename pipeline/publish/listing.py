"""The inputs of a run, listed on disk before any is read, so that nothing in memory grows with their number."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from pipeline.parquet import TableWriter

LISTING_SCHEMA = pa.schema(
    [
        pa.field("place", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("location", pa.string(), nullable=False),
    ]
)
ROWS_AT_ONCE = 1_024


@dataclass(frozen=True, slots=True)
class Listed:
    """An input that was met: a file, or a record of one.

    source, document_id: as in `documents`. digest: hex SHA-256 over all bytes its rows depend on: its own and those of the
    source file beside it. size: bytes. location: whatever the lister needs to find it again.
    """

    source: str
    document_id: str
    digest: str
    size: int
    location: str


class ListingWriter:
    """Writes the inputs of a run to a Parquet file, in the order in which they are added."""

    def __init__(self, path: Path) -> None:
        self._writer = TableWriter(path, LISTING_SCHEMA)
        self._waiting: list[Listed] = []
        self._count = 0

    def add(self, listed: Listed) -> None:
        """Add an input."""
        self._waiting.append(listed)
        if len(self._waiting) == ROWS_AT_ONCE:
            self._write()

    def _write(self) -> None:
        count = len(self._waiting)
        columns = {name: [getattr(listed, name) for listed in self._waiting] for name in Listed.__slots__}
        columns["place"] = list(range(self._count, self._count + count))
        self._writer.write(pa.Table.from_pydict(columns, schema=LISTING_SCHEMA))
        self._count += count
        self._waiting = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self._write()
        self._writer.__exit__(kind, error, trace)
