"""Sentences with their numbers in braces, read by the context stage alone: no other stage has a part in these tests."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.contextualise import Parser, contextualise
from pipeline.lexicon.nouns import singular
from pipeline.model import Claim, CleanDocument, Document, Extraction, FileFacts, Mention, Section, Sentence
from pipeline.settings import Settings

BRACES = re.compile(r"\{([^{}]*)\}")
_MULTIPLE = re.compile(r"(?:doubl|tripl|quadrupl|halv)\w*$", re.IGNORECASE)
_RATIO = re.compile(r"\b(?:half|third|quarter|thirds|quarters|times|fold|twice|in \w+|out of)\b", re.IGNORECASE)
_YEAR = re.compile(r"^(?:\w+ )*?((?:1[89]|20)\d\d)(?:[-–/](\d{2,4}))?$")


def mention_of(surface: str, start: int, sentence_index: int) -> Mention:
    """A mention of the kind that the surface shows. Values do not matter here, but that of a year is its year."""
    mention = Mention(start, start + len(surface), sentence_index, "quantity", Decimal(5), Decimal(5), None, "written")
    year = _YEAR.match(surface)
    if year:
        first = int(year[1])
        last = first if year[2] is None else int(year[1][: 4 - len(year[2])] + year[2])
        role = "between" if last > first else "eq"
        return replace(mention, kind="year", value_low=Decimal(first), value_high=Decimal(last), comparator=role)
    if re.search(r"%|percent|per cent|pct", surface):
        return replace(mention, kind="percent", unit="percent")
    if re.search(r"point|bp", surface):
        return replace(mention, kind="percent", unit="percentage_point")
    if re.search(r"[$€£]|dlrs|tenge|euros", surface):
        value = Decimal(5_000_000) if re.search(r"\d(?:m|bn| million| billion)$", surface) else mention.value_low
        return replace(mention, kind="money", unit="USD", value_low=value, value_high=value)
    if re.search(r"^#|\d(?:st|nd|rd|th)$", surface):
        return replace(mention, kind="rank", unit="1")
    if _MULTIPLE.match(surface):
        direction = "decrease" if surface.lower().startswith("halv") else "increase"
        return replace(mention, kind="ratio", unit="1", direction=direction, change_role="delta")
    if _RATIO.search(surface):
        value = Decimal(3) if re.search(r"times|fold|twice", surface) else Decimal("0.3")
        return replace(mention, kind="ratio", unit="1", value_low=value, value_high=value)
    noun = re.search(r"[A-Za-z]+$", surface)
    units = {"km": "km", "tonnes": "t", "tons": "t", "mln": None, "million": None, "billion": None}
    unit = units.get(noun[0], singular(noun[0].lower())) if noun else None
    return replace(mention, unit=unit, comparator="between" if re.search(r"\d and \d|\d-\d", surface) else "eq")


def item_of(*marked: str) -> tuple[CleanDocument, Extraction]:
    """A document of these sentences, their numbers in braces; one that begins with a line break starts a paragraph."""
    text, sentences, mentions = "", [], []
    for index, sentence in enumerate(marked):
        text += ("\n\n" if sentence.startswith("\n") else " ") if text else ""
        start = len(text)
        end = 0
        for match in BRACES.finditer(sentence := sentence.lstrip("\n")):
            text += sentence[end : match.start()]
            mentions.append(mention_of(match[1], len(text), index))
            text += match[1]
            end = match.end()
        text += sentence[end:]
        sentences.append(Sentence(index, start, len(text), "body"))
    document = Document(FileFacts("0" * 16, "written.txt", len(text)), text, ())
    reading = text.translate(str.maketrans("“”’‘\u00a0", "\"\"'' "))
    return CleanDocument(document, reading, (Section(0, len(text), "body"),), tuple(sentences)), Extraction(
        tuple(mentions), ()
    )


def claims_of(parser: Parser | None, *marked: str) -> tuple[Claim, ...]:
    """The claims of the numbers in braces, in order."""
    return next(contextualise([item_of(*marked)], parser=parser, settings=Settings()))


def values(parser: Parser | None, field: str, *marked: str) -> list[object]:
    """A field of the numbers in braces, years apart, in order."""
    return [getattr(claim, field) for claim in claims_of(parser, *marked) if claim.kind != "year"]
