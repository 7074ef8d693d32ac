"""What became of a wording: right, or how it failed: none, partial, ambiguous, wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import isclose

from pipeline.clean import clean
from pipeline.extract import extract_mentions
from pipeline.ingest import read_text
from pipeline.model import Excluded, Extraction, Mention
from pipeline.settings import Settings
from tests.corpus.tables import Reading, Wording


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a wording was read. word: right, none, partial, ambiguous or wrong; got: what was read instead."""

    wording: Wording
    word: str
    got: str = ""

    def __str__(self) -> str:
        return f"{self.word:9} {self.wording.family:12} {self.wording.surface!r} in {self.wording.text!r}: {self.got}"


@cache
def extraction_of(text: str) -> Extraction:
    """What the rules alone read in a text."""
    return extract_mentions(clean(read_text(text)), settings=Settings())


def verdict_on(wording: Wording) -> Verdict:
    """Read the wording's text and judge what was made of the wording."""
    extraction = extraction_of(wording.text)
    mentions = [m for m in extraction.mentions if m.start < wording.end and wording.start < m.end]
    excluded = [x for x in extraction.excluded if x.start < wording.end and wording.start < x.end]
    got = "; ".join([_spelled(m, wording.text) for m in mentions] + [_reason(x, wording.text) for x in excluded])
    return Verdict(wording, _judged(wording, mentions, excluded), got)


def _judged(wording: Wording, mentions: list[Mention], excluded: list[Excluded]) -> str:
    if wording.reading is None:
        if not wording.reasons:
            return "wrong" if mentions or excluded else "right"
        return _judged_excluded(wording, mentions, excluded)
    if not mentions:
        return "none"
    if len(mentions) > 1 or (excluded and wording.exact):
        return "ambiguous"
    if not _agrees(mentions[0], wording.reading):
        return "wrong"
    exact = (mentions[0].start, mentions[0].end) == (wording.start, wording.end)
    return "right" if exact or not wording.exact else "partial"


def _judged_excluded(wording: Wording, mentions: list[Mention], excluded: list[Excluded]) -> str:
    if mentions:
        return "wrong"
    if not excluded:
        return "none"
    return "right" if all(number.reason in wording.reasons for number in excluded) else "wrong"


def _agrees(mention: Mention, reading: Reading) -> bool:
    same = (isclose(mention.value_low, reading.low), isclose(mention.value_high, reading.high))
    return mention.kind == reading.kind and all(same) and (mention.unit in reading.units or mention.kind == "year")


def _spelled(mention: Mention, text: str) -> str:
    value = (
        str(mention.value_low) if mention.value_low == mention.value_high else f"{mention.value_low}..{mention.value_high}"
    )
    return f"{text[mention.start : mention.end]!r} {mention.kind} {value} {mention.unit or '-'} by {mention.rule}"


def _reason(number: Excluded, text: str) -> str:
    return f"{text[number.start : number.end]!r} x {number.reason} by {number.rule}"
