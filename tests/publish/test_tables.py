"""The column dictionary and the model say the same, both ways."""

from __future__ import annotations

import re
import typing
from dataclasses import fields

import pytest

from pipeline import model
from pipeline.parquet import ARROW_TYPES, arrow_schema
from pipeline.publish.codebook import codebook
from pipeline.publish.rows import claim_rows, document_row, excluded_rows, text_row
from pipeline.tables import TABLE_NAMES, dictionary, parse_dictionary, table
from tests.publish.fakes import read, unread

DOCUMENT = read("a.txt", "Output rose by 4.5 percent in 2019, says B7.")
RENAMED = {"start": "char_start", "end": "char_end"}
DERIVED = {
    "claims": {"claim_id", "document_id", "source", "page", "locator", "section", "sentence", "surface", "value"},
    "excluded": {"document_id", "source", "surface"},
    "documents": {"chars", "sentences", "claims", "excluded"},
}
LITERALS = {
    ("claims", "kind"): model.Kind,
    ("claims", "comparator"): model.Comparator,
    ("claims", "direction"): model.Direction,
    ("claims", "change_role"): model.ChangeRole,
    ("claims", "status"): model.Status,
    ("claims", "year_role"): model.YearRole,
    ("claims", "section"): model.SectionName,
    ("excluded", "section"): model.SectionName,
    ("excluded", "reason"): model.Reason,
    ("documents", "status"): model.DocumentStatus,
}


def column(name, column_name):
    return next(c for c in table(name).columns if c.name == column_name)


@pytest.mark.parametrize(("place", "literal"), LITERALS.items(), ids=str)
def test_categories_are_the_literals_of_the_model(place, literal):
    assert column(*place).categories == typing.get_args(literal)


def test_every_category_column_has_its_literal():
    declared = {(name, c.name) for name in ("claims", "excluded", "documents") for c in table(name).columns if c.categories}
    assert declared == set(LITERALS)


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("claims", (model.Claim,)),
        ("excluded", (model.Excluded,)),
        ("documents", (model.FileFacts, model.SetAside)),
    ],
)
def test_columns_are_the_fields_of_the_model(name, shapes):
    given = {RENAMED.get(f.name, f.name) for shape in shapes for f in fields(shape)} - {"facts"}
    given = {"bytes" if f == "size" else f for f in given}
    assert given | DERIVED[name] == set(table(name).column_names)


@pytest.mark.parametrize(("name", "shape"), [("claims", model.Claim), ("excluded", model.Excluded)])
def test_nullable_means_optional_in_the_model(name, shape):
    hints = typing.get_type_hints(shape)
    for field in fields(shape):
        optional = type(None) in typing.get_args(hints[field.name])
        assert column(name, RENAMED.get(field.name, field.name)).nullable == optional, field.name


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("claims", next(iter(claim_rows(DOCUMENT)))),
        ("excluded", next(iter(excluded_rows(DOCUMENT)))),
        ("documents", document_row(DOCUMENT)),
        ("documents", document_row(unread("b.txt"))),
        ("texts", text_row(DOCUMENT)),
    ],
)
def test_rows_have_the_columns_in_order(name, row):
    assert tuple(row) == table(name).column_names


def test_quarantine_is_claims_and_two_columns_more():
    assert table("quarantine").columns[:-2] == table("claims").columns
    assert table("quarantine").column_names[-2:] == ("expectation", "reason")


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_schema_has_the_columns_types_and_version(name):
    schema = arrow_schema(name)
    assert schema.names == list(table(name).column_names)
    assert [field.nullable for field in schema] == [c.nullable for c in table(name).columns]
    assert [field.type for field in schema] == [ARROW_TYPES[c.type] for c in table(name).columns]
    assert schema.metadata[b"schema_version"].decode() == dictionary().schema_version


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_examples_are_values_that_the_column_may_take(name):
    kinds = {"string": str, "category": str, "bool": bool, "int32": int, "int64": int, "float64": float}
    for c in table(name).columns:
        assert type(c.example) is kinds[c.type], c.name
        assert not c.categories or c.example in c.categories
        assert c.pattern is None or re.search(c.pattern, c.example)
        assert c.description.endswith(".")


def test_codebook_tells_every_column_and_category():
    text = codebook()
    for declared in dictionary().tables.values():
        section = text.split(f"## `{declared.name}`")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(declared.column_names)
        assert all(f"`{value}`" in section for c in declared.columns for value in c.categories)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('type = "string"', 'type = "text"'),
        ('[claims.columns.kind]\ntype = "category"', '[claims.columns.kind]\ntype = "string"'),
        ('key = ["claim_id"]', 'key = ["row"]'),
        ("[texts]", "[papers]"),
    ],
)
def test_a_malformed_dictionary_is_refused(wrong, right):
    from pipeline.tables import DICTIONARY

    source = DICTIONARY.read_text(encoding="utf-8")
    assert wrong in source
    with pytest.raises((ValueError, KeyError)):
        parse_dictionary(source.replace(wrong, right, 1))
