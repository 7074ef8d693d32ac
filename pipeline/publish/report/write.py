"""Writes the reading report of a release: pages, style, scripts, and data in chunks."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path

import duckdb

from pipeline.parquet import read_batches
from pipeline.publish.corrections import applied_corrections
from pipeline.publish.diff.compare import diff
from pipeline.publish.report.charts import charts_of
from pipeline.publish.report.chunks import ROWS_PER_CHUNK, write_chunk, write_table_chunks, write_text_chunks
from pipeline.publish.report.directory import document_directory
from pipeline.publish.report.failing import broken_expectations, failing_rows
from pipeline.publish.report.figures import figures_of
from pipeline.publish.report.pages import write_page
from pipeline.publish.report.reading import opened_tables
from pipeline.publish.report.verdict import Verdict, verdict_of
from pipeline.tables import table

# A page finds the document of a row by its place; a directory of documents holds the rest.
CLAIM_COLUMNS = tuple(name for name in table("claims").column_names if name not in ("document_id", "source"))
EXCLUDED_COLUMNS = ("section", "char_start", "char_end", "reason", "rule")
PAGES = ("index", "documents", "document", "failing")
MOST_CHANGES = 200


def write_report(release: Path, *, last_release: Path | None, verdict: Verdict | None = None) -> Path:
    """Write release/report/ anew from the release's Parquet files; return the path of its index.html.

    last_release: the release to compare with. verdict: what became of the release, where no manifest.json tells it yet.
    Reads tables piece by piece, so that memory does not grow with them. The same release gives the same bytes. Raises
    ReleaseError if a table or the verdict is missing.
    """
    verdict = verdict or verdict_of(release)
    report = release / "report"
    shutil.rmtree(report, ignore_errors=True)
    copy_assets(report / "assets")
    with opened_tables(release, last_release=last_release) as connection:
        contents = write_data(connection, release, report / "data")
        shown = {
            "verdict": verdict,
            "figures": figures_of(connection, has_last=last_release is not None),
            "charts": charts_of(connection),
            "contents": contents,
            "expectations": broken_expectations(connection, release),
            "difference": None if last_release is None else diff(last_release, release, limit=MOST_CHANGES),
            "has_data_docs": (release / "validation" / "index.html").is_file(),
        }
    for name in PAGES if last_release is None else (*PAGES, "changes"):
        write_page(report / f"{name}.html", name, shown)
    return report / "index.html"


def write_data(connection: duckdb.DuckDBPyConnection, release: Path, data: Path) -> Mapping[str, object]:
    """Write the data of all pages; return what the contents file tells of it."""
    directory = document_directory(connection, write_text_chunks(release / "texts.parquet", data))
    tables = {
        "claims": read_batches(release / "claims.parquet", columns=CLAIM_COLUMNS),
        "excluded": read_batches(release / "excluded.parquet", columns=EXCLUDED_COLUMNS),
        "failing": failing_rows(connection, release),
        "documents": directory,
    }
    contents = {
        "rows": {name: write_table_chunks(batches, name, data) for name, batches in tables.items()},
        "size": ROWS_PER_CHUNK,
        "columns": column_help(),
        "corrections": [asdict(correction) for correction in applied_corrections(release)],
    }
    write_chunk(data, "contents", 0, contents)
    return contents


def column_help() -> list[dict[str, object]]:
    """What each column of `claims` means, for the pages."""
    wanted = ("name", "type", "unit", "nullable", "categories", "description", "example")
    return [{key: getattr(column, key) for key in wanted} for column in table("claims").columns]


def copy_assets(folder: Path) -> None:
    """Copy style and scripts beside the pages."""
    with as_file(files("pipeline.publish.report") / "assets") as assets:
        shutil.copytree(assets, folder)
