"""Runs tidyclaims over gold documents: names and bytes in, rows of claims and exclusions by document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.contextualise import Parser, load_parser
from pipeline.ingest import read_documents
from pipeline.model import Document, ReadDocument, SetAside
from pipeline.publish.rows import claim_rows, excluded_rows
from pipeline.reading import read_to_end
from pipeline.settings import Settings
from tests.gate.gold import GoldDocument, GoldNumber, Row


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: by document name, the rows of `claims` and of `excluded`, and the reference text."""

    claims: dict[str, list[Row]] = field(default_factory=dict)
    excluded: dict[str, list[Row]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def read_paths(paths: Mapping[str, Path]) -> Reading:
    """Read the documents at these paths, each under its name; raises ValueError for one that is set aside."""
    settings, reading = Settings(), Reading()
    for read in read_to_end(_documents(paths, settings), settings=settings, parser=model()):
        if isinstance(read, SetAside):
            raise ValueError(f"{read.facts.source} was set aside as {read.status}: {read.error}")
        _enter(reading, read)
    return reading


def read_gold_documents(documents: Iterable[GoldDocument]) -> Reading:
    """Read the documents of our own gold as files of their names."""
    with written_out(documents) as folder:
        return read_paths({path.name: path for path in sorted(folder.iterdir())})


@contextmanager
def written_out(documents: Iterable[GoldDocument]) -> Iterator[Path]:
    """A folder that holds the documents as files while the context lasts."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for document in documents:
            (folder / document.name).write_bytes(document.raw)
        yield folder


@cache
def model() -> Parser | None:
    """The language model of this machine, loaded once a process."""
    return load_parser()


def _documents(paths: Mapping[str, Path], settings: Settings) -> Iterator[Document | SetAside]:
    for name, path in paths.items():
        yield from read_documents(path, source=name, limits=settings.limits, english_only=False)


def _enter(reading: Reading, read: ReadDocument) -> None:
    name = read.clean.document.facts.source
    reading.claims[name] = list(claim_rows(read))
    reading.excluded[name] = list(excluded_rows(read))
    reading.texts[name] = read.clean.document.text


def placed(documents: Iterable[GoldDocument], texts: Mapping[str, str]) -> Iterator[GoldDocument]:
    """The documents with their offsets in the text that was read, where a format has a text of its own (HTML)."""
    for document in documents:
        text = texts[document.name]
        yield document if text == document.text else _moved(document, text)


def _moved(document: GoldDocument, text: str) -> GoldDocument:
    numbers, after = list[GoldNumber](), 0
    for number in document.numbers:
        start = text.find(number.surface, after)
        if start < 0:
            raise ValueError(f"{document.name}: {number.surface!r} is not in the text that was read, after {after}")
        after = start + len(number.surface)
        numbers.append(replace(number, start=start, end=after))
    return replace(document, text=text, numbers=tuple(numbers))
