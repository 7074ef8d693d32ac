from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.contextualise import contextualise
from pipeline.model import Cell, CleanDocument, Document, Extraction, FileFacts, Mention, Section, Sentence, Table
from pipeline.settings import Settings


def claims_of_table(rows, *, caption="", headers=1, named=True):
    """The claims of a table's numbers: cells that begin with a digit are quantities, four digits alone a year."""
    text, cells, sentences, mentions = caption + "\n" if caption else "", [], [], []
    begin = len(text)
    if caption and caption[-4:].isdigit():
        mentions.append(
            Mention(len(caption) - 4, len(caption), 0, "year", Decimal(caption[-4:]), Decimal(caption[-4:]), None, "w")
        )
    if caption:
        sentences.append(Sentence(0, 0, len(caption), "caption"))
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            start = len(text)
            text += word + "\t"
            cells.append(Cell(start, start + len(word), row, column, is_header=row < headers))
            sentences.append(Sentence(len(sentences), start, start + len(word), "table"))
            mention = Mention(
                start, start + len(word.split()[0]), len(sentences) - 1, "quantity", Decimal(5), Decimal(5), None, "w"
            )
            if word.isdigit() and len(word) == 4:
                mentions.append(replace(mention, kind="year", value_low=Decimal(word), value_high=Decimal(word)))
            elif word[0].isdigit():
                mentions.append(mention)
    table = Table(begin, len(text), tuple(cells), (0, len(caption)) if caption and named else None)
    document = Document(FileFacts("0" * 16, "t.html", len(text)), text, (), (table,))
    clean = CleanDocument(document, text, (Section(0, len(text), "table"),), tuple(sentences))
    found = next(contextualise([(clean, Extraction(tuple(mentions), ()))], parser=None, settings=Settings()))
    return [claim for claim in found if claim.kind != "year"]


def told(claims):
    return [(claim.measure, claim.subject, claim.year_start) for claim in claims]


def test_years_above_and_names_beside():
    found = claims_of_table([("EUR million", "2022", "2023"), ("Revenue", "1,204", "1,310"), ("Costs", "98", "99")])
    assert told(found) == [("Revenue", None, 2022), ("Revenue", None, 2023), ("Costs", None, 2022), ("Costs", None, 2023)]


def test_measures_above_and_names_beside():
    found = claims_of_table([("Region", "Population", "Unemployment rate, %"), ("Aktau", "712,300", "5.1")])
    assert told(found) == [("Population", "Aktau", None), ("Unemployment rate", "Aktau", None)]


def test_a_header_that_says_nothing_leaves_the_row_to_measure():
    found = claims_of_table([("Indicator", "Value"), ("Gini coefficient", "0.29")])
    assert told(found) == [("Gini coefficient", None, None)]


def test_the_year_of_the_caption_is_for_all():
    found = claims_of_table([("Function", "Plan"), ("Health", "18,450")], caption="Spending by function, 2023")
    assert told(found) == [("Spending", "Health", 2023)]
    assert found[0].status == "target"


def test_a_year_two_headers_up_counts_and_a_header_that_says_nothing_leaves_the_caption_to_measure():
    rows = [("Sector", "2022", "2023"), ("Sector", "Volume", "Volume"), ("Trade", "2,310", "2,400")]
    found = claims_of_table(rows, caption="Table 3. Loans by sector, KZT billion", headers=2)
    assert told(found) == [("Loans", "Trade", 2022), ("Loans", "Trade", 2023)]


@pytest.mark.parametrize(
    ("label", "measure", "of"),
    [
        ("CPI, %, y/y", "CPI", None),
        ("Inflation (%, avg)", "Inflation", None),
        ("Population (mn)", "Population", None),
        ("Budget deficit, % of GDP", "Budget deficit", "GDP"),
        ("Public debt (% of GDP)", "Public debt", "GDP"),
        ("Exchange rate, tenge per dollar", "Exchange rate", None),
        ("Oil output, thousand barrels per day", "Oil output", None),
        ("Mobile subscriptions per 100 people", "Mobile subscriptions per 100 people", None),
        ("Wages and salaries", "Wages and salaries", None),
        ("Exports, of which gas", "Exports, of which gas", None),
    ],
)
def test_units_and_bases_are_no_part_of_the_measure(label, measure, of):
    found = claims_of_table([("Indicator", "2022"), (label, "12.3"), ("Other", "4.1")])
    assert (found[-2].measure, found[-2].of) == (measure, of)


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("2024f", "forecast"),
        ("2025 (forecast)", "forecast"),
        ("2023e", "estimate"),
        ("Estimate 2023", "estimate"),
        ("Target 2030", "target"),
        ("2022", "actual"),
        ("Planned floor space", "actual"),
    ],
)
def test_a_header_says_whether_its_numbers_are_facts(header, status):
    found = claims_of_table([("Indicator", header), ("Growth", "12.3"), ("Debt", "4.1")])
    assert {claim.status for claim in found if claim.measure in ("Growth", header)} == {status}


def test_under_change_the_sign_tells_the_direction():
    found = claims_of_table([("Item", "2023", "Change, %"), ("Impairments", "31.2", "65.1")])
    assert (found[1].measure, found[1].subject) == ("Impairments", None)
    assert (found[1].direction, found[1].change_role) == ("increase", "delta")


def test_change_of_those_that_own_it_is_theirs():
    found = claims_of_table([("Region", "Change"), ("Aktau", "5.1")])
    assert told(found) == [("Change", "Aktau", None)]


def test_a_header_over_two_lines_is_one():
    rows = [("Place", "Homes with", "Distance"), ("Place", "no car (%)", "by car (km)"), ("Old town", "41.2", "8.9")]
    assert told(claims_of_table(rows, headers=2)) == [
        ("Homes with no car", "Old town", None),
        ("Distance by car", "Old town", None),
    ]


def test_countries_own_what_the_caption_tells():
    rows = [("-", "2022"), ("Belgium", "5.6"), ("Ireland", "4.5")]
    found = claims_of_table(rows, caption="Table 1. Unemployment rates, %")
    assert told(found)[-2:] == [("Unemployment rates", "Belgium", 2022), ("Unemployment rates", "Ireland", 2022)]
    rows = [("-", "2022"), ("Production", "5.6"), ("Trade", "4.5")]
    assert told(claims_of_table(rows, caption="World wheat"))[-2:] == [("Production", None, 2022), ("Trade", None, 2022)]


def test_dates_of_a_period_are_no_measure():
    found = claims_of_table([("Item", "Year ended June 30, 2022"), ("Net sales", "1,204"), ("Costs", "98")])
    assert [claim.measure for claim in found] == ["Net sales", "Costs"]


def test_prose_in_a_cell_is_prose():
    found = claims_of_table([("Note",), ("5 of the many firms that were asked did not answer",)])
    assert [claim.measure for claim in found] == [None]


def test_a_header_whose_words_are_marks_alone_is_read() -> None:
    (claim,) = claims_of_table([["Town", "Rate (- /)"], ["Oslo", "5 km"]])
    assert claim.subject == "Oslo"


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("### Tourist arrivals, Adria Region", "Tourist arrivals"),
        ("## Exports by country", "Exports"),
        ("# Unemployment rate", "Unemployment rate"),
        ("#### Milk yield, North and South", "Milk yield"),
        ("## Main indicators", "Oslo"),
        ("Some words of prose", "Oslo"),
    ],
)
def test_a_heading_right_above_a_table_is_its_caption(heading, measure):
    (claim,) = claims_of_table([("Country", "2022"), ("Oslo", "5.6")], caption=heading, named=False)
    assert claim.measure == measure
