"""`datapackage.json`: a release as a Data Package (version 2) with a Table Schema for each table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.publish.durable import write_durably
from pipeline.publish.manifest import file_digest
from pipeline.tables import TABLE_NAMES, Column, ColumnType, Table, dictionary, table

DATAPACKAGE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FIELD_TYPES: Mapping[ColumnType, str] = {
    "string": "string",
    "category": "string",
    "bool": "boolean",
    "int32": "integer",
    "int64": "integer",
    "float64": "number",
}
# Column of a table → table and column it points to.
REFERENCES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    name: {"document_id": ("texts", "document_id"), "source": ("documents", "source")}
    for name in ("claims", "excluded", "quarantine")
}


def write_datapackage(candidate: Path, *, csv_name: str) -> Path:
    """Write `datapackage.json` for the tables of a candidate and its CSV; its path."""
    resources = [_resource(candidate, table(name), f"{name}.parquet", name) for name in TABLE_NAMES]
    resources.append(_resource(candidate, table("claims"), csv_name, "claims-csv"))
    package = {
        "$schema": PROFILE,
        "name": "tidyclaims-release",
        "title": "Numeric claims",
        "description": "Every number of a set of documents: a claim, excluded with a reason, or quarantined with one.",
        "version": dictionary().schema_version,
        "resources": resources,
    }
    path = candidate / DATAPACKAGE
    write_durably(path, (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode())
    return path


def _resource(candidate: Path, declared: Table, file_name: str, name: str) -> dict[str, object]:
    path = candidate / file_name
    kind = path.suffix.removeprefix(".")
    media_types = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
    entry: dict[str, object] = {
        "name": name,
        "type": "table",
        "path": file_name,
        "title": declared.title,
        "description": declared.description,
        "format": kind,
        "mediatype": media_types[kind],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_digest(path)}",
        "schema": table_schema(declared),
    }
    return entry | ({"encoding": "utf-8", "dialect": {"delimiter": ",", "header": True}} if kind == "csv" else {})


def table_schema(declared: Table) -> dict[str, object]:
    """The Table Schema of a table: fields in order, primary key, foreign keys."""
    schema: dict[str, object] = {
        "fields": [field(column) for column in declared.columns],
        "primaryKey": list(declared.key),
        "missingValues": [""],
    }
    references = REFERENCES.get(declared.name)
    if references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": [target]}}
            for column, (resource, target) in references.items()
        ]
    return schema


def field(column: Column) -> dict[str, object]:
    """The Table Schema field of a column, with what its values must satisfy."""
    constraints: dict[str, object] = {} if column.nullable else {"required": True}
    for name in ("pattern", "minimum", "maximum"):
        value = getattr(column, name)
        if value is not None:
            constraints[name] = value
    entry: dict[str, object] = {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "description": column.description,
        "example": column.example,
    }
    if column.categories:
        entry["categories"] = list(column.categories)
        constraints["enum"] = list(column.categories)
    return entry | ({"unit": column.unit} if column.unit else {}) | ({"constraints": constraints} if constraints else {})
