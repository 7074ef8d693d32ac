import pytest

from tests.contextualise.written import values

UP, DOWN = "increase", "decrease"
# (text, directions, roles)
CHANGES = [
    ("Exports rose {5%}.", [UP], ["delta"]),
    ("Exports rose by {$5bn}.", [UP], ["delta"]),
    ("Exports fell sharply to {$5bn}.", [DOWN], ["to"]),
    ("Inflation eased to {4%} from {6%}.", [DOWN, DOWN], ["to", "from"]),
    ("Profit grew {8%} to {$3bn} from {$2.8bn} a year earlier.", [UP] * 3, ["delta", "to", "from"]),
    ("The rate is expected to slip in 2004 from {1.9%} to {1.8%}.", [DOWN, DOWN], ["from", "to"]),
    ("Turnover dropped below {$1bn}.", [DOWN], ["to"]),
    ("Sales climbed above {$9bn}.", [UP], ["to"]),
    ("Sales rose over {5%}.", [UP], ["delta"]),
    ("The firm cut its staff by {300 people}.", [DOWN], ["delta"]),
    ("The council raised the fee from {€5} to {€7}.", [UP, UP], ["from", "to"]),
    ("The bank lowered its key rate by {25 basis points} to {3.5%}.", [DOWN, DOWN], ["delta", "to"]),
    ("A {30%} reduction in waste is sought.", [DOWN], ["delta"]),
    ("Output growth of {4.1%} was reported.", [UP], ["delta"]),
    ("They won an increase of {$2} an hour.", [UP], ["delta"]),
    ("The fund lost {9%} of its value.", [DOWN], ["delta"]),
    ("The index was up {0.2%} at {5,884 points}.", [UP, UP], ["delta", "to"]),
    ("Net income was {$630m}, down from {$1bn}.", [DOWN, DOWN], ["to", "from"]),
    ("Net income was {$630m}, up {5%}.", [UP, UP], ["to", "delta"]),
    ("Reserves stood at {$58bn}, a {3%} decline.", [DOWN, DOWN], ["to", "delta"]),
    ("Shares closed {1.2%} lower at {$24}.", [DOWN, DOWN], ["delta", "to"]),
    ("Visits were {17%} more than in the same month.", [UP], ["delta"]),
    ("Numbers {doubled} to {900}.", [UP, UP], ["delta", "to"]),
    ("Trade has risen by {a third} since then.", [UP], ["delta"]),
    ("The Dow rose {1.2%}, the Nikkei {0.8%} and the Dax {0.1%}.", [UP] * 3, ["delta"] * 3),
    ("Loans grew {8%} to {$4bn}, deposits by {5%} to {$3bn}.", [UP] * 4, ["delta", "to", "delta", "to"]),
    ("Starts fell {3%} to a seasonally adjusted annual rate of {1.8 million}.", [DOWN, DOWN], ["delta", "to"]),
    ("The charity helped {700 people}, up from {180 people}.", [UP, UP], ["to", "from"]),
    ("The rate may edge up to {4.4%}.", [UP], ["to"]),
    ("A fall in aid could lower growth by {1 percentage point}.", [DOWN], ["delta"]),
    ("It pushed the deficit above {5%} of GDP.", [UP], ["to"]),
    ("The strike brought output below {5%} of the plan.", [DOWN], ["to"]),
    ("Oil rose {$2} to settle at {$57}.", [UP, UP], ["delta", "to"]),
    ("The rise in fares was {5%}.", [UP], ["delta"]),
    ("The cut in fares amounted to {$3}.", [DOWN], ["delta"]),
    ("We shall cut the number of fares from {174} to {62}.", [DOWN, DOWN], ["from", "to"]),
    ("The fare was hiked {$3}.", [UP], ["delta"]),
    ("Fares were {2.5 times} higher.", [UP], ["delta"]),
    ("It was down {2 points} from the last month and {8 points} from last year.", [DOWN, DOWN], ["delta", "delta"]),
    ("The wait is down from {94 days} to {51 days}.", [DOWN, DOWN], ["from", "to"]),
]
NO_CHANGE = [
    "Inflation is {5.9%}.",
    "The deficit stands at {3%} of GDP.",
    "The firm employs {500 people}.",
    "The company raised {$25m} from investors.",
    "Exports made up {40%} of sales.",
    "They paid {$45m} up front.",
    "It rose for {three years}.",
    "Half of the firms, {half} fall short.",
    "A {10-year} decline followed.",
    "The bill came to {$80}.",
    "Sales were flat at {$5bn}.",
    "The price is {$5}, which boils down to {$2} a head.",
    "The plot lies {5 km} down the road.",
    "{Half} fall in the north.",
    "It was found {300 km} up the river.",
    "Stays last from {5 days} to {7 days}.",
    "The truck climbs a {45 km} slope.",
    "It wrote off {$5m} of loans.",
    "It paid off {$5m} of debt.",
    "It kept the deficit above {5%} of GDP.",
]


@pytest.mark.parametrize(("text", "directions", "roles"), CHANGES)
def test_a_move_gives_direction_and_role(parser, text, directions, roles):
    assert values(parser, "direction", text) == directions
    assert values(parser, "change_role", text) == roles


@pytest.mark.parametrize("text", NO_CHANGE)
def test_a_plain_level_has_neither(parser, text):
    assert set(values(parser, "direction", text)) == {None}
    assert set(values(parser, "change_role", text)) == {None}


def test_the_words_beside_a_number_need_no_parse():
    assert values(None, "change_role", "Profit grew {8%} to {$3bn} from {$2.8bn}.") == ["delta", "to", "from"]


def test_a_comparison_is_the_start_only_where_something_moves(parser):
    assert values(parser, "change_role", "Exports rose to {$7bn} against {$6bn}.") == ["to", "from"]
    assert values(parser, "change_role", "Exports were {$7bn} against {$6bn}.") == [None, None]
