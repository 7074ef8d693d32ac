"""What workers log comes home with its batch, and not without bound."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from pipeline.batches import read_batch, write_batch
from pipeline.ingest.inputs import list_inputs
from pipeline.notes import MOST_TOLD, retold
from pipeline.settings import Limits, Settings


def test_what_was_set_aside_is_told_with_its_batch(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "empty.txt").write_text("", encoding="utf-8")
    inputs = list(list_inputs(tmp_path / "raw", limits=Limits(), spool=tmp_path / "spool"))
    batch = write_batch(inputs, tmp_path / "000007.jsonl", raw=tmp_path / "raw")
    read_batch(batch, settings=Settings(model="none"))
    caplog.clear()
    with caplog.at_level(logging.INFO, logger="pipeline"):
        retold(batch.notes, batch=batch.name)
    assert [record.name for record in caplog.records] == ["pipeline.batches"]
    assert caplog.messages[0].startswith("batch 000007: empty.txt: set aside as empty")


def test_a_flood_is_cut_and_its_file_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "n.log"
    path.write_text('["pipeline.x", 20, "line"]\n' * (MOST_TOLD + 3), encoding="utf-8")
    with caplog.at_level(logging.INFO, logger="pipeline"):
        retold(path, batch="000001")
    assert len(caplog.messages) == MOST_TOLD + 1
    assert "3 more lines" in caplog.messages[-1]


def test_nothing_said_leaves_no_file(tmp_path: Path) -> None:
    retold(tmp_path / "none.log", batch="000001")
