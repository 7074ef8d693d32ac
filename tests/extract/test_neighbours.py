"""Which neighbour a number without a unit takes its unit from, and where none is better than a wrong one."""

from __future__ import annotations

import pytest

from tests.extract.reading import mentions_of, told

READ = {
    # A headcount is of people, whatever stands before it.
    "We closed two depots, and headcount fell by 140 to about 2,300.": [
        "two depots|2 depot",
        "140|140 people",
        "2,300|2300 people",
    ],
    "The workforce grew from 1,200 to 1,350 at three plants.": [
        "1,200|1200 people",
        "1,350|1350 people",
        "three plants|3 plant",
    ],
    "Its headcount stood at 880.": ["880|880 people"],
    "The workforce shrank to 5,400.": ["5,400|5400 people"],
    "Headcount rose to 95 from 88.": ["95|95 people", "88|88 people"],
    # What only says of what kind a thing is lends no unit.
    "Two-bedroom flats sell in 19 days, compared with 41 for houses.": [
        "Two-bedroom|2 bedroom",
        "19 days|19 day",
        "41|41 day",
    ],
    "Sales of the 45 kW model rose to 300 from 250.": ["45 kW|45 kW", "300|300 -", "250|250 -"],
    "With the 60 kWh pack the range is put at 410 km; at 120 km/h we got 275.": [
        "60 kWh|60 kW.h",
        "410 km|410 km",
        "120 km/h|120 km/h",
        "275|275 km",
    ],
    "It has a 77 kWh battery, up from 58.": ["77 kWh|77 kW.h", "58|58 kW.h"],
    # No part of a thing that is counted in wholes.
    "She has 48 wickets at an average of 19.2.": ["48 wickets|48 wicket", "19.2|19.2 -"],
    "He won 12 games with a rating of 7.4.": ["12 games|12 game", "7.4|7.4 -"],
    # Groups are of people, and no part of what stands before.
    "Two years later she was in a class of 310.": ["Two years|2 year", "310|310 -"],
    "They sold 40 tickets to a crowd of 900.": ["40 tickets|40 ticket", "900|900 -"],
    # Counts of people beside a percentage.
    "Of 90 runners, 13 percent fell and three were hurt.": [
        "90 runners|90 runner",
        "13 percent|13 percent",
        "three|3 runner",
    ],
    "Prices rose 12 per cent in May and three in June.": ["12 per cent|12 percent", "three|3 percent"],
    "Spreads averaged 25 basis points and have widened to 380.": ["25 basis points|25 basis_point", "380|380 basis_point"],
    "Yields fell by 30 basis points to 4.1.": ["30 basis points|30 basis_point", "4.1|4.1 -"],
    # Parts of a percentage in points.
    "Growth was 8.1 percent, of which 7 points was price.": ["8.1 percent|8.1 percent", "7 points|7 percentage_point"],
    "Inflation hit 6 percent; fuel added 1.2 points to it.": ["6 percent|6 percent", "1.2 points|1.2 percentage_point"],
    "Output grew 3 percent, and mines contributed 0.4 points.": ["3 percent|3 percent", "0.4 points|0.4 percentage_point"],
    "He made 60 percent of his shots and scored 7 points.": ["60 percent|60 percent", "7 points|7 point"],
    # One that is had, lost, left or begun with.
    "We had one good week.": ["one good week|1 week"],
    "He has one brother.": ["one brother|1 brother"],
    "They started with one shop.": ["one shop|1 shop"],
    "There was one doctor.": ["one doctor|1 doctor"],
    "She scored one goal.": ["one goal|1 goal"],
    "There is one seat left.": ["one seat|1 seat"],
    "We have one aim: to win.": [],
    "One must wait, and one day it will come.": [],
    "It is one way of seeing it.": [],
    # What is counted stands before the verb.
    "Road deaths on the ring fell.": [],
    "Road deaths fell from 41 in spring to 26.": ["41|41 death", "26|26 death"],
    "Serious spills and incidents fell from seven to three.": ["seven|7 incident", "three|3 incident"],
    "Jobless claims fell 13,000 to 206,000.": ["13,000|13000 claim", "206,000|206000 claim"],
    "Burglaries have risen sharply; thefts rose to 1,240.": ["1,240|1240 theft"],
    "Arrivals climbed to 9,400 from 8,100.": ["9,400|9400 arrival", "8,100|8100 arrival"],
    "Prices fell from 41 to 26.": ["41|41 -", "26|26 -"],
    "Temperatures dropped to 12.": ["12|12 -"],
    "Of 268 patients 11.6% came back, as against 47 of 272.": [
        "268 patients|268 patient",
        "11.6%|11.6 percent",
        "47|47 patient",
        "272|272 patient",
    ],
    "The gap averaged 25 basis points in the first nine years and has widened to 380.": [
        "25 basis points|25 basis_point",
        "nine years|9 year",
        "380|380 basis_point",
    ],
    # A margin has no sign; of other numbers it stays.
    "The margin is plus or minus 3 percent.": ["3 percent|3 percent"],
    "It is plus or minus 4 percentage points.": ["4 percentage points|4 percentage_point"],
    "Growth was minus 3 percent.": ["minus 3 percent|-3 percent"],
    "It was cold, minus 12 degrees Celsius.": ["minus 12 degrees Celsius|-12 Cel"],
    "A fine of 20 monthly calculation indices": ["20 monthly calculation indices|20 index"],
    "They sell 20 daily and 5 weekly.": ["20|20 -", "5|5 -"],
    "They won 13 away games.": ["13 away games|13 game"],
    "Some 450 youth workers went.": ["450 youth workers|450 worker"],
    "It covers 32% in Europe and under a fifth worldwide.": ["32%|32 percent", "a fifth|0.2 1"],
    # Ages.
    "Two men, ages 44 and 71, died.": ["Two men|2 man", "44|44 year", "71|71 year"],
    "Between the ages of 44 and 71 they rest.": ["44 and 71|44..71 year"],
    "One in three was under five, and 48 needed help.": [
        "One in three|0.3333333333333333333333333333 1",
        "five|5 year",
        "48|48 -",
    ],
}


@pytest.mark.parametrize("text", READ)
def test_gives_a_number_the_unit_of_its_own_neighbour(text):
    assert [told(text, each) for each in mentions_of(text)] == READ[text]
