"""Documents as the stages before would hand them over, made from a few words by rules too simple to be wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from pipeline.model import (
    Block,
    Claim,
    CleanDocument,
    Document,
    Excluded,
    FileFacts,
    ReadDocument,
    Section,
    Sentence,
    SetAside,
)
from pipeline.publish.merge import merge_shards
from pipeline.publish.shards import ShardWriter

NUMBER = re.compile(
    r"(?P<percent>\d+(?:\.\d+)? percent)|\$(?P<money>\d+(?:\.\d+)? million)|(?P<year>\b(?:19|20)\d\d\b)"
    r"|(?P<quantity>\d+ mills)|(?P<other>\S*\d\S*|\b(?:seven|twelve)\b)"
)
SENTENCE = re.compile(r"\S[^.]*(?:\.(?=\d)[^.]*)*\.?")
UNITS = {"percent": "percent", "money": "USD", "year": None, "quantity": "mill"}

AnyDocument = ReadDocument | SetAside


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def facts_of(source: str, text: str) -> FileFacts:
    size = len(text.encode("utf-8", "surrogatepass"))
    return FileFacts(digest_of(text)[:16], source, size, "text/plain", "utf-8", "en", 0.99, title=f"On {source}")


def read(source: str, text: str) -> ReadDocument:
    """The text read: percentages, millions of dollars, years and mills are claims, all other numbers identifiers."""
    sentences = tuple(
        Sentence(index, found.start(), found.end(), "body", locator=f"line {index + 1}")
        for index, found in enumerate(SENTENCE.finditer(text))
    )
    claims, excluded = [], []
    for found in NUMBER.finditer(text):
        kind = found.lastgroup
        if kind == "other":
            excluded.append(Excluded(found.start(), found.end(), "body", "identifier", "fake.identifier"))
            continue
        claims.append(_claim(found, kind, sentences))
    document = Document(facts_of(source, text), text, (Block(0, len(text), "paragraph"),))
    clean = CleanDocument(document, text, (Section(0, len(text), "body"),), sentences)
    return ReadDocument(clean, tuple(claims), tuple(excluded))


def _claim(found: re.Match[str], kind: str, sentences: tuple[Sentence, ...]) -> Claim:
    value = Decimal(found[kind].split()[0]) * (1_000_000 if kind == "money" else 1)
    index = next(s.index for s in sentences if s.start <= found.start() < s.end)
    year = int(value) if kind == "year" else None
    return Claim(
        found.start(),
        found.end(),
        index,
        kind,
        value,
        value,
        UNITS[kind],
        f"fake.{kind}",
        year_start=year,
        year_end=year,
        year_role="in" if year else None,
        measure=None if year else "output of the mills",
        measure_key=None if year else "output of mill",
    )


def unread(source: str, text: str = "", *, status: str = "unreadable") -> SetAside:
    return SetAside(facts_of(source, text or source), status, error="the file ends in mid-word")


def digest(document: AnyDocument) -> str:
    facts = document.facts if isinstance(document, SetAside) else document.clean.document.facts
    return hashlib.sha256(facts.document_id.encode()).hexdigest()


def write_shard(directory: Path, documents: Iterable[AnyDocument], *, part_bytes: int = 1 << 24) -> Path:
    with ShardWriter(directory, part_bytes=part_bytes) as shard:
        for document in documents:
            shard.add(document, digest=digest(document))
    return directory


def candidate_of(directory: Path, documents: Iterable[AnyDocument]) -> Path:
    """A merged candidate below directory."""
    shard = write_shard(directory / "shard", documents)
    merge_shards([shard], directory / "candidate")
    return directory / "candidate"


PHRASES = (
    "Output rose by 4.5 percent in 2019.",
    "The mills sold $12.5 million of cloth.",
    "It closed 14 mills since 2003 and kept A7 open.",
    "Nobody knows why.",
    "Exports fell to 38 percent, says report B12.",
    "For twelve weeks the price stood at $3 million.",
    "In 1987 there were 210 mills.",
)


def many(count: int, *, sentences: int = 8, stride: int = 1) -> Iterator[ReadDocument]:
    """Documents that all differ, in an order that is not that of their sources."""
    for number in range(count):
        shuffled = number * stride % count
        lines = (PHRASES[(shuffled + line * 3) % len(PHRASES)] for line in range(sentences))
        yield read(f"mill/{shuffled:06d}.txt", f"Report {shuffled}. " + " ".join(lines))
