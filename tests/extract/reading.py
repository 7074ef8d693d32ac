"""Reads a single sentence with the rules, for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract import extract_mentions
from pipeline.model import CleanDocument, Document, Extraction, FileFacts, Section, Sentence
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.model import Mention, SectionName


def extraction_of(text: str, *, section: SectionName = "body", url: str | None = None) -> Extraction:
    """What is read in a text that is one sentence of one section."""
    document = Document(FileFacts("0" * 16, "test.txt", len(text), url=url), text, ())
    clean = CleanDocument(document, text, (Section(0, len(text), section),), (Sentence(0, 0, len(text), section),))
    return extract_mentions(clean, settings=Settings())


def mentions_of(text: str, *, section: SectionName = "body", url: str | None = None) -> tuple[Mention, ...]:
    """The mentions alone."""
    return extraction_of(text, section=section, url=url).mentions


def told(text: str, mention: Mention) -> str:
    """A mention in one line: span, low, high where it differs, unit, per."""
    value = f"{mention.value_low.normalize():f}"
    if mention.value_high != mention.value_low:
        value += f"..{mention.value_high.normalize():f}"
    rate = f" per {mention.per}" if mention.per else ""
    return f"{text[mention.start : mention.end]}|{value} {mention.unit or '-'}{rate}"
