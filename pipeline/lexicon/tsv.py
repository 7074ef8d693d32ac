"""Tab-separated vocabulary files that lie in a package: no quoting, a header line, the same columns in each row."""

from __future__ import annotations

from importlib import resources

from pipeline.errors import LexiconError


def tsv_rows(package: str, name: str) -> list[dict[str, str]]:
    """Give the rows of a package's TSV file by column name; raises LexiconError with file and line for a malformed row."""
    lines = resources.files(package).joinpath(name).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    rows: list[dict[str, str]] = []
    for number, line in enumerate(lines[1:], start=2):
        values = line.split("\t")
        if len(values) != len(columns):
            cause = f"the row has {len(values)} columns instead of {len(columns)}"
            raise LexiconError(cause, place=f"{name}:{number}", remedy=f"Give {', '.join(columns)}, separated by tabs")
        rows.append(dict(zip(columns, values, strict=True)))
    return rows
