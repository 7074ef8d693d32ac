"""The texts that are measured: a folder of JSON Lines and text files, or the sample documents told over and over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = Path(__file__).parents[2] / "raw" / "sample"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named list of texts and how many words (runs of non-space characters) they hold."""

    name: str
    texts: tuple[str, ...]
    words: int


def word_count(texts: Iterable[str]) -> int:
    """Runs of non-space characters."""
    return sum(len(text.split()) for text in texts)


def corpora(path: Path | None, *, words: int) -> list[Corpus]:
    """A corpus of about `words` words for each file of a folder (.jsonl or .txt), or one made of the sample documents."""
    if path is None:
        return [_of_words("samples", cycle(sample_texts()), words=words)]
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.suffix in {".jsonl", ".txt"})
    return [_of_words(file.stem, spread(texts_of(file)), words=words) for file in files]


def texts_of(file: Path) -> list[str]:
    """The texts of a file: a record's `text` for each line of JSON Lines, else the whole file."""
    if file.suffix != ".jsonl":
        return [file.read_text("utf-8", errors="replace")]
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def spread(texts: list[str]) -> list[str]:
    """The texts in an order whose every beginning is spread over the whole file."""
    step = max(1, len(texts) // 7)
    return [text for offset in range(step) for text in texts[offset::step]]


def sample_texts() -> list[str]:
    """The texts of the sample documents, each with a number of its own so that no two rounds are the same bytes."""
    from pipeline.ingest import list_sources, read_documents
    from pipeline.model import Document
    from pipeline.settings import Settings

    out = []
    for source in list_sources(SAMPLES):
        for document in read_documents(source.path, source=source.source, limits=Settings().limits):
            if isinstance(document, Document):
                out.append(document.text)
    return out


def _of_words(name: str, texts: Iterable[str], *, words: int) -> Corpus:
    taken: list[str] = []
    count = 0
    for text in texts:
        if count >= words:
            break
        taken.append(text)
        count += len(text.split())
    return Corpus(name, tuple(taken), count)


def write_documents(folder: Path, texts: Iterable[str], *, documents: int, chars: int) -> None:
    """Write a folder of small text files, each a piece of about `chars` characters cut at white space."""
    folder.mkdir(parents=True)
    for number, piece in zip(range(documents), pieces(texts, chars=chars), strict=False):
        (folder / f"{number:06d}.txt").write_text(f"Note {number}\n\n{piece}\n", "utf-8")


def write_records(folder: Path, texts: Iterable[str], *, documents: int, chars: int) -> None:
    """Write the same documents as one JSON Lines file."""
    folder.mkdir(parents=True)
    with (folder / "records.jsonl").open("w", encoding="utf-8") as file:
        for number, piece in zip(range(documents), pieces(texts, chars=chars), strict=False):
            file.write(json.dumps({"id": f"n{number:07d}", "text": f"Note {number}\n\n{piece}\n"}) + "\n")


def mixed(corpora: Iterable[Corpus], *, chars: int) -> Iterator[str]:
    """Endless pieces of all corpora in turn."""
    for some in zip(*(pieces(corpus.texts, chars=chars) for corpus in corpora), strict=True):
        yield from some


def pieces(texts: Iterable[str], *, chars: int) -> Iterator[str]:
    """Endless pieces of the texts, told over and over; cut at the end of a line, else of a sentence, else at white space."""
    for text in cycle(list(texts)):
        start = 0
        while start < len(text):
            found = (text.find(mark, start + chars, start + 2 * chars) for mark in ("\n", ". ", " "))
            end = next((place + 1 for place in found if place >= 0), start + 2 * chars)
            yield text[start:end]
            start = end
