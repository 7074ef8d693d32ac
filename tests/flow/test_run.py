"""`tidyclaims run` as a user meets it: a folder in, a release out, states and artifacts in Prefect, nothing left at home."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import run
from pipeline.publish.release import latest_release, release_from
from pipeline.run import Job
from pipeline.settings import Settings
from tests.flow.command import artifacts, last_state, task_states, tidyclaims
from tests.run.folders import write_folder
from tests.run.test_run import table_bytes


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and a first release of them."""
    folder = tmp_path_factory.mktemp("place")
    write_folder(folder / "raw")
    done = tidyclaims(folder, "run", "raw", "--out", "out")
    assert done.returncode == 0, done.stderr
    (folder / "first.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def test_the_closing_table_says_what_there_is_and_where(place: Path) -> None:
    said = (place / "first.txt").read_text(encoding="utf-8")
    latest = latest_release(place / "out")
    assert latest is not None
    assert f"Release {latest.name}" in said
    assert "documents          8   ok 6, duplicate 1, empty 1" in said
    for name in ("claims.csv", "tidyclaims.duckdb", "report/index.html"):
        assert f"out/latest/{name}" in said
        assert (latest / name).is_file()


def test_the_readme_names_every_file_of_a_release(place: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    named = {
        name.partition("/")[0]
        for row in re.findall(r"^\| (`.+?) \|", readme, re.MULTILINE)
        for name in row.strip("`").split("`, `")
    }
    aside = {"inputs.jsonl", "manifest.json.sha256"}
    assert named == {path.name for path in (place / "out" / "latest").iterdir()} - aside


def test_prefect_holds_states_and_artifacts_below_the_output_and_nothing_is_left_at_home(place: Path) -> None:
    out = place / "out"
    assert last_state(out) == "COMPLETED"
    names = {"list documents", "carry over", "read documents", "merge", "validate", "publish"}
    assert set(task_states(out)) == names
    assert set(task_states(out).values()) == {"COMPLETED"}
    found = artifacts(out)
    assert found["release-counts"] == "table"
    assert found["documents-read"] == "progress"
    assert found["reading-report"] == "markdown"
    assert not [path for path in (place / "home").rglob("*") if "prefect" in path.name.lower()]


def test_the_flow_publishes_what_the_plain_run_does(place: Path, tmp_path: Path) -> None:
    flow = latest_release(place / "out")
    plain = run.run(Job(place / "raw", tmp_path / "plain", Settings(model="none", workers=1)))
    assert flow is not None
    assert plain is not None
    assert table_bytes(flow) == table_bytes(plain.path)


def test_nothing_changed_publishes_nothing(place: Path) -> None:
    before = latest_release(place / "out")
    done = tidyclaims(place, "run", "raw", "--out", "out")
    assert (done.returncode, latest_release(place / "out")) == (0, before)
    assert "Nothing changed" in done.stdout


def test_a_rejected_release_fails_the_run(place: Path) -> None:
    before = latest_release(place / "out")
    (place / "tidyclaims.toml").write_text("[thresholds]\nmax_unreadable_share = 0\n", encoding="utf-8")
    for number in range(4):
        (place / "raw" / f"broken-{number}.pdf").write_bytes(f"%PDF-1.7\nno pdf at all {number}".encode())
    done = tidyclaims(place, "run", "raw", "--out", "out")
    assert done.returncode == 1
    assert "error:" in done.stderr
    assert "rejected" in done.stderr
    assert "Traceback" not in done.stderr
    assert last_state(place / "out") == "FAILED"
    assert latest_release(place / "out") == before
    (rejected,) = (place / "out" / "rejected").iterdir()
    assert release_from(rejected).manifest["rejections"]
