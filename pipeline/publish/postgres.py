"""A release into PostgreSQL: the same rows as its Parquet files, with types, keys and comments from `tables.toml`.

One transaction: readers see the last load or this one, never a part. Loading a release twice changes nothing.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyarrow.parquet as pq

from pipeline.errors import ReleaseError, SettingsError
from pipeline.tables import TABLE_NAMES, Column, Table, TableName, dictionary, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

log = logging.getLogger(__name__)

SCHEMA = "tidyclaims"
_BATCH_ROWS = 20_000
_SQL_TYPES = {
    "string": "text", "category": "text", "bool": "boolean", "int32": "integer", "int64": "bigint",
    "float64": "double precision",
}  # fmt: skip


def load_release(release: Path, url: str, *, schema: str = SCHEMA) -> dict[TableName, int]:
    """Make the tables of a schema hold the rows of a release, and return how many each holds.

    Rows are updated by their key, new ones added, and those that the release no longer has removed. url: a libpq address,
    "postgresql://user@host/database". Raises ReleaseError where the release or the database cannot be read or written, and
    SettingsError where the driver is not installed or the address is none.
    """
    psycopg = _driver()
    if urlsplit(url).scheme not in {"postgresql", "postgres"}:
        raise SettingsError("not a PostgreSQL address", place=_shown(url), remedy="Write postgresql://user@host/database")
    for name in TABLE_NAMES:
        if not (release / f"{name}.parquet").is_file():
            raise ReleaseError(
                f"{name}.parquet is missing", place=str(release), remedy="Name a release, as processed/latest"
            )
    try:
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            _create(cursor, schema)
            counts = {name: _load_table(cursor, schema, table(name), release / f"{name}.parquet") for name in TABLE_NAMES}
    except psycopg.Error as error:
        cause = " ".join(str(error).split())
        raise ReleaseError(f"the database refused: {cause}", place=_shown(url), remedy="Nothing was changed") from error
    log.info("loaded %s into %s", release.name, _shown(url))
    return counts


def server_version(url: str) -> str:
    """The version of the server that a libpq address names; raises as load_release does."""
    psycopg = _driver()
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            (version,) = connection.execute("SHOW server_version").fetchone()
    except psycopg.Error as error:
        cause = " ".join(str(error).split())
        raise ReleaseError(f"the database refused: {cause}", place=_shown(url), remedy="Check address and server") from error
    return str(version)


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise SettingsError(
            "the PostgreSQL driver is not installed", place="load", remedy="Install tidyclaims[postgres]"
        ) from error
    return psycopg


def _shown(url: str) -> str:
    """The address without the password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}" if parts.scheme else url


def _create(cursor: psycopg.Cursor, schema: str) -> None:
    """The schema, its tables with keys and comments, and the columns that an older load did not have yet."""
    cursor.execute(_sql("CREATE SCHEMA IF NOT EXISTS {}", schema))
    for name in TABLE_NAMES:
        declared = table(name)
        cursor.execute(_sql(f"CREATE TABLE IF NOT EXISTS {{}}.{{}} ({_declarations(declared)})", schema, name))
        for column in declared.columns:
            add = f"ALTER TABLE {{}}.{{}} ADD COLUMN IF NOT EXISTS {_declaration(column)}"
            cursor.execute(_sql(add, schema, name))
            _comment(cursor, "COLUMN {}.{}.{}", (schema, name, column.name), column.description)
        _comment(cursor, "TABLE {}.{}", (schema, name), declared.description)
    _comment(cursor, "SCHEMA {}", (schema,), f"tidyclaims tables, schema version {dictionary().schema_version}")


def _declarations(declared: Table) -> str:
    key = ", ".join(f'"{name}"' for name in declared.key)
    return ", ".join([*map(_declaration, declared.columns), f"PRIMARY KEY ({key})"])


def _declaration(column: Column) -> str:
    return f'"{column.name}" {_SQL_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}'


def _comment(cursor: psycopg.Cursor, what: str, names: tuple[str, ...], text: str) -> None:
    from psycopg import sql

    identifiers = map(sql.Identifier, names)
    cursor.execute(sql.SQL("COMMENT ON " + what + " IS {}").format(*identifiers, sql.Literal(text)))


def _sql(template: str, *names: str) -> Any:
    from psycopg import sql

    return sql.SQL(template).format(*map(sql.Identifier, names))


def _load_table(cursor: psycopg.Cursor, schema: str, declared: Table, path: Path) -> int:
    """Copy the file into a table of this transaction, then make the real table hold just those rows."""
    columns = ", ".join(f'"{column.name}"' for column in declared.columns)
    key = ", ".join(f'"{name}"' for name in declared.key)
    updates = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in declared.columns if c.name not in declared.key)
    staged = f"loaded_{declared.name}"
    cursor.execute(_sql("CREATE TEMP TABLE {} (LIKE {}.{}) ON COMMIT DROP", staged, schema, declared.name))
    with cursor.copy(_sql(f"COPY {{}} ({columns}) FROM STDIN", staged)) as copy:
        for row in _rows(path, declared):
            copy.write_row(row)
    cursor.execute(_sql(
        f"INSERT INTO {{}}.{{}} AS kept ({columns}) SELECT {columns} FROM {{}} ON CONFLICT ({key}) DO UPDATE SET {updates}",
        schema, declared.name, staged,
    ))  # fmt: skip
    same = " AND ".join(f'kept."{name}" = loaded."{name}"' for name in declared.key)
    gone = f"DELETE FROM {{}}.{{}} kept WHERE NOT EXISTS (SELECT 1 FROM {{}} loaded WHERE {same})"
    cursor.execute(_sql(gone, schema, declared.name, staged))
    cursor.execute(_sql("SELECT count(*) FROM {}.{}", schema, declared.name))
    found = cursor.fetchone()
    return int(found[0]) if found else 0


def _rows(path: Path, declared: Table) -> Iterator[tuple[object, ...]]:
    """The rows of a file, in batches that bound memory; NUL, which PostgreSQL's text cannot hold, becomes U+FFFD."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=list(declared.column_names)):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield tuple(value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in row)
