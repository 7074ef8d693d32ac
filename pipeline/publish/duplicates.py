"""Which documents repeat the bytes of an earlier one, over all parts, found on disk rather than in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from pipeline.database import scratch_database, stream
from pipeline.publish.cursor import Entry
from pipeline.publish.shards import Part

# Ids are 16 hex digits: as numbers they take a fifth of the memory.
REPEATS = """
WITH documents AS (
  SELECT source, ('0x' || document_id)::UBIGINT AS id FROM read_parquet(?)
), repeated AS (
  SELECT id FROM documents GROUP BY id HAVING count(*) > 1
), ordered AS (
  SELECT source, id, first_value(source) OVER same AS original, row_number() OVER same AS place
  FROM documents SEMI JOIN repeated USING (id)
  WINDOW same AS (PARTITION BY id ORDER BY source)
)
SELECT source, id, original, source = original FROM ordered WHERE place > 1 ORDER BY source, id
"""


Repeat = tuple[str, int, str, bool]


class Duplicates:
    """The repeated documents of some parts, in order of source; to be asked about documents in that order."""

    def __init__(self, parts: Sequence[Part], *, spill: Path) -> None:
        self._paths = [str(part.path / "documents.parquet") for part in parts]
        self._spill = spill
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._rows: Iterator[Repeat] = iter(())
        self._next: Repeat | None = None
        self._source = ""
        self._here: dict[int, tuple[str, bool]] = {}

    def __enter__(self) -> Self:
        if self._paths:
            self._connection = scratch_database(spill=self._spill)
            self._rows = stream(self._connection.execute(REPEATS, [self._paths]))
            self._next = next(self._rows, None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.close()

    def original_of(self, entry: Entry) -> str | None:
        """The first source with the bytes of this entry, or None where it is the first; entries come in order of source."""
        if entry.source != self._source:
            self._move_to(entry.source)
        number = int(entry.document_id, 16)
        original, repeats_itself = self._here.get(number, (None, False))
        if repeats_itself:
            # The same source with the same bytes twice: the first of the two keeps its rows.
            self._here[number] = (entry.source, False)
            return None
        return original

    def _move_to(self, source: str) -> None:
        self._source, self._here = source, {}
        while self._next is not None and self._next[0] <= source:
            if self._next[0] == source:
                self._here[self._next[1]] = self._next[2:]
            self._next = next(self._rows, None)
