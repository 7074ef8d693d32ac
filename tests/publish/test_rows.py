"""What is derived when a document becomes rows."""

from __future__ import annotations

import dataclasses
import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Sentence
from pipeline.publish.rows import (
    MAX_SENTENCE,
    claim_id,
    claim_rows,
    document_row,
    middle,
    sentence_text,
    storable_name,
    storable_text,
    text_row,
)
from tests.publish.fakes import read, unread

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)


def test_claim_id_is_over_one_fixed_string():
    assert (
        claim_id("00112233445566aa", 10, 19, "percent") == hashlib.sha256(b"00112233445566aa:10:19:percent").hexdigest()[:16]
    )


def test_claim_id_depends_on_every_part():
    ids = {
        claim_id("ab", 1, 12, "year"),
        claim_id("ab", 11, 2, "year"),
        claim_id("a", 1, 12, "year"),
        claim_id("ab", 1, 12, "rank"),
    }
    assert len(ids) == 4


@given(DECIMALS, DECIMALS)
def test_middle_is_the_exact_middle_rounded_once(low, high):
    exact = (Fraction(low) + Fraction(high)) / 2
    assert middle(low, high) == exact.numerator / exact.denominator


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("0.1", "0.1", 0.1), ("89e9", "93e9", 91e9), ("0.1", "0.2", 0.15), ("-3", "3", 0.0), ("1e999", "1e999", float("inf"))],
)
def test_middle_of(low, high, expected):
    assert middle(Decimal(low), Decimal(high)) == expected


def test_middle_of_numbers_beyond_floats_costs_no_memory():
    assert middle(Decimal("1e999999"), Decimal("2e999999")) == float("inf")
    assert middle(Decimal("1e-999999"), Decimal("2e-999999")) == 0.0


def test_empty_texts_become_null():
    document = read("a.txt", "Output rose by 4.5 percent.")
    claim = dataclasses.replace(document.claims[0], subject="", of="", measure="")
    row = next(claim_rows(dataclasses.replace(document, claims=(claim,))))
    assert row["subject"] is row["of"] is row["measure"] is None


def test_lone_surrogates_keep_their_place():
    document = read("a.txt", "The \ud800 mark fell by 4.5 percent.")
    row = next(claim_rows(document))
    text = text_row(document)["text"]
    assert text[row["char_start"] : row["char_end"]] == row["surface"] == "4.5 percent"
    assert text.encode() and len(text) == len(document.clean.document.text)


def test_names_that_are_no_text_stay_apart():
    names = [storable_name(name) for name in ("a\udcff.txt", "a\udcfe.txt", "a\ufffd.txt")]
    assert len({name.encode() for name in names}) == 3


@given(st.text(st.characters(codec=None), max_size=40))
def test_storable_text_has_the_same_length_and_encodes(text):
    assert len(storable_text(text)) == len(text)
    assert storable_text(text).encode()[:0] == b""


@given(st.integers(0, 60_000), st.integers(0, 500), st.integers(1, 900))
def test_an_overlong_sentence_is_cut_around_its_claim(start, begin, length):
    text = "".join(chr(97 + n % 26) for n in range(61_500))
    sentence = Sentence(0, begin, len(text), "body")
    start = max(start, begin)
    shown = sentence_text(text, sentence, start)
    assert len(shown) == MAX_SENTENCE
    assert shown in text[begin:] and text[start : start + length] in shown


def test_neighbours_in_an_overlong_sentence_share_its_text():
    text = "x" * 50_000
    shown = {sentence_text(text, Sentence(0, 0, 50_000, "body"), start) for start in range(10_000, 11_900, 10)}
    assert len(shown) == 1


def test_counts_of_a_document():
    row = document_row(read("a.txt", "Output rose by 4.5 percent in 2019. It sold A7 and 3 mills."))
    assert (row["status"], row["claims"], row["excluded"], row["sentences"]) == ("ok", 3, 1, 2)
    row = document_row(unread("b.txt"))
    assert (row["status"], row["claims"], row["chars"], row["error"]) == ("unreadable", 0, None, "the file ends in mid-word")
