"""Parquet files whose bytes depend on their rows alone, read by pandas and DuckDB."""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parquet import TableWriter, arrow_table, column_array, read_batches, table_writer
from pipeline.publish.rows import claim_rows
from pipeline.tables import table
from tests.publish.fakes import read

SCHEMA = pa.schema([("number", pa.int64()), ("text", pa.string())])
CLAIMS = [row for n in range(40) for row in claim_rows(read(f"{n:03}.txt", f"In 19{n:02} output rose by {n}.5 percent."))]


def written(path, texts, cuts, **limits):
    rows = pa.table({"number": range(len(texts)), "text": texts}, schema=SCHEMA)
    with TableWriter(path, SCHEMA, heavy_column="text", **limits) as writer:
        for start, end in zip([0, *cuts], [*cuts, len(texts)], strict=True):
            writer.write(rows.slice(start, end - start))
    return path.read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bytes_do_not_depend_on_how_rows_are_handed_over(tmp_path_factory, data):
    texts = data.draw(st.lists(st.text(max_size=30), min_size=1, max_size=60))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=8)))
    path = tmp_path_factory.mktemp("rows") / "t.parquet"
    limits = {"rows_per_group": 7, "bytes_per_group": 60}
    whole = written(path, texts, [], **limits)
    assert written(path, texts, cuts, **limits) == whole
    assert pq.read_table(path).column("text").to_pylist() == texts


def test_row_groups_end_where_rows_or_bytes_are_enough(tmp_path):
    written(tmp_path / "t.parquet", ["x" * 10] * 5 + ["y" * 100] + ["z"] * 9, [], rows_per_group=4, bytes_per_group=30)
    metadata = pq.read_metadata(tmp_path / "t.parquet")
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [3, 3, 4, 4, 1]


def test_an_error_leaves_no_file(tmp_path):
    with pytest.raises(RuntimeError), table_writer(tmp_path / "claims.parquet", "claims") as writer:
        writer.write(arrow_table("claims", CLAIMS))
        raise RuntimeError
    assert not list(tmp_path.iterdir())


def test_a_value_that_is_no_category_is_refused():
    kind = next(column for column in table("claims").columns if column.name == "kind")
    with pytest.raises(ValueError, match="'guess'"):
        column_array(kind, ["year", "guess"])


def test_a_null_where_none_may_be_is_refused(tmp_path):
    with pytest.raises(ValueError, match="surface"), table_writer(tmp_path / "c.parquet", "claims") as writer:
        writer.write(arrow_table("claims", [CLAIMS[0] | {"surface": None}]))
        writer.close()


@pytest.fixture
def claims(tmp_path):
    with table_writer(tmp_path / "claims.parquet", "claims") as writer:
        for row in CLAIMS:
            writer.write(arrow_table("claims", [row]))
    return tmp_path / "claims.parquet"


def test_pandas_reads_categories_with_all_their_values(claims):
    frame = pd.read_parquet(claims)
    assert list(frame["kind"].cat.categories) == list(
        next(c for c in table("claims").columns if c.name == "kind").categories
    )
    assert frame["direction"].isna().all() and frame["direction"].dtype == "category"
    assert frame["value"].dtype == "float64" and frame["negated"].dtype == "bool"
    assert (frame["kind"] == "year").sum() == 40


def test_duckdb_reads_the_same_values(claims):
    rows = duckdb.sql(f"SELECT kind, value, surface, year_start FROM '{claims}' ORDER BY source, char_start").fetchall()
    assert rows == [(row["kind"], row["value"], row["surface"], row["year_start"]) for row in CLAIMS]


def test_batches_hold_the_rows_in_order(claims):
    assert [row for batch in read_batches(claims) for row in batch.to_pylist()] == CLAIMS
