import pytest

from tests.contextualise.written import claims_of, values

STATUSES = [
    ("The economy grew {5%}.", ["actual"]),
    ("The economy will grow {5%}.", ["forecast"]),
    ("The economy is expected to grow {5%}.", ["forecast"]),
    ("Analysts forecast growth of {5%}.", ["forecast"]),
    ("Output is set to fall below {1%}.", ["forecast"]),
    ("Sales are projected at {$5bn}.", ["forecast"]),
    ("A projected {$5bn} is missing.", ["forecast"]),
    ("The firm plans to build {200 schools}.", ["target"]),
    ("The ministry aims to keep the deficit to {3%}.", ["target"]),
    ("He instructed the government to allocate {$5bn}.", ["target"]),
    ("The share should reach {40%}.", ["target"]),
    ("It is necessary to train {5,000 nurses}.", ["target"]),
    ("The target is {2%}.", ["target"]),
    ("It missed its {2%} target.", ["target"]),
    ("They pledged to plant {2 million} trees.", ["target"]),
    ("The task was set of raising the share to {40%}.", ["target"]),
    ("Growth is estimated at {3%}.", ["estimate"]),
    ("An estimated {5,000 people} marched.", ["estimate"]),
    ("Traders put the crop at {15 tonnes}.", ["estimate"]),
    ("Prices could rise by {5%}.", ["hypothetical"]),
    ("If prices rise by {5%}, wages follow.", ["hypothetical"]),
    ("The merger would create a bank with {$5bn} of assets.", ["hypothetical"]),
    ("The firm said it would take a charge of {$5m}.", ["forecast"]),
    ("Should the krona fall by {5%}, imports would cost more.", ["hypothetical"]),
    ("She might have to dismiss {two employees}.", ["hypothetical"]),
    ("Demand is forecast to drop from {5%} to {4%}.", ["actual", "forecast"]),
    ("The {two banks} will merge.", ["forecast"]),
    ("The {two banks} which merged will cut {500 jobs}.", ["actual", "forecast"]),
    ("Royalties would rise to {4%} and cost the mine {$6m}.", ["hypothetical", "hypothetical"]),
    ("The plant cost {$5m} and will employ {200 people}.", ["actual", "forecast"]),
    ("The government did not forget that it had lost {$5m}.", ["actual"]),
    ("The airline ordered {35 jets}.", ["actual"]),
    ("PENSION AGE TO RISE TO {68}", ["forecast"]),
    ("Retail Sales Could Fall {5%}, Study Says", ["hypothetical"]),
    ("In May {300 people} left.", ["actual"]),
    ("Patients were {2.3 times} more likely to recover.", ["actual"]),
    ("According to preliminary figures, rents rose {6%}.", ["estimate"]),
    ("Provisional figures show a loss of {$5m}.", ["estimate"]),
    ("By some estimates, {40%} of the trade is illegal.", ["estimate"]),
    ("After falling {4%}, rents rose by an estimated {6%}.", ["actual", "estimate"]),
    ("In the worst case, the loss would be {$5m}.", ["hypothetical"]),
    ("Under the harsher scenario, the deficit widens by {5%}.", ["hypothetical"]),
    ("The planned outlay is {$5m}.", ["target"]),
    ("The possible loss is {$5m}.", ["hypothetical"]),
    ("Sales were {$5m}, short of the {$6m} expected by traders.", ["actual", "forecast"]),
    ("Rents rose {4%}, less than the {5%} that traders had forecast.", ["actual", "forecast"]),
    ("The bank raised its forecast to {4%} from {3%}.", ["forecast", "forecast"]),
    ("The goal is to raise {$5m}.", ["target"]),
    ("The draft budget assumes a price of {$65}.", ["forecast"]),
    ("The mill assumed control and paid {$65}.", ["actual"]),
    ("Rents are unlikely to rise more than {2%}.", ["forecast"]),
    ("The union demanded a rise of {8%}.", ["target"]),
    ("A {10%} rise in fares would lose the line {$5m}.", ["hypothetical", "hypothetical"]),
    ("The {10%} rise in fares would lose the line {$5m}.", ["actual", "hypothetical"]),
    ("The {$5m} pledged in spring has been spent.", ["actual"]),
    ("Rents, now {12%} of income, are expected to rise to {14%}.", ["actual", "forecast"]),
    ("Sales will fall by {5%}, {six analysts} estimated.", ["forecast", "actual"]),
    ("If {half} of the crowd left, we would close.", ["hypothetical"]),
    ("Wages probably rose {3%}.", ["estimate"]),
    ("He called on them to provide {$5m}.", ["target"]),
    ("The town aims to halve arrears, now at {26%}.", ["actual"]),
    ("He instructed them to ensure that rents fall {5%} and that wages rise {6%}.", ["target", "target"]),
]
STATUSES.remove(("The {two banks} will merge.", ["forecast"]))
NEGATIONS = [
    ("Growth did not reach {5%}.", [True]),
    ("Growth never exceeded {5%}.", [True]),
    ("The firm failed to sell {500 cars}.", [True]),
    ("It is not expected to reach {5%}.", [True]),
    ("Not only did it sell {500 cars}, it leased {20 lorries}.", [False, False]),
    ("It was no more than {5%}.", [False]),
    ("Growth of {5%} was not enough.", [False]),
    ("The rate, at {5%}, was not in line with the goal.", [False]),
    ("It did not close, and it sold {500 cars}.", [False]),
    ("The firm did not exist {10 years} ago.", [False]),
    ("Neither the mill nor the dairy earned {$5m}.", [True]),
    ("No mill paid more than {$5m}.", [True]),
    ("None of the mills earned {$5m}.", [True]),
    ("The dairy grew without reaching {$5m}.", [True]),
    ("The loss was not {$5m} but {$8m}.", [True, False]),
    ("The fee may not exceed {$5}.", [False]),
    ("The pipes had not been checked for {14 months}.", [False]),
    ("The side is without a win in {five matches}.", [False]),
]


@pytest.mark.parametrize(("text", "expected"), STATUSES)
def test_status_follows_the_clause(parser, text, expected):
    assert values(parser, "status", text) == expected


@pytest.mark.parametrize(("text", "expected"), NEGATIONS)
def test_negation_is_of_the_verb_that_governs(parser, text, expected):
    assert values(parser, "negated", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports will reach {$5bn} by {2030}.", "forecast"),
        ("Exports reached {$5bn} in {2020}.", "actual"),
        ("The firm will spend {20%} of its {1986} profits.", "actual"),
        ("The goal for {2025} is {5%}.", "actual"),
    ],
)
def test_a_year_has_the_status_of_what_it_governs(parser, text, expected):
    assert [claim.status for claim in claims_of(parser, text) if claim.kind == "year"] == [expected]


def test_an_estimate_in_parentheses_speaks_of_its_number_or_list():
    assert values(None, "status", "Population: {19 million} ({2023} est.)") == ["estimate"]
    assert values(None, "status", "Faiths: Christian {37%}, Hindu {3%} ({2018} est.)") == ["estimate", "estimate"]
    assert values(None, "status", "Population: {19 million} ({2023})") == ["actual"]


def test_without_a_parse_a_cue_reaches_to_the_end_of_its_clause():
    assert values(None, "status", "Output will rise {5%} although it fell {3%}.") == ["forecast", "actual"]


# Words that only look like a plan, a forecast or an estimate, and what truly is one.
NOT_SPILT = [
    ("Planning permission for {145 homes} was granted.", ["actual"]),
    ("The planning application for {64 flats} was put off.", ["actual"]),
    ("A planning officer visited {3 farms}.", ["actual"]),
    ("The flat was put on the market at {$5m}.", ["actual"]),
    ("The picture was put up for sale at {$5m}.", ["actual"]),
    ("Police put the damage at {$5m}.", ["estimate"]),
    ("She is one of perhaps {12 people} left.", ["actual"]),
    ("He kept maybe {two hams} in the cellar.", ["actual"]),
    ("Rents will fall {2%} after rising {5%}.", ["forecast", "actual"]),
    ("Growth is expected to slow to {2%} after reaching {5%} last year.", ["forecast", "actual"]),
    ("After growing by {5%}, rents will fall {2%}.", ["actual", "forecast"]),
    ("The total would have been {$5m}.", ["hypothetical"]),
    ('"Without them the total would have been {$5m}," said Anna Berg.', ["hypothetical"]),
    ("It could have been {$5m}.", ["hypothetical"]),
    ("Without the grant it would have been nearly {$120}.", ["hypothetical"]),
    ("The total has been {$5m}.", ["actual"]),
    ("Planned outlay: {$5m}", ["target"]),
    ("Expected yield: {5%}", ["forecast"]),
    ("Estimated cost: {$5m}", ["estimate"]),
    ("Proposed fee: {$5}", ["target"]),
    ("Projected population: {5 million}", ["forecast"]),
    ("Outlay: {$5m}", ["actual"]),
    ("They stress the need to bring the share to {25%}.", ["target"]),
    ("He spoke of the need to plant {500 trees}.", ["target"]),
    ("Under the accord they were to reach {20%}.", ["forecast"]),
    ("The works were to cost {$5m}.", ["forecast"]),
    ("{26 projects} are to be opened.", ["forecast"]),
    ("{One in six} homes could flood.", ["hypothetical"]),
    ("{A third} of shops may close.", ["hypothetical"]),
    ("{One in six} homes flooded.", ["actual"]),
    ("He proposes to lend {$5m} to them, that is almost {$2m}.", ["target", "target"]),
    ("They plan to buy {300 tonnes}, equivalent to {$5m}.", ["target", "target"]),
]


@pytest.mark.parametrize(("text", "expected"), NOT_SPILT)
def test_a_status_reaches_what_its_word_speaks_of_and_no_more(parser, text, expected):
    assert values(parser, "status", text) == expected


def test_a_noun_of_a_bare_line_is_no_verb_that_demands():
    assert values(None, "status", "Peak demand {3.4 GW}") == ["actual"]
    assert values(None, "status", "Rail project {5 km}") == ["actual"]


@pytest.mark.parametrize(
    "text",
    [
        "It will replace two kilns built in {1978}.",
        "The bank will close {30 branches} that it opened in {2005}.",
        "The bank will pay {$5m} to settle claims it sold bad loans in {2005}.",
        "Rents will fall {2%} after rising {5%} in {2019}.",
        "Seats will be {12%} lower next year than in {2019}.",
        "Outlays will be twice the {1986} level.",
    ],
)
def test_a_year_of_a_deed_done_is_fact_under_a_forecast(parser, text):
    assert [claim.status for claim in claims_of(parser, text) if claim.kind == "year"] == ["actual"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rise was {three times} what economists had predicted.", "actual"),
        ("It cost {two times} what the council had planned.", "actual"),
        ("The crop was {half} what farmers expected.", "actual"),
        ("Turnout was {three times} what the party had hoped for.", "actual"),
        ("The loss was {four times} what the bank had forecast.", "actual"),
        ("The bridge will cost {two times} what the council had planned.", "forecast"),
        ("It could be {three times} what they expected.", "hypothetical"),
    ],
)
def test_a_multiple_of_what_was_expected_is_told_as_fact(parser, text, expected):
    assert values(parser, "status", text) == [expected]


def test_infinitives_joined_share_what_stands_above(parser):
    assert values(parser, "status", "The town must plant {500 trees} and repair {30 roads}.") == ["target", "target"]
    assert values(parser, "status", "The mills will close, and they own {30 roads}.") == ["actual"]
