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


# Changes that a comparative tells: what became dearer, what is more than it was.
COMPARED = [
    ("Bread became {9%} more expensive.", [UP]),
    ("Eggs, on the other hand, got {3%} cheaper.", [DOWN]),
    ("Trains are getting {5%} slower.", [DOWN]),
    ("Flour has become {a third} dearer.", [UP]),
    ("The queue grew {10%} longer over the winter.", [UP]),
    ("Fares are {8%} cheaper than a year ago.", [DOWN]),
    ("That is {227,000} more than in December.", [UP]),
    ("They paid {20 tenge} more than in {2020}.", [UP]),
    ("The port handled {300 ships} fewer than last year.", [DOWN]),
    ("The town borrowed {$5m} less than a year earlier.", [DOWN]),
    ("Sales will be {12%} lower next year than in {2019}.", [DOWN]),
]
# What is only set beside another thing, and what nobody says has become so.
ONLY_COMPARED = [
    "The bus costs {$2} more than the tram.",
    "The north has {300 farms} more than the south.",
    "It takes {5 minutes} longer by road.",
    "They got {5%} cheaper loans.",
    "Butter is {9%} cheaper at the market hall.",
]


@pytest.mark.parametrize(("text", "directions"), COMPARED)
def test_a_comparative_tells_a_change_by_its_verb_or_its_time(parser, text, directions):
    assert values(parser, "direction", text) == directions
    assert values(parser, "change_role", text) == ["delta"] * len(directions)


@pytest.mark.parametrize("text", ONLY_COMPARED)
def test_a_comparison_of_two_things_is_no_change(parser, text):
    assert set(values(parser, "direction", text)) == {None}


LED_ON = [
    ("The tax rose by {5%}, taking the bill to {$1,725}.", [UP, UP], ["delta", "to"]),
    ("The firm added {40 jobs}, bringing the total to {500}.", [UP, UP], ["delta", "to"]),
    ("Rents climbed {4%}, taking them above {$900}.", [UP, UP], ["delta", "to"]),
    ("The index fell {2%}, leaving it at {$300}.", [DOWN, DOWN], ["delta", "to"]),
    ("Output dropped by {5%}, bringing the level to {300 tonnes}.", [DOWN, DOWN], ["delta", "to"]),
    ("Profit fell {5%}, bringing losses at the mill to {$5m}.", [DOWN, None], ["delta", None]),
    ("Rents rose {5%}, taking into account what was paid to {300 farms}.", [UP, None], ["delta", None]),
    ("The rise was {41,000}.", [UP], ["delta"]),
    ("The increase was {300 jobs}.", [UP], ["delta"]),
    ("The drop in arrivals was {900}.", [DOWN], ["delta"]),
    ("The jump was {8 metres}.", [None], [None]),
    ("Credit grew at an annual rate of {10%}.", [UP], ["delta"]),
    ("Rents fell at a pace of {3%} a year.", [DOWN], ["delta"]),
    ("Loans expanded at a rate of {5%}.", [UP], ["delta"]),
    ("Sales shrank at an average rate of {2%}.", [DOWN], ["delta"]),
    ("Trade accelerated at a clip of {6%}.", [UP], ["delta"]),
    ("The tax was paid at a rate of {10%}.", [None], [None]),
    ("Sales were up {6%} as reported and {8%} organically.", [UP, UP], ["delta", "delta"]),
    ("Sales fell {3%} in dollars and {1%} in constant currency.", [DOWN, DOWN], ["delta", "delta"]),
    ("Sales fell {3%} in dollars and {1%} was lost on the way.", [DOWN, None], ["delta", None]),
    ("The price rose from {$58} to {$89}, {53%}, within weeks.", [UP, UP, UP], ["from", "to", "delta"]),
    ("Staff fell from {500 people} to {300 people}, or {40%}, in a year.", [DOWN, DOWN, DOWN], ["from", "to", "delta"]),
    ("Staff fell to {300 people}, or {40%} of the town.", [DOWN, DOWN], ["to", "to"]),
    ("They want to increase exports of lamb {3-fold}.", [UP], ["delta"]),
    ("The port expanded its trade in grain {4-fold}.", [UP], ["delta"]),
    ("The board put up fares by {5%}.", [UP], ["delta"]),
    ("The board put up {three tents}.", [None], [None]),
    ("Six of the {seven members} voted to lower the rate by {5%}.", [None, DOWN], [None, "delta"]),
]
LOST = [
    ("The airline lost {$5m} last year.", None),
    ("The club would have lost {$5m}.", None),
    ("The mill lost {$5m} in spring.", None),
    ("He is losing {$5m} a year on the farm.", None),
    ("The firm lost {$5m} of its market value.", DOWN),
    ("The shares lost {$2} on Monday.", DOWN),
    ("The fund lost {9%} of its value.", DOWN),
]


@pytest.mark.parametrize(("text", "directions", "roles"), LED_ON)
def test_a_move_leads_on_to_what_is_told_behind_it(parser, text, directions, roles):
    assert values(parser, "direction", text) == directions
    assert values(parser, "change_role", text) == roles


@pytest.mark.parametrize(("text", "direction"), LOST)
def test_a_sum_lost_is_a_result_and_a_value_lost_a_change(parser, text, direction):
    assert values(parser, "direction", text) == [direction]
