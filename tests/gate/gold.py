"""What a gold number is: every right answer of every field, or the reason why it is no claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | None
Answers = tuple[Value, ...]
Row = Mapping[str, object]

EXACT_FIELDS = (
    "comparator", "direction", "change_role", "status", "negated", "per", "year_start", "year_end", "year_role",
)  # fmt: skip
TEXT_FIELDS = ("measure", "subject", "of", "attributed_to")
FIELDS = EXACT_FIELDS + TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class GoldNumber:
    """One number of a gold document, with every right answer of every field that is judged.

    start and end are half-open code points of the document's reference text. A claim has kind, value_low, value_high and
    unit; an excluded number has reasons instead. A field that is not in `fields` is not judged. An optional number counts
    neither way.
    """

    doc: str
    start: int
    end: int
    surface: str
    kind: Answers = ()
    value_low: Answers = ()
    value_high: Answers = ()
    unit: Answers = (None,)
    fields: Mapping[str, Answers] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    optional: bool = False

    @property
    def is_excluded(self) -> bool:
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A gold document: its name, the bytes to read, its reference text and its numbers in text order.

    genre is the file of the gold it was written in. For HTML text is the markup, and offsets are those of the markup until
    they are found in the text that was read.
    """

    name: str
    genre: str
    raw: bytes
    text: str
    numbers: tuple[GoldNumber, ...]
