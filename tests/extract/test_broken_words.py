"""Spans over words that the text breaks: whole, and true to the text."""

from __future__ import annotations

import pytest

from pipeline import extract


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("It cost $5 mil-\nlion, he said.", "$5 mil-\nlion", 5e6),
        ("It cost 5 mil\u00adlion euros.", "5 mil\u00adlion euros", 5e6),
        ("Growth was five per-\ncent.", "five per-\ncent", 5.0),
        ("About 1,\u200b500 people came.", "1,\u200b500 people", 1500.0),
        ("It rose \u200e5%\u200e in all.", "5%", 5.0),
        ("It fell \u22122.5\u202f% and more.", "\u22122.5\u202f%", -2.5),
        ("It is 1\u2009500\u2009000 tonnes.", "1\u2009500\u2009000 tonnes", 1.5e6),
    ],
)
def test_a_span_reaches_to_the_end_of_its_last_word(text: str, surface: str, value: float) -> None:
    (row,) = extract(text, context=False)
    assert (row["surface"], row["value"]) == (surface, value)
    assert text[int(str(row["char_start"])) : int(str(row["char_end"]))] == surface
