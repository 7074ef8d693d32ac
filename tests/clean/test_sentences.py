"""Where sentences end: a table of wordings, and what must hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.sentences import sentence_ranges


def split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_ranges(text, 0, len(text))]


# Each row is the list of sentences that the joined text must give back.
WORDINGS = [
    ["Output rose 4.5 percent.", "Prices fell."],
    ["Growth was 3.2% in the U.S. economy last year.", "It slowed later."],
    ["Sales in the U.S.", "The rest came from abroad."],
    ["He met Dr. Aigerim B. Seitova and Mr. Lee on Monday.", "They spoke."],
    ["J. P. Morgan cut its forecast.", "Others followed."],
    ["The deal closed on Oct. 31, 2022.", "It was worth $5 million."],
    ["It came out in Sept. 2021.", "Few noticed."],
    ["Trading ended at 4 p.m. on Friday.", "Shares were up."],
    ["Trading ended at 4 p.m.", "The index was up."],
    ["See Fig. 3 and No. 5 of vol. 2, pp. 3-4, for details.", "All else is in the annex."],
    ["Some crops, e.g. wheat and barley, grew by 5 pct.", "Others, i.e. maize, did not."],
    ["The firm (Acme Inc.) grew.", "Its rival, Zenith Corp. of Ohio, shrank."],
    ["Profit at Acme Co.", "The company said so."],
    ['"We will grow 5 percent," he said.', '"That is all."', "She agreed."],
    ["“Is it 5 percent?”", "No one knows."],
    ["Is it enough?", "Yes!", "It is."],
    ["It rose... and then fell.", "It rose again..."],
    ["It rose again…", "Then it stopped."],
    ["(It rose by 5 percent.)", "Then it fell."],
    ["The rate is 5.", "20 countries have a higher one."],
    ["Visit example.com for more.", "It is free."],
    ["It beat Smith et al. (2020) by 3 points.", "That is new."],
    ["World War II ended in 1945.", "The U.N. was founded then."],
    ["Inflation hit 7.9%.", "A year ago it was 4.1%."],
    ["Prices rose in Jan. and Feb. by 2 percent.", "They fell in March."],
    ["The plan was approved.", "[It has 12 parts.]"],
    ["Revenue was Rs. 500 crore."],
    ["The population is approx. 20 million.", "It was 14 million in 1994."],
    ["She lives in Washington, D.C. with two cats.", "They are old."],
    ["The St. Petersburg forum drew 17,000 people.", "It ended on Saturday."],
]


@pytest.mark.parametrize("sentences", WORDINGS, ids=lambda sentences: sentences[0][:40])
def test_wordings(sentences: list[str]) -> None:
    # The rules see the reading, in which quotes are straight.
    straight = [sentence.replace("“", '"').replace("”", '"') for sentence in sentences]
    assert split(" ".join(straight)) == straight


@pytest.mark.parametrize("marker", ["1.", "12.", "a.", "(b).", "IV.", "2.1.", "[7]."])
def test_a_list_marker_is_no_sentence(marker: str) -> None:
    assert split(f"{marker} Exports grew by 5 percent. They fell later.") == [
        f"{marker} Exports grew by 5 percent.",
        "They fell later.",
    ]


def test_a_stop_that_lost_its_space_ends_a_sentence() -> None:
    assert split("It brought prosperity.In 2020 it ended.") == ["It brought prosperity.", "In 2020 it ended."]


def test_addresses_and_versions_are_left_whole() -> None:
    assert len(split("See www.example.org/a.b?c=1 and version 1.2.3 of node.js at once.")) == 1


def test_an_endless_stretch_is_cut_at_white_space() -> None:
    text = "word " * 3000
    ranges = sentence_ranges(text, 0, len(text))
    assert len(ranges) > 5
    assert all(end - start <= 2000 for start, end in ranges)
    assert all(text[start:end].split() == ["word"] * len(text[start:end].split()) for start, end in ranges)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB1 .!?\"'()[]…,;\n\t-"), max_size=300), st.integers(0, 20))
def test_ranges_follow_one_another_and_cover_everything(text: str, start: int) -> None:
    start = min(start, len(text))
    ranges = sentence_ranges(text, start, len(text))
    assert "".join(text[a:b] for a, b in ranges) == text[start:]
    assert all(a < b for a, b in ranges)


@pytest.mark.parametrize("unit", ["a", "1", ". ", ".", '."', "A. ", "?! ", "(", "a.b", " "])
def test_cost_grows_with_length_alone(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        began = time.process_time()
        sentence_ranges(text, 0, len(text))
        return time.process_time() - began

    small = min(seconds(100_000) for _ in range(3))
    # A quadratic search would take a hundred times as long.
    assert seconds(1_000_000) < 30 * small + 0.2
