"""Draws numbers at random from documents, with what we read, for a person to judge: right or wrong.

    python tests/gold/draw_sample.py [--size 200] [--seed 1] [--out sample.tsv] [--show] PATH…

PATHS are files or folders; the numbers are drawn evenly over them. The table holds no text of the documents: the file, the
offsets, a hash of the surface, what we read, and the verdict on it (context that is wrong goes into the note). A verdict
stays where the same number is read the same again.
--show prints each number in its sentence to standard output, to judge by.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.contextualise import load_parser
from pipeline.ingest import list_sources, read_documents
from pipeline.model import Document, ReadDocument, SetAside
from pipeline.publish.rows import claim_rows, excluded_rows
from pipeline.reading import read_to_end, read_without_context
from pipeline.settings import Settings

OUT = Path(__file__).with_name("sample.tsv")
CONTEXT = 150
# What of the context is no text of the document; the rest is shown, never written.
WRITTEN = ("per", "comparator", "direction", "change_role", "status", "negated", "year_start", "year_end", "year_role")
SHOWN = ("measure", "subject", "of", "attributed_to")
UNMARKED = (None, False, "eq", "actual")
COLUMNS = ("source", "char_start", "char_end", "surface_sha256", "read_as", "context", "rule", "verdict", "note")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a number stands: the path it was read from, the document in it, and its span."""

    path: Path
    source: str
    start: int
    end: int


def main(arguments: list[str] | None = None) -> int:
    """Draw, read and write; exit status 0."""
    args = _parser().parse_args(arguments)
    chooser = random.Random(args.seed)
    places = sorted(place for path, size in _shares(args.paths, args.size) for place in draw(path, size, chooser))
    judged = read_verdicts(args.out)
    rows = [row | judged.get(_key(row), {}) for row in sample_rows(places, show=args.show)]
    with args.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
    right = sum(row.get("verdict") == "right" for row in rows)
    sys.stderr.write(f"{len(rows)} numbers, {right} judged right, {sum(not row.get('verdict') for row in rows)} to judge\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--show", action="store_true")
    return parser


def _shares(paths: list[Path], size: int) -> Iterator[tuple[Path, int]]:
    for number, path in enumerate(paths):
        yield path, size // len(paths) + (number < size % len(paths))


def draw(path: Path, size: int, chooser: random.Random) -> list[Place]:
    """Draw that many of the numbers below a path, claims and exclusions alike, each as likely as any other."""
    numbers = [
        Place(path, read.clean.document.facts.source, start, end)
        for read in read_without_context(_documents(path), settings=Settings())
        if isinstance(read, ReadDocument)
        for start, end in _spans(read)
    ]
    return chooser.sample(numbers, min(size, len(numbers)))


def _spans(read: ReadDocument) -> Iterator[tuple[int, int]]:
    yield from ((claim.start, claim.end) for claim in read.claims)
    yield from ((number.start, number.end) for number in read.excluded)


def _documents(path: Path, wanted: frozenset[str] = frozenset()) -> Iterator[Document | SetAside]:
    for file in list_sources(path):
        for document in read_documents(file.path, source=file.source, limits=Settings().limits):
            if not wanted or document.facts.source in wanted:
                yield document


def sample_rows(places: Iterable[Place], *, show: bool = False) -> Iterator[dict[str, str]]:
    """A row for each place, with what the whole of the program makes of the number there."""
    by_path: dict[Path, list[Place]] = {}
    for place in places:
        by_path.setdefault(place.path, []).append(place)
    parser = load_parser()
    for path, drawn in by_path.items():
        wanted = frozenset(place.source for place in drawn)
        spans = {(place.source, place.start, place.end) for place in drawn}
        for read in read_to_end(_documents(path, wanted), settings=Settings(), parser=parser):
            if isinstance(read, ReadDocument):
                yield from _rows(read, spans, show=show)


def _rows(read: ReadDocument, spans: set[tuple[str, int, int]], *, show: bool) -> Iterator[dict[str, str]]:
    source, text = read.clean.document.facts.source, read.clean.document.text
    for row in [*claim_rows(read), *excluded_rows(read)]:
        start, end = int(str(row["char_start"])), int(str(row["char_end"]))
        if (source, start, end) not in spans:
            continue
        if show:
            before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            sys.stdout.write(f"{source} {start}\n  …{before}⟦{text[start:end]}⟧{after}…\n")
            sys.stdout.write(f"  {_read_as(row)}; {_marked(row, WRITTEN + SHOWN)}\n")
        yield {
            "source": source,
            "char_start": str(start),
            "char_end": str(end),
            "surface_sha256": _digest(text[start:end]),
            "read_as": _read_as(row),
            "context": _marked(row, WRITTEN),
            "rule": str(row["rule"]),
        }


def _read_as(row: dict[str, object]) -> str:
    if "reason" in row:
        return f"excluded {row['reason']}"
    low, high = row["value_low"], row["value_high"]
    return f"{row['kind']} {low if low == high else f'{low}..{high}'} {row['unit'] or '-'}"


def _marked(row: dict[str, object], names: tuple[str, ...]) -> str:
    return " ".join(f"{name}={row[name]}" for name in names if row.get(name) not in UNMARKED)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("source", "char_start", "char_end", "surface_sha256", "read_as"))


def read_verdicts(path: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """The verdicts given so far, by number and reading."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {_key(row): {name: row[name] for name in ("verdict", "note")} for row in csv.DictReader(file, delimiter="\t")}


if __name__ == "__main__":
    raise SystemExit(main())
