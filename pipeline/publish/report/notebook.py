"""A text with its numbers marked in place and its claims below, as HTML for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.publish.report.pages import environment
from pipeline.publish.rows import Row

# A notebook keeps what it shows in its file; beyond this, the text is cut after a claim's sentence or so.
LONGEST = 60_000
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: plain (no kind and no reason), a claim with its kind, or an excluded number with its reason."""

    text: str
    kind: str | None = None
    reason: str | None = None
    title: str = ""


def notebook_html(text: str, claims: Sequence[Row], excluded: Sequence[Row]) -> str:
    """HTML that stands alone in any page: no script, no request, every word of the text escaped.

    claims, excluded: rows of the tables, whose offsets are code points of the text.
    """
    cut = text[:LONGEST]
    return (
        environment()
        .get_template("notebook.html")
        .render(
            pieces=list(pieces(cut, claims, excluded)),
            claims=claims[:MOST_ROWS],
            claim_count=len(claims),
            excluded_count=len(excluded),
            is_cut=len(cut) < len(text),
        )
    )


def pieces(text: str, claims: Sequence[Row], excluded: Sequence[Row]) -> Iterator[Piece]:
    """The text from start to end, cut at the bounds of its claims and excluded numbers."""
    done = 0
    for row in sorted((*claims, *excluded), key=lambda row: _offset(row, "char_start")):
        start, end = _offset(row, "char_start"), _offset(row, "char_end")
        if end > len(text):
            break
        yield Piece(text[done:start])
        yield _piece(text[start:end], row)
        done = end
    yield Piece(text[done:])


def _piece(surface: str, row: Row) -> Piece:
    if "reason" in row:
        return Piece(surface, reason=str(row["reason"]))
    said = (f"{name}: {row[name]}" for name in ("value", "unit", "measure", "subject", "status") if row[name] is not None)
    return Piece(surface, kind=str(row["kind"]), title=", ".join(said))


def _offset(row: Row, name: str) -> int:
    value = row[name]
    assert isinstance(value, int)
    return value
