from dataclasses import replace
from decimal import Decimal

from pipeline.contextualise import contextualise
from pipeline.model import Cell, CleanDocument, Document, Extraction, FileFacts, Mention, Section, Sentence, Table
from pipeline.settings import Settings


def claims_of_table(rows, *, caption="", headers=1):
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
    table = Table(begin, len(text), tuple(cells), (0, len(caption)) if caption else None)
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
    assert told(found) == [("Plan", "Health", 2023)]


def test_prose_in_a_cell_is_prose():
    found = claims_of_table([("Note",), ("5 of the many firms that were asked did not answer",)])
    assert [claim.measure for claim in found] == [None]
