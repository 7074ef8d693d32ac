"""What one worker writes: a shard, which is one or more parts, each sorted by source and shaped as the published tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from pipeline.errors import ReleaseError
from pipeline.model import ReadDocument, SetAside
from pipeline.parquet import HEAVY_COLUMN, TableWriter, arrow_schema, arrow_table
from pipeline.publish.durable import write_durably
from pipeline.publish.rows import Row, claim_rows, document_row, excluded_rows, text_row
from pipeline.tables import TableName

SHARD_TABLES: tuple[TableName, ...] = ("documents", "claims", "excluded", "texts")
PART_BYTES = 16 * 1024 * 1024
ROW_BYTES = 500
# Merging holds a row group of every part that is open, so these are small.
PART_ROWS_PER_GROUP = 1_024
PART_BYTES_PER_GROUP = 512 * 1024
LONG_PART = 4
CLOSING_FILE = "shard.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A sorted run of documents on disk: its directory, its first and last source, its number of documents."""

    path: Path
    first: str
    last: str
    documents: int


def part_schema(name: TableName) -> pa.Schema:
    """The schema of a table within a part: as published, and for documents the digest of the input as well."""
    schema = arrow_schema(name)
    return schema.append(pa.field("digest", pa.string(), nullable=False)) if name == "documents" else schema


def part_writer(directory: Path, name: TableName, *, length: int = 1) -> TableWriter:
    """A writer for one table of a part; length: how many times the usual number of rows its row groups hold.

    What a file says of its row groups is held in memory, so a part of many rows has longer ones.
    """
    return TableWriter(
        directory / f"{name}.parquet",
        part_schema(name),
        heavy_column=HEAVY_COLUMN.get(name),
        rows_per_group=length * PART_ROWS_PER_GROUP,
        bytes_per_group=length * PART_BYTES_PER_GROUP,
        statistics=False,
    )


@dataclass(slots=True)
class _Rows:
    """The rows of one document, waiting to be written."""

    source: str
    digest: str
    tables: Mapping[TableName, Sequence[Row]]


class ShardWriter:
    """Writes documents, in any order, as a shard below a directory; memory is bounded by part_bytes.

    As a context manager: a shard is complete, and will be merged, only once it was left without an error.
    """

    def __init__(self, directory: Path, *, part_bytes: int = PART_BYTES) -> None:
        self._directory = directory
        self._part_bytes = part_bytes
        self._waiting: list[_Rows] = []
        self._waiting_bytes = 0
        self._parts: list[Part] = []
        directory.mkdir(parents=True, exist_ok=False)

    def add(self, document: ReadDocument | SetAside, *, digest: str) -> None:
        """Add a document; digest is the hex SHA-256 over all bytes that its rows depend on (file and source file)."""
        row = document_row(document)
        tables: dict[TableName, Sequence[Row]] = {"documents": [row], "claims": (), "excluded": (), "texts": ()}
        if isinstance(document, ReadDocument):
            tables["claims"] = list(claim_rows(document))
            tables["excluded"] = list(excluded_rows(document))
            tables["texts"] = [text_row(document)]
        self._waiting.append(_Rows(str(row["source"]), digest, tables))
        self._waiting_bytes += _rough_bytes(document, tables["claims"], tables["excluded"])
        if self._waiting_bytes >= self._part_bytes:
            self._write_part()

    def _write_part(self) -> None:
        self._waiting.sort(key=lambda rows: (rows.source, rows.digest))
        name = f"part-{len(self._parts):05d}"
        (self._directory / name).mkdir()
        for table in SHARD_TABLES:
            with part_writer(self._directory / name, table) as writer:
                writer.write(_part_table(table, self._waiting))
        first, last = self._waiting[0].source, self._waiting[-1].source
        self._parts.append(Part(self._directory / name, first, last, len(self._waiting)))
        self._waiting, self._waiting_bytes = [], 0

    def close(self) -> None:
        """Write what is waiting and declare the shard complete."""
        if self._waiting:
            self._write_part()
        close_shard(self._directory, self._parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self.close()


def _rough_bytes(document: ReadDocument | SetAside, claims: Sequence[Row], excluded: Sequence[Row]) -> int:
    text = len(document.clean.document.text) if isinstance(document, ReadDocument) else 0
    sentences = sum(len(str(row["sentence"])) for row in claims)
    return text + sentences + ROW_BYTES * (1 + len(claims) + len(excluded))


def _part_table(name: TableName, waiting: Iterable[_Rows]) -> pa.Table:
    waiting = list(waiting)
    rows = arrow_table(name, [row for document in waiting for row in document.tables[name]])
    if name != "documents":
        return rows
    return rows.append_column(part_schema(name).field("digest"), pa.array([document.digest for document in waiting]))


def close_shard(directory: Path, parts: Sequence[Part]) -> None:
    """Declare a shard complete: list its parts in the file that merging looks for."""
    listed = [asdict(part) | {"path": part.path.name} for part in parts]
    write_durably(directory / CLOSING_FILE, json.dumps({"parts": listed}, indent=1, ensure_ascii=False).encode())


def shard_parts(directory: Path) -> list[Part]:
    """The parts of a complete shard. ReleaseError where the shard was not completed."""
    try:
        listed = json.loads((directory / CLOSING_FILE).read_text(encoding="utf-8"))["parts"]
    except FileNotFoundError:
        raise ReleaseError(
            "this shard was not completed", place=str(directory), remedy="Read its batch of documents again"
        ) from None
    return [Part(**(part | {"path": directory / part["path"]})) for part in listed]
