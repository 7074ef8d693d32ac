"""Names met before, few or many."""

from __future__ import annotations

import pytest

from pipeline.ingest import seen
from pipeline.ingest.seen import Seen


@pytest.mark.parametrize("few", [3, 1_000])
def test_a_name_is_new_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(seen, "FEW", few)
    names = [f"record {number % 70}" for number in range(100)]
    with Seen() as met:
        found = [met.add(name) for name in names]
    assert found == [True] * 70 + [False] * 30
