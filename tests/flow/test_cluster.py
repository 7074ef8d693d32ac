"""Batches on a Dask cluster of separate processes, one of which is killed: the same bytes as from this machine alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from pipeline import run
from pipeline.publish.release import latest_release
from pipeline.run import Job
from pipeline.settings import Settings
from tests.flow.cluster import cluster
from tests.flow.command import last_state, task_states
from tests.run.test_run import table_bytes

LINE = "In {year} the works of district {number} made {tonnes},000 tonnes of steel, {share} percent more than planned."
PADDING = "The foremen spoke of furnaces, of weather and of the road to the harbour, and of little else. " * 10


def write_many(raw: Path) -> Path:
    """Documents of some 20,000 characters each, enough for several batches."""
    raw.mkdir()
    for number in range(50):
        lines = [LINE.format(year=1950 + n, number=number, tonnes=n + number, share=n % 17 + 2) for n in range(20)]
        (raw / f"works-{number:02}.txt").write_text(f"\n\n{PADDING}\n\n".join(lines), encoding="utf-8")
    return raw


def wait_for_work(out: Path, command: subprocess.Popen[bytes]) -> None:
    """Wait until a shard is there."""
    while not list(out.glob(".staging/*/batches/*.shard")):
        assert command.poll() is None
        time.sleep(0.05)


def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path) -> None:
    raw, out = write_many(tmp_path / "raw"), tmp_path / "out"
    packed = f"zip://::{shutil.make_archive(str(tmp_path / 'packed'), 'zip', raw)}"
    (tmp_path / "home").mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"HOME": str(tmp_path / "home"), "TIDYCLAIMS_MODEL": "none"}
    with cluster(tmp_path, workers=3) as dask:
        program = [sys.executable, "-m", "pipeline", "run", packed, "--out", str(out), "--dask", dask.address]
        with subprocess.Popen(program, cwd=tmp_path, env=environment) as command:
            wait_for_work(out, command)
            dask.kill_one_at_work()
            assert command.wait(timeout=240) == 0
    assert last_state(out) == "COMPLETED"
    assert "read batch" in task_states(out)
    published = latest_release(out)
    assert published is not None
    for workers in (1, 2):
        alone = run.run(Job(raw, tmp_path / f"alone-{workers}", Settings(model="none", workers=workers)))
        assert alone is not None
        assert table_bytes(published) == table_bytes(alone.path)
        assert published.name == alone.path.name
