"""The data package describes what is there, and what is there satisfies it."""

from __future__ import annotations

import csv
import hashlib
import json
import re

import duckdb
import pytest
from jsonschema import Draft202012Validator

from tests.publish.fakes import many, unread
from tests.publish.fakes_release import assembled_candidate

# What Data Package v2 and Table Schema ask of the properties used here, from their specifications.
NAME = {"type": "string", "pattern": "^[-a-z0-9._]+$"}
FIELD = {
    "type": "object",
    "required": ["name", "type", "description"],
    "properties": {
        "name": {"type": "string"},
        "type": {"enum": ["string", "number", "integer", "boolean"]},
        "constraints": {
            "type": "object",
            "properties": {
                "required": {"type": "boolean"},
                "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                "pattern": {"type": "string", "format": "regex"},
                "minimum": {"type": "number"},
                "maximum": {"type": "number"},
            },
            "additionalProperties": False,
        },
    },
}
PACKAGE = {
    "type": "object",
    "required": ["$schema", "name", "resources"],
    "properties": {
        "name": NAME,
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "schema"],
                "properties": {
                    "name": NAME,
                    "type": {"const": "table"},
                    "path": {"type": "string", "pattern": "^(?!/)(?!.*\\.\\.)"},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {"fields": {"type": "array", "minItems": 1, "items": FIELD}},
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def candidate(tmp_path_factory):
    return assembled_candidate(tmp_path_factory.mktemp("out"), [*many(9), unread("broken.txt")])


@pytest.fixture(scope="module")
def package(candidate):
    return json.loads((candidate / "datapackage.json").read_text(encoding="utf-8"))


def test_it_has_the_shape_of_a_data_package(package):
    Draft202012Validator.check_schema(PACKAGE)
    Draft202012Validator(PACKAGE).validate(package)
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) == 6


def test_its_files_are_there_as_described(candidate, package):
    for resource in package["resources"]:
        content = (candidate / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_keys_and_references_name_columns(package):
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    columns = {name: {field["name"] for field in schema["fields"]} for name, schema in schemas.items()}
    for name, schema in schemas.items():
        assert set(schema["primaryKey"]) <= columns[name]
        for key in schema.get("foreignKeys", []):
            assert set(key["fields"]) <= columns[name]
            assert set(key["reference"]["fields"]) <= columns[key["reference"]["resource"]]


def test_rows_satisfy_keys_and_references(candidate, package):
    for resource in package["resources"][:5]:
        here = f"'{candidate / resource['path']}'"
        key = ", ".join(resource["schema"]["primaryKey"])
        assert duckdb.sql(f"SELECT count(*) - count(DISTINCT ({key})) FROM {here}").fetchall() == [(0,)]
        for reference in resource["schema"].get("foreignKeys", []):
            there = f"'{candidate / reference['reference']['resource']}.parquet'"
            (column,), (target,) = reference["fields"], reference["reference"]["fields"]
            missing = f"SELECT count(*) FROM {here} a ANTI JOIN {there} b ON a.{column} = b.{target}"
            assert duckdb.sql(missing).fetchall() == [(0,)]


def test_cells_satisfy_their_constraints(candidate, package):
    fields = {field["name"]: field for field in package["resources"][-1]["schema"]["fields"]}
    with (candidate / "claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name, cell in row.items():
                _check(fields[name], cell)


def _check(field, cell):
    constraints = field.get("constraints", {})
    if cell == "":
        assert "required" not in constraints, field["name"]
        return
    read = {"string": str, "integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__}
    value = read[field["type"]](cell)
    assert value in constraints.get("enum", [value])
    assert re.search(constraints.get("pattern", ""), cell)
    assert value >= constraints["minimum"] if "minimum" in constraints else True
