"""`nlp.add_pipe("tidyclaims")`: the claims of a spaCy Doc as its span group "claims", each with its row.

The one module that knows of spaCy's Doc. The text alone decides span, kind, value and unit, whatever pipeline it stands in;
context comes from this program's own parser, as everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.api import read
from pipeline.ingest import read_text
from pipeline.model import ReadDocument
from pipeline.publish.rows import Row, claim_rows
from pipeline.settings import load_settings

if TYPE_CHECKING:
    from pipeline.settings import Settings

NAME = "tidyclaims"
SPANS = "claims"
# Colours that tell six kinds apart and carry black text.
COLORS: Mapping[str, str] = {
    "percent": "#9ecae9",
    "money": "#a1d99b",
    "year": "#dadaeb",
    "quantity": "#fdd0a2",
    "ratio": "#fcbba1",
    "rank": "#e7cb94",
}


def displacy_options(spans_key: str = SPANS) -> dict[str, object]:
    """What `displacy.render(doc, style="span", options=…)` needs to show the claims, a colour for each kind."""
    return {"spans_key": spans_key, "colors": dict(COLORS)}


@Language.factory(
    NAME,
    assigns=["doc.spans"],
    default_config={"context": True, "spans_key": SPANS},
)
def create_component(nlp: Language, name: str, context: bool, spans_key: str) -> ClaimFinder:
    """The component. context: find measure, subject and the like too. Settings are those of the working directory."""
    return ClaimFinder(name, context=context, spans_key=spans_key, settings=load_settings())


class ClaimFinder:
    """Puts a span for each claim into `doc.spans[spans_key]`: label the kind, id the claim's, `span._.claim` the row.

    A claim that begins or ends within a token gets the tokens it touches; the row keeps the exact offsets, which are code
    points of `doc.text`.
    """

    def __init__(self, name: str, *, context: bool, spans_key: str, settings: Settings) -> None:
        self.name = name
        self._context = context
        self._spans_key = spans_key
        self._settings = settings
        if not Span.has_extension("claim"):
            Span.set_extension("claim", getter=_row_of)

    def __call__(self, doc: Doc) -> Doc:
        """The doc with its claims."""
        (found,) = self.pipe([doc])
        return found

    def pipe(self, stream: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        """The docs with their claims, in order; context is found for a batch of docs at once."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            yield from self._with_claims(docs)

    def _with_claims(self, docs: list[Doc]) -> Iterator[Doc]:
        texts = (read_text(doc.text, source=str(number)) for number, doc in enumerate(docs))
        documents = read(texts, context=self._context, settings=self._settings)
        for doc, document in zip(docs, documents, strict=True):
            rows = list(claim_rows(document)) if isinstance(document, ReadDocument) else []
            spans = [_span_of(doc, row) for row in rows]
            doc.spans[self._spans_key] = SpanGroup(doc, name=self._spans_key, spans=spans)
            doc.user_data[NAME] = {str(row["claim_id"]): row for row in rows}
            yield doc

    def to_disk(self, path: object, *, exclude: Iterable[str] = ()) -> None:
        """Keep nothing: the rules are the installed program's."""

    def from_disk(self, path: object, *, exclude: Iterable[str] = ()) -> ClaimFinder:
        """Read nothing."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing, as to_disk."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ClaimFinder:
        """Read nothing."""
        return self


def _span_of(doc: Doc, row: Row) -> Span:
    start, end = cast("int", row["char_start"]), cast("int", row["char_end"])
    span = doc.char_span(start, end, label=str(row["kind"]), span_id=str(row["claim_id"]), alignment_mode="expand")
    assert span is not None, "every claim lies within the text"
    return span


def _row_of(span: Span) -> Row | None:
    """The row of `claims` that a span of the group stands for; None for any other span."""
    rows = cast("dict[str, Row]", span.doc.user_data.get(NAME, {}))
    return rows.get(span.id_)
