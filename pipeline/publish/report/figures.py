"""The figures of a release that matter, beside those of the release before."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipeline.publish.report.reading import counts
from pipeline.publish.report.words import KINDS


@dataclass(frozen=True, slots=True)
class Tally:
    """A count with its name, the count in the last release (None without one), and the filter of the claims table for it."""

    name: str
    count: int
    before: int | None = None
    query: str | None = None

    @property
    def change(self) -> int | None:
        """How much it grew since the last release; None without one."""
        return None if self.before is None else self.count - self.before


@dataclass(frozen=True, slots=True)
class Figures:
    """Tallies of a release, and their sums."""

    documents: tuple[Tally, ...]
    claims: tuple[Tally, ...]
    excluded: tuple[Tally, ...]
    quarantined: tuple[Tally, ...]
    has_last: bool

    def total(self, name: str) -> Tally:
        """The sum of a group of tallies: "documents", "claims", "excluded" or "quarantined"."""
        group: tuple[Tally, ...] = getattr(self, name)
        before = sum(tally.before or 0 for tally in group) if self.has_last else None
        return Tally(name, sum(tally.count for tally in group), before)

    @property
    def documents_read(self) -> int:
        """Documents with status ok."""
        return sum(tally.count for tally in self.documents if tally.name == "ok")


def figures_of(connection: duckdb.DuckDBPyConnection, *, has_last: bool) -> Figures:
    """The figures of the release that the connection opened, with those of the last release where there is one."""
    return Figures(
        documents=tallies(connection, "documents", "status", has_last=has_last),
        claims=in_kind_order(tallies(connection, "claims", "kind", has_last=has_last)),
        excluded=tallies(connection, "excluded", "reason", has_last=has_last),
        quarantined=tallies(connection, "quarantine", "expectation", has_last=has_last),
        has_last=has_last,
    )


def tallies(connection: duckdb.DuckDBPyConnection, table: str, column: str, *, has_last: bool) -> tuple[Tally, ...]:
    """Rows of a table by the words of a column, the most frequent first; words of either release are listed."""
    now = counts(connection, table, column)
    before = counts(connection, f"last_{table}", column) if has_last else {}
    names = (*now, *(name for name in before if name not in now))
    query = f"{column}={{}}" if table == "claims" else None
    return tuple(
        Tally(name, now.get(name, 0), before.get(name, 0) if has_last else None, query and query.format(name))
        for name in names
    )


def in_kind_order(found: tuple[Tally, ...]) -> tuple[Tally, ...]:
    """The tallies in the order of the contract."""
    return tuple(sorted(found, key=lambda tally: KINDS.index(tally.name)))
