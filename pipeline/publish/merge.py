"""Shards → the tables of a release candidate, sorted by source and char_start, by streaming in bounded memory.

Parts are sorted runs, so this is a merge of runs, document by document. Only parts whose ranges of sources overlap are open
together; where more than FAN_IN overlap, groups are merged into longer parts first.
"""

from __future__ import annotations

import heapq
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.parquet import TableWriter, arrow_table, table_writer
from pipeline.publish.cursor import Cursor, Entry, entries
from pipeline.publish.duplicates import Duplicates
from pipeline.publish.shards import LONG_PART, SHARD_TABLES, Part, part_writer, shard_parts
from pipeline.tables import TableName

FAN_IN = 24
INPUTS = "inputs.jsonl"


def merge_shards(shards: Iterable[Path], candidate: Path, *, fan_in: int = FAN_IN) -> None:
    """Write claims, excluded, documents and texts of a candidate, and the list of its inputs, from complete shards.

    The bytes depend on the documents alone, not on shards or their order. A document whose bytes were met at an earlier
    source becomes a duplicate without rows. ReleaseError where a shard was not completed.
    """
    parts = [part for shard in shards for part in shard_parts(shard)]
    candidate.mkdir(parents=True, exist_ok=True)
    passing = candidate / ".merging"
    with Duplicates(parts, spill=candidate.parent) as duplicates:
        level = 0
        while _most_open(parts) > fan_in:
            parts = _longer_parts(parts, passing / str(level), fan_in)
            level += 1
        with _CandidateWriter(candidate) as writer:
            for stretch in _stretches(parts):
                writer.write(stretch, duplicates)
    shutil.rmtree(passing, ignore_errors=True)


@dataclass(slots=True)
class _OpenPart:
    """A part being read: the documents still to come, and a cursor in each table."""

    entries: Iterator[Entry]
    cursors: Mapping[TableName, Cursor]

    @classmethod
    def of(cls, part: Part) -> _OpenPart:
        cursors = {name: Cursor(part.path / f"{name}.parquet") for name in SHARD_TABLES}
        return cls(entries(part.path / "documents.parquet"), cursors)

    def close(self) -> None:
        for cursor in self.cursors.values():
            cursor.close()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Documents that follow one another both in one part and in the merged order."""

    part: _OpenPart
    documents: list[Entry]


def _most_open(parts: Iterable[Part]) -> int:
    """The largest number of parts whose ranges of sources overlap at one place."""
    changes = sorted([(part.first, 0) for part in parts] + [(part.last, 1) for part in parts])
    most = now = 0
    for _, closing in changes:
        now += -1 if closing else 1
        most = max(most, now)
    return most


def _longer_parts(parts: list[Part], directory: Path, fan_in: int) -> list[Part]:
    """The same documents in fewer, longer parts."""
    ordered = sorted(parts, key=lambda part: (part.first, part.last, part.path))
    longer = []
    for number, start in enumerate(range(0, len(ordered), fan_in)):
        group = ordered[start : start + fan_in]
        target = directory / f"{number:05d}"
        target.mkdir(parents=True)
        with ExitStack() as stack:
            writers = {name: stack.enter_context(part_writer(target, name, length=LONG_PART)) for name in SHARD_TABLES}
            for stretch in _stretches(group):
                _copy(stretch.part, stretch.documents, writers)
        last = max(part.last for part in group)
        longer.append(Part(target, group[0].first, last, sum(part.documents for part in group)))
    return longer


def _stretches(parts: Iterable[Part]) -> Iterator[_Stretch]:
    """All documents in order of source, as stretches; a part is open only from its first to its last source."""
    closed = sorted(parts, key=lambda part: (part.first, part.last, part.path), reverse=True)
    heads: list[tuple[str, str, int, Entry, _OpenPart]] = []
    opened = 0
    while heads or closed:
        while closed and (not heads or closed[-1].first <= heads[0][0]):
            part = _OpenPart.of(closed.pop())
            head = next(part.entries)
            heapq.heappush(heads, (head.source, head.digest, opened, head, part))
            opened += 1
        _, _, number, entry, part = heapq.heappop(heads)
        limit = min([head[0] for head in heads[:1]] + [waiting.first for waiting in closed[-1:]], default=None)
        documents, following = _run_below(part, entry, limit)
        yield _Stretch(part, documents)
        if following is None:
            part.close()
        else:
            heapq.heappush(heads, (following.source, following.digest, number, following, part))


def _run_below(part: _OpenPart, entry: Entry, limit: str | None) -> tuple[list[Entry], Entry | None]:
    """The entry and those that follow it in its part before any other part's turn, and the first that does not."""
    documents = [entry]
    for following in part.entries:
        if len(documents) == 1_024 or (limit is not None and following.source >= limit):
            return documents, following
        documents.append(following)
    return documents, None


def _copy(part: _OpenPart, documents: list[Entry], writers: Mapping[TableName, TableWriter]) -> None:
    """Copy the next documents of a part, with all their rows."""
    counts = {
        "documents": len(documents),
        "claims": sum(entry.claims for entry in documents),
        "excluded": sum(entry.excluded for entry in documents),
        "texts": sum(entry.texts for entry in documents),
    }
    for name in SHARD_TABLES:
        for batch in part.cursors[name].take(counts[name]):
            writers[name].write(batch)


class _CandidateWriter:
    """Writes the tables of a candidate from stretches, turning repeated documents into duplicates."""

    def __init__(self, candidate: Path) -> None:
        self._candidate = candidate
        self._stack = ExitStack()

    def __enter__(self) -> _CandidateWriter:
        names = SHARD_TABLES
        self._writers = {
            name: self._stack.enter_context(table_writer(self._candidate / f"{name}.parquet", name)) for name in names
        }
        self._inputs = self._stack.enter_context((self._candidate / INPUTS).open("w", encoding="utf-8"))
        return self

    def __exit__(self, *reason: object) -> None:
        self._stack.__exit__(*reason)  # type: ignore[arg-type]  # handed on as they came

    def write(self, stretch: _Stretch, duplicates: Duplicates) -> None:
        """Write the documents of a stretch."""
        originals: list[Entry] = []
        for entry in stretch.documents:
            self._inputs.write(_input_line(entry))
            first = duplicates.original_of(entry)
            if first is None:
                originals.append(entry)
                continue
            self._copy(stretch.part, originals)
            originals = []
            self._write_duplicate(stretch.part, entry, first)
        self._copy(stretch.part, originals)

    def _copy(self, part: _OpenPart, documents: list[Entry]) -> None:
        if documents:
            _copy(part, documents, self._writers)

    def _write_duplicate(self, part: _OpenPart, entry: Entry, first: str) -> None:
        """A duplicate keeps what is known of the file and loses what only reading it tells."""
        part.cursors["claims"].skip(entry.claims)
        part.cursors["excluded"].skip(entry.excluded)
        part.cursors["texts"].skip(entry.texts)
        row = pa.Table.from_batches(part.cursors["documents"].take(1)).to_pylist()[0]
        unread = dict.fromkeys(("error", "encoding", "language", "language_score", "chars", "sentences"))
        row |= unread | {"status": "duplicate", "duplicate_of": first, "claims": 0, "excluded": 0}
        self._writers["documents"].write(arrow_table("documents", [row]))


def _input_line(entry: Entry) -> str:
    fields = {"source": entry.source, "document_id": entry.document_id, "digest": entry.digest, "bytes": entry.size}
    return json.dumps(fields, ensure_ascii=False) + "\n"
