"""A release candidate in numbers: what its expectations as a whole look at, measured by streaming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.database import scratch_database
from pipeline.model import Kind
from pipeline.parquet import arrow_schema, read_batches
from pipeline.tables import TABLE_NAMES, TableName, dictionary
from pipeline.validate.checks import KIND_WANTED
from pipeline.validate.ledger import Breach, ledger_breaches

BREACH_METRICS = {
    "uncovered": "uncovered_numbers",
    "overlap": "overlapping_spans",
    "surface": "differing_surfaces",
    "orphan": "orphan_rows",
    "outside": "orphan_rows",
}
UNREADABLE = ("unreadable", "timed_out")
# A share of so few says nothing: one broken file in a folder of two is no broken download.
TOO_FEW = 2
REPEATED_IDS = """
SELECT coalesce(sum(rows - 1), 0) FROM (
  SELECT count(*) AS rows FROM read_parquet(?) WHERE claim_id[1] = ? GROUP BY claim_id HAVING count(*) > 1)
"""


def release_metrics(
    candidate: Path, *, kinds: Iterable[Kind], last_release: Path | None
) -> tuple[dict[str, float], tuple[Breach, ...]]:
    """Every metric of a candidate whose failing rows are quarantined, and the first breaches of its ledger.

    kinds: those published; others do not count as quarantined or lost. last_release: what to compare with.
    """
    statuses = column_counts(candidate, "documents", "status")
    held_back = column_counts(candidate, "quarantine", "expectation")
    wanted_held_back = held_back.total() - held_back[KIND_WANTED]
    claims = column_counts(candidate, "claims", "kind")
    unreadable = sum(statuses[status] for status in UNREADABLE)
    breaches, examples = _ledger(candidate)
    metrics: dict[str, float] = {
        "documents": statuses.total(),
        "claims": claims.total(),
        "quarantined": held_back.total(),
        "differing_schemas": len(differing_schemas(candidate)),
        **breaches,
        "repeated_claim_ids": repeated_claim_ids(candidate),
        **_document_metrics(candidate),
        "quarantined_share": _share(wanted_held_back, claims.total() + wanted_held_back),
        "unreadable_share": _share(unreadable, statuses.total()),
        **_losses(claims, statuses, kinds, last_release),
    }
    return metrics, examples


def column_counts(release: Path, name: TableName, column: str) -> Counter[str]:
    """How often each value of a column occurs."""
    found: Counter[str] = Counter()
    for batch in read_batches(release / f"{name}.parquet", columns=[column]):
        for entry in pc.value_counts(batch.column(column).cast(pa.string())).to_pylist():
            found[entry["values"]] += entry["counts"]
    return found


def _share(part: int, whole: int) -> float:
    return part / whole if part > TOO_FEW else 0.0


def differing_schemas(release: Path) -> list[TableName]:
    """The tables whose columns, types, nullability or schema version are not those of the column dictionary."""
    return [name for name in TABLE_NAMES if not _has_schema(release / f"{name}.parquet", name)]


def _has_schema(path: Path, name: TableName) -> bool:
    schema = pq.read_schema(path)
    version = (schema.metadata or {}).get(b"schema_version", b"").decode()
    return bool(schema.equals(arrow_schema(name))) and version == dictionary().schema_version


def _ledger(candidate: Path) -> tuple[dict[str, float], tuple[Breach, ...]]:
    counts: dict[str, float] = dict.fromkeys(BREACH_METRICS.values(), 0)
    examples: list[Breach] = []
    for breach in ledger_breaches(candidate):
        counts[BREACH_METRICS[breach.kind]] += 1
        if len(examples) < 10:
            examples.append(breach)
    return counts, tuple(examples)


def repeated_claim_ids(release: Path) -> int:
    """How many rows of claims and quarantine have the id of an earlier one; a sixteenth of the ids at a time."""
    paths = [str(release / f"{name}.parquet") for name in ("claims", "quarantine")]
    with scratch_database(spill=release.parent) as connection:
        return sum(int(connection.execute(REPEATED_IDS, [paths, digit]).fetchall()[0][0]) for digit in "0123456789abcdef")


def _document_metrics(candidate: Path) -> dict[str, float]:
    """Sources that name two documents, and documents whose counts are not those of their rows."""
    claims, excluded = _rows_by_source(candidate / "claims.parquet"), _rows_by_source(candidate / "excluded.parquet")
    repeated = miscounted = 0
    next_claims, next_excluded, last = next(claims, None), next(excluded, None), None
    for batch in read_batches(candidate / "documents.parquet", columns=["source", "claims", "excluded"]):
        for source, said_claims, said_excluded in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            repeated += source == last
            last = source
            has_claims = next_claims[1] if next_claims and next_claims[0] == source else 0
            has_excluded = next_excluded[1] if next_excluded and next_excluded[0] == source else 0
            next_claims = next(claims, None) if has_claims else next_claims
            next_excluded = next(excluded, None) if has_excluded else next_excluded
            miscounted += (said_claims, said_excluded) != (has_claims, has_excluded)
    return {"repeated_sources": repeated, "miscounted_documents": miscounted}


def _rows_by_source(path: Path) -> Iterator[tuple[str, int]]:
    sources = (source for batch in read_batches(path, columns=["source"]) for source in batch.column(0).to_pylist())
    return ((source, sum(1 for _ in rows)) for source, rows in groupby(sources))


def _losses(
    claims: Counter[str], statuses: Counter[str], kinds: Iterable[Kind], last_release: Path | None
) -> dict[str, float]:
    """The shares of claims (of the kinds published) and of readable documents lost since the last release; 0 where none."""
    if last_release is None:
        return {"lost_claims_share": 0.0, "lost_documents_share": 0.0}
    last_claims = column_counts(last_release, "claims", "kind")
    before, now = (sum(counts[kind] for kind in kinds) for counts in (last_claims, claims))
    documents_before = column_counts(last_release, "documents", "status")["ok"]
    return {
        "lost_claims_share": max(0.0, 1 - now / before) if before else 0.0,
        "lost_documents_share": max(0.0, 1 - statuses["ok"] / documents_before) if documents_before else 0.0,
    }
