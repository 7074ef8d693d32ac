"""One document read to the end: Document → sections and sentences → mentions → claims, in memory and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.clean import clean
from pipeline.errors import DocumentTimedOut
from pipeline.extract import extract_mentions
from pipeline.model import CleanDocument, Document, Extraction, ReadDocument, SetAside
from pipeline.timelimit import time_limit

if TYPE_CHECKING:
    from pipeline.contextualise import Parser
    from pipeline.settings import Settings

# Code points held, cleaned and extracted, until the parser gets them as one large batch.
GROUP_CHARS = 500_000

Extracted = tuple[CleanDocument, Extraction]


def read_to_end(
    documents: Iterable[Document | SetAside], *, settings: Settings, parser: Parser | None
) -> Iterator[ReadDocument | SetAside]:
    """Each document with its claims and exclusions, in the order given; what was set aside passes through.

    parser: the language model; None where there is none, and context then comes from rules alone.
    """
    from pipeline.contextualise import contextualise

    for group in _groups(extracted(document, settings=settings) for document in documents):
        read = [item for item in group if not isinstance(item, SetAside)]
        claims = contextualise(read, parser=parser, settings=settings)
        for item in group:
            yield item if isinstance(item, SetAside) else ReadDocument(item[0], next(claims), item[1].excluded)


def extracted(document: Document | SetAside, *, settings: Settings) -> Extracted | SetAside:
    """The document cleaned, with every number of it found; set aside as timed_out where that takes too long."""
    if isinstance(document, SetAside):
        return document
    try:
        with time_limit(settings.limits.max_seconds):
            cleaned = clean(document)
            return cleaned, extract_mentions(cleaned, settings=settings)
    except DocumentTimedOut as error:
        return SetAside(document.facts, error.status, error=str(error))


def read_without_context(
    documents: Iterable[Document | SetAside], *, settings: Settings
) -> Iterator[ReadDocument | SetAside]:
    """As read_to_end, but claims say only what span, kind, value and unit need; starts no model."""
    from pipeline.contextualise import claims_without_context

    for document in documents:
        item = extracted(document, settings=settings)
        yield item if isinstance(item, SetAside) else ReadDocument(item[0], claims_without_context(*item), item[1].excluded)


def _groups(items: Iterable[Extracted | SetAside]) -> Iterator[list[Extracted | SetAside]]:
    group: list[Extracted | SetAside] = []
    chars = 0
    for item in items:
        group.append(item)
        chars += 0 if isinstance(item, SetAside) else len(item[0].reading)
        if chars >= GROUP_CHARS:
            yield group
            group, chars = [], 0
    if group:
        yield group
