"""Corrections applied to the claims of a candidate, and undone again in rows that a later run carries over.

What was read stands beside what was corrected in corrections.parquet: one row per column changed. The columns of `claims`
are those of the contract; they hold the right value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import CorrectionError
from pipeline.parquet import column_array, read_batches, table_writer
from pipeline.publish.corrections.file import Correction, Value
from pipeline.tables import Column, table

CORRECTIONS = "corrections.parquet"
COLUMNS: Mapping[str, Column] = {column.name: column for column in table("claims").columns}
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """A column of a claim that a correction changed; values as text, None for null."""

    claim_id: str
    document_id: str
    source: str
    field: str
    read: str | None
    corrected: str | None
    reason: str
    by: str


SCHEMA = pa.schema([pa.field(field.name, pa.string()) for field in fields(AppliedCorrection)])


def apply_corrections(candidate: Path, corrections: Sequence[Correction]) -> tuple[AppliedCorrection, ...]:
    """Correct claims.parquet of a candidate and write corrections.parquet beside it; return what was changed.

    Rows must be as they were read. A correction that says what was read anyway changes nothing. Without corrections nothing
    is written. Raises CorrectionError, and leaves the candidate as it was, where a row to correct is not there.
    """
    if not corrections:
        return ()
    claims, corrected = candidate / "claims.parquet", candidate / ".claims.corrected"
    applied: list[AppliedCorrection] = []
    waiting = list(corrections)
    try:
        with table_writer(corrected, "claims") as writer:
            for batch in read_batches(claims):
                writer.write(_corrected_batch(batch, waiting, applied))
        _refuse_unmet(waiting)
    except CorrectionError:
        corrected.unlink(missing_ok=True)
        raise
    corrected.replace(claims)
    write_applied(candidate, applied)
    return tuple(applied)


def applied_corrections(release: Path) -> tuple[AppliedCorrection, ...]:
    """What corrections changed in a release, in the order of its claims."""
    path = release / CORRECTIONS
    if not path.is_file():
        return ()
    return tuple(AppliedCorrection(**row) for row in pq.read_table(path).to_pylist())


def write_applied(release: Path, applied: Sequence[AppliedCorrection]) -> None:
    """Write corrections.parquet, which a release without corrections does not have."""
    (release / CORRECTIONS).unlink(missing_ok=True)
    if applied:
        columns = zip(*(astuple(item) for item in applied), strict=True)
        pq.write_table(
            pa.Table.from_arrays([pa.array(c, pa.string()) for c in columns], schema=SCHEMA), release / CORRECTIONS
        )


def restore_as_read(batch: pa.RecordBatch, applied: Sequence[AppliedCorrection]) -> pa.RecordBatch:
    """Rows of `claims` (or `quarantine`) of a release as they were before its corrections."""
    by_claim: dict[str, list[AppliedCorrection]] = {}
    for item in applied:
        by_claim.setdefault(item.claim_id, []).append(item)
    changed: dict[int, Row] = {}
    for place in _places(batch, list(by_claim)):
        items = by_claim[batch.column("claim_id")[place].as_py()]
        changed[place] = {item.field: _value_of(item.read, COLUMNS[item.field]) for item in items}
    return _with_values(batch, changed)


def _corrected_batch(batch: pa.RecordBatch, waiting: list[Correction], applied: list[AppliedCorrection]) -> pa.RecordBatch:
    """The batch with the corrections that concern it, which are taken off the waiting list."""
    sources = {correction.document for correction in waiting}
    if not sources:
        return batch
    changed: dict[int, Row] = {}
    for place in pc.indices_nonzero(pc.is_in(batch.column("source"), pa.array(sorted(sources)))).to_pylist():
        row = batch.slice(place, 1).to_pylist()[0]
        mine = [c for c in waiting if c.document == row["source"] and c.concerns(*_identity(row))]
        if mine:
            changed[place] = _corrected_values(row, mine, applied)
            waiting[:] = [correction for correction in waiting if correction not in mine]
    return _with_values(batch, changed)


def _identity(row: Row) -> tuple[str, int, int]:
    return str(row["claim_id"]), int(row["char_start"] or 0), int(row["char_end"] or 0)


def _corrected_values(row: Row, corrections: Sequence[Correction], applied: list[AppliedCorrection]) -> Row:
    """The columns of one row that change, with their right values; noted in applied."""
    values: Row = {}
    for correction in corrections:
        for name, value in _consequences(row | values, correction):
            if (row | values)[name] == value:
                continue
            values[name] = value
            read, right = _text_of(row[name]), _text_of(value)
            identity = (str(row["claim_id"]), str(row["document_id"]), str(row["source"]))
            applied[:] = [item for item in applied if (item.claim_id, item.field) != (identity[0], name)]
            applied.append(AppliedCorrection(*identity, name, read, right, correction.reason, correction.by))
    low, high = (float((row | values)[name] or 0) for name in ("value_low", "value_high"))
    if low > high:
        raise CorrectionError(
            f"it makes the lower bound {low:g} and the upper {high:g}",
            place=corrections[-1].place,
            remedy="Correct both bounds",
        )
    return values


def _consequences(row: Row, correction: Correction) -> Iterator[tuple[str, Value]]:
    """The columns that a correction sets: its own, and those that repeat or derive from it."""
    name, value = correction.field, correction.value
    if row["kind"] == "year" and name.startswith("value"):
        raise CorrectionError(
            f"{name} of a year follows from its years", place=correction.place, remedy="Correct year_start and year_end"
        )
    bounds = {"low": row["value_low"], "high": row["value_high"]}
    if name == "value":
        bounds = dict.fromkeys(bounds, value)
    elif name in ("value_low", "value_high"):
        bounds[name.removeprefix("value_")] = value
    elif row["kind"] == "year" and name in ("year_start", "year_end") and value is not None:
        bounds["low" if name == "year_start" else "high"] = float(value)
    if not name.startswith("value"):
        yield name, value
    low, high = float(bounds["low"] or 0), float(bounds["high"] or 0)
    if (low, high) != (row["value_low"], row["value_high"]):
        yield from (("value_low", low), ("value_high", high), ("value", low if low == high else low / 2 + high / 2))


def _refuse_unmet(waiting: Sequence[Correction]) -> None:
    if not waiting:
        return
    first, rest = waiting[0], len(waiting) - 1
    others = f" (and {rest} more corrections: {', '.join(c.place for c in waiting[1:6])})" if rest else ""
    raise CorrectionError(
        f"the claim {first.claim} of {first.document!r} is no longer there{others}",
        place=first.place,
        remedy="Look the row up in the report and correct it anew, or remove the entry",
    )


def _places(batch: pa.RecordBatch, claim_ids: Sequence[str]) -> list[int]:
    """Where in a batch the claims with these ids stand."""
    found = pc.is_in(batch.column("claim_id"), pa.array(claim_ids, pa.string()))
    return [int(place) for place in pc.indices_nonzero(found).to_pylist()]


def _with_values(batch: pa.RecordBatch, changed: Mapping[int, Row]) -> pa.RecordBatch:
    """The batch with some values replaced: by row, then column."""
    for name in sorted({name for values in changed.values() for name in values}):
        column = batch.column(name).to_pylist()
        for place, values in changed.items():
            column[place] = values.get(name, column[place])
        batch = batch.set_column(
            batch.schema.get_field_index(name), batch.schema.field(name), column_array(COLUMNS[name], column)
        )
    return batch


def _text_of(value: Value) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value_of(text: str | None, column: Column) -> Value:
    """A value from its text in corrections.parquet, exactly."""
    if text is None:
        return None
    match column.type:
        case "bool":
            return text == "true"
        case "float64":
            return float(text)
        case "int32" | "int64":
            return int(text)
        case _:
            return text
