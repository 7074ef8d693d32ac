"""A sentence as the context rules see it: its numbers marked, its asides taken out, cut into the pieces that are read alone.

Everything here keeps the length of the reading, so that a place found in a masked text is a place in the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.contextualise.comparators import comparator_of
from pipeline.contextualise.cues import NUMBER, YEAR, Cue, find_cues
from pipeline.contextualise.draft import Draft, Span, new_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model import CleanDocument, Mention, Sentence

_BULLET = re.compile(r"\s*(?:[-*•–—·▪◦‣]+|\(?[a-z0-9]{1,2}[.)](?=\s))?[\s_*#\"']*")
# The place, day and agency that a report begins with: "TORONTO, March 3 (Newswire) - ".
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z'’.]+(?:[ -][A-Z][A-Z'’.]+){0,3}(?:,\s?[A-Z][A-Za-z. ]{1,20})?,?)?\s*"
    r"(?P<day>[A-Z][a-z]{2,8}\.?\s?\d{1,2},?)?\s*(?P<agency>\([A-Z][\w ./-]{1,20}\))?\s*(?:--?|[–—])\s+(?=[A-Z\"'])"
)
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_FEWEST_WORDS = 5
# What stands behind a number and is read already or bears no grammar: its rate, its pace, "worth of".
_PACE = re.compile(
    r"(?:\s*,?\s*(?:(?:year|month|quarter|week)[- ](?:on|over|to)[- ](?:year|month|quarter|week|date)"
    r"|p\.?\s?a\.?(?=[\s,;)]|$)"
    r"|per annum|annuali[sz]ed|[ymq]/[ymq]|[ymq]-?o-?[ymq])(?!\w))+|\s+worth(?=\s+of\b)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\s*/\s*[^\W\d_]+\d?"
    r"|\s+(?:per|an?|each|every)\s+(?:(?:thousand|million|hundred|\d[\d,]*)\s+)?"
    r"(?:(?:square|cubic|sq|cu|board|troy|metric|short|long|nautical)\.?\s+)?[^\W\d_]+(?:-[^\W\d_]+)*(?:\s+feet\b)?",
    re.IGNORECASE,
)
# A semicolon, or a remark set behind the figures of a fact sheet.
_STRETCH_END = re.compile(r";|\s\|\s|(?<=[\s)])(?=note\s*:)")
_ASIDE = re.compile(r"[()\[\]]")


@dataclass(slots=True)
class Piece:
    """A part of a sentence that is read alone: half-open place, and the numbers in it. An aside stood in parentheses."""

    start: int
    end: int
    drafts: list[Draft]
    is_aside: bool = False


@dataclass(slots=True)
class View:
    """A sentence and its drafts.

    marked: its reading with numbers as runs of marks and comparators blank; bare: asides blank too. stretches lie between
    semicolons; labels are (start, end, label) of those that begin with one.
    """

    clean: CleanDocument
    sentence: Sentence
    text: str
    drafts: list[Draft]
    marked: str = ""
    bare: str = ""
    pieces: list[Piece] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    stretches: list[Span] = field(default_factory=list)
    labels: list[tuple[int, int, Span]] = field(default_factory=list)
    cues: tuple[Cue, ...] = ()

    def masked(self, piece: Piece) -> str:
        """The text a piece is read from, of the sentence's length: an aside keeps its own asides."""
        return self.marked if piece.is_aside else self.bare

    def numbers_outside(self) -> list[Draft]:
        """The drafts that are no calendar expressions and stand in no aside."""
        return [draft for draft in self.drafts if not draft.is_year and not self.is_inside(draft)]

    def aside_of(self, draft: Draft) -> Span | None:
        """The aside that a draft stands in."""
        return next(((start, end) for start, end in self.asides if start < draft.start < end), None)

    def is_inside(self, draft: Draft) -> bool:
        """Whether a draft stands in an aside."""
        return self.aside_of(draft) is not None


def view_of(clean: CleanDocument, sentence: Sentence, mentions: Iterable[Mention]) -> View:
    """The view of a sentence with its mentions, comparators already read."""
    text = clean.reading[sentence.start : sentence.end]
    view = View(clean, sentence, text, [new_draft(mention, sentence.start) for mention in mentions])
    letters = list(text)
    for draft in view.drafts:
        _mark(letters, text, draft)
    _cut(view, letters)
    view.cues = find_cues(view.marked)
    return view


def _mark(letters: list[str], text: str, draft: Draft) -> None:
    letters[draft.start : draft.end] = (YEAR if draft.is_year else NUMBER) * (draft.end - draft.start)
    if draft.is_year:
        return
    behind = (_RATE if draft.mention.per else _PACE).match(text, draft.end)
    if behind is not None:
        _blank(letters, draft.end, behind.end())
    beside = comparator_of(text, draft.mention, draft.start, draft.end)
    if beside is None:
        if draft.comparator == "between" and text[: draft.start].rstrip().lower().endswith("between"):
            _blank(letters, draft.start - 8, draft.start)
        return
    draft.comparator_word = beside.literal
    if draft.comparator == "eq":
        draft.comparator = beside.value
    if not beside.is_verb:
        _blank(letters, beside.start, beside.end if beside.start >= draft.end else draft.start)


def _blank(letters: list[str], start: int, end: int) -> None:
    for index in range(max(start, 0), end):
        if letters[index] not in (NUMBER, YEAR):
            letters[index] = " "


def _cut(view: View, letters: list[str]) -> None:
    """Blank the bullet and the asides, and list the pieces: stretches between semicolons, then each aside with a number."""
    bullet = _BULLET.match(view.text)
    begin = max(bullet.end() if bullet else 0, _dateline_end(view.text))
    begin = min([begin, *(draft.start for draft in view.drafts)])
    letters[:begin] = " " * begin
    view.marked = "".join(letters)
    view.asides = [span for span in _asides(view.marked) if span[0] > begin]
    for start, end in view.asides:
        letters[start:end] = " " * (end - start)
    view.bare = "".join(letters)
    outside = [draft for draft in view.drafts if not any(a < draft.start < b for a, b in view.asides)]
    view.stretches = list(_stretches(view.bare, begin))
    view.pieces = [_piece(a, b, outside) for a, b in view.stretches]
    view.pieces += [_piece(a + 1, b - 1, view.drafts, is_aside=True) for a, b in view.asides]
    view.pieces = [piece for piece in view.pieces if any(not draft.is_year for draft in piece.drafts)]


def _dateline_end(text: str) -> int:
    """Where the report begins that a dateline stands before; 0 where there is none ("NET SALES - 5 mln" is a label)."""
    match = _DATELINE.match(text)
    if match is None or not (match["place"] or match["day"]):
        return 0
    is_prose = len(_LOWER_WORD.findall(text, match.end())) >= _FEWEST_WORDS
    return match.end() if is_prose or (match["place"] and (match["day"] or match["agency"])) else 0


def _piece(start: int, end: int, drafts: list[Draft], *, is_aside: bool = False) -> Piece:
    return Piece(start, end, [draft for draft in drafts if start <= draft.start < end], is_aside)


def _stretches(text: str, begin: int) -> Iterator[Span]:
    start = begin
    for match in _STRETCH_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _asides(text: str) -> list[Span]:
    """The outermost bracketed stretches of a text, brackets included."""
    spans, depth, start = [], 0, 0
    for match in _ASIDE.finditer(text):
        if match[0] in "([":
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, match.end()))
    return spans
