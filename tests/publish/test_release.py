"""Publication: one atomic step, or nothing; a run killed at any moment leaves the last good release."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ReleaseRejected
from pipeline.publish.manifest import read_manifest
from pipeline.publish.output import lock_output
from pipeline.publish.release import latest_release, next_release_id, publish
from pipeline.publish.releases import list_releases, verify
from tests.publish.fakes import many, read
from tests.publish.fakes_release import assembled_candidate, provenance, publish_documents

FIRST = list(many(5, sentences=3))
SECOND = [*FIRST, read("new.txt", "It rose 3 percent.")]
FILES = {
    "CODEBOOK.md",
    "claims.csv",
    "claims.parquet",
    "datapackage.json",
    "documents.parquet",
    "excluded.parquet",
    "inputs.jsonl",
    "manifest.json",
    "manifest.json.sha256",
    "quarantine.parquet",
    "texts.parquet",
    "tidyclaims.duckdb",
}


@pytest.fixture
def out(tmp_path):
    publish_documents(tmp_path / "out", FIRST, published_at="2024-05-01T06:00:00+00:00")
    return tmp_path / "out"


def test_a_release_is_whole_and_latest_leads_to_it(out):
    latest = latest_release(out)
    assert {path.name for path in latest.iterdir()} == FILES
    assert verify(latest) == []
    assert (out / "latest").is_symlink() and not (out / "latest").readlink().is_absolute()
    assert not any((out / ".staging").rglob("*.parquet"))


def test_the_manifest_tells_what_went_in_and_came_out(out):
    manifest = read_manifest(latest_release(out))
    assert manifest["published_at"] == "2024-05-01T06:00:00+00:00"
    assert manifest["counts"]["documents"] == {"ok": 5} and manifest["counts"]["claims"]["percent"] > 0
    assert manifest["inputs"]["count"] == 5
    assert {entry["path"] for entry in manifest["outputs"]} == FILES - {"manifest.json", "manifest.json.sha256"}
    assert manifest["libraries"]["pyarrow"] != "absent"
    assert manifest["id"] == latest_release(out).name and manifest["previous"] is None


def test_the_same_content_is_not_published_again(out):
    release = publish_documents(out, FIRST, published_at="2025-01-01T06:00:00+00:00")
    assert not release.is_new and release.number == 1
    assert len(list_releases(out)) == 1


def test_other_content_or_another_engine_is_a_new_release(out):
    second = publish_documents(out, SECOND)
    third = publish_documents(out, SECOND, engine="engine-2")
    assert [release.number for release in list_releases(out)] == [1, 2, 3]
    assert second.is_new and third.is_new and latest_release(out) == third.path
    assert third.manifest["previous"] == second.id


def test_the_id_and_the_tables_are_the_same_anywhere(tmp_path, out):
    other = publish_documents(tmp_path / "elsewhere", reversed(FIRST))
    here = latest_release(out)
    assert other.id == here.name
    for name in FILES - {"tidyclaims.duckdb", "manifest.json", "manifest.json.sha256"}:
        assert (other.path / name).read_bytes() == (here / name).read_bytes(), name


def test_the_id_is_known_before_publication(out):
    with lock_output(out):
        candidate = assembled_candidate(out, SECOND)
        expected = next_release_id(candidate, out, provenance())
        assert publish(candidate, out, provenance=provenance()).id == expected


def test_a_rejected_candidate_is_kept_apart_and_latest_stays(out):
    before = latest_release(out)
    for _ in range(2):
        with lock_output(out), pytest.raises(ReleaseRejected, match="the ledger is open") as caught:
            publish(assembled_candidate(out, SECOND), out, provenance=provenance(), rejections=["the ledger is open"])
    rejected = list((out / "rejected").iterdir())
    assert len(rejected) == 1 and caught.value.place == str(rejected[0])
    assert read_manifest(rejected[0])["rejections"] == ["the ledger is open"]
    assert read_manifest(rejected[0])["accepted"] is False
    assert latest_release(out) == before and len(list_releases(out)) == 1


def test_what_was_waived_is_recorded(out):
    with lock_output(out):
        release = publish(assembled_candidate(out, SECOND), out, provenance=provenance(), waived=["half is gone"])
    assert release.manifest["waived"] == ["half is gone"]


def test_a_damaged_latest_does_not_stop_the_next_release(out, caplog):
    (latest_release(out) / "manifest.json").write_text("{}")
    release = publish_documents(out, SECOND)
    assert release.number == 2 and verify(release.path) == []
    assert "damaged" in caplog.text


# Kills its own process at the nth step that changes a name on the disk.
KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.publish.manifest import Provenance
from pipeline.publish.output import lock_output
from pipeline.publish import release, output

out, candidate, last_step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
output.recover = lambda out: None  # the candidate was left there for us
steps = 0
NAMES = {"os.rename", "os.symlink", "os.remove", "os.mkdir"}

def on_event(name, arguments):
    global steps
    if name in NAMES:
        steps += 1
        if steps == last_step:
            os.kill(os.getpid(), signal.SIGKILL)

with lock_output(out):
    sys.addaudithook(on_event)
    release.publish(candidate, out, provenance=Provenance(engine_digest="engine-1", audit_digest="audit-1", raw="raw"))
"""


def test_a_run_killed_at_any_step_leaves_a_whole_release(tmp_path, out):
    with lock_output(out):
        candidate = assembled_candidate(out, SECOND)
        shutil.copytree(out, tmp_path / "prepared", symlinks=True)
    first, outcomes = latest_release(out).name, []
    for step in range(1, 40):
        trial = tmp_path / f"trial-{step}"
        shutil.copytree(tmp_path / "prepared", trial, symlinks=True)
        command = [sys.executable, "-c", KILLED, str(trial), str(trial / candidate.relative_to(out)), str(step)]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False)
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
        assert verify(latest_release(trial)) == [], step
        outcomes.append(latest_release(trial).name == first)
        with lock_output(trial):
            assert verify(latest_release(trial)) == [], step
            assert all(verify(path) == [] for path in (trial / "releases").iterdir())
        assert not (trial / ".staging").exists()
        again = publish_documents(trial, SECOND)
        assert again.number == 2 and len(list_releases(trial)) == 2, step
        if done.returncode == 0:
            break
        shutil.rmtree(trial)
    assert outcomes[0] is True and outcomes[-1] is False
    assert sorted(outcomes, reverse=True) == outcomes and len(outcomes) >= 6
    assert json.loads((again.path / "manifest.json").read_text())["number"] == 2
