"""The wording the parser gets: a piece with its numbers, comparators and asides put into the plain forms it knows best.

A parser trained on newspapers stumbles over "1.56 mln tonnes", "5-1/2 pct" or "$630m (£481.5m)". Each number becomes a short
standard one of its kind, and a map leads every token back to its place in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.view import Piece, View

_RUN = re.compile(rf"{NUMBER}+|{YEAR}+|\s+|[^\s{NUMBER}{YEAR}]+")
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


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for the parser. Runs start at outs; a copied run lies at sources of the sentence, a number's run has its draft."""

    text: str
    outs: tuple[int, ...]
    sources: tuple[int, ...]
    drafts: tuple[Draft | None, ...]

    def source(self, offset: int) -> tuple[int, Draft | None]:
        """The place in the sentence of a token at this offset, and the draft whose number it stands for."""
        run = bisect_right(self.outs, offset) - 1
        draft = self.drafts[run]
        return (self.sources[run], draft) if draft else (self.sources[run] + offset - self.outs[run], None)


def wording_of(view: View, piece: Piece) -> Wording:
    """The plain wording of a piece."""
    masked = view.masked(piece)
    capitals = _is_capitals(masked[piece.start : piece.end])
    by_start = {draft.start: draft for draft in piece.drafts}
    out, outs, sources, drafts, length = [], [], [], [], 0
    for start, run in _runs(masked, piece):
        draft = by_start.get(start) if run[0] in (NUMBER, YEAR) else None
        word = " " if run.isspace() else plain_number(view.text, draft, masked) if draft else run
        outs.append(length)
        sources.append(start)
        drafts.append(draft)
        out.append(word.lower() if capitals else word)
        length += len(word)
    return Wording("".join(out), tuple(outs), tuple(sources), tuple(drafts))


def _runs(masked: str, piece: Piece) -> Iterator[tuple[int, str]]:
    edges = {draft.start for draft in piece.drafts}
    for match in _RUN.finditer(masked, piece.start, piece.end):
        start = match.start()
        # Two numbers may touch ("$5-£6"): a run of marks is cut where the next number begins.
        for cut in sorted(edge for edge in edges if start < edge < match.end()) if match[0][0] in (NUMBER, YEAR) else ():
            yield start, masked[start:cut]
            start = cut
        yield start, masked[start : match.end()]


def _is_capitals(text: str) -> bool:
    """Whether a piece is a headline in capitals or in title case, which the parser takes for one long name."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
        return True
    words = [word for word in text.split() if word.isalpha() and len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.85 * len(words)


def plain_number(text: str, draft: Draft, masked: str) -> str:
    """A number as the parser reads it best, with the words of its unit that carry grammar."""
    surface, kind = text[draft.start : draft.end], draft.mention.kind
    if kind == "year":
        return _plain_year(surface, masked[: draft.start])
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
    if " " not in surface or digits is None:
        return " ".join(surface.split())
    return "period" if before.rstrip().lower().endswith(" the") else digits[0]
