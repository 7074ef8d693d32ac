"""What `pipeline.show(text)` gives: the claims of a text, marked in place where a notebook shows them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.api import read
from pipeline.ingest import read_text
from pipeline.model import ReadDocument
from pipeline.publish.report.notebook import notebook_html
from pipeline.publish.rows import Row, claim_rows, excluded_rows
from pipeline.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that was read. claims, excluded: rows of those tables, in text order, whose offsets point into the text."""

    text: str
    claims: tuple[Row, ...]
    excluded: tuple[Row, ...]

    def _repr_html_(self) -> str:
        return notebook_html(self.text, self.claims, self.excluded)

    def __str__(self) -> str:
        lines = (f"{row['kind']:<9}{row['value']!s:>16} {row['unit'] or '':<12} {row['surface']}" for row in self.claims)
        return "\n".join(lines) or "no claims"


def shown(text: str, *, context: bool = True, settings: Settings | None = None) -> Shown:
    """The text with its claims and excluded numbers; an empty text has none.

    context, settings: as for `pipeline.extract`.
    """
    settings = settings or load_settings()
    (document,) = read([read_text(text, source="-")], context=context, settings=settings)
    if not isinstance(document, ReadDocument):
        return Shown(text, (), ())
    return Shown(document.clean.document.text, tuple(claim_rows(document)), tuple(excluded_rows(document)))
