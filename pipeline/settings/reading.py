"""Checks of one settings file: unknown keys, wrong values and the user's own rows, each error with key and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.errors import SettingsError
from pipeline.settings.keys import BOUND_KEYS, EXPECTATION_KEYS, KEYS, LEXICON_TABLES, Reader, an_argument
from pipeline.settings.values import Bound, LexiconRow, RowExpectation

GROUPS = frozenset(key.partition(".")[0] for key in KEYS if "." in key)
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest of the known names, or all of them."""
    names = sorted(known)
    near = get_close_matches(wrong, names, n=1)
    return f"Did you mean {near[0]}?" if near else "Known here: " + ", ".join(names)


@dataclass(frozen=True, slots=True)
class Reading:
    """A source of settings under check: its name for errors, and its text to find lines in ("" for a variable)."""

    name: str
    text: str

    def value(self, key: str, reader: Reader, value: object) -> object:
        """What the reader makes of the value; SettingsError where it will not have it."""
        try:
            return reader(value)
        except ValueError as error:
            raise SettingsError(f"{key} cannot be {value!r}", place=self.place(key), remedy=f"Allowed: {error}") from error

    def settings(self, document: Mapping[str, object]) -> dict[str, object]:
        """Dotted key → checked value for everything in the document, the user's own rows included."""
        changes: dict[str, object] = {}
        for key, value in document.items():
            if key in GROUPS:
                for name, inner in self.table(key, value).items():
                    changes[f"{key}.{name}"] = self.known(f"{key}.{name}", inner)
            elif key == "bounds":
                changes[key] = tuple(self.bound(f"{key}.{n}", row) for n, row in enumerate(self.rows(key, value), 1))
            elif key == "expectations":
                changes[key] = tuple(self.expectation(f"{key}.{n}", row) for n, row in enumerate(self.rows(key, value), 1))
            elif key == "lexicon":
                changes[key] = tuple(self.lexicon_rows(self.table(key, value)))
            else:
                changes[key] = self.known(key, value)
        return changes

    def known(self, key: str, value: object) -> object:
        """The checked value of a key of KEYS."""
        if key not in KEYS:
            names = [*KEYS, *GROUPS, "bounds", "expectations", "lexicon"]
            raise SettingsError(f"there is no setting {key}", place=self.place(key), remedy=did_you_mean(key, names))
        return self.value(key, KEYS[key], value)

    def bound(self, place: str, row: Mapping[str, object]) -> Bound:
        """A row of [[bounds]]."""
        values = self.row(place, row, BOUND_KEYS, required=("kind", "reason"))
        if "low" not in values and "high" not in values:
            raise SettingsError("a bound needs low, high or both", place=self.place(place))
        if values.get("low", float("-inf")) > values.get("high", float("inf")):  # type: ignore[operator]
            raise SettingsError("low is above high", place=self.place(place), remedy="Swap them")
        return Bound(**values)  # type: ignore[arg-type]

    def expectation(self, place: str, row: Mapping[str, object]) -> RowExpectation:
        """A row of [[expectations]]; what is not a key of its own is an argument of the expectation."""
        own = {key: value for key, value in row.items() if key in EXPECTATION_KEYS}
        values = self.row(place, own, EXPECTATION_KEYS, required=tuple(EXPECTATION_KEYS))
        rest = {key: value for key, value in row.items() if key not in EXPECTATION_KEYS}
        arguments = tuple((name, self.value(f"{place}.{name}", an_argument, value)) for name, value in sorted(rest.items()))
        return RowExpectation(**values, arguments=arguments)  # type: ignore[arg-type]

    def lexicon_rows(self, tables: Mapping[str, object]) -> Iterable[LexiconRow]:
        """The rows of [lexicon.TABLE]: form = "column", or form = ["column", "column"]."""
        for table, forms in tables.items():
            if table not in LEXICON_TABLES:
                remedy = did_you_mean(table, LEXICON_TABLES)
                raise SettingsError(
                    f"there is no vocabulary table {table}", place=self.place(f"lexicon.{table}"), remedy=remedy
                )
            for form, columns in self.table(f"lexicon.{table}", forms).items():
                key = f"lexicon.{table}.{form}"
                parts = columns if isinstance(columns, list) else [columns]
                if not parts or any(not isinstance(part, str) or "\t" in part or "\n" in part for part in (form, *parts)):
                    allowed = f"a text or a list of texts: {LEXICON_TABLES[table]}"
                    raise SettingsError(f"{key} cannot be {columns!r}", place=self.place(key), remedy=f"Allowed: {allowed}")
                yield LexiconRow(table, "\t".join([form, *parts]), self.place(key))

    def row(
        self, place: str, row: Mapping[str, object], readers: Mapping[str, Reader], *, required: tuple[str, ...]
    ) -> dict[str, object]:
        """The checked values of one row; SettingsError for a key it does not know or lacks."""
        for key in row:
            if key not in readers:
                raise SettingsError(
                    f"{place} has no {key}", place=self.place(f"{place}.{key}"), remedy=did_you_mean(key, readers)
                )
        for key in required:
            if key not in row:
                raise SettingsError(f"{place} lacks {key}", place=self.place(place), remedy=f"Add {key} = …")
        return {key: self.value(f"{place}.{key}", readers[key], value) for key, value in row.items()}

    def table(self, key: str, value: object) -> Mapping[str, object]:
        """The value as a table of names."""
        if isinstance(value, dict):
            return value
        raise SettingsError(f"{key} cannot be {value!r}", place=self.place(key), remedy=f"Write it as a table: [{key}]")

    def rows(self, key: str, value: object) -> list[Mapping[str, object]]:
        """The value as a list of tables."""
        if isinstance(value, list) and all(isinstance(row, dict) for row in value):
            return value
        raise SettingsError(
            f"{key} cannot be {value!r}", place=self.place(key), remedy=f"Write each row as a table: [[{key}]]"
        )

    def place(self, key: str) -> str:
        """The source's name and, where the text shows it, the line of the key."""
        line = line_of(self.text, key)
        return f"{self.name}, line {line}" if line else self.name


def line_of(text: str, key: str) -> int | None:
    """The 1-based line that sets a dotted key (rows of a list counted from 1: "bounds.2.low"), or opens its table."""
    seen: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            section = _plain(header[2])
            if header[1] == "[[":
                seen[section] = seen.get(section, 0) + 1
                section = f"{section}.{seen[section]}"
            found = section
        elif assignment := _ASSIGNMENT.match(line):
            found = f"{section}.{_plain(assignment[1])}".lstrip(".")
        else:
            continue
        if found == key:
            return number
    return line_of(text, key.rpartition(".")[0]) if "." in key else None


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
