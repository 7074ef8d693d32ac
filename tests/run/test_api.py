"""The functions for programs: rows of a text, a frame of many, and a name that is both a function and a stage."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from pipeline import extract, extract_many
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.tables import table

TEXT = "Rents rose by 8 percent to A$650 a week."


def test_extract_gives_rows_with_every_column() -> None:
    rows = extract(TEXT, settings=Settings(model="none"))
    assert [tuple(row) for row in rows] == [table("claims").column_names] * 2
    assert [(row["value"], row["unit"]) for row in rows] == [(8.0, "percent"), (650.0, "AUD")]
    assert rows[0]["direction"] == "increase"


def test_without_context_span_kind_value_and_unit_are_the_same() -> None:
    settled = ("claim_id", "char_start", "char_end", "kind", "value_low", "value_high", "unit", "per")
    bare, full = extract(TEXT, context=False), extract(TEXT)
    assert [[row[name] for name in settled] for row in bare] == [[row[name] for name in settled] for row in full]


def test_extract_many_gives_a_typed_frame_in_order() -> None:
    records = [{"id": "b", "text": TEXT}, "No number.", {"text": "In 2020 it was two thirds."}]
    frame = extract_many(records, context=False)
    assert list(frame.columns) == list(table("claims").column_names)
    assert list(frame["source"]) == ["b", "b", "3", "3"]
    assert frame["char_start"].dtype == pd.Int64Dtype()
    assert frame["value"].dtype == float
    assert frame["page"].isna().all()


def test_no_claims_give_an_empty_frame_with_the_same_columns() -> None:
    frame = extract_many([])
    assert (len(frame), list(frame.columns)) == (0, list(table("claims").column_names))


def test_a_record_without_text_is_named() -> None:
    with pytest.raises(InputError, match="record 2"):
        extract_many(["5 euros", {"id": "x"}])


@pytest.mark.parametrize(
    "imports",
    [
        "from pipeline import extract; import pipeline.extract.engine; from pipeline.extract import extract_mentions",
        "from pipeline.extract import extract_mentions; from pipeline import extract",
        "import pipeline.extract.scan; from pipeline import extract",
    ],
)
def test_the_function_keeps_its_name_whatever_is_imported_first(imports: str) -> None:
    program = f"{imports}; import pipeline; assert pipeline.extract is extract; assert extract('5 kg', context=False)"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
