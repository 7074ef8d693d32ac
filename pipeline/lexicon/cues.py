"""The cue tables: words beside a number and what they say of it, one row each, in `cues_*.tsv` beside this module.

Columns: literal (the forms of one cue, separated by "|"; of verbs the base, the third person and the past come first),
category, value, word (its part of speech), scope (where the number it governs stands: forward, backward, both, self) and
reach (words that may stand between: a number, or "clause"). Rows of category "words" are sets that rules speak of by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("literal", "category", "value", "word", "scope", "reach")
SCOPES = frozenset(("forward", "backward", "both", "self"))
CATEGORIES = frozenset((
    "comparator", "change", "change_noun", "change_adverb", "status", "negation", "speech", "source", "frame", "label",
    "terminate", "pseudo", "words",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class CueRow:
    """One form of a cue and what it says. reach is the most words between cue and number; None is the whole clause."""

    literal: str
    category: str
    value: str
    word: str
    scope: str
    reach: int | None
    place: str


def package_lines() -> Iterator[tuple[str, str]]:
    """(place, line) of every row of the package's cue tables, in file and line order."""
    for file in sorted(files("pipeline.lexicon").iterdir(), key=lambda entry: entry.name):
        if file.name.startswith("cues_") and file.name.endswith(".tsv"):
            yield from _numbered(file.name, file.read_text("utf-8"))


def _numbered(name: str, text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("# ") and line != "\t".join(COLUMNS):
            yield f"lexicon/{name}:{number}", line


def parsed_rows(place: str, line: str) -> tuple[CueRow, ...]:
    """A row for each form on the line; LexiconError where a column is missing or holds what it may not."""
    cells = line.split("\t")
    if len(cells) != len(COLUMNS) or not all(cell.strip() for cell in cells):
        raise LexiconError(f"a cue row needs {len(COLUMNS)} filled columns: {', '.join(COLUMNS)}", place=place)
    forms, category, value, word, scope, reach = cells
    if category not in CATEGORIES:
        raise LexiconError(f"unknown category {category!r}", place=place, remedy=f"Use one of {sorted(CATEGORIES)}.")
    if scope not in SCOPES:
        raise LexiconError(f"unknown scope {scope!r}", place=place, remedy=f"Use one of {sorted(SCOPES)}.")
    if reach != "clause" and not reach.isdigit():
        raise LexiconError(f"reach {reach!r} is neither a number nor 'clause'", place=place)
    words = None if reach == "clause" else int(reach)
    return tuple(CueRow(form, category, value, word, scope, words, place) for form in forms.split("|"))


def loaded_rows(lines: Iterable[tuple[str, str]]) -> tuple[CueRow, ...]:
    """Every row of the (place, line) pairs; LexiconError where a form is empty, not lower case or has two owners."""
    owner: dict[tuple[str, ...], CueRow] = {}
    for place, line in lines:
        for row in parsed_rows(place, line):
            if not row.literal.strip() or row.literal != row.literal.strip().lower():
                raise LexiconError(f"form {row.literal!r} is empty, padded or not lower case", place=place)
            key = (row.literal, row.category, row.word, row.scope, *((row.value,) if category_of_sets(row) else ()))
            if key in owner:
                raise LexiconError(f"{row.literal!r} is owned by {owner[key].place} already", place=place)
            owner[key] = row
    return tuple(owner.values())


def category_of_sets(row: CueRow) -> bool:
    """Whether a row belongs to a category in which a word may stand in several sets."""
    return row.category == "words"


@cache
def package_cues() -> tuple[CueRow, ...]:
    """Every cue row of the package, in file and line order."""
    return loaded_rows(package_lines())
