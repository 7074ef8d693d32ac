"""What stands right beside a number, where a sentence runs on and the parse is of little help."""

import pytest

from tests.contextualise.written import claims_of

# (text, measure and subject of each number)
PRICES = [
    ("The family paid {$42,000} for a new kitchen.", [("new kitchen", "family")]),
    ("They spent {$9m} on a leaky roof.", [("leaky roof", None)]),
    ("The club splashed {£20m} on a young striker called Moss.", [("splashed", "club")]),
    ("We were charged {$40} for a broken plate.", [("broken plate", None)]),
    ("Shops knock {$120} off a cordless vacuum and {30%} off most air fryers.",
     [("cordless vacuum", None), ("air fryers", None)]),
    ("The deals include {$20} off any kettle.", [("kettle", None)]),
    ("I paid {$35,000} for an {8 km} track.", [("track", None), ("track", None)]),
    ("We get {$5m} a year.", [(None, None)]),
    ("The team paid {$5m} for the players.", [("paid", "team")]),
    ("It would save {$5m}.", [(None, None)]),
]  # fmt: skip
NEAREST = [
    ("It lifted rivals with large sales such as Pell up {7%} to {$31}.", [("Pell", None), ("Pell", None)]),
    ("Copper finished the week up {2%}.", [("Copper", None)]),
    ("Gold closed in London up {2%}.", [("Gold", "London")]),
    ("a probe fell over the top winds on the moon can reach {22 tonnes}.", [("top winds", None)]),
    ("Before the merger, net debt, not counting leases, was {$5m}.", [("net debt", None)]),
    ("The board approved a bonus for the director, Ann Marsh, which was worth {$5m}.", [("bonus", "director")]),
    ("Dale, a safety from Tulsa who started {11 games}, is ill.", [(None, "Dale")]),
    ("There are {400 families} who have been homeless since May.", [("homeless", None)]),
    ("There are {400 families} who have been told.", [(None, None)]),
    ("Wages grew at an annual pace of {3%}.", [("Wages", None)]),
    ("The pace of {3%} is a surprise.", [("pace", None)]),
    ("With {three more games} the side went home.", [(None, None)]),
    ("Firefighters from {four towns} came.", [(None, None)]),
    ("Milk costs {$2} in most shops.", [("Milk", None)]),
    ("It lost {$2m} in fees.", [("fees", None)]),
]  # fmt: skip
AGES = [
    ("The squad has players over the age of {21 years}.", [("players", None)]),
    ("Ito retired at the age of {34 years}.", [(None, "Ito")]),
    ("He won a title at the age of {16 years}.", [(None, None)]),
    ("The average age of {26 years} is low.", [("average age", None)]),
]
TIMES = [
    ("Dow ran for {3 years}, {2 months} and {14 days}.", [("Dow", "Dow")] * 3),
    ("Kim was sentenced to {18 months} in prison.", [(None, "Kim")]),
    ("We baked each cake for {30 minutes}.", [(None, "cake")]),
]


@pytest.mark.parametrize(("text", "expected"), [*PRICES, *NEAREST, *AGES, *TIMES])
def test_what_stands_nearest_is_measured(parser, text, expected):
    assert [(claim.measure, claim.subject) for claim in claims_of(parser, text)] == expected


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The car starts at {$900} (list price: {$995}).", ["car", "list price"]),
        ("Total fare: {$389} (fees: {$61}).", ["Total fare", "fees"]),
        ("The rent is {$900} (deposit: {$995}).", ["rent", "deposit"]),
        ("Budget: {$900} (in {2018} prices: {$800}).", ["Budget", "Budget"]),
        ("The laptop costs {$900} (was: {$1,100}).", ["laptop", "laptop"]),
    ],
)
def test_a_label_in_parentheses_names_its_number(parser, text, measures):
    assert [claim.measure for claim in claims_of(parser, text) if claim.kind != "year"] == measures
