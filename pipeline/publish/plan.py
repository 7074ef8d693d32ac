"""What a run has to do: which inputs to read, which repeat another's bytes, and which rows the last release still holds.

A document is carried over where its source, its digest and the engine are those of the last release. A duplicate is never
carried over: it is decided anew from the listing. Nor is one that timed out, because another time it may not.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import scratch_database, stream
from pipeline.errors import ReleaseError
from pipeline.publish.carry import write_carried
from pipeline.publish.listing import Listed
from pipeline.publish.manifest import content_files, damaged_files, read_manifest
from pipeline.publish.merge import INPUTS
from pipeline.tables import dictionary

logger = logging.getLogger(__name__)

LAST_INPUTS = """
CREATE TABLE last AS
SELECT source, i.digest, d.status FROM read_json(?, format = 'newline_delimited', columns = {
  source: 'VARCHAR', document_id: 'VARCHAR', digest: 'VARCHAR', bytes: 'BIGINT'}) i
JOIN read_parquet(?) d USING (source)
"""
NO_INPUTS = "CREATE TABLE last (source VARCHAR, digest VARCHAR, status VARCHAR)"
PLAN = """
CREATE TABLE plan AS
WITH met AS (
  SELECT *, first_value(source) OVER same AS original, row_number() OVER same AS turn
  FROM read_parquet(?) WINDOW same AS (PARTITION BY document_id ORDER BY source, place)
)
SELECT met.* EXCLUDE (turn), last.digest IS NOT NULL AND last.digest = met.digest AS known,
  CASE WHEN turn > 1 THEN 'duplicate'
       WHEN known AND last.status NOT IN ('duplicate', 'timed_out') THEN 'carried'
       ELSE 'todo' END AS task
FROM met LEFT JOIN last USING (source)
"""
COUNTS = """
SELECT count(*) FILTER (task = 'todo'), count(*) FILTER (task = 'carried'), count(*) FILTER (task = 'duplicate'),
  (SELECT count(*) FROM last ANTI JOIN plan USING (source)), coalesce(bool_and(known), true)
FROM plan
"""
LISTED = "SELECT source, document_id, digest, size, location FROM plan WHERE task = 'todo' ORDER BY place"
DUPLICATES = """
SELECT source, document_id, digest, size, location, original FROM plan WHERE task = 'duplicate' ORDER BY place
"""
CARRIED = "SELECT source, digest FROM plan WHERE task = 'carried' ORDER BY source"


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What a run has to do. vanished_count: inputs of the last release that are no longer there.

    nothing_changed: the inputs, the engine and the audit are those of the last release; a new one would be the same.
    """

    todo_count: int
    carried_count: int
    duplicate_count: int
    vanished_count: int
    nothing_changed: bool
    last_release: Path | None
    database: Path

    def todo(self) -> Iterator[Listed]:
        """The inputs to read, in the order of the listing."""
        for row in self._rows(LISTED):
            yield Listed(*row)

    def duplicates(self) -> Iterator[tuple[Listed, str]]:
        """The inputs that repeat the bytes of another, with the source of that other, in the order of the listing."""
        for *fields, original in self._rows(DUPLICATES):
            yield Listed(*fields), original

    def write_carried(self, directory: Path) -> None:
        """Write the rows that the last release holds of unchanged documents as a shard."""
        if self.last_release is None:
            raise ValueError("there is no last release to carry rows over from")
        write_carried(self.last_release, self._rows(CARRIED), directory)

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        with scratch_database(self.database, spill=self.database.parent) as connection:
            yield from stream(connection.execute(query))


def plan_work(listing: Path, *, last_release: Path | None, engine_digest: str, audit_digest: str, work: Path) -> WorkPlan:
    """Compare a listing with the last release and say what is to be done; work is a directory for the plan itself.

    A last release that another engine made, or that no longer equals its manifest, holds nothing to carry over.
    """
    cache = last_release if last_release and _holds(last_release, engine_digest) else None
    database = work / "plan.duckdb"
    database.unlink(missing_ok=True)
    with scratch_database(database, spill=work) as connection:
        _load_last(connection, cache)
        connection.execute(PLAN, [str(listing)])
        todo, carried, duplicates, vanished, known = connection.execute(COUNTS).fetchall()[0]
    same_audit = cache is not None and read_manifest(cache)["audit_digest"] == audit_digest
    unchanged = same_audit and known and not todo and not vanished
    return WorkPlan(todo, carried, duplicates, vanished, unchanged, cache, database)


def _load_last(connection: duckdb.DuckDBPyConnection, cache: Path | None) -> None:
    if cache is None:
        connection.execute(NO_INPUTS)
    else:
        connection.execute(LAST_INPUTS, [str(cache / INPUTS), str(cache / "documents.parquet")])


def _holds(release: Path, engine_digest: str) -> bool:
    """Whether rows of a release may be carried over into a run of this engine."""
    try:
        manifest = read_manifest(release)
    except ReleaseError as error:
        logger.warning("Nothing is carried over: %s", error)
        return False
    if manifest.get("engine_digest") != engine_digest or manifest.get("schema_version") != dictionary().schema_version:
        return False
    damaged = damaged_files(release, manifest, names=content_files())
    if damaged:
        logger.warning("%s is damaged and nothing is carried over from it: %s", release, "; ".join(damaged))
    return not damaged
