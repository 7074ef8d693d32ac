"""The calendar: spans, years, roles; numbers that look like years and count; dates that name no year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.extract import extract_mentions
from pipeline.ingest import read_text
from pipeline.settings import Settings
from tests.extract.reading import extraction_of

# text → every calendar claim as "span low[..high] role", in order
CLAIMS = {
    "Prices rose in 2019 and fell in 2020.": ["2019 2019 in", "2020 2020 in"],
    "By 2030 it will double.": ["2030 2030 by"],
    "It has grown since at least 2015.": ["2015 2015 since"],
    "The scheme runs until the end of 2026.": ["end of 2026 2026 until"],
    "no later than 31 May 2027": ["31 May 2027 2027 by"],
    "It ruled from 1991 to 2019.": ["1991 to 2019 1991..2019 between"],
    "Between 2018 and 2022 it stood still.": ["2018 and 2022 2018..2022 between"],
    "in 2018 and 2022": ["2018 2018 in", "2022 2022 in"],
    "by 2025 and 2030": ["2025 2025 by", "2030 2030 by"],
    "in 2013, 2015 and 2017": ["2013 2013 in", "2015 2015 in", "2017 2017 in"],
    "a budget for 2023–2026": ["2023–2026 2023..2026 between"],
    "the crisis of 1997-98": ["1997-98 1997..1998 between"],
    "the 1999-01 cycle": ["1999-01 1999..2001 between"],
    "since 2014-2015/16": ["2014-2015/16 2014..2016 since"],
    "the 2019/20 crop": ["2019/20 2019..2020 between"],
    "profit in FY2021 and FY 23": ["FY2021 2021 in", "FY 23 2023 in"],
    "over FY2022-23": ["FY2022-23 2022..2023 between"],
    "during fiscal 2022": ["fiscal 2022 2022 in"],
    "in the 1990s": ["1990s 1990..1999 between"],
    "since the late 1980s": ["late 1980s 1980..1989 since"],
    "the 1980's and the '90s": ["1980's 1980..1989 between", "'90s 1990..1999 between"],
    "in the early nineties": ["early nineties 1990..1999 between"],
    "by the mid-2020s": ["mid-2020s 2020..2029 by"],
    "its 1970s offices": ["1970s 1970..1979 between"],
    "a rise in Q3 2021": ["Q3 2021 2021 in"],
    "3Q21 against 2Q20": ["3Q21 2021 in", "2Q20 2020 in"],
    "in the first quarter of 2009": ["first quarter of 2009 2009 in"],
    "second-half 2019 sales": ["second-half 2019 2019 in"],
    "the first nine months of 2021": ["first nine months of 2021 2021 in"],
    "in early 2021 and mid-2022": ["early 2021 2021 in", "mid-2022 2022 in"],
    "the winter of 2010-11": ["winter of 2010-11 2010..2011 between"],
    "on 4 March 2021": ["4 March 2021 2021 in"],
    "on March 4, 2021, it": ["March 4, 2021 2021 in"],
    "the 4th of March, 2021": ["4th of March, 2021 2021 in"],
    "dated 07.12.2022": ["07.12.2022 2022 in"],
    "on 11/06/2023": ["11/06/2023 2023 in"],
    "from 15-17 June 2022": ["15-17 June 2022 2022 in"],
    "from 2018 on": ["2018 2018 since"],
    "March and October 1986": ["March and October 1986 1986 in"],
    "unrest in April (2021)": ["2021 2021 in"],
    "from May 2019 to early 2021": ["May 2019 to early 2021 2019..2021 between"],
    "born in nineteen ninety-nine": ["nineteen ninety-nine 1999 in"],
    "in two thousand and eight": ["two thousand and eight 2008 in"],
    "the fall of Rome in AD 476": ["AD 476 476 in"],
    "Wage growth: 3.4% (2016)": ["2016 2016 in"],
    "at the World Cup 2018": ["2018 2018 in"],
    "pre-2008 levels": ["2008 2008 in"],
    "2023's harvest": ["2023 2023 in"],
    "a 2005 study of 12 towns": ["2005 2005 in"],
    "their 1988 gross sales": ["1988 1988 in"],
}

# Numbers of four digits that are no years.
COUNTS = [
    "2019 people came", "some 1900 men", "2000 tonnes of it", "a 1500 MW plant", "$2000 of it", "over 2000 firms",
    "nearly 1900 troops", "more than 2000", "2000 young workers", "EUR 1950 a month", "1500 protesters met",
    "the number 1,987", "1987.5 of it", "a price of 1850.25", "model BX2019 sold", "Expo-2019 closed",
    "Resolution 1960 was passed", "ISO 2000 norms", "page 1987 of it",
]  # fmt: skip

DATES_WITHOUT_YEAR = {
    "on 16 March": "16 March",
    "by Aug. 9, he": "Aug. 9",
    "the 4th of July parade": "4th of July",
    "from 16 to 18 May": "16 to 18 May",
    "June 30 to July 2": "June 30 to July 2",
    "in Q2": "Q2",
    "the fourth-quarter loss": "fourth-quarter",
    "in the first half of this year": "first half of this year",
    "the second half of July": "second half of July",
    "the first nine months of the year": "first nine months of the year",
    "in the third quarter it": "third quarter",
    "on Friday the 13th": "13th",
}


def years_in(text: str) -> list[str]:
    rows = [each for each in extraction_of(text).mentions if each.kind == "year"]
    out = []
    for each in rows:
        value = f"{each.value_low}" if each.value_low == each.value_high else f"{each.value_low}..{each.value_high}"
        assert each.comparator == ("eq" if each.value_low == each.value_high else "between")
        assert each.unit is None
        out.append(f"{text[each.start : each.end]} {value} {each.year_role}")
    return out


@pytest.mark.parametrize("text", CLAIMS)
def test_calendar_expressions(text):
    assert years_in(text) == CLAIMS[text]


@pytest.mark.parametrize("text", COUNTS)
def test_four_digits_that_count(text):
    assert years_in(text) == []


@pytest.mark.parametrize("text", DATES_WITHOUT_YEAR)
def test_dates_without_a_year(text):
    found = [text[each.start : each.end] for each in extraction_of(text).excluded if each.reason == "date_without_year"]
    assert found == [DATES_WITHOUT_YEAR[text]]
    assert years_in(text) == []


@pytest.mark.parametrize(
    "text", ["a man in his 50s", "in their late twenties", "free for under-16s", "temperatures in her 90s"]
)
def test_ages_are_no_decades(text):
    assert years_in(text) == []


HEADS = {
    "date: 2024-05-03": 2024,
    "Published on Monday, 3 May 2021 by the desk": 2021,
    "3-JUN-1986 11:05:41.20": 1986,
    "12 March 2019": 2019,
    "LONDON, 3 March 2021 (Newswire) - Prices rose again.": 2021,
    "In May 2021 prices rose.": None,
    "The law of 3 May 1997 was changed, and much else besides.": None,
}


@pytest.mark.parametrize("head", HEADS)
def test_the_year_of_a_document(head):
    text = f"Prices\n{head}\n\nPrices will rise this year and next year, less than last year."
    extraction = extract_mentions(clean(read_text(text)), settings=Settings())
    relative = [int(each.value_low) for each in extraction.mentions if each.rule == "relative_year"]
    year = HEADS[head]
    assert relative == ([] if year is None else [year, year + 1, year - 1])


def test_relative_years_are_read_in_sentences_without_a_number():
    text = "date: 2024-05-03\n\nIt rained. Last year was dry."
    extraction = extract_mentions(clean(read_text(text)), settings=Settings())
    assert [text[each.start : each.end] for each in extraction.mentions] == ["Last year"]


YEARS = st.integers(1700, 2100)


@given(YEARS, st.sampled_from(["in", "since", "by", "until", "during", "before"]))
def test_a_year_behind_its_preposition_is_read(year, word):
    assert [row.split()[:2] for row in years_in(f"It changed {word} {year}.")] == [[str(year)] * 2]


@given(YEARS, st.integers(1, 60))
def test_a_span_of_years_in_full(low, length):
    high = low + length
    expected = [f"{low}-{high} {low}..{high} between"]
    assert years_in(f"a plan for {low}-{high}.") == expected


@given(st.integers(1900, 2090), st.integers(1, 9))
def test_a_shortened_span_ends_after_it_begins(low, length):
    high = low + length
    text = f"in {low}-{high % 100:02d}."
    rows = [each for each in extraction_of(text).mentions if each.kind == "year"]
    assert [(each.value_low, each.value_high) for each in rows] == [(low, high)]


@given(st.integers(1, 28), st.integers(1, 12), YEARS)
def test_dates_in_digits_give_the_year_alone(day, month, year):
    for text in (f"on {day:02d}.{month:02d}.{year}", f"on {year}-{month:02d}-{day:02d}", f"on {day}/{month}/{year}"):
        assert [row.split()[1] for row in years_in(text)] == [str(year)]
