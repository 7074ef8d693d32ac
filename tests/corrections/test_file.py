"""corrections.toml: what it may say, and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import CorrectionError
from pipeline.publish.corrections import corrections_digest, load_corrections

ENTRY = """
[[correction]]
document = "press/rates.html"
claim = "{claim}"
field = "{field}"
{value}
reason = "see the next paragraph"
by = "A. Reader"
"""


def written(
    tmp_path: Path, *, claim: str = "0123456789abcdef", field: str = "status", value: str = 'value = "target"'
) -> Path:
    path = tmp_path / "corrections.toml"
    path.write_text(ENTRY.format(claim=claim, field=field, value=value), encoding="utf-8")
    return path


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.toml") == ()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("status", 'value = "target"', "target"),
        ("value", "value = 15", 15.0),
        ("value_low", "value = 0.1", 0.1),
        ("year_end", "value = 2030", 2030),
        ("negated", "value = true", True),
        ("measure", 'value = "rail freight"', "rail freight"),
        ("measure", "clear = true", None),
    ],
)
def test_a_value_of_the_type_of_its_column_is_read(tmp_path: Path, field: str, value: str, expected: object) -> None:
    (correction,) = load_corrections(written(tmp_path, field=field, value=value))
    assert correction.value == expected
    assert type(correction.value) is type(expected)
    assert correction.place.endswith("corrections.toml, entry 1")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"claim": "12-"}, "neither a claim_id nor a span"),
        ({"claim": "0123"}, "neither a claim_id nor a span"),
        ({"field": "surface"}, "cannot be corrected"),
        ({"field": "kind", "value": 'value = "money"'}, "cannot be corrected"),
        ({"value": 'value = "probable"'}, "cannot be 'probable'"),
        ({"field": "value", "value": 'value = "15"'}, "cannot be '15'"),
        ({"field": "value", "value": "value = true"}, "cannot be True"),
        ({"field": "year_end", "value": "value = 2030.5"}, "cannot be 2030.5"),
        ({"field": "measure", "value": 'value = " "'}, "cannot be ' '"),
        ({"value": "clear = true"}, "never empty"),
        ({"value": ""}, "either a value or clear"),
        ({"field": "unit", "value": 'value = "EUR"\nclear = true'}, "either a value or clear"),
        ({"field": "unit", "value": "clear = false"}, "either a value or clear"),
        ({"value": 'value = "target"\nwho = "me"'}, "unknown key 'who'"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(tmp_path: Path, change: dict[str, str], cause: str) -> None:
    with pytest.raises(CorrectionError, match=cause) as caught:
        load_corrections(written(tmp_path, **change))
    assert "entry 1" in caught.value.place
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["[[correction]\n", "[correction]\nfield = 1\n", "[[corrections]]\n", "correction = 3\n"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError) as caught:
        load_corrections(path)
    assert "corrections.toml" in caught.value.place


def test_the_same_field_of_the_same_claim_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"corrected before, in .*entry 1"):
        load_corrections(path)


def test_the_digest_is_over_what_is_said_not_where(tmp_path: Path) -> None:
    first = load_corrections(written(tmp_path))
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    assert corrections_digest(first) == corrections_digest(load_corrections(written(moved)))
    assert corrections_digest(first) != corrections_digest(load_corrections(written(tmp_path, value='value = "forecast"')))
