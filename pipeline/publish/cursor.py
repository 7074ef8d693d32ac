"""Forward reading of a sorted Parquet file, a given number of rows at a time, holding no more than a row group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.errors import ReleaseError
from pipeline.parquet import read_batches


class Cursor:
    """A position in a Parquet file that only moves forward."""

    def __init__(self, path: Path, *, columns: Sequence[str] | None = None) -> None:
        self._path = path
        self._batches = read_batches(path, columns=columns)
        self._open: pa.RecordBatch | None = None
        self._position = 0

    def take(self, count: int) -> Iterator[pa.RecordBatch]:
        """The next count rows. ReleaseError where the file ends before: it disagrees with its documents."""
        while count:
            batch = self._current()
            here = min(count, batch.num_rows - self._position)
            yield batch.slice(self._position, here)
            self._position += here
            count -= here

    def skip(self, count: int) -> None:
        """Pass over the next count rows."""
        for _ in self.take(count):
            pass

    def _current(self) -> pa.RecordBatch:
        while self._open is None or self._position >= self._open.num_rows:
            self._position = 0
            try:
                self._open = next(self._batches)
            except StopIteration:
                raise ReleaseError("it holds fewer rows than its documents say", place=str(self._path)) from None
        return self._open

    def close(self) -> None:
        """Release the file and the rows held."""
        self._batches.close()
        self._open = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What merging needs to know of one row of `documents`; digest and size are the input's."""

    source: str
    document_id: str
    status: str
    digest: str
    size: int
    claims: int
    excluded: int

    @property
    def texts(self) -> int:
        """Number of its rows in `texts`."""
        return int(self.status == "ok")


ENTRY_COLUMNS = ("source", "document_id", "status", "digest", "bytes", "claims", "excluded")


def entries(documents: Path) -> Iterator[Entry]:
    """The documents of a part, in its order."""
    for batch in read_batches(documents, columns=ENTRY_COLUMNS):
        columns = (batch.column(name).to_pylist() for name in ENTRY_COLUMNS)
        for values in zip(*columns, strict=True):
            yield Entry(*values)
