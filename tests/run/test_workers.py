"""Batches read by processes: the same rows whatever their number, and a lost worker costs one document at most."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.batches import Batch, write_batch, write_batches
from pipeline.ingest.inputs import list_inputs
from pipeline.settings import Limits, Settings
from pipeline.workers import Reader, read_batches
from tests.run import poison

SETTINGS = Settings(model="none", workers=2)


def folder_of(root: Path, names: list[str]) -> Path:
    root.mkdir()
    for number, name in enumerate(names):
        text = f"Output of plant {name} grew by {number + 2} percent in 201{number}."
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
    return root


def batches_of(raw: Path, work: Path, *, per_batch: int) -> list[Batch]:
    work.mkdir()
    inputs = list(list_inputs(raw, limits=Limits(), spool=work / "unpacked"))
    return [
        write_batch(inputs[start : start + per_batch], work / f"{start:06d}.jsonl", raw=raw)
        for start in range(0, len(inputs), per_batch)
    ]


def statuses(batches: list[Batch]) -> dict[str, str]:
    rows = [row for batch in batches for row in documents_of(batch)]
    return {str(row["source"]): str(row["status"]) for row in rows}


def documents_of(batch: Batch) -> list[dict[str, object]]:
    return [
        row for part in sorted(batch.shard.glob("part-*")) for row in pq.read_table(part / "documents.parquet").to_pylist()
    ]


@pytest.mark.parametrize("reader", [poison.dies, poison.stumbles])
def test_a_document_no_worker_survives_is_given_up_alone(tmp_path: Path, reader: Reader) -> None:
    raw = folder_of(tmp_path / "raw", ["a", "b", "poison", "d", "e"])
    batches = batches_of(raw, tmp_path / "work", per_batch=3)
    done = list(read_batches(batches, settings=SETTINGS, read=reader))
    expected = {f"{name}.txt": "ok" for name in "abde"} | {"poison.txt": "unreadable"}
    assert statuses(done) == expected
    assert sum(batch.documents for batch in done) == 5
    (row,) = [row for batch in done for row in documents_of(batch) if row["status"] == "unreadable"]
    assert ("died" in str(row["error"])) == (reader is poison.dies)


def test_a_batch_that_fails_only_in_company_is_read_in_the_end(tmp_path: Path) -> None:
    batches = batches_of(folder_of(tmp_path / "raw", ["a", "b", "c"]), tmp_path / "work", per_batch=3)
    done = list(read_batches(batches, settings=SETTINGS, read=poison.dies_when_together))
    assert set(statuses(done).values()) == {"ok"}
    assert len(done) == 3


def test_trouble_of_the_disk_ends_the_run_and_blames_no_document(tmp_path: Path) -> None:
    batches = batches_of(folder_of(tmp_path / "raw", ["a", "b"]), tmp_path / "work", per_batch=1)
    with pytest.raises(OSError, match="No space"):
        list(read_batches(batches, settings=SETTINGS, read=poison.finds_no_disk))


def test_what_an_earlier_try_finished_is_not_read_again(tmp_path: Path) -> None:
    batches = batches_of(folder_of(tmp_path / "raw", ["a", "poison"]), tmp_path / "work", per_batch=1)
    list(read_batches(batches, settings=SETTINGS))
    again = list(read_batches(batches, settings=SETTINGS, read=poison.dies))
    assert statuses(again) == {"a.txt": "ok", "poison.txt": "ok"}


def test_no_batches_start_no_worker() -> None:
    assert list(read_batches([], settings=SETTINGS, read=poison.finds_no_disk)) == []


def test_batches_hold_every_input_once_in_order(tmp_path: Path) -> None:
    raw = folder_of(tmp_path / "raw", [f"n{number}" for number in range(9)])
    inputs = list(list_inputs(raw, limits=Limits(), spool=tmp_path / "unpacked"))
    batches = list(write_batches(inputs, tmp_path / "work", raw=raw, total_bytes=sum(item.size for item in inputs)))
    assert [item for batch in batches for item in batch.inputs()] == inputs
    halves = batches[0].halves()
    assert [item for half in halves for item in half.inputs()] == batches[0].inputs()
    assert len({half.shard for half in (*batches, *halves)}) == len(batches) + 2
