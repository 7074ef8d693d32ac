"""The directory of documents: each with its place in the chunk files, so that a page loads only what it shows."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from pipeline.errors import ReleaseError
from pipeline.publish.report.chunks import ROWS_PER_CHUNK

COLUMNS = """
    d.document_id, d.source, d.status, d.duplicate_of, d.error, d.media_type, d.encoding, d.language, d.title, d.published,
    d.publisher, d.url, d.bytes, d.chars, d.sentences, d.claims, d.excluded"""

QUARANTINE = "(select source, row_number() over (order by source, char_start) - 1 as file_row_number from quarantine)"


def document_directory(connection: duckdb.DuckDBPyConnection, texts: pa.Table) -> Iterator[pa.RecordBatch]:
    """The rows of `documents` by source, with text_chunk and its first row and rows in claims, excluded and quarantine.

    texts: document_id and text_chunk of each document's text. Rows are counted in the order of the file, for `quarantine`
    in that of source and place. The rows of a document stand together in `claims` and in `excluded`; ReleaseError if not.
    """
    refuse_scattered_rows(connection)
    connection.register("placed", texts)
    yield from connection.sql(
        f"""
        select {COLUMNS}, p.text_chunk,
            coalesce(c.first, 0) as first_claims, coalesce(c.rows, 0) as claims_rows,
            coalesce(e.first, 0) as first_excluded, coalesce(e.rows, 0) as excluded_rows,
            coalesce(q.first, 0) as first_failing, coalesce(q.rows, 0) as failing_rows
        from documents d
        left join ({ranges_of("claims")}) c on c.source = d.source
        left join ({ranges_of("excluded")}) e on e.source = d.source
        left join ({ranges_of(QUARANTINE)}) q on q.source = d.source
        left join placed p on p.document_id = d.document_id
        order by d.source"""
    ).to_arrow_reader(ROWS_PER_CHUNK)


def ranges_of(table: str) -> str:
    """The query for each document's first row and number of rows in a table, counted in the order of the file."""
    return f"select source, min(file_row_number) as first, count(*) as rows from {table} group by source"


def refuse_scattered_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise ReleaseError where the rows of one document do not stand together."""
    for table in ("claims", "excluded"):
        found = connection.execute(
            f"""select source from {table} group by source
                having max(file_row_number) - min(file_row_number) + 1 <> count(*) order by 1 limit 1"""
        ).fetchone()
        if found:
            raise ReleaseError(
                f"the rows of {found[0]!r} do not stand together in {table}",
                place=f"{table}.parquet",
                remedy="Sort the table by source and offset.",
            )
