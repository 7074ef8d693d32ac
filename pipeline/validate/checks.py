"""What is expected of every row of claims: from the column dictionary, the package, bounds and the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import Kind
from pipeline.settings import Bound, RowExpectation, Settings
from pipeline.tables import Column, table

BOUNDS_FILE = Path(__file__).with_name("bounds.toml")
EXPECTATIONS_FILE = Path(__file__).with_name("expectations.toml")
KIND_WANTED = "kind_is_wanted"
COLUMN_ARGUMENTS = ("column", "column_A", "column_B")


@dataclass(frozen=True, slots=True)
class RowCheck:
    """One expectation of every row, or of the rows of a kind and unit.

    type: an expectation of Great Expectations, in snake case, with its arguments. reason: what it guards against. severity:
    "critical" sends a row that fails to quarantine, "warning" reports it. own: it comes from the settings.
    """

    name: str
    type: str
    arguments: Mapping[str, Any]
    reason: str
    severity: str = "critical"
    kind: Kind | None = None
    unit: str | None = None
    own: bool = False

    @property
    def judged(self) -> Mapping[str, Any]:
        """The arguments, with the column of the rows that are judged: null in all other rows, which null excuses.

        Great Expectations' own row conditions give the same and cost five times as much.
        """
        if self.kind is None:
            return self.arguments
        return {**self.arguments, "column": masked_name(self.arguments["column"], self.kind, self.unit)}

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the check names, as the rows have them."""
        return tuple(self.arguments[name] for name in COLUMN_ARGUMENTS if name in self.arguments)

    @property
    def judged_columns(self) -> tuple[str, ...]:
        """The columns that are judged."""
        return tuple(self.judged[name] for name in COLUMN_ARGUMENTS if name in self.judged)


def masked_name(column: str, kind: Kind, unit: str | None) -> str:
    """The name of a column of which only the rows of a kind and unit are kept."""
    return f"{column} of {kind}" + (f" in {unit}" if unit else "")


def row_checks(settings: Settings) -> tuple[RowCheck, ...]:
    """Every check of rows, in the order in which a row is judged; the first that it fails is its `expectation`."""
    return (
        _wanted_kinds(settings.kinds),
        *(check for column in table("claims").columns for check in column_checks(column)),
        *package_checks(),
        *bound_checks(merged_bounds(settings.bounds)),
        *(_own_check(expectation) for expectation in settings.expectations),
    )


def _wanted_kinds(kinds: Iterable[Kind]) -> RowCheck:
    arguments = {"column": "kind", "value_set": list(kinds)}
    reason = "the settings leave this kind out; its rows are kept here, so that the ledger closes"
    return RowCheck(KIND_WANTED, "expect_column_values_to_be_in_set", arguments, reason)


def column_checks(column: Column) -> Iterator[RowCheck]:
    """What the column dictionary says of a column of claims; nulls and blanks are looked for in all columns at once."""
    name = column.name
    here: dict[str, Any] = {"column": name}
    if column.categories:
        arguments = {**here, "value_set": list(column.categories)}
        yield RowCheck(f"{name}.listed", "expect_column_values_to_be_in_set", arguments, "only listed values have a meaning")
    if column.pattern:
        arguments = {**here, "regex": column.pattern}
        yield RowCheck(
            f"{name}.shape", "expect_column_values_to_match_regex", arguments, "ids of another shape join nothing"
        )
    if column.minimum is not None or column.maximum is not None:
        arguments = {**here, "min_value": column.minimum, "max_value": column.maximum}
        yield RowCheck(
            f"{name}.range", "expect_column_values_to_be_between", arguments, "offsets, pages and counts start here"
        )


def package_checks() -> tuple[RowCheck, ...]:
    """The checks of expectations.toml."""
    own = ("name", "type", "reason", "severity", "kind")
    return tuple(
        RowCheck(
            **{key: value for key, value in entry.items() if key in own},
            arguments={key: value for key, value in entry.items() if key not in own},
        )
        for entry in tomllib.loads(EXPECTATIONS_FILE.read_text(encoding="utf-8"))["expectations"]
    )


def merged_bounds(own: Iterable[Bound]) -> tuple[Bound, ...]:
    """The package's bounds, less those whose kind and unit the user bounds anew, and the user's."""
    own = tuple(own)
    taken = {(bound.kind, bound.unit) for bound in own}
    package = (Bound(**entry) for entry in tomllib.loads(BOUNDS_FILE.read_text(encoding="utf-8"))["bounds"])
    return (*(bound for bound in package if (bound.kind, bound.unit) not in taken), *own)


def bound_checks(bounds: Iterable[Bound]) -> Iterator[RowCheck]:
    """A check for each side of each bound: no row of the kind and unit lies below low or above high."""
    for bound in bounds:
        name = ".".join(filter(None, ("bounds" if bound.severity == "critical" else "unusual", bound.kind, bound.unit)))
        for side, column, argument in (("low", "value_low", "min_value"), ("high", "value_high", "max_value")):
            limit = getattr(bound, side)
            if limit is not None:
                arguments = {"column": column, argument: limit}
                yield RowCheck(
                    name=f"{name}.{side}",
                    type="expect_column_values_to_be_between",
                    arguments=arguments,
                    reason=bound.reason,
                    severity=bound.severity,
                    kind=bound.kind,
                    unit=bound.unit,
                )


def _own_check(expectation: RowExpectation) -> RowCheck:
    arguments = {"column": expectation.column, **expectation.kwargs}
    return RowCheck(expectation.name, expectation.type, arguments, expectation.reason, own=True)
