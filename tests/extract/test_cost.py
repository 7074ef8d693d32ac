"""What reading costs grows with a text and no faster, whatever the text: counted in calls, not timed."""

from __future__ import annotations

import sys

import pytest

from pipeline.clean import clean
from pipeline.extract import extract_mentions
from pipeline.ingest import read_text
from pipeline.settings import Settings

SHORT = 1_000


def calls(text: str) -> int:
    """How many calls of functions, of Python and of C, reading the text takes."""
    count = 0

    def counting(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        extract_mentions(clean(read_text(text)), settings=Settings())
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "12-", 'a=1"', "2, ", "(5 [", "twenty-one-", "number of 5, ",
    ],
)  # fmt: skip
def test_four_times_the_text_costs_four_times_as_much(piece):
    text = piece * (4 * SHORT // len(piece))
    extract_mentions(clean(read_text(text)), settings=Settings())  # fills the memories of words and of beginnings
    assert calls(text) < 6 * calls(text[:SHORT]) + 5_000
