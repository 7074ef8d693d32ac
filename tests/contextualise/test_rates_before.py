"""Rates before words that can also date: "a bottle before tax" is a rate, "a year before" is a time."""

import pytest

from pipeline import extract


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Rents are $14 per square foot before tax.", "[sft_i]"),
        ("It costs $3 a bottle before tax.", "bottle"),
        ("She earns $900 per week after tax.", "week"),
        ("It made $1.20 a share before charges.", "share"),
        ("Sales rose by $5m a year earlier.", None),
        ("It was $80 a week ago.", None),
        ("It was 5 tonnes a year before.", None),
    ],
)
def test_what_stands_behind_a_rate_does_not_date_it(parser, text, per):
    assert [row["per"] for row in extract(text)] == [per]
