"""The vocabulary of the number grammar: which types and values each written form has.

Rows live in `words/*.tsv`: form, then one or more readings `TYPE` or `TYPE=value` separated by spaces. A form in lower
case is matched in any case; a form with a capital is matched as written and wins. A form of several words is one token.
A form has one owner: a second row for it, in any file, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CURRENCY_TYPES = {"CUR_SYMBOL", "CUR_CODE", "CUR_NAME", "CUR_SUB"}
_UNIT_TYPES = _CURRENCY_TYPES | {"UNIT", "TIME_UNIT", "PCT", "POINT", "SCALE", "SCALE_PLURAL", "SCALE_LETTER"}
_READING = re.compile(r"([A-Z][A-Z0-9_]*)(?:=(\S+))?")


@dataclass(frozen=True, slots=True)
class Word:
    """A form and its readings: type name → value ("" where the type alone says it all)."""

    form: str
    readings: dict[str, str]
    place: str


def package_rows() -> Iterator[tuple[str, str]]:
    """(place, line) of every vocabulary row of the package, in file and line order."""
    folder = files("pipeline.lexicon") / "words"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".tsv"):
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if line.strip() and not line.startswith("# "):
                    yield f"lexicon/words/{file.name}:{number}", line


def parsed_row(place: str, line: str) -> Word:
    """The row as a Word; LexiconError where a column is missing or a reading is not TYPE or TYPE=value."""
    form, tab, rest = line.partition("\t")
    readings: dict[str, str] = {}
    for reading in rest.split("\t")[0].split():
        match = _READING.fullmatch(reading)
        if match is None or match[1] in readings:
            raise LexiconError(f"reading {reading!r} is not TYPE or TYPE=value, once each", place=place)
        readings[match[1]] = match[2] or ""
    if not (form.strip() and tab and readings):
        raise LexiconError("a row needs a form, a tab and at least one reading", place=place)
    return Word(form, readings, place)


@cache
def unit_forms() -> frozenset[str]:
    """The forms, in lower case, that name a unit, a currency, a scale or a percentage, alone or in a header of a table."""
    return frozenset(word.form.lower() for word in load_words().values() if not _UNIT_TYPES.isdisjoint(word.readings))


def load_words(user_rows: Iterable[tuple[str, str]] = ()) -> dict[str, Word]:
    """Every form and its Word. user_rows, (place, line) as in the files, win over the package's own."""
    words: dict[str, Word] = {}
    for place, line in package_rows():
        word = parsed_row(place, line)
        if word.form in words:
            raise LexiconError(f"{word.form!r} is owned by {words[word.form].place} already", place=place)
        words[word.form] = word
    owned: dict[str, str] = {}
    for place, line in user_rows:
        word = parsed_row(place, line)
        if word.form in owned:
            raise LexiconError(f"{word.form!r} is owned by {owned[word.form]} already", place=place)
        owned[word.form] = place
        words[word.form] = word
    return words
