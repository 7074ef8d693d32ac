"""The ledger's own definition of a number, and what counts as a breach."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.validate.ledger import ledger_breaches, number_words, text_breaches
from tests.publish.fakes import candidate_of, many, read, write_shard
from tests.validate.fakes import edited

# As the contract words it, slowly and plainly.
PLAIN = re.compile(r"\S*[\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]\S*|\b(?:" + "|".join(number_words()) + r")\b", re.IGNORECASE)

NUMBERS = [
    ("it cost 5", ["5"]),
    ("(5.5%)", ["(5.5%)"]),
    ("A4-sheet", ["A4-sheet"]),
    ("2½ and 10³ and x₂", ["2½", "10³", "x₂"]),
    ("٣٤ and ৭", ["٣٤", "৭"]),
    ("Seven-year itch", ["Seven"]),
    ("someone, often, atone", []),
    ("FIRST, twice, dozens", ["FIRST", "twice", "dozens"]),
    ("one-third", ["one", "third"]),
    ("a\u00a05\u2009b", ["5"]),
    ("① IV", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_of_a_text_without_any_span(text, expected):
    breaches = list(text_breaches(text, []))
    assert {breach.kind for breach in breaches} <= {"uncovered"}
    assert len(breaches) == len(expected)
    for number in expected:
        start = text.index(number)
        assert any(start <= breach.start < breach.end <= start + len(number) for breach in breaches)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("rose 5% today", [(5, 7)], []),
        ("rose 5% today", [(5, 6)], []),
        ("rose US$5m today", [(5, 7)], []),
        ("rose US$5m today", [(0, 5)], ["uncovered"]),
        ("rose US$5m today", [(0, 6)], []),
        ("rose US$5m today", [(10, 12)], ["uncovered"]),
        ("seven", [(4, 5)], []),
        ("5 6 7", [(0, 1), (4, 5)], ["uncovered"]),
        ("5 6 7", [(0, 5)], []),
        ("5 6", [(0, 2), (1, 3)], ["overlap"]),
        ("5 6", [(0, 3), (0, 3)], ["overlap"]),
        ("5", [(0, 2)], ["outside"]),
        ("5", [(0, 1), (1, 1)], ["outside"]),
        ("5", [(-1, 1)], ["outside"]),
    ],
)
def test_breaches_of(text, spans, expected):
    assert [breach.kind for breach in text_breaches(text, spans)] == expected


PIECES = st.sampled_from(
    ["5", "1,5", "½", "seven", "One", "a", "US$", "%", "-", " ", "  ", "\n", "\u00a0", "٣", "someone", "."]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.data())
def test_it_finds_what_the_plain_definition_finds(text, data):
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=12))))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    covered = {place for start, end in spans for place in range(start, end)}
    numbers = [found.span() for found in PLAIN.finditer(text)]
    uncovered = [span for span in numbers if not covered & set(range(*span))]
    breaches = [breach for breach in text_breaches(text, spans) if breach.kind == "uncovered"]
    assert all(any(s < b.end and b.start < e for b in breaches) for s, e in uncovered)
    # A word within a run of digits ("one5") is a number of its own here: stricter, never laxer.
    for breach in breaches:
        assert not covered & set(range(breach.start, breach.end))


def test_a_line_without_end_is_read_in_linear_time():
    text = "x" * 2_000_000 + "7" + "y" * 2_000_000
    assert [breach.kind for breach in text_breaches(text, [(3, 4)])] == []
    assert [breach.kind for breach in text_breaches(text + " 8", [(3, 4)])] == ["uncovered"]


def test_a_candidate_of_many_documents_closes(tmp_path):
    assert list(ledger_breaches(candidate_of(tmp_path, [*many(50), read("0.txt", ""), read("zz.txt", "None.")]))) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("claims", "surface", "4.5 per cent", {"surface"}),
        ("claims", "char_end", 10**6, {"surface", "outside"}),
        ("excluded", "char_start", 0, {"surface", "overlap"}),
        ("claims", "document_id", "00000000000000ff", {"uncovered", "orphan"}),
        ("texts", "document_id", "00000000000000ff", {"uncovered", "orphan"}),
    ],
)
def test_what_is_wrong_in_the_tables_is_found(tmp_path, table, column, value, expected):
    candidate = candidate_of(tmp_path, many(7))
    edited(candidate, table, 3, {column: value})
    assert {breach.kind for breach in ledger_breaches(candidate)} >= expected


def test_a_dropped_row_is_found(tmp_path):
    candidate = candidate_of(tmp_path, many(7))
    edited(candidate, "claims", 3, None)
    (breach,) = ledger_breaches(candidate)
    assert breach.kind == "uncovered" and breach.text


def test_shards_are_not_releases(tmp_path):
    assert (write_shard(tmp_path / "shard", many(2)) / "shard.json").exists()
