"""Rows on standard output: as JSON Lines, CSV or a table for the eye."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pipeline.cli.console import console
from pipeline.tables import table

Row = dict[str, object]


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def print_rows(documents: Iterable[list[Row]], form: Format, *, ledger: bool) -> None:
    """Print rows, document by document, as they come; with ledger, rows of excluded numbers too, told by their `reason`."""
    columns = [*table("claims").column_names, *(["reason"] if ledger else [])]
    if form is Format.TABLE:
        for rows in documents:
            print_table(rows)
    elif form is Format.CSV:
        _print_csv((row for rows in documents for row in rows), columns)
    else:
        for rows in documents:
            for row in rows:
                line = {name: row.get(name) for name in columns}
                sys.stdout.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
            sys.stdout.flush()


def _print_csv(rows: Iterable[Row], columns: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])


def _cell(value: object) -> object:
    """As claims.csv has it: nothing for null, true and false in lower case."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def print_table(rows: list[Row]) -> None:
    """Print the claims of one document as a table: what was read, and all of the context that is not the default."""
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    shown = Table(title=Text(str(rows[0]["source"])), title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in ("", "kind", "value", "unit", "context"):
        shown.add_column(name, justify="right" if name == "value" else "left", overflow="fold")
    for row in rows:
        if "claim_id" in row:
            context = "; ".join(context_of(row))
            shown.add_row(
                Text(str(row["surface"])), str(row["kind"]), value_text(row), Text(_cell_text(row["unit"])), Text(context)
            )
        else:
            shown.add_row(Text(str(row["surface"])), "–", "", "", Text(f"no claim: {row['reason']}"), style="dim")
    console().print(shown)


def value_text(row: Row) -> str:
    """The value, or the bounds of a range, with thousands grouped; years as they are."""
    low, high = row["value_low"], row["value_high"]
    if not isinstance(low, float) or not isinstance(high, float):
        return ""
    form = "{:.0f}" if row["kind"] == "year" else "{:,.15g}"
    return form.format(low) if low == high else f"{form.format(low)} … {form.format(high)}"


def context_of(row: Row) -> Iterator[str]:
    """What the context of a claim says beyond the defaults, a phrase for each field."""
    for name in ("measure", "of", "subject", "attributed_to"):
        if row[name]:
            yield f"{name.replace('attributed_to', 'says')}: {row[name]}"
    if row["per"]:
        yield f"per {row['per']}"
    if row["comparator"] not in ("eq", "between"):
        yield str(row["comparator"])
    if row["direction"] or row["change_role"]:
        yield " ".join(str(row[name]) for name in ("direction", "change_role") if row[name])
    if row["negated"]:
        yield "negated"
    if row["status"] != "actual":
        yield str(row["status"])
    if row["kind"] != "year" and (row["year_start"] or row["year_end"]):
        years = [str(row[name] or "…") for name in ("year_start", "year_end")]
        yield f"{row['year_role'] or 'in'} {years[0] if years[0] == years[1] else '–'.join(years)}"
    if row["unit_assumed"]:
        yield "unit assumed"


def _cell_text(value: object) -> str:
    return "" if value is None else str(value)
