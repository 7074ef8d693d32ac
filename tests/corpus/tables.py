"""Reads the corpus: each wording with the text it stands in, where it stands, and the reading it must give.

A file holds `frames`, which put a bare wording into a sentence at {}, and entries:

    [[reading]]   kind, value (or low and high), unit, wordings; each wording must give exactly this claim
    [[excluded]]  reason, wordings; each number of a wording must be excluded for this reason (or one of these, "a; b")
    [[text]]      text with its numbers in braces; a reading for each: "percent 5", "money 5e6..10e6 USD", "*" unjudged
    [[nothing]]   wordings that hold no number at all

`tail` is put after each wording and belongs to it. `exact = false`: the claim may span more or less than the wording.
`touches = true`: an exclusion may span less than the wording.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gate.markup import answers_of, bounds_of, strip_braces

FOLDER = Path(__file__).parent
BARE = ["{}"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The claim that a wording must give; units are alternatives."""

    kind: str
    low: float
    high: float
    units: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording in its text: half-open span, and the reading or the reason it must give; neither: no row at all."""

    family: str
    text: str
    start: int
    end: int
    reading: Reading | None = None
    reasons: tuple[str, ...] = ()
    exact: bool = True

    @property
    def surface(self) -> str:
        return self.text[self.start : self.end]


def read_corpus(folder: Path = FOLDER) -> tuple[Wording, ...]:
    """Every wording of every file, each in each of its frames."""
    return tuple(wording for path in sorted(folder.glob("*.toml")) if path.stem != "limits" for wording in read_family(path))


def read_family(path: Path) -> Iterator[Wording]:
    """The wordings of one file."""
    tables = tomllib.loads(path.read_text("utf-8"))
    frames, tail = tables.get("frames", BARE), tables.get("tail", "")
    for entry in tables.get("reading", ()):
        reading = _reading(entry)
        for wording in entry["wordings"]:
            yield from _framed(path.stem, wording + tail, entry, frames, reading=reading)
    for entry in tables.get("excluded", ()):
        for wording in entry["wordings"]:
            yield from _framed(path.stem, wording, entry, frames, reasons=reasons_of(entry["reason"]))
    for entry in tables.get("text", ()):
        yield from _marked(path.stem, entry)
    for entry in tables.get("nothing", ()):
        yield from (Wording(path.stem, wording, 0, len(wording)) for wording in entry["wordings"])


def _framed(
    family: str,
    wording: str,
    entry: dict[str, Any],
    frames: list[str],
    *,
    reading: Reading | None = None,
    reasons: tuple[str, ...] = (),
) -> Iterator[Wording]:
    exact = entry.get("exact", True) and not entry.get("touches", False)
    for frame in entry.get("frames", frames):
        start = frame.index("{}")
        yield Wording(family, frame.replace("{}", wording), start, start + len(wording), reading, reasons, exact)


def _marked(family: str, entry: dict[str, Any]) -> Iterator[Wording]:
    text, spans = strip_braces(entry["text"])
    if len(spans) != len(entry["readings"]):
        raise ValueError(f"{family}: {entry['text']}: {len(spans)} braces, {len(entry['readings'])} readings")
    for (start, end), spelled in zip(spans, entry["readings"], strict=True):
        if spelled.startswith("x "):
            yield Wording(family, text, start, end, reasons=reasons_of(spelled.removeprefix("x ")))
        elif spelled != "*":
            kind, value, unit = f"{spelled} ".split(" ", 2)
            reading = _claim(kind, *bounds_of(value), unit.strip())
            yield Wording(family, text, start, end, reading, exact=entry.get("exact", True))


def reasons_of(spelled: str) -> tuple[str, ...]:
    """The reasons of which each is right, as a file spells them."""
    return tuple(str(reason) for reason in answers_of(spelled))


def _reading(entry: dict[str, Any]) -> Reading:
    low, high = bounds_of(entry["value"]) if "value" in entry else (bounds_of(entry[end])[0] for end in ("low", "high"))
    return _claim(entry["kind"], low, high, entry.get("unit", ""))


def _claim(kind: str, low: float, high: float, unit: str) -> Reading:
    default = {"percent": "percent", "ratio": "1", "rank": "1"}.get(kind, "-")
    return Reading(kind, low, high, answers_of(unit or default))
