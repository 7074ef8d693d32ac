"""Claims per document and kind, for the documents with the most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
from markupsafe import Markup

from pipeline.publish.report.charts.drawing import NARROW, Canvas, Chart, Row, canvas, drawings, linear
from pipeline.publish.report.reading import rows
from pipeline.publish.report.words import KIND_GLYPHS, KIND_NAMES, KINDS, clipped, counted, grouped, visible

MOST = 10
LINE = 27


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """The claims of one document by kind, and how the page names it."""

    document_id: str
    name: str
    kinds: dict[str, int]

    @property
    def total(self) -> int:
        """All claims of the document."""
        return sum(self.kinds.values())


def documents_chart(connection: duckdb.DuckDBPyConnection) -> Chart | None:
    """The documents with the most claims, or None without claims."""
    documents = fullest_documents(connection)
    if not documents:
        return None
    wide, narrow = drawings(lambda width, prefix: drawn(documents, width, prefix), "documents")
    return Chart(
        key="documents",
        title="Claims per document and kind",
        lead=lead(connection, documents),
        wide=wide,
        narrow=narrow,
        header=("Document", *(KIND_NAMES[kind].capitalize() for kind in KINDS)),
        rows=tuple(
            Row((d.name, *(grouped(d.kinds.get(kind, 0)) for kind in KINDS)), f"document={d.document_id}") for d in documents
        ),
        legend="kind",
    )


def fullest_documents(connection: duckdb.DuckDBPyConnection) -> tuple[DocumentCounts, ...]:
    """The documents with the most claims, the fullest first."""
    query = f"""
        with fullest as (select document_id, count(*) as total from claims group by 1 order by 2 desc, 1 limit {MOST})
        select f.document_id, any_value(d.source), c.kind::varchar, count(*)
        from fullest f join claims c using (document_id)
        join documents d on d.document_id = f.document_id and d.status = 'ok'
        group by f.document_id, f.total, c.kind order by f.total desc, 2, 3"""
    found: dict[str, DocumentCounts] = {}
    for document_id, source, kind, count in rows(connection, query):
        document = found.setdefault(document_id, DocumentCounts(document_id, visible(source), {}))
        document.kinds[kind] = count
    return tuple(found.values())


def lead(connection: duckdb.DuckDBPyConnection, documents: tuple[DocumentCounts, ...]) -> str:
    """What the chart says in a sentence."""
    query = "select count(*), median(rows), sum(rows) from (select count(*) as rows from claims group by document_id)"
    ((with_claims, median, total),) = rows(connection, query)
    said = f"{counted(with_claims, 'document')} with claims, {median:.3g} in the median one."
    rest = with_claims - len(documents)
    if rest <= 0:
        return said
    shown = sum(document.total for document in documents)
    left = counted(int(total) - shown, "claim")
    return f"{said} The {len(documents)} fullest are drawn; the other {grouped(rest)} hold {left}."


def drawn(documents: tuple[DocumentCounts, ...], width: float, prefix: str) -> Markup:
    """A bar per document, divided by kind, the glyph of the kind where there is room; on a phone, names stand above bars."""
    beside = width > NARROW
    left, line = (width * 0.4, LINE) if beside else (0.0, LINE + 19)
    image = canvas(width, line * len(documents) + 4, label="Number of claims by document and kind", prefix=prefix)
    scale = linear(0, documents[0].total, 0, width - left - 52)
    for index, document in enumerate(documents):
        top = line * index + 3
        if beside:
            image.text(left - 12, top + 15, clipped(document.name, int((left - 14) / 6.6)), css="label", anchor="end")
        else:
            image.text(0, top + 11, clipped(document.name, int(width / 6.6)), css="label")
            top += 18
        end = draw_document(image, document, left, top, scale)
        image.text(end + 7, top + 15, grouped(document.total), css="number")
    return image.svg()


def draw_document(
    image: Canvas, document: DocumentCounts, left: float, top: float, scale: Callable[[float], float]
) -> float:
    """The bar of one document; returns where it ends."""
    passed = 0
    for kind in KINDS:
        count = document.kinds.get(kind, 0)
        if not count:
            continue
        start, length = left + scale(passed), scale(count)
        title = f"{document.name}: {counted(count, kind, KIND_NAMES[kind])}"
        query = f"document={document.document_id}&kind={kind}"
        image.bar(start, top, length - 1, 21, css=f"kind-{kind}", title=title, query=query)
        if length > 15:
            image.text(start + length / 2 - 0.5, top + 15, KIND_GLYPHS[kind], css=f"glyph kind-{kind}", anchor="middle")
        passed += count
    return left + scale(passed)
