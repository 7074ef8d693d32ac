"""The column dictionary: every published table and column, as `tables.toml` declares them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

ColumnType = Literal["string", "category", "bool", "int32", "int64", "float64"]
TableName = Literal["claims", "excluded", "quarantine", "documents", "texts"]

TABLE_NAMES: tuple[TableName, ...] = get_args(TableName)
DICTIONARY = Path(__file__).with_name("tables.toml")


@dataclass(frozen=True, slots=True)
class Column:
    """A published column: its type, what a number in it counts, the values it may take, and what it means.

    pattern: a regular expression that every value matches. minimum, maximum: inclusive bounds. example: a value of a row.
    """

    name: str
    type: ColumnType
    description: str
    example: str | int | float | bool
    nullable: bool = False
    unit: str | None = None
    categories: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its columns in order and the columns that identify a row."""

    name: TableName
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All published tables by name, and the version of their shape."""

    schema_version: str
    tables: Mapping[TableName, Table]


@cache
def dictionary() -> Dictionary:
    """Tables and columns of the package's own `tables.toml`. A malformed file raises ValueError: it ships with the code."""
    return parse_dictionary(DICTIONARY.read_text(encoding="utf-8"))


def table(name: TableName) -> Table:
    """The declaration of one published table."""
    return dictionary().tables[name]


def parse_dictionary(source: str) -> Dictionary:
    """Tables and columns declared in TOML, in their order. ValueError names what is missing, unknown or repeated."""
    declared = tomllib.loads(source)
    version = declared.pop("schema_version")
    if tuple(declared) != TABLE_NAMES:
        raise ValueError(f"tables.toml declares {list(declared)}, expected {list(TABLE_NAMES)}")
    tables: dict[TableName, Table] = {}
    for name in TABLE_NAMES:
        tables[name] = _table(name, declared[name], tables)
    return Dictionary(version, tables)


def _table(name: TableName, entry: dict[str, Any], known: Mapping[TableName, Table]) -> Table:
    inherited = known[entry["extends"]].columns if "extends" in entry else ()
    own = tuple(_column(name, column, fields, known) for column, fields in entry["columns"].items())
    made = Table(name, entry["title"], entry["description"], tuple(entry["key"]), inherited + own)
    names = made.column_names
    if len(set(names)) != len(names) or not set(made.key) <= set(names):
        raise ValueError(f"tables.toml: {name} repeats a column or its key names one that is not there")
    return made


def _column(owner: str, name: str, fields: dict[str, Any], known: Mapping[TableName, Table]) -> Column:
    if "same_as" in fields:
        return next(c for c in known[cast(TableName, fields["same_as"])].columns if c.name == name)
    column = Column(**{**fields, "name": name, "categories": tuple(fields.get("categories", ()))})
    if column.type not in get_args(ColumnType):
        raise ValueError(f"tables.toml: {owner}.{name} has the unknown type {column.type!r}")
    if (column.type == "category") != bool(column.categories):
        raise ValueError(f"tables.toml: {owner}.{name} must list categories if and only if its type is category")
    return column
