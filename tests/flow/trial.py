"""Five minutes unattended: `python -m tests.flow.trial FOLDER [SECONDS]`, run by hand, for a schedule takes its time.

Serves a copy of raw/sample every minute, adds, changes and removes documents, kills the process that runs what is due in the
middle of a run, and then says which runs and releases there were, and whether each release is whole.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

from pipeline.publish.releases import list_releases, verify
from pipeline.validate.ledger import ledger_breaches
from tests.flow.serving import group_members, rows, served

SAMPLE = Path(__file__).parents[2] / "raw" / "sample"
RUNS = (
    "SELECT strftime('%H:%M:%S', start_time), strftime('%H:%M:%S', end_time), state_name, auto_scheduled FROM flow_run"
    " WHERE state_name <> 'Scheduled' ORDER BY expected_start_time"
)
RUNNING = "SELECT 1 FROM flow_run WHERE state_name = 'Running'"
PADDING = "The harbour master noted that of the 340 ships 12 percent were late in 2023, at a cost of $5 million. " * 2_000


def wait_for(seconds: float, condition: object) -> None:
    """Wait until the condition holds. TimeoutError where it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]  # a function without arguments
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.3)


def is_running(out: Path) -> bool:
    """Whether the server says that a run is going."""
    return (out / ".prefect" / "prefect.db").exists() and bool(rows(out, RUNNING))


def worker_of(serving: int) -> int:
    """The process that runs what is due."""
    for process in group_members(serving):
        command = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        if b"flows.child" in command and b"work" in command:
            return process
    raise ProcessLookupError


def say(text: str) -> None:
    """Print a line with the time."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


def trial(folder: Path, seconds: float) -> bool:
    """Run the trial in an empty folder; whether every release is whole and every run accounted for."""
    raw, out = folder / "raw", folder / "out"
    shutil.copytree(SAMPLE, raw)
    end = time.monotonic() + seconds
    with served(folder) as process:
        wait_for(180, (out / "latest").exists)
        say(f"first release: {(out / 'latest').resolve().name}")
        for number in range(12):
            (raw / f"added-{number}.txt").write_text(f"Volume {number}.\n\n{PADDING}", encoding="utf-8")
        say("added 12 documents of 200,000 characters")
        wait_for(150, lambda: is_running(out) and list(out.glob(".staging/*/batches/*")))
        killed = worker_of(process.pid)
        os.kill(killed, signal.SIGKILL)
        say(f"killed process {killed} with signal 9 in the middle of a run")
        wait_for_next(out)
        (raw / "added-0.txt").write_text("Tolls fell by 3 percent in 2024.", encoding="utf-8")
        (raw / "added-1.txt").unlink()
        say("changed one document, removed one")
        wait_for_next(out)
        time.sleep(max(0.0, end - time.monotonic()))
        wait_for(120, lambda: not is_running(out))
    return tell(out)


def wait_for_next(out: Path) -> None:
    """Wait until another release is the latest."""
    before = (out / "latest").resolve().name
    wait_for(240, lambda: (out / "latest").resolve().name != before)
    say(f"next release: {(out / 'latest').resolve().name}")


def tell(out: Path) -> bool:
    """Print the runs and the releases; whether all is well."""
    for started, ended, state, is_scheduled in rows(out, RUNS):
        say(f"run from {started} to {ended}: {state}, {'scheduled' if is_scheduled else 'catch-up'}")
    is_well = not rows(out, RUNNING)
    for release in list_releases(out):
        problems = [*verify(release.path), *map(str, ledger_breaches(release.path))]
        counts = {name: sum(parts.values()) for name, parts in release.manifest["counts"].items()}
        say(f"release {release.id}: {problems or 'whole'}, {counts}")
        is_well = is_well and not problems
    say(f"left in staging: {[path.name for path in out.glob('.staging/*')]}")
    return is_well


if __name__ == "__main__":
    sys.exit(not trial(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 300.0))
