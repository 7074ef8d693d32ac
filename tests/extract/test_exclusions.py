"""Numbers that are no claims: the reason of each, in prose, in references, in boilerplate, at the head of documents."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.extract import extract_mentions
from pipeline.ingest import read_text
from pipeline.settings import Settings
from tests.extract.reading import extraction_of

# text → every exclusion as "span: reason", in order; what is not listed must be a claim
PROSE = {
    "one of the banks": ["one: idiom"],
    "On the one hand it is cheap.": ["On the one hand: idiom"],
    "a third party paid": ["third party: idiom"],
    "no one came at first": ["no one: idiom", "at first: idiom"],
    "sales fell during the quarter": ["quarter: idiom"],
    "the 12th forum and the 330th anniversary": ["12th: ordinal", "330th: ordinal"],
    "the First Minister's second visit": ["First: ordinal", "second: ordinal"],
    "in the 21st century": ["21st century: ordinal"],
    "from the 4-5 century BC": ["4-5 century BC: ordinal"],
    "the fifth industrial revolution": ["fifth: ordinal"],
    "the seventy-ninth Congress": ["seventy-ninth: ordinal"],
    "millions of them, dozens of them": ["millions: vague", "dozens: vague"],
    "hundreds of thousands fled": ["hundreds of thousands: vague"],
    "several hundred homes": ["several hundred: vague"],
    "a triple-digit rise": ["triple-digit: vague"],
    "G20 leaders spoke of 5G and COVID-19": ["G20: identifier", "5G: identifier", "COVID-19: identifier"],
    "a Boeing 737 and an A320": ["Boeing 737: identifier", "A320: identifier"],
    "Expo-2016 closed": ["Expo-2016: identifier"],
    "won 3-1, then 6-4, 6-3": ["3-1: score", "6-4, 6-3: score"],
    "passed by 53 votes to 24": ["53 votes to 24: score"],
    "at 9:30 on Monday, or 6pm": ["9:30: time_of_day", "6pm: time_of_day"],
    "UTC+05:00 applies": ["UTC+05:00: time_of_day"],
    "use version 2.1 or v3.0": ["version 2.1: version", "v3.0: version"],
    "see Table 3 and Fig. 2a": ["Table 3: figure_or_table_number", "Fig. 2a: figure_or_table_number"],
    "in Section 3.2 and Article 7(2)": ["Section 3.2: section_number", "Article 7(2): section_number"],
    "under Directive 2014/65/EU": ["Directive 2014/65/EU: legal_act_number"],
    "by Decree No. 417": ["Decree No. 417: legal_act_number"],
    "dated 2 May 2021 No. 312": ["No. 312: legal_act_number"],
    "call +7 (7172) 55-01-23": ["+7 (7172) 55-01-23: phone"],
    "see https://example.org/a/2019/12 or news24.kz": ["https://example.org/a/2019/12: url", "news24.kz: url"],
    "write to desk3@example.org": ["desk3@example.org: email"],
    "at 16 Northern Avenue, Astana, 010000, KZ": ["16 Northern Avenue: street_address", "010000: postal_code"],
    "ISBN 978-0-306-40615-7": ["ISBN 978-0-306-40615-7: isbn_issn"],
    "as shown before [12], growth": ["[12]: reference_number"],
    "It held back growth.12 The bank": ["12: footnote_marker"],
    "the rate³ fell": ["³: footnote_marker"],
    "(Lee et al., 2019) and Poe et al. (2020)": ["2019: publication_date", "2020: publication_date"],
    '<img width="300"> and {: .c12}': ['width="300": markup', ".c12}: markup"],
    "the bank&#8217;s rate": ["&#8217;: markup"],
    "It will: (1) cut taxes; and (2) build.": ["(1): list_marker", "(2): list_marker"],
}  # fmt: skip

REFERENCES = {
    "7. Poe A., Lee B. On calm. Global Review, 2021, vol. 14, no. 2, pp. 11-29.": [
        "7: reference_number", "2021: publication_date", "vol. 14: volume_issue", "no. 2: volume_issue",
        "pp. 11-29: page_range",
    ],
    "Poe, E. (2019). Trade winds. Journal of Trade, 33(4), 71-90.": [
        "2019: publication_date", "33(4): volume_issue", "71-90: page_range",
    ],
    "Roe S. Heat. Nature. 2021;384(5):403-416.": ["2021: publication_date", "384(5): volume_issue", "403-416: page_range"],
    "Almaty, Northern Press, 2019. 348 p.": ["2019: publication_date", "348 p.: page_range"],
    "The Times, 07.12.2022. Available at: (accessed 08.12.2022).": [
        "07.12.2022: publication_date", "08.12.2022: access_date",
    ],
    "Ledger, April 1961, iss. 2": ["April 1961: publication_date", "iss. 2: volume_issue"],
}  # fmt: skip

# Claims in the titles of cited works are claims.
CITED_CLAIMS = {
    "17. The port asks for up to $90 million by 2027. Herald, 12.10.2022.": ["$90 million", "2027"],
    "30. Until 2024, traffic can grow to 7 million tonnes.": ["2024", "7 million tonnes"],
    "3. A plan for a calm sea by 2055.": ["2055"],
    "9. Ferry trips to rise 3.1% from 2021 to 2028, worth US$4.5 Billion.": ["3.1%", "2021 to 2028", "US$4.5 Billion"],
}


def excluded_in(text: str, section: str = "body") -> list[str]:
    return [f"{text[each.start : each.end]}: {each.reason}" for each in extraction_of(text, section=section).excluded]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", PROSE)
def test_reasons_in_prose(text):
    assert excluded_in(text) == PROSE[text]


@pytest.mark.parametrize("text", REFERENCES)
def test_reasons_in_references(text):
    assert excluded_in(text, "references") == REFERENCES[text]


@pytest.mark.parametrize("text", CITED_CLAIMS)
def test_claims_in_cited_titles(text):
    mentions = extraction_of(text, section="references").mentions
    assert [text[each.start : each.end] for each in mentions] == CITED_CLAIMS[text]


def test_an_entry_is_read_as_a_reference_wherever_it_stands():
    text = "He wrote it up.\n\nPoe, E., Roe, S. Trade winds. Journal of Trade, 2019, 33(4), pp. 71-90.\n\nIt grew in 2019."
    document = clean(read_text(text))
    extraction = extract_mentions(document, settings=Settings())
    assert [text[each.start : each.end] for each in extraction.mentions] == ["2019"]
    assert extraction.mentions[0].start > text.index("grew")


def test_boilerplate_holds_no_claims():
    extraction = extraction_of("Sales of 12 million in 2019, see https://example.org/1", section="boilerplate")
    assert extraction.mentions == ()
    assert {each.reason for each in extraction.excluded} == {"boilerplate", "url"}


HEADS = {
    "Port grows\n3 March 2024\n\nThe port grew in 2019.": ["3 March 2024: publication_date"],
    "Published: 3 March 2024\n\nThe port grew in 2019.": ["3 March 2024: publication_date"],
    "title: Port\ndate: 2024-03-03 11:07:45 -0300\n\nThe port grew in 2019.": [
        "2024-03-03: publication_date", "11:07:45 -0300: time_of_day",
    ],
    "PORT GROWS\n3-JUN-1986 11:05:41.20\n\nThe port grew in 2019.": [
        "3-JUN-1986: publication_date", "11:05:41.20: time_of_day",
    ],
    "LONDON, March 3 (Newswire) - The port grew in 2019.": ["March 3: publication_date"],
}  # fmt: skip


@pytest.mark.parametrize("text", HEADS)
def test_dates_at_the_head_of_a_document(text):
    extraction = extract_mentions(clean(read_text(text)), settings=Settings())
    assert [f"{text[each.start : each.end]}: {each.reason}" for each in extraction.excluded] == HEADS[text]
    assert [text[each.start : each.end] for each in extraction.mentions] == ["2019"]


_PIECES = st.sampled_from(
    [
        *PROSE,
        *REFERENCES,
        "rose 5% in 2019",
        "$3.5 million",
        "12 and 14 men",
        "ab12cd34",
        "…",
        "№ 7",
        "½",
        "x³",
        "1/2/3/4",
        "--5",
        "(((9",
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=6), st.sampled_from(["body", "references", "table", "boilerplate"]))
def test_the_ledger_closes_on_any_mixture(pieces, section):
    text = "; ".join(pieces)
    extraction = extraction_of(text, section=section)  # type: ignore[arg-type]
    spans = sorted((each.start, each.end) for each in (*extraction.mentions, *extraction.excluded))
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    at = 0
    for run in text.split():
        at = text.index(run, at)
        if any(char.isdecimal() or char in "³½" for char in run):
            assert covered & set(range(at, at + len(run))), run
        at += len(run)
