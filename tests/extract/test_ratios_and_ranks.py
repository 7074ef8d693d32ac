"""Fractions, multiples and places in an order, and what only looks like them."""

from __future__ import annotations

import pytest

from tests.extract.reading import mentions_of, told

RATIOS = {
    "Half of voters stayed; two-thirds of firms did not.": ["Half|0.5 1", "two-thirds|0.6666666666666666666666666667 1"],
    "by a third, a fifth more, a quarter of the fleet": [
        "a third|0.3333333333333333333333333333 1", "a fifth|0.2 1", "a quarter|0.25 1",
    ],
    "two out of five homes, one in eight cars, 9 in 10 pints": ["two out of five|0.4 1", "one in eight|0.125 1",
    "9 in 10|0.9 1"],
    "one household in seven has none": ["one household in seven|0.1428571428571428571428571429 1"],
    "2.5 times larger, twice the size, a 9-fold rise, tenfold": ["2.5 times|2.5 1", "twice|2 1", "9-fold|9 1",
    "tenfold|10 1"],
    "two to three times as much": ["two to three times|2..3 1"],
    "trades at 14x earnings": ["14x|14 1"],
    "a ratio of 3:1": ["3:1|3 1"],
    "2/3 of members, 1/20th of a vote": ["2/3|0.6666666666666666666666666667 1", "1/20th|0.05 1"],
    "three times a day": ["three times|3 1 per day"],
    "the poorest tenth of them": ["tenth|0.1 1"],
    "Exports Triple, Imports Halve": ["Triple|3 1", "Halve|0.5 1"],
    "to double output and triple exports": ["double|2 1", "triple|3 1"],
}  # fmt: skip
NO_RATIOS = [
    "the first half of 2019", "a half-year report", "this quarter", "a third party", "two quarters of growth",
    "the 9/11 attacks",
    "double-digit growth", "double standards", "a doubles match", "doubling down", "half past ten", "24/7 help",
    "two in 15 days",
]  # fmt: skip
RANKS = {
    "It ranks 48th out of 174 countries.": ["48th|48 1"],
    "the second biggest city, its third-largest bank, the 9th largest port": [
        "second biggest|2 1", "third-largest|3 1", "9th largest|9 1",
    ],
    "GDP of $3 billion (#42 in the world)": ["#42|42 1"],
    "Asia's No. 2 carmaker": ["No. 2|2 1"],
    "It came second in reading and sixth in mathematics.": ["second|2 1", "sixth|6 1"],
    "In the ranking it climbed ten places to 42nd.": ["42nd|42 1"],
    "Ease of doing business: 28th": ["28th|28 1"],
    "one of the top 30 economies": ["top 30|30 1"],
    "Rovers go second": ["second|2 1"],
}  # fmt: skip
NO_RANKS = [
    "the second visit", "21st century", "the 30th anniversary", "in the first place", "the third test", "First President",
    "Decree No. 123", "on the 5th of May", "for the third time",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RATIOS.items())
def test_reads_ratios(text, expected):
    assert [told(text, each) for each in mentions_of(text) if each.kind == "ratio"] == expected


@pytest.mark.parametrize("text", NO_RATIOS)
def test_reads_no_ratio(text):
    assert [told(text, each) for each in mentions_of(text) if each.kind == "ratio"] == []


@pytest.mark.parametrize(("text", "expected"), RANKS.items())
def test_reads_ranks(text, expected):
    assert [told(text, each) for each in mentions_of(text) if each.kind == "rank"] == expected


@pytest.mark.parametrize("text", NO_RANKS)
def test_reads_no_rank(text):
    assert [told(text, each) for each in mentions_of(text) if each.kind == "rank"] == []


@pytest.mark.parametrize(
    ("text", "direction", "role"),
    [("Sales doubled.", "increase", "delta"), ("Debt was halved.", "decrease", "delta"), ("double the rate", None, None)],
)
def test_verbs_of_multiplying_tell_a_change(text, direction, role):
    (mention,) = mentions_of(text)
    assert (mention.direction, mention.change_role) == (direction, role)


def test_top_is_an_upper_bound():
    (mention,) = mentions_of("the top ten")
    assert (mention.kind, mention.comparator) == ("rank", "le")
