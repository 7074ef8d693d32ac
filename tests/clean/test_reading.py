"""The reading: same length, one form for each look-alike, broken words whole from where they begin."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.reading import reading_of
from pipeline.model import Block


def reading(text: str) -> str:
    folded = reading_of(text, (Block(0, len(text), "paragraph"),))
    assert len(folded) == len(text)
    return folded


FOLDS = [
    ("5\u00a0million", "5 million"),
    ("1\u202f500", "1 500"),
    ("1\u2009500\u2007000", "1 500 000"),
    ("\u22122.5%", "-2.5%"),
    ("non\u2011farm", "non-farm"),
    ("\uff0d3", "-3"),
    ("2017–2018 — and", "2017–2018 — and"),
    ("“five” ‘six’", "\"five\" 'six'"),
    ("１２．５％", "12.5%"),
    ("1\u20442", "1/2"),
    ("2½ m² 10³", "2½ m² 10³"),
    ("ＵＳ＄", "ＵＳ$"),
    ("one\ntwo\r\nthree", "one two  three"),
    ("a\u2028b", "a b"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDS)
def test_folds(text: str, expected: str) -> None:
    assert reading(text) == expected


BROKEN = [
    # what the text holds, how the word is read; the rest of the range becomes spaces
    ("5 mil\u00adlion tons", "5 million  tons"),
    ("5 mil-\nlion tons", "5 million   tons"),
    ("5 mil-\r\nlion tons", "5 million    tons"),
    ("1,\u200b500 people", "1,500  people"),
    ("\u200e5%\u200e rise", " 5%  rise"),
    ("twenty-\nfive cars", "twenty-five  cars"),
    ("in 2022-\n2023.", "in 2022-2023 ."),
    ("1.5-\n2.5%, he", "1.5-2.5% , he"),
    ("COVID-\n19 cases", "COVID-19  cases"),
    ("pre-\nEuropean", "pre-European "),
    ("the econ-\nomy. The", "the economy  . The"),
    ("mid-\n ", "mid-  "),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_broken_words_are_read_whole(text: str, expected: str) -> None:
    assert reading(text) == expected


def test_the_document_decides_whether_a_hyphen_belongs_to_the_word() -> None:
    assert "long-term " in reading("A long-term plan is a long-\nterm plan.")
    assert "reform  " in reading("The reform is a re-\nform.")


def test_a_match_may_be_extended_to_the_end_of_a_broken_word() -> None:
    text = "about 5 mil-\nlion, he said"
    folded = reading(text)
    start = folded.index("million")
    end = start + len("million")
    # What a later stage does: spaces of the reading that are none in the text belong to the word before them.
    while folded[end] == " " and not text[end].isspace():
        end += 1
    assert text[start:end] == "mil-\nlion"


def test_line_ends_between_blocks_and_in_tables_stay() -> None:
    text = "one\ntwo\n\n1\t2\n3\t4"
    blocks = (Block(0, 7, "paragraph"), Block(9, len(text), "table"))
    assert reading_of(text, blocks) == "one two\n\n1\t2\n3\t4"


def test_a_hyphen_before_another_block_is_left_alone() -> None:
    text = "to be -\nnew item"
    assert reading_of(text, (Block(0, 7, "list_item"), Block(8, len(text), "list_item"))) == text


CHARACTERS = "ab1 .,-%\n\r\t\u00a0\u202f\u00ad\u200b\u200e\u2019\u2212–Ａ１é½"


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(CHARACTERS, max_size=30), st.text(" \n", max_size=3)), max_size=8))
def test_any_text_keeps_its_length_and_its_figures(parts: list[tuple[str, str]]) -> None:
    text = ""
    blocks = []
    for words, gap in parts:
        if words:
            blocks.append(Block(len(text), len(text) + len(words), "paragraph"))
        text += words + gap
    folded = reading_of(text, tuple(blocks))
    assert len(folded) == len(text)
    assert [c for c in folded if c.isdigit()] == [c for c in text.replace("１", "1") if c.isdigit()]
