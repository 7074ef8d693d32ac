"""Two releases matched claim by claim: by source, kind, value, unit, surface and order of occurrence.

So a claim that only moved is the same claim, and one whose number is read differently vanished and appeared. A matched
claim has changed where another column says something else; its place, its sentence and its rule are no change.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import scratch_database, stream
from pipeline.errors import ReleaseError

KEY = ("source", "kind", "value_low", "value_high", "unit", "surface")
COMPARED = (
    "section", "unit_assumed", "per", "comparator", "direction", "change_role", "status", "negated", "measure",
    "measure_key", "subject", "of", "attributed_to", "year_start", "year_end", "year_role",
)  # fmt: skip
SHOWN = ("source", "section", "char_start", "kind", "value_low", "value_high", "unit", "surface", "sentence", "claim_id")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column of a claim that says something else; values as text, None for null."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that appeared, vanished or changed, as the release that has it (of both, the later) tells it."""

    source: str
    section: str
    char_start: int
    kind: str
    value_low: float
    value_high: float
    unit: str | None
    surface: str
    sentence: str
    claim_id: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that came, went or fared otherwise: its status in each release, None where it is not there."""

    source: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """Everything that differs between two releases; before and after name them.

    The tuples hold the first rows in order of source and place, up to the limit asked for; the counts hold all. same: claims
    that say the same.
    """

    before: str
    after: str
    appeared: tuple[ClaimChange, ...]
    vanished: tuple[ClaimChange, ...]
    changed: tuple[ClaimChange, ...]
    documents: tuple[DocumentChange, ...]
    appeared_count: int
    vanished_count: int
    changed_count: int
    documents_count: int
    same_count: int

    @property
    def is_empty(self) -> bool:
        """Whether both releases say the same."""
        return not (self.appeared_count or self.vanished_count or self.changed_count or self.documents_count)


def diff(before: Path, after: Path, *, limit: int | None = None) -> ReleaseDiff:
    """Compare two release directories; limit: at most so many rows of each sort are kept, all are counted.

    Raises ReleaseError where one of them is no release.
    """
    with tempfile.TemporaryDirectory() as spill, scratch_database(spill=Path(spill)) as connection:
        _open(connection, before, "a")
        _open(connection, after, "b")
        connection.execute(_matching())
        changed = _changed(connection, limit)
        documents = _documents(connection)
        appeared, vanished, differing, same = connection.execute(_COUNTS).fetchall()[0]
        return ReleaseDiff(
            before=before.resolve().name,
            after=after.resolve().name,
            appeared=_alone(connection, "b", limit),
            vanished=_alone(connection, "a", limit),
            changed=changed,
            documents=tuple(documents[:limit]),
            appeared_count=appeared,
            vanished_count=vanished,
            changed_count=differing,
            documents_count=len(documents),
            same_count=same,
        )


def _open(connection: duckdb.DuckDBPyConnection, release: Path, side: str) -> None:
    for table in ("claims", "documents"):
        path = release / f"{table}.parquet"
        if not path.is_file():
            raise ReleaseError(f"there is no {path.name}", place=str(release), remedy="Name the directory of a release")
        quoted = str(path).replace("'", "''")
        connection.execute(f"create view {side}_{table} as select * from read_parquet('{quoted}')")


def _matching() -> str:
    """The statement that pairs claims: where each stands, null where it has no partner, and whether the two differ."""
    columns = ", ".join(f'"{name}"' for name in KEY)
    order = f"row_number() over (partition by {columns} order by char_start) as nth"
    compared = ", ".join(f'"{name}"' for name in COMPARED)
    sides = (
        f"select document_id, char_start, {columns}, {order}, hash({compared}) as said, "
        f"row_number() over () as place from {side}_claims"
        for side in ("a", "b")
    )
    same = " and ".join(f'a."{name}" is not distinct from b."{name}"' for name in (*KEY, "nth"))
    return f"""
        create table matched as with a as ({next(sides)}), b as ({next(sides)})
        select coalesce(b.source, a.source) as source, a.document_id as a_document, a.char_start as a_start,
          b.document_id as b_document, b.char_start as b_start, a.said is distinct from b.said as differs
        from a full join b on {same}"""


_COUNTS = """
    select count(*) filter (a_start is null), count(*) filter (b_start is null),
      count(*) filter (differs and a_start is not null and b_start is not null), count(*) filter (not differs)
    from matched"""


def _limited(limit: int | None) -> str:
    return "" if limit is None else f" limit {int(limit)}"


def _alone(connection: duckdb.DuckDBPyConnection, side: str, limit: int | None) -> tuple[ClaimChange, ...]:
    """The claims of one side without a partner on the other."""
    other = "a" if side == "b" else "b"
    shown = ", ".join(f'c."{name}"' for name in SHOWN)
    query = f"""
        select {shown} from matched m
        join {side}_claims c on c.source = m.source and c.document_id = m.{side}_document and c.char_start = m.{side}_start
        where m.{other}_start is null order by c.source, c.char_start{_limited(limit)}"""
    return tuple(ClaimChange(*row) for row in stream(connection.execute(query)))


def _changed(connection: duckdb.DuckDBPyConnection, limit: int | None) -> tuple[ClaimChange, ...]:
    """The claims of both sides that say something else."""
    shown = ", ".join(f'b."{name}"' for name in SHOWN)
    values = ", ".join(f'a."{name}"::varchar, b."{name}"::varchar' for name in COMPARED)
    query = f"""
        select {shown}, {values} from matched m
        join a_claims a on a.source = m.source and a.document_id = m.a_document and a.char_start = m.a_start
        join b_claims b on b.source = m.source and b.document_id = m.b_document and b.char_start = m.b_start
        where m.differs order by b.source, b.char_start{_limited(limit)}"""
    return tuple(
        replace(ClaimChange(*row[: len(SHOWN)]), fields=_field_changes(row[len(SHOWN) :]))
        for row in stream(connection.execute(query))
    )


def _field_changes(values: Sequence[Any]) -> tuple[FieldChange, ...]:
    """The columns that differ, from their values on both sides in turn."""
    pairs = zip(COMPARED, values[::2], values[1::2], strict=True)
    return tuple(FieldChange(name, before, after) for name, before, after in pairs if before != after)


def _documents(connection: duckdb.DuckDBPyConnection) -> list[DocumentChange]:
    """Documents whose status differs or that only one side has."""
    query = """
        select coalesce(a.source, b.source) as source, a.status::varchar, b.status::varchar
        from a_documents a full join b_documents b on a.source = b.source
        where a.status::varchar is distinct from b.status::varchar order by 1"""
    return [DocumentChange(*row) for row in stream(connection.execute(query))]
