"""Arrow schemas of the published tables, and Parquet files whose bytes depend on nothing but their rows."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables import Column, ColumnType, TableName, dictionary, table

ROWS_PER_GROUP = 16_384
BYTES_PER_GROUP = 8 * 1024 * 1024
ARRIVED_ROWS = 2_048
# The one column of a table that may hold a whole text; its bytes close a row group before the rows do.
HEAVY_COLUMN: Mapping[str, str] = {"claims": "sentence", "quarantine": "sentence", "texts": "text"}
CATEGORY = pa.dictionary(pa.int8(), pa.string())
ARROW_TYPES: Mapping[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "category": CATEGORY,
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
}


@cache
def arrow_schema(name: TableName) -> pa.Schema:
    """The Arrow schema of a published table, with `schema_version` and the table's name in its metadata."""
    fields = [
        pa.field(column.name, ARROW_TYPES[column.type], nullable=column.nullable, metadata=_field_metadata(column))
        for column in table(name).columns
    ]
    return pa.schema(fields, metadata={"schema_version": dictionary().schema_version, "table": name})


def _field_metadata(column: Column) -> dict[str, str]:
    return {"description": column.description} | ({"unit": column.unit} if column.unit else {})


def column_array(column: Column, values: Sequence[object]) -> pa.Array:
    """The values of a column as Arrow data; a category carries all its categories, whichever of them occur.

    ValueError where a value is not one of the column's categories; pyarrow's own errors where its type is wrong.
    """
    if column.type != "category":
        return pa.array(values, type=ARROW_TYPES[column.type])
    codes = _codes(column.categories)
    try:
        indices = pa.array([None if value is None else codes[str(value)] for value in values], type=pa.int8())
    except KeyError as error:
        raise ValueError(f"{column.name} holds {error.args[0]!r}, which is not one of its categories") from None
    return pa.DictionaryArray.from_arrays(indices, pa.array(column.categories, type=pa.string()))


@cache
def _codes(categories: tuple[str, ...]) -> Mapping[str, int]:
    return {category: code for code, category in enumerate(categories)}


def arrow_table(name: TableName, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Rows with every column of a published table as Arrow data."""
    arrays = [column_array(column, [row[column.name] for row in rows]) for column in table(name).columns]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(name))


class TableWriter:
    """Writes one Parquet file in row groups whose limits depend on the rows alone, not on how they are handed over.

    As a context manager: leaving it normally closes the file; leaving it with an error deletes the file.
    """

    def __init__(
        self,
        path: Path,
        schema: pa.Schema,
        *,
        heavy_column: str | None = None,
        rows_per_group: int = ROWS_PER_GROUP,
        bytes_per_group: int = BYTES_PER_GROUP,
        statistics: bool = True,
    ) -> None:
        self.rows = 0
        self._path = path
        self._schema = schema
        self._heavy = heavy_column
        self._rows_per_group = rows_per_group
        self._bytes_per_group = bytes_per_group
        self._arrived: list[pa.RecordBatch] = []
        self._arrived_rows = 0
        self._arrived_bytes = 0
        self._pending: list[pa.Table] = []
        self._pending_rows = 0
        self._pending_bytes = 0
        self._file = pq.ParquetWriter(
            path, schema, compression="zstd", compression_level=3, version="2.6", write_statistics=statistics
        )

    def write(self, rows: pa.Table | pa.RecordBatch) -> None:
        """Append rows, which must have the columns of the file; others that they have are left out."""
        batches = rows.to_batches() if isinstance(rows, pa.Table) else [rows]
        for batch in batches:
            self._arrived.append(batch.select(self._schema.names))
            self._arrived_rows += batch.num_rows
            self._arrived_bytes += batch.nbytes if self._heavy else 0
            # Many small pieces are cheaper to divide into row groups once they are one.
            if self._arrived_rows >= ARRIVED_ROWS or self._arrived_bytes >= self._bytes_per_group:
                self._absorb()

    def _absorb(self) -> None:
        """Divide what has arrived into row groups and write those that are full."""
        rows = pa.Table.from_batches(self._arrived).combine_chunks() if self._arrived else None
        self._arrived, self._arrived_rows, self._arrived_bytes = [], 0, 0
        while rows is not None and rows.num_rows:
            count, full = self._fitting(rows)
            self._pending.append(rows.slice(0, count))
            self._pending_rows += count
            rows = rows.slice(count)
            if full:
                self._flush()

    def _fitting(self, rows: pa.Table) -> tuple[int, bool]:
        """How many of these rows belong to the open row group, and whether the group is then full."""
        room = self._rows_per_group - self._pending_rows
        count, full = min(room, rows.num_rows), rows.num_rows >= room
        if self._heavy is None:
            return count, full
        lengths = pc.binary_length(rows.column(self._heavy).slice(0, count))
        running = pc.cumulative_sum(lengths.cast(pa.int64())).to_numpy()
        crossing = int(running.searchsorted(self._bytes_per_group - self._pending_bytes))
        if crossing < count:
            return crossing + 1, True
        self._pending_bytes += int(running[-1])
        return count, full

    def _flush(self) -> None:
        if self._pending_rows:
            group = pa.concat_tables(self._pending).combine_chunks()
            self._file.write_table(group.cast(self._schema), row_group_size=self._pending_rows)
            self.rows += self._pending_rows
        self._pending, self._pending_rows, self._pending_bytes = [], 0, 0

    def close(self) -> None:
        """Write what is pending and close the file."""
        self._absorb()
        self._flush()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self.close()
        else:
            self._file.close()
            self._path.unlink(missing_ok=True)


def table_writer(path: Path, name: TableName) -> TableWriter:
    """A writer for one of the published tables."""
    return TableWriter(path, arrow_schema(name), heavy_column=HEAVY_COLUMN.get(name))


def read_batches(path: Path, *, columns: Sequence[str] | None = None) -> Generator[pa.RecordBatch]:
    """The rows of a Parquet file, a row group or less at a time."""
    with pq.ParquetFile(path) as file:
        # Not iter_batches: its batches span row groups, whose limits in bytes would then mean nothing.
        for group in range(file.num_row_groups):
            yield from file.read_row_group(group, columns=columns, use_threads=False).to_batches()
