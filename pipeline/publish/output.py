"""The output directory: one writer at a time, a place to build candidates, and recovery from runs that were killed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputBusy, ReleaseError
from pipeline.publish.durable import point_link, sync_directory, write_durably

RELEASES = "releases"
REJECTED = "rejected"
LATEST = "latest"
STAGING = ".staging"
LOCK = ".lock"
INTENT = "publishing.json"
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0


@contextmanager
def lock_output(out: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Be the only writer of an output directory; OutputBusy where another still is after wait_seconds.

    The lock belongs to the process and goes with it: a killed run leaves none behind. What it left half done is finished or
    cleared away before the block begins.
    """
    out.mkdir(parents=True, exist_ok=True)
    handle = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(handle, out, time.monotonic() + wait_seconds)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        recover(out)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, out: Path, deadline: float) -> None:
    pause = FIRST_PAUSE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise OutputBusy(
                    f"{_holder(handle)} is writing here",
                    place=str(out),
                    remedy="Wait until it is done, or give this run another --out",
                ) from None
            time.sleep(min(pause, max(0.0, deadline - time.monotonic())))
            pause = min(2 * pause, LONGEST_PAUSE)
        except OSError as error:
            raise ReleaseError(
                f"it cannot be locked ({error.strerror})", place=str(out), remedy="Use a local POSIX file system"
            ) from error
        else:
            return


def _holder(handle: int) -> str:
    return os.pread(handle, 200, 0).decode(errors="replace") or "another run"


def recover(out: Path) -> None:
    """Finish a publication that was cut off after its release was complete, and clear what any other run left behind."""
    staging = out / STAGING
    try:
        intended = str(json.loads((staging / INTENT).read_text(encoding="utf-8"))["release"])
    except FileNotFoundError:
        intended = ""
    if intended and (out / RELEASES / intended).is_dir():
        point_link(out / LATEST, f"{RELEASES}/{intended}")
    shutil.rmtree(staging, ignore_errors=True)


def new_candidate(out: Path) -> Path:
    """A fresh path for a release candidate, on the file system of the output; call it under the lock.

    Its parent is a directory for whatever else the run must keep on disk; both are gone after publication.
    """
    work = out / STAGING / "run"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    return work / "candidate"


def move_to_releases(candidate: Path, out: Path, release_id: str) -> Path:
    """Make a complete, synced candidate the latest release, in steps each of which leaves a good release behind."""
    target = out / RELEASES / release_id
    target.parent.mkdir(exist_ok=True)
    # Whoever finds this note and the release under its final name need only move the link.
    write_durably(out / STAGING / INTENT, json.dumps({"release": release_id}).encode())
    _move(candidate, target)
    point_link(out / LATEST, f"{RELEASES}/{release_id}")
    (out / STAGING / INTENT).unlink()
    return target


def move_to_rejected(candidate: Path, out: Path, release_id: str) -> Path:
    """Keep a rejected candidate under `rejected/`, in the place of an earlier one with the same content."""
    target = out / REJECTED / release_id
    target.parent.mkdir(exist_ok=True)
    discard(target, out)
    _move(candidate, target)
    return target


def discard(directory: Path, out: Path) -> None:
    """Delete a directory of the output so that no reader ever sees half of it."""
    if directory.exists():
        doomed = out / STAGING / f"doomed-{directory.name}"
        doomed.parent.mkdir(parents=True, exist_ok=True)
        directory.rename(doomed)
        sync_directory(directory.parent)
        shutil.rmtree(doomed)


def _move(candidate: Path, target: Path) -> None:
    candidate.rename(target)
    sync_directory(target.parent)
    sync_directory(candidate.parent)
