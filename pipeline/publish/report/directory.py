"""The directory of documents: each with its place in the chunk files, so that a page loads only what it shows."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from pipeline.errors import ReleaseError

COLUMNS = """
    d.document_id, d.source, d.status, d.duplicate_of, d.error, d.media_type, d.encoding, d.language, d.title, d.published,
    d.publisher, d.url, d.bytes, d.chars, d.sentences, d.claims, d.excluded"""


def document_directory(connection: duckdb.DuckDBPyConnection, texts: dict[str, int]) -> pa.Table:
    """The rows of `documents` by source, with first_claim, claim_rows, first_excluded, excluded_rows and text_chunk.

    texts: the chunk number of each document's text. The rows of a document stand together in `claims` and in `excluded`;
    ReleaseError if they do not.
    """
    refuse_scattered_rows(connection)
    connection.register("placed", pa.table({"document_id": list(texts), "text_chunk": list(texts.values())}))
    return connection.sql(
        f"""
        with ranges as (
            select coalesce(c.document_id, e.document_id) as document_id, c.first as first_claim, c.rows as claim_rows,
                   e.first as first_excluded, e.rows as excluded_rows
            from ({ranges_of("claims")}) c full join ({ranges_of("excluded")}) e using (document_id))
        select {COLUMNS}, coalesce(first_claim, 0) as first_claim, coalesce(claim_rows, 0) as claim_rows,
            coalesce(first_excluded, 0) as first_excluded, coalesce(excluded_rows, 0) as excluded_rows, text_chunk
        from documents d
        left join ranges r on r.document_id = d.document_id and d.status <> 'duplicate'
        left join placed p on p.document_id = d.document_id
        order by d.source"""
    ).to_arrow_table()


def ranges_of(table: str) -> str:
    """The query for each document's first row and number of rows in a table, counted in the order of the file."""
    return f"select document_id, min(file_row_number) as first, count(*) as rows from {table} group by document_id"


def refuse_scattered_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise ReleaseError where the rows of one document do not stand together."""
    for table in ("claims", "excluded"):
        found = connection.execute(
            f"""select document_id from {table} group by document_id
                having max(file_row_number) - min(file_row_number) + 1 <> count(*) order by 1 limit 1"""
        ).fetchone()
        if found:
            raise ReleaseError(
                f"the rows of document {found[0]} do not stand together in {table}",
                place=f"{table}.parquet",
                remedy="Sort the table by source and offset.",
            )
