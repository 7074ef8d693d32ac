import pytest

from tests.contextualise.written import values

BEFORE = [
    ("about {5%} of staff", "approx"),
    ("roughly {30 villages} were cut off", "approx"),
    ("some {1,200 people} came", "approx"),
    ("nearly {$3bn} in grants", "approx"),
    ("almost {a third} of them", "approx"),
    ("a fleet approaching {90 ships}", "approx"),
    ("close to {40%} of the vote", "approx"),
    ("just shy of {$2m}", "approx"),
    ("in the region of {£6m}", "approx"),
    ("output of ~{70 tonnes}", "approx"),
    ("more than {5%} of staff", "gt"),
    ("over {$8bn} was spent", "gt"),
    ("well above {4%}", "gt"),
    ("in excess of {10 km}", "gt"),
    ("costs exceeding {€9m}", "gt"),
    ("upwards of {50 firms}", "gt"),
    ("at least {$150m}", "ge"),
    ("no fewer than {12 ports}", "ge"),
    ("not less than {3%}", "ge"),
    ("a minimum of {30 days}", "ge"),
    ("under {3%} of GDP", "lt"),
    ("less than {10 km} away", "lt"),
    ("fewer than {200 votes}", "lt"),
    ("well below {2%}", "lt"),
    ("up to {400 jobs}", "le"),
    ("as many as {14 flights}", "le"),
    ("no more than {50,000 tenge}", "le"),
    ("at most {5%}", "le"),
    ("rose by up to {4.9%}", "le"),
    ("rose by as much as {11%}", "le"),
    ("~{12 tonnes} of ore", "approx"),
    ("≥{65 years} old", "ge"),
    ("more than {doubled} in size", "gt"),
    ("rose by over {5%}", "gt"),
    ("sold in over {40 countries}", "gt"),
    ("sales of over {$3bn}", "gt"),
    ("running at over {8%}", "gt"),
    ("fell short of {$5m}", "lt"),
    ("output approached {90 tonnes}", "approx"),
    ("the best part of {$5m}", "approx"),
    ("prices as low as {$5}", "ge"),
    ("a fee that may not exceed {$5}", "le"),
    ("the rate must not exceed {5%}", "le"),
    ("no more than {5%} or so", "le"),
]
AFTER = [
    ("{500 firms} or so", "approx"),
    ("{20 years} or more", "ge"),
    ("{5%} or less of sales", "le"),
    ("{50 people} at most", "le"),
    ("{65 years} and over", "ge"),
    ("{$1m}-plus homes", "gt"),
    ("{2,000-plus jobs}", "gt"),
    ("{60+ countries}", "ge"),
    ("from {$50} upwards", "ge"),
]
NONE = [
    "talked about {30 projects}",
    "over the {five years} since",
    "grew over {five years}",
    "took over {two banks}",
    "concern over {$5bn} of debt",
    "{5%} of the more than usual",
    "moves up to {11th} in the table",
    "the rate may edge up to {4.4%}",
    "near a {34-year} low",
    "a loan of {$5m} over the weekend",
    "won over {five seasons}",
    "passed a {$5m} budget",
    "the islands are spread over {300 km}",
    "{500 people} died, or so they claimed",
    "an area of {5 km} around the mine",
]
LASTING = [
    ("for over {five years}", "gt"),
    ("after over {20 years} in office", "gt"),
    ("just over {three hours}", "gt"),
    ("at least {two weeks}", "ge"),
    ("for {five years}", "eq"),
    ("it took over {five years} to build", "gt"),
    ("he took over {five years} ago", "eq"),
    ("over the age of {60 years}", "gt"),
]


@pytest.mark.parametrize(("text", "expected"), [*BEFORE, *AFTER, *LASTING])
def test_a_cue_beside_the_number_binds_it(text, expected):
    assert values(None, "comparator", text) == [expected]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_comparator_binds_nothing(text):
    assert values(None, "comparator", text) == ["eq"]


def test_a_cue_binds_the_number_beside_it_alone():
    assert values(None, "comparator", "over {5%} of staff and {$3m} in cash") == ["gt", "eq"]


def test_the_wording_of_the_number_itself_wins():
    assert values(None, "comparator", "about {5-7 tonnes}") == ["between"]


def test_a_gloss_in_parentheses_shares_its_bound():
    assert values(None, "comparator", "more than {$7.5m} ({£6m}) was lost") == ["gt", "gt"]
    assert values(None, "comparator", "about {7 km} ({4 km} by road)") == ["approx", "eq"]
