"""The wording the parser gets: a piece with its numbers, comparators and asides put into the plain forms it knows best.

A parser trained on newspapers stumbles over "1.56 mln tonnes", "5-1/2 pct" or "$630m (£481.5m)". Each number becomes a short
standard one of its kind, what trails the last number without bearing on it is left out, and a map leads every token back to
its place in the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR
from pipeline.contextualise.plain_verbs import with_plain_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.view import Piece, View

# Stretches copied whole lie between marks, wide blanks and line ends.
_CUT = re.compile(rf"{NUMBER}+|{YEAR}+|\s\s+|[\n\t\r]")
_SCALES = (
    "hundred|thousand|million|billion|trillion|dozen|lakh|crore|mln|mn|bln|bn|tln|trn|tn|k|m|b|half|quarter|third|and|a|an|to|or|one|two"
    "|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_NUMERAL = re.compile(rf"(?:[\W\d_]+|(?:{_SCALES})s?(?![^\W\d_]))*", re.IGNORECASE)
_SHORTEST_NOUN = 3
# "nine out of ten", "one in five": counts of the noun behind them, to the parser.
_PART_OF = re.compile(r"\s(?:out of|in|of)\s", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"\d{4}")
# A year that leads a sentence without a comma is taken for a part of what follows: "in 2019 output rose".
_LONGEST_LEAD = 60
_LEADING = re.compile(
    rf"\s*(?:in|by|since|during|from|until|till|at|as of|over|between)\s(?:(?:[a-z]+|{YEAR}+)\s){{0,5}}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s(?!(?:and|or|to|the|prices|dollars|terms|alone)\b)[^\W\d_]{2,}")
# Where a clause begins that the numbers before it do not depend on.
_TAIL = re.compile(
    r",\s+(?=(?:which|who|because|but|although|though|while|whereas|so|and|or|nor|yet|not|as|when|where|since|thus|thereby)\b)"
    r"|\s(?=(?:because|although|though|whereas|so that|in order|when|where|unless)\b)|\s?(?:--|—)\s?|:\s",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:--|—|:\s|,\s+(?:but|yet|so)\s)")
_SHORTEST_CUT = 24
_TELLING = frozenset(("speech", "source"))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for the parser. Runs start at outs; a copied one lies at sources of the sentence, a number's has its draft."""

    text: str
    outs: tuple[int, ...]
    sources: tuple[int, ...]
    drafts: tuple[Draft | None, ...]

    def places(self, starts: tuple[int, ...], lengths: list[int]) -> Iterator[tuple[Span, Draft | None]]:
        """The place in the sentence of each token, in order, and the draft whose number it stands for."""
        run, last = 0, len(self.outs) - 1
        for start, length in zip(starts, lengths, strict=True):
            while run < last and self.outs[run + 1] <= start:
                run += 1
            draft = self.drafts[run]
            if draft is not None:
                yield (draft.start, draft.end), draft
            else:
                place = self.sources[run] + start - self.outs[run]
                yield (place, place + length), None


def wording_of(view: View, piece: Piece) -> Wording:
    """The plain wording of a piece."""
    masked = with_plain_verbs(view.masked(piece))
    begin, end = _start_of_interest(view, piece, masked), _end_of_interest(view, piece, masked)
    lowered = is_headline(view.text)
    by_start = {draft.start: draft for draft in piece.drafts}
    out, outs, sources, drafts, length = [], [], [], [], 0
    for start, run in _runs(masked, begin, end, by_start):
        draft = by_start.get(start) if run[0] in (NUMBER, YEAR) else None
        word = plain_number(view.text, draft, masked) if draft else " " if run.isspace() else run
        outs.append(length)
        sources.append(start)
        drafts.append(draft)
        out.append(word.lower() if lowered else word)
        length += len(word)
    return Wording("".join(out), tuple(outs), tuple(sources), tuple(drafts))


def _end_of_interest(view: View, piece: Piece, masked: str) -> int:
    """Where the piece may end for the parser: before a clause behind the last number that bears on none of them."""
    last = max(draft.end for draft in piece.drafts)
    tail = _TAIL.search(masked, last, piece.end)
    if tail is None or piece.end - tail.start() < _SHORTEST_CUT:
        return piece.end
    return piece.end if _bears(view, tail.start(), piece.end) else tail.start()


def _start_of_interest(view: View, piece: Piece, masked: str) -> int:
    """Where the piece may begin for the parser: behind a clause before the first number that bears on none."""
    first = min(draft.start for draft in piece.drafts)
    heads = list(_HEAD.finditer(masked, piece.start, first))
    if not heads or heads[-1].end() - piece.start < _SHORTEST_CUT or first - heads[-1].end() < _SHORTEST_CUT:
        return piece.start
    return piece.start if _bears(view, piece.start, heads[-1].end()) else heads[-1].end()


def _bears(view: View, start: int, end: int) -> bool:
    """Whether a stretch without numbers says who tells the others, or on what condition."""
    return any(
        start <= cue.start < end and (cue.category in _TELLING or cue.word in ("mark", "inversion")) for cue in view.cues
    )


def _runs(masked: str, start: int, end: int, by_start: dict[int, Draft]) -> Iterator[tuple[int, str]]:
    for match in _CUT.finditer(masked, start, end):
        if match.start() > start:
            yield start, masked[start : match.start()]
        start = match.start()
        if match[0][0] in (NUMBER, YEAR):
            # Numbers may touch ("$5-£6"): a run of marks is cut where the next number begins.
            for cut in [cut for cut in range(start + 1, match.end()) if cut in by_start]:
                yield start, masked[start:cut]
                start = cut
        yield start, masked[start : match.end()]
        start = match.end()
    if start < end:
        yield start, masked[start:end]


def is_headline(text: str) -> bool:
    """Whether a sentence is a headline in capitals or in title case, which the parser takes for one long name."""
    words = [word for word in text.split() if len(word) > 2 and word.isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    if len(words) > 2 and capitals > 0.85 * len(words):
        return True
    return bool(words) and capitals == len(words) and all(word.isupper() for word in words) and len("".join(words)) > 8


def plain_number(text: str, draft: Draft, masked: str) -> str:
    """A number as the parser reads it best, with the words of its unit that carry grammar."""
    surface, kind = text[draft.start : draft.end], draft.mention.kind
    if kind == "year":
        before = masked[max(0, draft.start - _LONGEST_LEAD) : draft.start]
        leads = _LEADING.fullmatch(before) is not None and _GOES_ON.match(masked, draft.end) is not None
        inside = surface[0].isdigit() and before.lower().endswith("the ")
        return _plain_year(surface, before[-6:]) + ("," if leads and not inside else "")
    if kind == "percent":
        return "5%" if draft.mention.unit == "percent" else "5 points"
    if kind == "money":
        return "$5 million"
    if kind == "quantity":
        return _plain_quantity(surface)
    if kind == "ratio" and _PART_OF.search(surface):
        return "50"
    return " ".join(surface.split()) if surface[0].isalnum() else "5th"


def _plain_quantity(surface: str) -> str:
    if "-" in surface.strip("-") and " " not in surface:
        return surface
    numeral = _NUMERAL.match(surface)
    noun = " ".join(surface[numeral.end() if numeral else 0 :].split())
    if not noun:
        return "50"
    return f"50 {noun}" if len(noun) >= _SHORTEST_NOUN else "50 tons"


def _plain_year(surface: str, before: str) -> str:
    digits = _FOUR_DIGITS.search(surface)
    if digits is None or (" " not in surface and not surface[digits.end() : digits.end() + 1]):
        return " ".join(surface.split())
    return "period" if before.rstrip().lower().endswith(" the") else digits[0]
