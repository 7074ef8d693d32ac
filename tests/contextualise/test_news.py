"""Sentences as news sites print them: run on, in lower case, commas and apostrophes lost. What is measured, and whose it is.

`news.tsv` holds sentences with their numbers in braces and, for each number, the words that say what it measures or whose it
is; "-" where nothing sensible is measured. A number is right if what was read shares a word with them, or is nothing where
nothing is due. Rules were made looking at every other sentence only: the rest say what to expect of texts not seen before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.api import rows_of
from tests.contextualise.written import BRACES

LINES = [line.split("\t") for line in (Path(__file__).parent / "news.tsv").read_text("utf-8").splitlines() if line]
WORD = re.compile(r"[^\s,;:()\"']+")
SMALL = frozenset(("a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "its", "their", "with", "from"))
# Share of the numbers that must be right. What is measured now stands a little above.
FLOORS = {"looked at": 93, "not looked at": 80}


def _words(*texts):
    return {word for text in texts for word in WORD.findall((text or "").lower())} - SMALL


def _outcomes(marked, expected, claims):
    """Of each number in braces: its surface, and whether it is read as expected."""
    removed = 0
    for match, due in zip(BRACES.finditer(marked), expected.split("; "), strict=True):
        start = match.start() - removed
        removed += 2
        claim = next((c for c in claims if start < c["char_end"] and c["char_start"] < start + len(match[1])), None)
        found = _words(claim["subject"], claim["measure"], claim["of"]) if claim else set()
        yield match[1], (not found if due == "-" else bool(found & _words(due)))


@pytest.mark.parametrize(("half", "lines"), [("looked at", LINES[::2]), ("not looked at", LINES[1::2])])
def test_news_sentences_say_what_is_measured_or_whose_it_is(parser, half, lines):
    claims = defaultdict(list)
    texts = ((str(index), BRACES.sub(r"\1", marked)) for index, (marked, _) in enumerate(lines))
    for claim in rows_of(texts, context=True, settings=None):
        claims[int(claim["source"])].append(claim)
    outcomes = [
        (marked, *outcome)
        for index, (marked, expected) in enumerate(lines)
        for outcome in _outcomes(marked, expected, claims[index])
    ]
    missed = [f"{surface}: {marked}" for marked, surface, is_right in outcomes if not is_right]
    share = 100 * (1 - len(missed) / len(outcomes))
    assert share >= FLOORS[half], f"{share:.1f} % right\n" + "\n".join(missed)
