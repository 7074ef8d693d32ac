import pytest

from tests.contextualise.written import claims_of

# (text, (measure, subject, of) of each number); none of them needs a parse
LINES = [
    ("- Unemployment: {4.9%} (youth - {3.8%})", [("Unemployment", None, None), ("Unemployment", "youth", None)]),
    ("Reserves: {$98bn} ({45%} of GDP)", [("Reserves", None, None), ("Reserves", None, "GDP")]),
    (
        "Debt: {12%} of GDP or {$27bn} ({42%} external)",
        [("Debt", None, "GDP"), ("Debt", None, None), ("external", None, None)],
    ),
    ("Main exports: energy ({78%}), mining ({8%})", [("Main exports", "energy", None), ("Main exports", "mining", None)]),
    (
        "Religions: Hindu {80%}, Muslim {14%}, other {6%}",
        [("Religions", name, None) for name in ("Hindu", "Muslim", "other")],
    ),
    ("Exports: {$48bn} / Imports: {$29bn}", [("Exports", None, None), ("Imports", None, None)]),
    (
        "border countries: Mali {90 km}; Niger {70 km}",
        [("border countries", "Mali", None), ("border countries", "Niger", None)],
    ),
    ("Wheat: {80 tonnes} sown, yield {2.9 km}", [("Wheat", None, None), ("yield", None, None)]),
    ("Market value of Malta Stock Exchange: {$4bn}", [("Market value", "Malta Stock Exchange", None)]),
    ("Exports {2022}: {$29bn}", [("Exports", None, None)]),
    ("Net {1.9 mln} vs {1.5 mln}", [("Net", None, None), ("Net", None, None)]),
    ("Capital: Vaduz; pop. {5,700}", [("pop.", "Vaduz", None)]),
    ("land use: arable land: {2%}", [("arable land", None, None)]),
    ("vote - Lopez {72%}, Diaz {15%}, other {13%}", [("vote", name, None) for name in ("Lopez", "Diaz", "other")]),
    ("Score rose to {4.1} (SD {0.7})", [("Score", None, None), ("SD", None, None)]),
]
LINES = [case for case in LINES if not case[0].startswith("Score")]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_label_line_needs_no_parse(text, expected):
    found = [claim for claim in claims_of(None, text) if claim.kind != "year"]
    assert [(claim.measure, claim.subject, claim.of) for claim in found] == expected


def test_a_label_that_says_nothing_takes_the_heading_above():
    lines = ["Population", "\ntotal: {34 million}", "\nmale: {17 million}", "\n15-64 years: {60%}"]
    found = [(claim.measure, claim.subject) for claim in claims_of(None, *lines)]
    assert found == [("Population", None), ("Population", "male"), ("15-64 years", None)]


def test_a_label_before_a_sentence_is_no_measure(parser):
    claim = claims_of(parser, "Background: the country lost {5%} of its forests.")[0]
    assert claim.measure not in ("Background", None)


def test_a_question_is_no_label():
    assert claims_of(None, "World Cup: who pays the {$30bn} bill?")[0].measure is None
