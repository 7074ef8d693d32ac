"""A claim in the making: a mention, its place in its sentence and the fields that context fills one after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.contextualise.units import TIME_UNITS, measure_units

if TYPE_CHECKING:
    from pipeline.model import ChangeRole, Comparator, Direction, Mention, Status, YearRole

# Half-open place in the sentence's reading; measures and names are carried as places and become text at the end.
Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Draft:
    """One mention of a sentence. start and end are relative to the sentence; spans too.

    settled: needs no parse. host: the number that one in parentheses belongs to, of which a gloss says the same again.
    kin: the number before it that tells of the same thing ("rose 5% to $3bn", "50 seats, or 16 per cent"). baseline: what
    another number is compared with. governs: of a year, the numbers that are about it.
    """

    mention: Mention
    start: int
    end: int
    comparator: Comparator
    direction: Direction | None
    change_role: ChangeRole | None
    status: Status | None = None
    negated: bool = False
    per: str | None = None
    measure: Span | None = None
    subject: Span | None = None
    of: Span | None = None
    speaker: Span | None = None
    speaker_text: str | None = None
    measure_text: str | None = None
    subject_text: str | None = None
    of_text: str | None = None
    year_start: int | None = None
    year_end: int | None = None
    year_role: YearRole | None = None
    comparator_word: str = ""
    settled: bool = False
    host: Draft | None = None
    kin: Draft | None = None
    gloss: bool = False
    baseline: bool = False
    governs: list[Draft] = field(default_factory=list)

    @property
    def is_year(self) -> bool:
        """Whether it is a calendar expression, which has no measure of its own."""
        return self.mention.kind == "year"

    @property
    def lasts(self) -> bool:
        """Whether it is a length of time."""
        return self.mention.kind == "quantity" and self.mention.unit in TIME_UNITS

    @property
    def is_physical(self) -> bool:
        """Whether it is an amount in a unit of measure, not a count of things."""
        return self.mention.kind == "quantity" and self.mention.unit in measure_units()


def new_draft(mention: Mention, sentence_start: int) -> Draft:
    """A draft that holds what the mention says by itself."""
    return Draft(
        mention=mention,
        start=mention.start - sentence_start,
        end=mention.end - sentence_start,
        comparator=mention.comparator,
        direction=mention.direction,
        change_role=mention.change_role,
        per=mention.per,
        year_role=mention.year_role,
    )
