"""What the engine promises whatever the rules say: every number once, in bounds, no two spans overlapping."""

from __future__ import annotations

import re
import string
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.extract import extract_mentions
from pipeline.ingest import read_text
from pipeline.settings import Settings

PIECES = [
    "$5", "5%", "US$2.3bn", "from 5 to 7 percent", "2019", "Q3 2021", "www.a.com/1-2", "(3.2)", "No. 7", "12:30",
    "one of the", "half a million", "1/2", "A320", "+7 700 123 45 67", "x@1.org", "10.1234/a.5", "between 3 and",
    "million", "10³", "5-1/2", "pp. 8-36", "first", "third-largest", "two-thirds", "&#8217;", 'width="30"', "v3.0",
    "3-1", "1,500 people", "R12 million", "²", "½", "٣", ",", ".", "-", "to", "and", "(", ")", "the", "tonnes",
    "a year", "by", "rose", "\n",
]  # fmt: skip
NUMBER = re.compile(r"\S*[\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]\S*|\b(?:one|two|three|half|third|first|million)\b", re.IGNORECASE)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(string.printable, max_size=6), max_size=14).flatmap(
    lambda pieces: st.sampled_from([" ", "", ", "]).map(lambda joint: joint.join(pieces))
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_number_is_told_once(text: str) -> None:
    cleaned = clean(read_text(text))
    read = extract_mentions(cleaned, settings=Settings())
    spans = sorted((each.start, each.end) for each in (*read.mentions, *read.excluded))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for number in NUMBER.finditer(cleaned.document.text):
        assert any(start < number.end() and number.start() < end for start, end in spans), number


def test_an_address_does_not_reach_back_over_a_sum() -> None:
    text = "It cost $5m/www.shop.com/7-8 then."
    read = extract_mentions(clean(read_text(text)), settings=Settings())
    spans = sorted((each.start, each.end) for each in (*read.mentions, *read.excluded))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
