"""Numbers whose noun is left out: in lists of counts, behind labels, beside what they are counted per."""

from __future__ import annotations

import pytest

from tests.extract.reading import mentions_of, told

READ = {
    # Lists whose items end in a count.
    "Fleet by kind: tug 3, ferry 12, other 40": ["3|3 -", "12|12 -", "40|40 -"],
    "Fleet by kind: tug 3": ["3|3 -"],
    "Seats: Green Party (GP) (12); Labour (31); Other (4)": ["12|12 -", "31|31 -", "4|4 -"],
    "Bases: Chile 25, Peru 14, South Africa 3 (2024)": ["25|25 -", "14|14 -", "3|3 -"],
    "Board vote - Ana Ruiz (independent) 16, Tom Lee (UNC) 22": ["16|16 -", "22|22 -"],
    "Minors: 20% (male 579/female 1,556)": ["579|579 -", "1,556|1556 -"],
    # Nouns that stand before.
    "The hall has 69 seats (61 elected; 8 appointed).": ["69 seats|69 seat", "61|61 seat", "8|8 seat"],
    "total parks: 7 (5 natural, 2 mixed)": ["7|7 park", "5|5 park", "2|2 park"],
    "4 stations, 1 state-owned and 3 privately owned": ["4 stations|4 station", "1|1 station", "3|3 station"],
    "7 chambers: 4 civil, 3 commercial": ["7 chambers|7 chamber", "4|4 chamber", "3|3 chamber"],
    "Judges: 2 by the 3 houses, 4 by the court": ["2|2 judge", "3 houses|3 house", "4|4 judge"],
    "Seats: Union for Renewal (UFR-NDC) (10)": ["10|10 -"],
    "deployed: 750 Congo (MONUSCO); 40 Mali (MINUSMA)": ["750|750 -", "40|40 -"],
    "15 five-pointed stars and a 24-rayed sun": ["15|15 star", "five-pointed|5 point", "24-rayed|24 ray"],
    "1 beds/1,000 population": ["1 beds|1 bed per 1000 population", "1,000 population|1000 population"],
    "Only one mother of two came.": ["one mother|1 mother", "two|2 -"],
    "nearly 40 arrests, 220 MS-13 members among them": ["40 arrests|40 arrest", "220 MS-13 members|220 member"],
    "March 58 57.3 49 63 81 92.5": ["58|58 -", "57.3|57.3 -", "49|49 -", "63|63 -", "81|81 -", "92.5|92.5 -"],
    "Of these 100 members, eleven are women.": ["100 members|100 member", "eleven|11 member"],
    "It took 12 years, not the past 3.": ["12 years|12 year", "3|3 year"],
    "They need not 6 but 12 months of cover.": ["6|6 month", "12 months|12 month"],
    "Clubs for 3- and 4-year-olds": ["3|3 year", "4-year-olds|4 year"],
    "48 storms were named--43 of them in May": ["48 storms|48 storm", "43|43 -"],
    # Rates.
    "Births per 100 women: 7.5": ["100 women|100 woman", "7.5|7.5 birth per 100 woman"],
    "9.1 deaths/1,000 live births": ["9.1 deaths|9.1 death per 1000 birth", "1,000 live births|1000 birth"],
    "Net flow: -2.4 migrant(s)/1,000 population": ["-2.4 migrant(s)|-2.4 migrant per 1000 population",
    "1,000 population|1000 population"],
    "at birth: 1 male(s)/female": ["1 male(s)|1 male per female"],
    "8.5 million Btu/person": ["8.5 million Btu|8500000 [Btu] per person"],
    # What stands between number and noun, or glued to it.
    "a 1.2-m gauge and 20 U.S. engines": ["1.2-m|1.2 m", "20 U.S. engines|20 engine"],
    "It gave Norway 50 more years.": ["50 more years|50 year"],
    "among women 20-49": ["20-49|20..49 year"],
}  # fmt: skip
MARKS = [
    "1 See the volume.",
    "in room 12.",
    "1) the name, 2) the place",
    "cut in two",
    "a day or two",
    "Bus No. 38.",
    "Pages 1 2 3 4 5 6",
    "12",
]


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=READ)
def test_reads_a_number_whose_noun_is_left_out(text, expected):
    assert [told(text, each) for each in mentions_of(text) if each.kind == "quantity"] == expected


@pytest.mark.parametrize("text", MARKS)
def test_a_mark_or_a_turn_of_phrase_is_no_amount(text):
    assert mentions_of(text) == ()
