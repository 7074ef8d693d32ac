"""Tables of a release as JavaScript files that a page loads piece by piece, because nothing can be fetched from file://.

A chunk file holds one call, `tidyclaims.receive("claims", 3, '…')`, whose last argument is JSON: the rows of a table column
by column, words once each with a code per row. Texts are packed by length, other tables by a fixed number of rows, so that
row n stands in chunk n // ROWS_PER_CHUNK. Memory holds one chunk at a time, whatever the size of the table.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.parquet import read_batches

ROWS_PER_CHUNK = 4000
CHARS_PER_TEXT_CHUNK = 500_000
PLACED = pa.schema([("document_id", pa.string()), ("text_chunk", pa.int32())])


def write_table_chunks(batches: Iterable[pa.RecordBatch], table: str, data: Path) -> int:
    """Write record batches as chunk files in the folder data; return the number of rows."""
    rows = 0
    for number, part in enumerate(parts_of(batches, ROWS_PER_CHUNK)):
        write_chunk(data, table, number, {"rows": part.num_rows, "columns": encoded_columns(part)})
        rows += part.num_rows
    return rows


def write_text_chunks(parquet: Path, data: Path) -> pa.Table:
    """Pack the reference texts into chunk files of about a megabyte; return the chunk number of each document id.

    As Arrow data, which hold a document in a sixth of the memory of a dictionary.
    """
    placed = [PLACED.empty_table()]
    for number, texts in enumerate(packed_texts(parquet)):
        write_chunk(data, "texts", number, texts)
        placed.append(pa.table([list(texts), [number] * len(texts)], schema=PLACED))
    return pa.concat_tables(placed)


def packed_texts(parquet: Path) -> Iterator[dict[str, str]]:
    """Texts by document id, in the order of the file, in groups of at least CHARS_PER_TEXT_CHUNK characters."""
    group: dict[str, str] = {}
    size = 0
    for batch in read_batches(parquet, columns=["document_id", "text"]):
        for row in batch.to_pylist():
            group[row["document_id"]] = row["text"] or ""
            size += len(row["text"] or "")
            if size >= CHARS_PER_TEXT_CHUNK:
                yield group
                group, size = {}, 0
    if group:
        yield group


def parts_of(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """The batches as tables of exactly that many rows (the last may be shorter)."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= rows:
            table = pa.Table.from_batches(held)
            yield table.slice(0, rows)
            held = table.slice(rows).to_batches()
            count -= rows
    if count:
        yield pa.Table.from_batches(held)


def encoded_columns(table: pa.Table) -> dict[str, object]:
    """Every column of a table in its JSON form: numbers, flags as 0 and 1, or words with codes."""
    return {name: encoded_column(table.column(name).combine_chunks()) for name in table.column_names}


def encoded_column(column: pa.Array | pa.ChunkedArray) -> dict[str, object]:
    """One column in its JSON form; null is null in numbers and -1 in codes."""
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if pa.types.is_boolean(column.type):
        return {"numbers": column.cast(pa.int8()).to_pylist()}
    if is_number(column.type):
        return {"numbers": [short_number(value) for value in column.to_pylist()]}
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    return {"words": column.dictionary.to_pylist(), "codes": pc.fill_null(column.indices, -1).to_pylist()}


def is_number(kind: pa.DataType) -> bool:
    """Whether JavaScript holds values of the Arrow type as numbers."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def short_number(value: float | None) -> float | int | None:
    """The number without a needless ".0"; what JSON cannot hold (NaN, infinities) becomes null."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def write_chunk(data: Path, table: str, number: int, content: object) -> None:
    """Write one chunk file."""
    data.mkdir(parents=True, exist_ok=True)
    call = f'tidyclaims.receive("{table}",{number},{script_string(content)});\n'
    (data / chunk_name(table, number)).write_text(call, encoding="utf-8", newline="\n")


def chunk_name(table: str, number: int) -> str:
    """The file name of a chunk: "claims-0003.js"."""
    return f"{table}-{number:04d}.js"


def script_string(content: object) -> str:
    """A JavaScript string literal that holds the content as JSON, safe inside and outside a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in ESCAPES:
        text = text.replace(character, escaped)
    return f"'{text}'"


# Parsing JSON out of a string is faster than parsing the same thing as JavaScript; single quotes need the fewest escapes.
ESCAPES: Iterable[tuple[str, str]] = (
    ("\\", "\\\\"),
    ("'", "\\'"),
    ("<", "\\x3c"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
    ("\r", "\\r"),
)
