"""Finding cues: every literal of the cue tables in a text, by one compiled pattern, the longest at each place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.cues import CueRow, package_cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What marks a number and a year in a masked text (see view.py).
NUMBER, YEAR = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: half-open place in the text searched, the literal as its table has it, and what its row says."""

    start: int
    end: int
    literal: str
    category: str
    value: str
    word: str
    scope: str
    reach: int | None


def trie_pattern(literals: Iterable[str]) -> str:
    """A pattern that matches the longest of the literals, their beginnings shared; a space is any white space."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # recursive: letter → the tree that follows
    for literal in literals:
        node = tree
        for letter in literal:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _joined(tree)


def _joined(node: Mapping[str, Mapping]) -> str:  # type: ignore[type-arg]  # recursive, as above
    branches = [_letter(letter) + _joined(rest) for letter, rest in sorted(node.items()) if letter]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?" if "" in node else body


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


@cache
def rows_by_literal() -> dict[str, tuple[CueRow, ...]]:
    """Every cue row of the package under its literal."""
    rows: dict[str, list[CueRow]] = defaultdict(list)
    for row in package_cues():
        rows[row.literal].append(row)
    return {literal: tuple(found) for literal, found in rows.items()}


@cache
def _sentence_pattern() -> re.Pattern[str]:
    # Frames and labels are looked up by word where they matter; they are no cues to show.
    literals = {row.literal for row in package_cues() if row.category not in ("frame", "label", "words")}
    return re.compile(rf"(?<!\w)(?:{trie_pattern(literals)})(?!\w)|(?<=\w)(?:n't|'ll|'d)(?!\w)")


def find_cues(text: str) -> tuple[Cue, ...]:
    """The cues of a text, in order, never overlapping: at each place the longest literal. A literal may give several cues.

    A modal with a capital inside a sentence ("May", "Will") is a name. Pseudo rows take the place of what they hide.
    """
    rows = rows_by_literal()
    found = []
    lower = text.lower()
    # A few capitals grow when lowered (İ); then only what is in lower case already is found.
    for match in _sentence_pattern().finditer(lower if len(lower) == len(text) else text):
        literal = " ".join(match[0].split())
        for row in rows[literal]:
            if row.category in ("frame", "label", "words") or (row.word == "modal" and _is_name(text, match)):
                continue
            found.append(Cue(match.start(), match.end(), literal, row.category, row.value, row.word, row.scope, row.reach))
    return tuple(found)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a modal with a capital is a name: inside a sentence that is no headline, or before a surname."""
    if match.start() == 0:
        return match[0] in ("will", "may") and re.match(r"\s+[A-Z]", text[match.end() :]) is not None
    return text[match.start()].isupper() and re.search(r"(?<![.!?])\s[a-z]{4,}", text) is not None


def cues_found(reading: str) -> tuple[Cue, ...]:
    """The cues of a sentence's reading, for `explain`: literal, category, value and scope, with their places."""
    return tuple(cue for cue in find_cues(reading) if cue.category not in ("pseudo", "terminate"))


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of words that the tables name."""
    return frozenset(row.literal for row in package_cues() if row.category == "words" and row.value == name)


@cache
def hidden(category: str) -> frozenset[str]:
    """The literals that look like cues of a category and are none."""
    return frozenset(row.literal for row in package_cues() if row.category == "pseudo" and row.value == category)


@cache
def values_of(category: str, word: str | None = None) -> dict[str, str]:
    """Literal → value for a category of cue (and a part of speech, where named)."""
    return {row.literal: row.value for row in package_cues() if row.category == category and word in (None, row.word)}
