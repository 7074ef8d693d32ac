"""The shared gold format: our gold goes through it unchanged, and a foreign gold is scored."""

from __future__ import annotations

import json
from pathlib import Path

from tests.gate.markup import read_gold
from tests.gate.measure import OWN_GOLD, measure_shared
from tests.gate.shared import read_shared, write_shared


def test_our_gold_survives_the_shared_format(tmp_path: Path) -> None:
    numbers = tuple(number for document in read_gold(OWN_GOLD) for number in document.numbers)
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(write_shared(numbers)) + "\n", "utf-8")
    assert read_shared(path) == numbers


def test_lists_and_single_values_are_alternatives_too(tmp_path: Path) -> None:
    row = {"doc": "a.txt", "start": 0, "end": 2, "surface": "5%", "kind": "percent", "value_low": 5, "value_high": 5,
           "unit": "percent", "comparator": ["approx", "lt"], "status": {"any": ["actual", "forecast"]}}  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    (number,) = read_shared(path)
    assert number.fields == {"comparator": ("approx", "lt"), "status": ("actual", "forecast")}


def test_any_gold_beside_its_documents_is_scored(tmp_path: Path) -> None:
    text = "Exports rose by 5% in 2019."
    rows = [
        {"doc": "a.txt", "start": 16, "end": 18, "surface": "5%", "kind": "percent", "value_low": 5, "value_high": 5,
         "unit": "percent", "direction": "increase", "year_start": 2019},
        {"doc": "a.txt", "start": 22, "end": 26, "surface": "2019", "kind": "year", "value_low": 2019, "value_high": 2019},
    ]  # fmt: skip
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(text, "utf-8")
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    result = measure_shared(tmp_path / "news.jsonl")
    assert result.score.rates("all", "value+unit") == (100.0, 100.0, 100.0)
    assert result.score.accuracy["direction"].percent == 100.0
    assert result.sizes == {"documents": 1, "percent": 1, "year": 1}
