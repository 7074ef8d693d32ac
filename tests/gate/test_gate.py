"""The gate: our gold is sound and large, no floor is broken, and the quality page says what is pinned."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from pipeline.model import Kind, Reason
from tests.gate.checks import faults_of
from tests.gate.floors import breaches, measures_of, read_pinned
from tests.gate.markup import read_gold
from tests.gate.measure import OWN_GOLD, measure_own
from tests.gate.page import PAGE, quality_page
from tests.gate.system import placed, read_gold_documents

GOLD = read_gold(OWN_GOLD)
# What no text of a few lines shows by itself: whole documents show it (tests/clean, tests/ingest).
REASONS_OF_DOCUMENTS = {"unreadable"}


def test_no_floor_is_broken() -> None:
    measured = measure_own()
    found = breaches(read_pinned(), measures_of(measured.score), fingerprint=measured.fingerprint)
    assert not found, "\n".join(found)


def test_the_page_says_what_is_pinned() -> None:
    assert PAGE.read_text("utf-8") == quality_page(read_pinned()), "run python -m tests.gate --write-docs"


def test_every_number_of_the_gold_is_marked_and_every_field_can_be_right() -> None:
    texts = read_gold_documents(GOLD).texts
    assert not [fault for document in placed(GOLD, texts) for fault in faults_of(document)]


def test_the_gold_never_marks_a_place_twice() -> None:
    for document in GOLD:
        ends = [number.end for number in document.numbers]
        assert all(number.start >= end for number, end in zip(document.numbers[1:], ends, strict=False)), document.name


def test_the_gold_is_large_and_covers_every_kind_and_reason() -> None:
    judged = [number for document in GOLD for number in document.numbers if not number.optional]
    kinds = Counter(number.kind[0] for number in judged if number.kind)
    reasons = Counter(reason for number in judged for reason in number.reasons)
    assert len(GOLD) >= 300
    assert set(kinds) == set(get_args(Kind))
    assert min(kinds[kind] for kind in ("percent", "money", "year")) >= 150
    assert sum(number.is_excluded for number in judged) >= 90
    assert set(get_args(Reason)) - set(reasons) == REASONS_OF_DOCUMENTS
