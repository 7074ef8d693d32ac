"""A release in PostgreSQL: the same rows as its files, loaded whole or not at all."""

from __future__ import annotations

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import ReleaseError, SettingsError
from pipeline.publish.postgres import load_release
from pipeline.tables import TABLE_NAMES, table
from tests.postgres import postgres_server
from tests.publish.fakes import read
from tests.publish.fakes_release import publish_documents

DOCUMENTS = [
    read("a.txt", "Output rose 5 percent in 2021. It cost $3 million. Lot B-12 was late."),
    read("b.txt", "Seven mills closed; 12 mills opened in 2020."),
]


@pytest.fixture(scope="module")
def url():
    with postgres_server() as address:
        yield address


@pytest.fixture
def release(tmp_path):
    published = publish_documents(tmp_path / "out", DOCUMENTS)
    return published.path


def rows_in_database(url, name, schema="tidyclaims"):
    key = ", ".join(f'"{column}"' for column in table(name).key)
    columns = ", ".join(f'"{column}"' for column in table(name).column_names)
    with psycopg.connect(url) as connection:
        return connection.execute(f"SELECT {columns} FROM {schema}.{name} ORDER BY {key}").fetchall()


def rows_in_file(release, name):
    rows = pq.read_table(release / f"{name}.parquet", columns=list(table(name).column_names)).to_pylist()
    return sorted((tuple(row.values()) for row in rows), key=lambda row: key_of(name, row))


def key_of(name, row):
    columns = table(name).column_names
    return [row[columns.index(column)] for column in table(name).key]


@pytest.mark.requires_postgres
@pytest.mark.parametrize("name", TABLE_NAMES)
def test_rows_are_those_of_parquet_and_of_duckdb(url, release, name):
    load_release(release, url)
    in_database = sorted(rows_in_database(url, name), key=lambda row: key_of(name, row))
    assert in_database == rows_in_file(release, name)
    with duckdb.connect(str(release / "tidyclaims.duckdb"), read_only=True) as database:
        columns = ", ".join(f'"{column}"' for column in table(name).column_names)
        in_duckdb = database.execute(f"SELECT {columns} FROM {name}").fetchall()
    assert sorted(in_duckdb, key=lambda row: key_of(name, row)) == in_database


@pytest.mark.requires_postgres
def test_loading_twice_changes_nothing(url, release):
    first = load_release(release, url)
    before = {name: rows_in_database(url, name) for name in TABLE_NAMES}
    assert load_release(release, url) == first
    assert {name: rows_in_database(url, name) for name in TABLE_NAMES} == before


@pytest.mark.requires_postgres
def test_rows_that_a_later_release_lacks_are_removed(url, release, tmp_path):
    load_release(release, url)
    smaller = publish_documents(tmp_path / "smaller", DOCUMENTS[:1]).path
    counts = load_release(smaller, url)
    assert counts["documents"] == 1
    assert len(rows_in_database(url, "claims")) == pq.read_metadata(smaller / "claims.parquet").num_rows


@pytest.mark.requires_postgres
def test_keys_and_comments_come_from_the_dictionary(url, release):
    load_release(release, url, schema="commented")
    with psycopg.connect(url) as connection:
        comments = dict(
            connection.execute(
                "SELECT a.attname, col_description(a.attrelid, a.attnum) FROM pg_attribute a"
                " WHERE a.attrelid = 'commented.claims'::regclass AND a.attnum > 0"
            ).fetchall()
        )
        keys = connection.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indrelid = 'commented.claims'::regclass AND i.indisprimary"
        ).fetchall()
    assert comments == {column.name: column.description for column in table("claims").columns}
    assert keys == [("claim_id",)]


@pytest.mark.requires_postgres
def test_a_load_that_fails_leaves_what_was_there(url, release, tmp_path):
    load_release(release, url)
    before = rows_in_database(url, "claims")
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in TABLE_NAMES:
        (broken / f"{name}.parquet").write_bytes((release / f"{name}.parquet").read_bytes())
    documents = pq.read_table(broken / "documents.parquet")
    twice = pa.concat_tables([documents, documents])  # the key is not unique
    pq.write_table(twice, broken / "documents.parquet")
    with pytest.raises(ReleaseError, match="Nothing was changed"):
        load_release(broken, url)
    assert rows_in_database(url, "claims") == before


def test_a_server_that_is_not_there_is_named(release):
    with pytest.raises(ReleaseError, match=r"postgresql://127\.0\.0\.1/none"):
        load_release(release, "postgresql://me:secret@127.0.0.1:9/none?connect_timeout=2")


def test_a_wrong_address_or_folder_is_named(release, tmp_path):
    with pytest.raises(SettingsError, match="not a PostgreSQL address"):
        load_release(release, "mysql://localhost/db")
    with pytest.raises(ReleaseError, match=r"claims\.parquet is missing"):
        load_release(tmp_path, "postgresql://localhost/db")
