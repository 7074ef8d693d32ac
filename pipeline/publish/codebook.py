"""`CODEBOOK.md`: every table and column of a release in words, made from the column dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.durable import write_durably
from pipeline.tables import Column, Table, dictionary

CODEBOOK = "CODEBOOK.md"
OPENING = """\
# Codebook

Schema version {version}. A missing value is null (an empty cell in CSV), never an empty string. Offsets are Unicode code
points, half-open, into `text` of `texts`. Every number of a readable document is in `claims`, in `excluded` or in
`quarantine`, once.
"""


def write_codebook(candidate: Path) -> Path:
    """Write `CODEBOOK.md` of a candidate; its path."""
    path = candidate / CODEBOOK
    write_durably(path, codebook().encode())
    return path


def codebook() -> str:
    """The codebook as Markdown."""
    declared = dictionary()
    lines = [OPENING.format(version=declared.schema_version)]
    for table in declared.tables.values():
        lines.extend(_table_lines(table))
    return "\n".join(lines) + "\n"


def _table_lines(table: Table) -> Iterator[str]:
    yield f"## `{table.name}`: {table.title}\n"
    yield f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield "| column | type | null | meaning | example |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        yield _row(column)
    yield ""


def _row(column: Column) -> str:
    kind = f"{column.type}, {column.unit}" if column.unit else column.type
    values = " One of " + ", ".join(f"`{value}`" for value in column.categories) + "." if column.categories else ""
    example = str(column.example).lower() if isinstance(column.example, bool) else str(column.example)
    cells = (f"`{column.name}`", kind, "yes" if column.nullable else "no", column.description + values, f"`{example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
