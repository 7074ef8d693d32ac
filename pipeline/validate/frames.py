"""Claims as data frames of bounded size, with the columns that expectations ask for and the tables do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.parquet import read_batches
from pipeline.tables import table
from pipeline.validate.checks import RowCheck

ROWS_PER_CHUNK = 32_768
YEAR_CONTEXT = ("per", "direction", "change_role", "measure", "measure_key", "subject", "of", "attributed_to")


def claim_chunks(path: Path) -> Iterator[pa.Table]:
    """The rows of a table of claims, some thirty thousand at a time; none for an empty table."""
    waiting: list[pa.RecordBatch] = []
    for batch in read_batches(path):
        if waiting and sum(known.num_rows for known in waiting) + batch.num_rows > ROWS_PER_CHUNK:
            yield pa.Table.from_batches(waiting)
            waiting = []
        waiting.append(batch)
    if waiting:
        yield pa.Table.from_batches(waiting)


def claims_frame(rows: pa.Table) -> pd.DataFrame:
    """The rows as a data frame labelled 0, 1, 2 …, with the derived columns."""
    frame: pd.DataFrame = rows.to_pandas()
    return pd.concat([frame, pd.DataFrame(_derived_columns(frame))], axis=1)


def judged_frame(frame: pd.DataFrame, checks: Iterable[RowCheck]) -> pd.DataFrame:
    """Only what some checks judge of a claims_frame: Great Expectations copies every column for each expectation."""
    judged: dict[str, pd.Series[Any]] = {}
    for check in checks:
        for column, name in zip(check.columns, check.judged_columns, strict=True):
            if name not in judged:
                judged[name] = frame[column] if name == column else frame[column].where(_rows_of(frame, check))
    return pd.DataFrame(judged)


def _rows_of(frame: pd.DataFrame, check: RowCheck) -> pd.Series[bool]:
    chosen = frame["kind"] == check.kind
    return chosen if check.unit is None else chosen & (frame["unit"] == check.unit).fillna(False)


def _derived_columns(frame: pd.DataFrame) -> dict[str, object]:
    low, high, value = (frame[name].to_numpy() for name in ("value_low", "value_high", "value"))
    years = frame["kind"] == "year"
    return {
        "null_column": _first_column(frame, [c.name for c in table("claims").columns if not c.nullable], pd.Series.isna),
        "blank_column": _first_column(frame, [c.name for c in table("claims").columns if c.type == "string"], _is_blank),
        "span_length": frame["char_end"] - frame["char_start"],
        "surface_length": frame["surface"].str.len(),
        "sentence_holds_surface": [a in b for a, b in zip(frame["surface"], frame["sentence"], strict=True)],
        "distance_from_middle": _distance(value, low, high),
        "largest_magnitude": np.fmax(np.fmax(np.abs(low), np.abs(high)), np.abs(value)),
        "unit_or_none": frame["unit"].fillna("none"),
        "context_of_year": _first_column(frame, YEAR_CONTEXT, pd.Series.notna),
        "year_without_year": years & frame["year_start"].isna(),
        "delta_without_direction": (frame["change_role"] == "delta") & frame["direction"].isna(),
    }


def _distance(value: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """How far the value is from the middle of its bounds, as a share of their size."""
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.fmax(np.fmax(np.abs(low), np.abs(high)), 1e-300)
        distance: np.ndarray = np.abs(value / size - (low / size / 2 + high / size / 2))
    distance[np.isnan(distance)] = 0.0
    return distance


def _is_blank(column: pd.Series[str]) -> pd.Series[bool]:
    return column.notna() & (column.str.strip() == "")


def _first_column(frame: pd.DataFrame, names: Sequence[str], is_wrong: Callable[[pd.Series], Any]) -> list[str | None]:
    """For each row the name of the first of the columns in which the row is wrong, or None."""
    found: list[str | None] = [None] * len(frame)
    for name in reversed(names):
        for label in np.flatnonzero(is_wrong(frame[name]).to_numpy()):
            found[label] = name
    return found
