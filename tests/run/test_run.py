"""The whole program without a scheduler: same input, same bytes; what is known is not read again; nothing bad published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import batches, run
from pipeline.errors import OutputBusy, ReleaseRejected
from pipeline.publish.output import lock_output
from pipeline.publish.release import Release, latest_release
from pipeline.run import Job
from pipeline.settings import Settings, Thresholds
from tests.run.folders import write_folder

SETTINGS = Settings(model="none", workers=1)
TABLES = ("claims.parquet", "excluded.parquet", "quarantine.parquet", "documents.parquet", "texts.parquet", "claims.csv")


@pytest.fixture
def read_sources(monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[str]]:
    """Which documents were read, rather than carried over, since the last call."""
    seen: set[str] = set()
    read = run.read_batches

    def noted(given, *, settings):
        seen.update(item.source for batch in given for item in batch.inputs())
        return read(given, settings=settings)

    monkeypatch.setattr(run, "read_batches", noted)

    def since() -> set[str]:
        found = set(seen)
        seen.clear()
        return found

    return since


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch for each document or two, so that a small folder keeps several workers busy."""
    monkeypatch.setattr(batches, "LEAST_BYTES", 100)


def job(raw: Path, out: Path, **changes: object) -> Job:
    return Job(raw, out, replace(SETTINGS, **changes))


def published(asked: Job) -> Release:
    release = run.run(asked)
    assert release is not None
    assert release.is_new
    return release


def table_bytes(release: Path) -> dict[str, bytes]:
    return {name: (release / name).read_bytes() for name in TABLES}


def column(release: Path, table: str, name: str) -> list[object]:
    return pq.read_table(release / f"{table}.parquet").column(name).to_pylist()


def test_the_same_documents_give_the_same_bytes(tmp_path: Path, small_batches: None) -> None:
    one = published(job(write_folder(tmp_path / "a"), tmp_path / "out-a", workers=1))
    two = published(job(write_folder(tmp_path / "b", backwards=True), tmp_path / "out-b", workers=2))
    assert table_bytes(one.path) == table_bytes(two.path)
    assert one.id == two.id
    statuses = dict(zip(column(one.path, "documents", "source"), column(one.path, "documents", "status"), strict=True))
    assert statuses == {
        "empty.txt": "empty",
        "harvest.txt": "ok",
        "news/bridge.html": "ok",
        "news/copy-of-harvest.txt": "duplicate",
        "news/port.md": "ok",
        "records.jsonl#north": "ok",
        "records.jsonl#south": "ok",
        "records.jsonl#3": "ok",
    }
    assert not list((tmp_path / "out-a").rglob("*.shard"))


def test_only_what_changed_is_read_and_the_release_is_as_from_nothing(
    tmp_path: Path, read_sources: Callable[[], set[str]]
) -> None:
    raw, out = write_folder(tmp_path / "raw"), tmp_path / "out"
    published(job(raw, out))
    assert len(read_sources()) == 7
    assert run.run(job(raw, out)) is None
    assert read_sources() == set()

    (raw / "news" / "port.md").write_text("The port closed in 2024.", encoding="utf-8")
    (raw / "new.txt").write_text("A third of it is new.", encoding="utf-8")
    (raw / "harvest.txt.source.toml").write_text('title = "The harvest"\n', encoding="utf-8")
    (raw / "news" / "bridge.html").unlink()
    second = published(job(raw, out))
    assert read_sources() == {"news/port.md", "new.txt", "harvest.txt"}
    assert second.number == 2
    fresh = published(replace(job(raw, tmp_path / "other"), fresh=True))
    assert table_bytes(second.path) == table_bytes(fresh.path)


def test_a_setting_that_matters_redoes_all_and_one_that_does_not_redoes_nothing(
    tmp_path: Path, read_sources: Callable[[], set[str]]
) -> None:
    raw, out = write_folder(tmp_path / "raw"), tmp_path / "out"
    published(job(raw, out))
    read_sources()
    assert run.run(job(raw, out, workers=2)) is None
    only_years = published(job(raw, out, kinds=("year",)))
    assert read_sources() == set()
    assert set(column(only_years.path, "claims", "kind")) == {"year"}
    published(job(raw, out, default_currency="AUD", kinds=("year",)))
    assert len(read_sources()) == 7


def test_a_rejected_release_is_kept_apart_and_the_last_one_stays(tmp_path: Path) -> None:
    raw, out = write_folder(tmp_path / "raw"), tmp_path / "out"
    good = published(job(raw, out))
    for path in [*raw.glob("news/*"), raw / "records.jsonl"]:
        path.unlink()
    harsh = {"thresholds": Thresholds(max_collapse=0.1)}
    with pytest.raises(ReleaseRejected) as rejected:
        run.run(job(raw, out, **harsh))
    assert Path(rejected.value.place).parent == out / "rejected"
    assert latest_release(out) == good.path
    accepted = run.run(replace(job(raw, out, **harsh), accept_collapse=True))
    assert accepted is not None
    assert accepted.manifest["waived"]


def test_two_runs_on_one_output_do_not_mix(tmp_path: Path) -> None:
    asked = job(write_folder(tmp_path / "raw"), tmp_path / "out")
    with lock_output(asked.out), pytest.raises(OutputBusy):
        run.run(asked)
    assert latest_release(asked.out) is None
