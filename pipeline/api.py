"""The claims of texts given directly, as rows or as a data frame: the stages up to the claim, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.batches import parser_of
from pipeline.errors import InputError
from pipeline.ingest import read_text
from pipeline.model import ReadDocument, SetAside
from pipeline.publish.rows import claim_rows
from pipeline.reading import read_to_end, read_without_context
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model import Document

ROWS_AT_ONCE = 50_000


def read(
    documents: Iterable[Document | SetAside], *, context: bool, settings: Settings
) -> Iterator[ReadDocument | SetAside]:
    """Each document read to the end, with context or without."""
    if context:
        return read_to_end(documents, settings=settings, parser=parser_of(settings.model))
    return read_without_context(documents, settings=settings)


def rows_of(texts: Iterable[tuple[str, str]], *, context: bool, settings: Settings | None) -> Iterator[dict[str, object]]:
    """The rows of `claims` of (source, text) pairs, in order."""
    settings = settings or load_settings()
    documents = (read_text(text, source=source) for source, text in texts)
    for document in read(documents, context=context, settings=settings):
        if isinstance(document, ReadDocument):
            yield from claim_rows(document)


def frame_of(texts: Iterable[tuple[str, str]], *, context: bool, settings: Settings | None) -> pd.DataFrame:
    """The rows of `claims` of (source, text) pairs as one frame; missing numbers and truth values are NA, never NaN."""
    import pandas as pd
    import pyarrow as pa

    from pipeline.parquet import arrow_schema, arrow_table

    rows = rows_of(texts, context=context, settings=settings)
    tables = [arrow_schema("claims").empty_table()]
    while some := list(islice(rows, ROWS_AT_ONCE)):
        tables.append(arrow_table("claims", some))
    nullable = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas(types_mapper=nullable.get)
    return frame


def named(records: Iterable[str | Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    """(source, text) of each record. InputError for one that holds no text."""
    for number, record in enumerate(records, 1):
        text = record if isinstance(record, str) else record.get("text")
        if not isinstance(text, str):
            raise InputError(
                'it holds no string under "text"', place=f"record {number}", remedy="Give texts, or mappings with text"
            )
        name = None if isinstance(record, str) else record.get("id")
        yield str(number if name is None else name), text
