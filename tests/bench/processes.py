"""The processes below one, and the most memory that each ever held, as Linux tells it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOK_EVERY = 0.25
# What a process is for, by what its command line holds; the first that fits.
ROLES = {
    "resource_tracker": "resource tracker",
    "spawn_main": "worker",
    "forkserver": "fork server",
    "prefect": "Prefect server",
    "pipeline": "parent",
    "distributed": "Dask",
}


def peak_kib(process: int | str) -> int:
    """The largest resident set a process has had, in KiB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def family(process: int) -> set[int]:
    """A process and all below it."""
    found, waiting = set[int](), [process]
    while waiting:
        found.add(waiting[-1])
        tasks = Path(f"/proc/{waiting.pop()}/task")
        try:
            children = [number for task in tasks.iterdir() for number in (task / "children").read_text().split()]
        except OSError:
            continue
        waiting += [int(number) for number in children if int(number) not in found]
    return found


def role_of(process: int) -> str:
    """What a process is for."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
    return next((role for mark, role in ROLES.items() if mark in command), "other")


@contextmanager
def watched(process: int) -> Iterator[dict[str, int]]:
    """Look at a process and all below it until the block ends; role and process → largest resident set so far, in KiB."""
    peaks: dict[str, int] = {}
    roles: dict[int, str] = {}
    done = threading.Event()

    def look() -> None:
        while not done.wait(LOOK_EVERY):
            for each in family(process):
                # A process that was just forked still has its parent's command line.
                if roles.get(each, "") in ("", "other", "parent"):
                    roles[each] = role_of(each)
                peak = peak_kib(each)
                if roles[each] and peak:
                    name = f"{roles[each]} {each}"
                    peaks[name] = max(peaks.get(name, 0), peak)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield peaks
    finally:
        done.set()
        looking.join()
