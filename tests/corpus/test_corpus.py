"""Every wording of the corpus gives exactly its reading, but for the limits that are known and listed."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from tests.corpus.tables import FOLDER, Wording, read_corpus
from tests.corpus.verdicts import Verdict, verdict_on

CORPUS = read_corpus()
FAMILIES = sorted({wording.family for wording in CORPUS})
MINIMUM = 600


def known_limits() -> dict[str, str]:
    """Wording → why it is not read rightly."""
    tables = tomllib.loads((FOLDER / "limits.toml").read_text("utf-8"))
    return {wording: limit["why"] for limit in tables.get("limit", ()) for wording in limit["wordings"]}


LIMITS = known_limits()


def is_limit(wording: Wording) -> bool:
    return wording.surface in LIMITS or wording.text in LIMITS


@pytest.mark.parametrize("family", FAMILIES)
def test_every_wording_gives_its_reading(family: str) -> None:
    wordings = [wording for wording in CORPUS if wording.family == family and not is_limit(wording)]
    failed = [verdict for wording in wordings if (verdict := verdict_on(wording)).word != "right"]
    assert not failed, _told(failed, len(wordings))


def test_the_known_limits_are_limits_still() -> None:
    failing = {name for w in CORPUS if is_limit(w) and verdict_on(w).word != "right" for name in (w.surface, w.text)}
    read = sorted(set(LIMITS) - failing)
    assert not read, f"now read rightly, take it off limits.toml: {read}"


def test_the_known_limits_are_wordings_of_the_corpus() -> None:
    known = {wording.surface for wording in CORPUS} | {wording.text for wording in CORPUS}
    assert set(LIMITS) <= known


def test_the_corpus_is_large_and_every_wording_stands_once() -> None:
    assert len({(w.family, w.surface, w.reading, w.reasons) for w in CORPUS}) >= MINIMUM
    doubled = [key for key, n in Counter((w.text, w.start, w.end) for w in CORPUS).items() if n > 1]
    assert not doubled, doubled


def _told(failed: list[Verdict], of: int) -> str:
    counts = Counter(verdict.word for verdict in failed)
    head = ", ".join(f"{count} {word}" for word, count in counts.most_common())
    return "\n".join([f"{len(failed)} of {of} wordings: {head}", *map(str, failed)])
