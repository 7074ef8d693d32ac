"""One writer at a time; what a killed run leaves behind is cleared away."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.errors import OutputBusy
from pipeline.publish.output import lock_output, new_candidate

HOLDER = """
import sys, time
from pathlib import Path
from pipeline.publish.output import lock_output
with lock_output(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "locked\n"
        yield process
        process.kill()


def test_a_second_run_is_refused_and_told_who_is_there(tmp_path, holder):
    with pytest.raises(OutputBusy, match=f"process {holder.pid} on") as caught, lock_output(tmp_path):
        pass
    assert caught.value.place == str(tmp_path) and caught.value.remedy


def test_a_second_run_may_wait(tmp_path):
    order = []

    def hold():
        with lock_output(tmp_path):
            held.set()
            time.sleep(0.3)
            order.append("first")

    held = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with lock_output(tmp_path, wait_seconds=30):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_waiting_ends(tmp_path, holder):
    started = time.monotonic()
    with pytest.raises(OutputBusy), lock_output(tmp_path, wait_seconds=0.3):
        pass
    assert 0.3 <= time.monotonic() - started < 5


def test_the_lock_of_a_dead_process_is_none(tmp_path, holder):
    holder.kill()
    holder.wait()
    with lock_output(tmp_path):
        assert (tmp_path / ".lock").exists()


def test_left_overs_are_cleared_under_the_lock(tmp_path):
    with lock_output(tmp_path):
        candidate = new_candidate(tmp_path)
        candidate.mkdir()
        (candidate / "half.parquet").write_bytes(b"half")
    with lock_output(tmp_path):
        assert not (tmp_path / ".staging").exists()
        again = new_candidate(tmp_path)
        assert again == candidate and not again.exists() and again.parent.is_dir()
