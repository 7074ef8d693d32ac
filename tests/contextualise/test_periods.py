import pytest

from tests.contextualise.written import claims_of, values

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
    ("By {2019} output had reached {5 tonnes}.", [(2019, 2019, "by")]),
    ("In {2019} output reached {5 tonnes}.", [(2019, 2019, "in")]),
    ("The mill was founded in {1995} and employs {300 people}.", [(None, None, None)]),
    ("The mill has lost {5%} of its trade since {2012} and sold {two ships}.", [(2012, None, "since"), (None, None, None)]),
    ("We visited {612 farms} in {34 villages} in {2014}.", [(2014, 2014, "in"), (2014, 2014, "in")]),
    ("It paid a dividend of {$5m}, the highest since {2019}.", [(None, None, None)]),
    ("Output is {11 tonnes} against {10 tonnes} in {1985}.", [(None, None, None), (1985, 1985, "in")]),
    ("Rents eased to {9%} in {2023}, still above the bank's target of {4%}.", [(2023, 2023, "in"), (None, None, None)]),
    ("Sales were {$3bn} ({2022}), {40 plants}.", [(2022, 2022, "in"), (None, None, None)]),
    ("Debt was {$5bn} ({40%} of GDP) at the end of {2020}.", [(2020, 2020, "in"), (2020, 2020, "in")]),
    ("It sold {5 tonnes} and {6 tonnes} in {2018} and {2019} respectively.", [(2018, 2018, "in"), (2019, 2019, "in")]),
    ("Since opening in {2004} the hall has drawn {500 people}.", [(2004, None, "since")]),
    ("According to the {2009} census, the town had {900 people}.", [(2009, 2009, "in")]),
    ("In the {2024} budget, {$5m} goes to schools.", [(2024, 2024, "in")]),
    ("Turnout in the {2019} election was {61%}.", [(2019, 2019, "in")]),
    ("Starting in {2025}, the fee will be {$5}.", [(2025, 2025, "in")]),
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


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("They must dig {300 wells} and build {42 dams} by {2028}.", [2028, 2028]),
        ("It targets sales of {$6m} and a margin of {28%} by {2028}.", [2028, 2028]),
        ("The firm will open {40 shops} and hire {300 people} by {2030}.", [2030, 2030]),
        ("The town must plant {500 trees} and repair {30 roads} by {2027}.", [2027, 2027]),
        ("The ministry expects to train {40 nurses} and open {3 wards} by {2026}.", [2026, 2026]),
        ("The firm sold {300 cars} and will build {40 lorries} by {2030}.", [None, 2030]),
        ("The firm will sell {300 cars}, and it will build {40 lorries} by {2030}.", [None, 2030]),
    ],
)
def test_what_is_planned_together_is_due_together(parser, text, years):
    assert values(parser, "year_start", text) == years
