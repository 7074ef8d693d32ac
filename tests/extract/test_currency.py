"""Which currency a form means in a document, and whether that is assumed."""

from __future__ import annotations

import pytest

from tests.extract.reading import mentions_of

DOCUMENTS = [
    # text, unit of the last sum, assumed
    ("It cost $5 million.", "USD", True),
    ("The U.S. Treasury said that it cost $5 million.", "USD", False),
    ("CANBERRA - It cost A$5 million, said the Australian Treasury, and $3 million more in Sydney.", "AUD", False),
    ("The mine cost A$5m, then A$6m, officials in Canberra said; Australia paid $7m.", "AUD", False),
    ("It paid 10.5 million Australian dollars ($7.5 million) in Sydney, Australia.", "USD", True),
    ("Sydney: it spent $1.1 billion (US$720 million), said the Australian firm.", "AUD", False),
    ("A$ and C$: CANBERRA - A$5m of Australia, converted to US dollars at average rates. It owes $5 million.", "USD", False),
    ("CANBERRA - A$5m of Australia and A$6m, rounded. It owes $5 million.", "AUD", False),
    ("The guide to Belize says that Belize and Belmopan took $5 million.", "USD", True),
    ("It cost 5 million pounds.", "GBP", False),
    ("CAIRO - Egypt said that it cost 5 million pounds, or 3 million Egyptian pounds.", "EGP", False),
    ("In Paris, the French bank lost 500 million francs.", "FRF", False),
    ("The bank lost 500 million francs.", "CHF", True),
    ("Stockholm said that it cost 500 kr.", "SEK", False),
    ("Norway and its capital Oslo paid 500 million crowns.", "NOK", False),
    ("Islamabad asked for 5 crore rupees from Pakistan.", "PKR", False),
]


@pytest.mark.parametrize(("text", "unit", "assumed"), DOCUMENTS)
def test_document_decides_what_an_ambiguous_form_means(text, unit, assumed):
    last = [each for each in mentions_of(text) if each.kind == "money"][0 if "pounds, or" in text or "(US$" in text else -1]
    assert (last.unit, last.unit_assumed) == (unit, assumed)


def test_address_of_the_document_is_evidence():
    (mention,) = mentions_of("A house costs $900,000.", url="https://news.example.com.au/homes")
    assert (mention.unit, mention.unit_assumed) == ("AUD", False)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("US$5m", "USD", 5_000_000), ("$US5m", "USD", 5_000_000), ("C$5", "CAD", 5), ("NZ$5", "NZD", 5), ("HK$5", "HKD", 5),
        ("S$5", "SGD", 5), ("R$5", "BRL", 5), ("RM5", "MYR", 5), ("Rs 5 crore", "INR", 50_000_000), ("₸500", "KZT", 500),
        ("500 тг", "KZT", 500), ("500 руб", "RUB", 500), ("₫5000", "VND", 5000), ("zł5", "PLN", 5), ("CHF 5", "CHF", 5),
        ("5 mln stg", "GBP", 5_000_000), ("5 dlrs", "USD", 5), ("50 pence", "GBP", "0.5"), ("164p", "GBP", "1.64"),
        ("40 tiyn", "KZT", "0.4"), ("5 Kazakh tenge", "KZT", 5), ("3 Peruvian intis", "PEI", 3), ("7 Danish crowns",
        "DKK", 7),
        ("6 Swiss francs", "CHF", 6), ("9 pounds sterling", "GBP", 9), ("2 jiao", "CNY", "0.2"),
    ],
)  # fmt: skip
def test_reads_every_way_to_write_a_currency(text, unit, value):
    (mention,) = mentions_of(text)
    assert (mention.kind, mention.unit) == ("money", unit)
    assert str(mention.value_low.normalize()) == str(type(mention.value_low)(str(value)).normalize())


@pytest.mark.parametrize(
    "text", ["TOP 30 brands", "ALL 12 of them", "COP 28", "video in 1080p", "the 2 won easily", "a 3 mark gain"]
)
def test_words_that_are_codes_too_are_no_money(text):
    assert [each for each in mentions_of(text) if each.kind == "money"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He weighs 200 pounds", "quantity"), ("10 pounds of sugar", "quantity"), ("5 million pounds of debt", "money"),
        ("They paid 200 pounds", "money"), ("A $5 bag holds 10 pounds", "quantity"),
    ],
)  # fmt: skip
def test_pounds_are_money_or_weight(text, kind):
    assert mentions_of(text)[-1].kind == kind
