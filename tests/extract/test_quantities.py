"""Measures, durations, ages and counts: what is read of a sentence, as `span|value unit per rate`."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.reading import extraction_of, mentions_of, told

KIND = "quantity"

MEASURES = {
    "The pipe is 1,420 km long.": ["1,420 km|1420 km"],
    "It covers 2.7 million sq km.": ["2.7 million sq km|2700000 km2"],
    "A field of 40 hectares": ["40 hectares|40 har"],
    "They moved 12 mln tonnes.": ["12 mln tonnes|12000000 t"],
    "It pumps 52,000 barrels a day.": ["52,000 barrels|52000 [bbl_us] per day"],
    "A 52,000 barrel-a-day unit": ["52,000 barrel|52000 [bbl_us] per day"],
    "up 200,000 bpd from May": ["200,000 bpd|200000 [bbl_us] per day"],
    "It makes 5 tonnes of steel a year.": ["5 tonnes|5 t per year"],
    "A 5kWh battery and a 3,000mAh one": ["5kWh|5 kW.h", "3,000mAh|3000 mA.h"],
    "It ran at 87 mph (140 km/h).": ["87 mph|87 [mi_i]/h", "140 km/h|140 km/h"],
    "It fell to -12.5 °C.": ["-12.5 °C|-12.5 Cel"],
    "A wall of 5 ± 0.2 mm": ["5 ± 0.2 mm|4.8..5.2 mm"],
    "A slab of 12 x 4 ft": ["12|12 [ft_i]", "4 ft|4 [ft_i]"],
    "A 15-inch screen": ["15-inch|15 [in_i]"],
    "It is 260m tall and cost $4m.": ["260m|260 m"],
    "A village at 43 19 N, 76 55 E": ["43 19 N|43.31666666666666666666666667 deg",
    "76 55 E|76.91666666666666666666666667 deg"],
    "Half a tonne, half an hour, a quarter of a mile": [
        "Half a tonne|0.5 t", "half an hour|0.5 hour", "a quarter of a mile|0.25 [mi_i]",
    ],
    "It lasted a year and a half.": ["a year and a half|1.5 year"],
    "He weighs 200 pounds.": ["200 pounds|200 [lb_av]"],
    "They sold 10 pounds of sugar.": ["10 pounds|10 [lb_av]"],
}  # fmt: skip
COUNTS = {
    "Two new banks opened in eight old mining towns.": ["Two new banks|2 bank", "eight old mining towns|8 town"],
    "the 30 least developed economies": ["30 least developed economies|30 economy"],
    "a thousand teachers', doctors' and nurses' letters": ["a thousand teachers|1000 teacher"],
    "over 400 government, business and academic leaders": ["400 government, business and academic leaders|400 leader"],
    "9 new schools, clinics and roads": ["9 new schools|9 school"],
    "12 sports teams and 3 savings banks": ["12 sports teams|12 team", "3 savings banks|3 bank"],
    "five United States senators": ["five United States senators|5 senator"],
    "seven long years": ["seven long years|7 year"],
    "14 first-team players": ["14 first-team players|14 player"],
    "35 Boeing 737 MAX jets": ["35 Boeing 737 MAX jets|35 jet"],
    "six start-ups and two by-elections": ["six start-ups|6 start-up", "two by-elections|2 by-election"],
    "4.3 million people and 900 staff": ["4.3 million people|4300000 people", "900 staff|900 staff"],
    "1.2m users, 10k runners": ["1.2m users|1200000 user", "10k runners|10000 runner"],
    "a 47-seat hall, a 12 page report": ["47-seat|47 seat", "12 page|12 page"],
    "the 400-strong crew": ["400-strong|400 -"],
    "three or more children": ["three or more children|3 child"],
    "three of those brave pilots": ["three|3 pilot"],
    "two of the world's largest dams": ["two|2 dam"],
    "two three-year plans": ["two|2 plan", "three-year|3 year"],
    "within thirty (30) days": ["thirty (30) days|30 day"],
    "just one bank; one man and two boys": ["one bank|1 bank", "one man|1 man", "two boys|2 boy"],
    "16.1 births per 1,000 inhabitants": ["16.1 births|16.1 birth per 1000 inhabitant", "1,000 inhabitants|1000 inhabitant"],
    "20 flights a day, 5 visits per week": ["20 flights|20 flight per day", "5 visits|5 visit per week"],
    "it sold 40 cars a year earlier": ["40 cars|40 car"],
}  # fmt: skip
RANGES = {
    "between 1.5 and 1.6 mln tonnes": ["1.5 and 1.6 mln tonnes|1500000..1600000 t"],
    "some 10-15 people": ["10-15 people|10..15 people"],
    "0 to 60 mph in a 0-to-60-mph test": ["0 to 60 mph|0..60 [mi_i]/h", "0-to-60-mph|0..60 [mi_i]/h"],
    "the range grew from 252 miles to 287 miles": ["252 miles|252 [mi_i]", "287 miles|287 [mi_i]"],
    "laps of 10, 12 and 15 km": ["10|10 km", "12|12 km", "15 km|15 km"],
    "two or three years": ["two|2 year", "three years|3 year"],
    "two-year and 10-year bonds": ["two-year|2 year", "10-year|10 year"],
}
AGES = {
    "people aged 15 to 24": ["15 to 24|15..24 year"],
    "those between the ages of 55 and 65": ["55 and 65|55..65 year"],
    "under the age of 25": ["25|25 year"],
    "a 37-year-old driver": ["37-year-old|37 year"],
    "Ana Ruiz, 44, has run it": ["44|44 year"],
    "the winner, 29, finished first": ["29|29 year"],
    "I was 17 when we left": ["17|17 year"],
    "when they turn 18, and": ["18|18 year"],
    "free for under-16s": ["16s|16 year"],
    "children under 5.": ["5|5 year"],
}
ELIDED = {
    "It sold 1.5 mln tonnes in 1986 and 1.2 mln in 1985.": ["1.5 mln tonnes|1500000 t", "1.2 mln|1200000 t"],
    "Output was 720,000 against 695,000 tonnes.": ["720,000|720000 t", "695,000 tonnes|695000 t"],
    "It runs 300 buses from 27 depots, up from 180.": ["300 buses|300 bus", "27 depots|27 depot", "180|180 bus"],
    "Some 435 homes went by sale and 187 by tender.": ["435 homes|435 home", "187|187 home"],
    "The number of permits fell from 174 to 62.": ["174|174 permit", "62|62 permit"],
    "Dealers: 212": ["212|212 dealer"],
    "The index closed at 13,176.": ["13,176|13176 -"],
    "pop. 1,045,000": ["1,045,000|1045000 -"],
    "It holds 79 million people, or 98 per square kilometre.": ["79 million people|79000000 people", "98|98 people per km2"],
    "A blast kills at least 19": ["19|19 -"],
}
NOTHING = [
    "G20 ministers met", "COVID-19 cases", "the iPhone 11 Pro", "12 died in the flood"[3:], "the Three Gorges",
    "a two-way street",
    "one of the banks", "one must wait", "no one knew", "at 9 on Monday", "the 3-1 win", "route 66",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [*MEASURES.items(), *COUNTS.items(), *RANGES.items(), *AGES.items(), *ELIDED.items()],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_reads(text, expected):
    assert [told(text, each) for each in mentions_of(text) if each.kind == KIND] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_reads_no_quantity(text):
    assert [told(text, each) for each in mentions_of(text) if each.kind == KIND] == []


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("three or more children", ["ge"]),
        ("5 or fewer seats", ["le"]),
        ("between 5 and 6 km", ["between"]),
        ("5 km", ["eq"]),
    ],
)
def test_wording_of_the_number_sets_the_comparator(text, comparators):
    assert [each.comparator for each in mentions_of(text)] == comparators


def test_change_from_to_is_two_states():
    mentions = mentions_of("Output rose from 38 tonnes to 45 tonnes.")
    assert [(each.value_low, each.change_role) for each in mentions] == [(38, "from"), (45, "to")]


def test_span_of_another_number_is_never_swallowed():
    text = "They drew up two quarter-million plans and two half-hour shows."
    extraction = extraction_of(text)
    spans = sorted((each.start, each.end) for each in (*extraction.mentions, *extraction.excluded))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@settings(deadline=None)
@given(
    number=st.integers(2, 999_999_999),
    noun=st.sampled_from(["bridges", "new hospitals", "Japanese car plants", "people", "foreign aircraft"]),
    tail=st.sampled_from([".", " were built", ", which grew", " in 2019", " and more"]),
)
def test_grouped_number_counts_any_noun(number, noun, tail):
    text = f"They say that {number:,} {noun}{tail}"
    first = next(each for each in mentions_of(text) if each.kind == KIND)
    assert (first.value_low, text[first.start : first.end]) == (number, f"{number:,} {noun}")


@settings(deadline=None)
@given(st.text("0123456789 .,-/kmtonesfr$%()", max_size=40))
def test_any_jumble_is_read_without_overlap(text):
    extraction = extraction_of(text)
    spans = sorted((each.start, each.end) for each in (*extraction.mentions, *extraction.excluded))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
