"""The scan for numbers finds what the contract calls one, from its first digit or letter to its end."""

from __future__ import annotations

import pytest

from pipeline.extract.grammar import load_grammar
from pipeline.extract.scan import numbers_in
from pipeline.settings import Settings

GRAMMAR = load_grammar(Settings())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Two of five left", ["Two", "five"]),
        ("one", ["one"]),
        ("one two,three", ["one", "two", "three"]),
        ("G20, B2B and -5%", ["20,", "2B", "5%"]),
        ("½ and x² of it", ["½", "²"]),
        ("bone, oneself, o-one", ["one"]),
        ("“seven”—eight", ["seven", "eight"]),
        ("İ one", ["one"]),
        ("7 one\nsix", ["7", "one", "six"]),
        ("none", []),
        ("", []),
    ],
)
def test_numbers_are_found(text, numbers):
    assert [text[start:end] for start, end, _ in numbers_in(text, GRAMMAR.numbers)] == numbers


def test_relative_years_are_no_numbers():
    text = "Last year 5 of nine rose, next year none."
    found = [(text[start:end], is_number) for start, end, is_number in numbers_in(text, GRAMMAR.numbers_and_years)]
    assert found == [("Last year", False), ("5", True), ("nine", True), ("next year", False)]
