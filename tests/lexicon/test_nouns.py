"""Singulars and plurals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.nouns import irregular_plurals, is_plural, singular, word_classes

PAIRS = {
    "banks": "bank", "countries": "country", "boys": "boy", "viruses": "virus", "houses": "house", "losses": "loss",
    "taxes": "tax", "churches": "church", "heroes": "hero", "shoes": "shoe", "buses": "bus", "analyses": "analysis",
    "lives": "life", "initiatives": "initiative", "men": "man", "people": "people", "start-ups": "start-up",
    "prizes": "prize",
    "campuses": "campus", "causes": "cause", "databases": "database", "aircraft": "aircraft", "series": "series",
    "headquarters": "headquarters", "photos": "photo", "by-elections": "by-election",
}  # fmt: skip


@pytest.mark.parametrize(("plural", "one"), PAIRS.items())
def test_singular_of(plural, one):
    assert is_plural(plural)
    assert singular(plural) == one


@pytest.mark.parametrize(
    "word", ["gas", "analysis", "various", "business", "bank", "is", "us", "texas", "the", "as", "bank's"]
)
def test_is_no_plural(word):
    assert not is_plural(word)
    assert singular(word) == word


@given(st.text("abcdefghijklmnopqrstuvwxyz-", max_size=20))
def test_singular_never_fails_nor_empties(word):
    assert bool(singular(word)) == bool(word)


def test_classes_hold_lower_case_words_and_pairs_are_whole():
    for name, words in word_classes().items():
        assert all(word == word.lower() and word for word in words), name
    assert all(plural and one for plural, one in irregular_plurals().items())


def test_no_word_both_ends_a_phrase_and_is_its_head():
    classes = word_classes()
    assert not (classes["stop"] | classes["verb"]) & (classes["invariant"] | irregular_plurals().keys())
