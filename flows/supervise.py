"""Keeping a schedule alive: a Prefect server on loopback and the process that runs what is due, restarted if they end."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from prefect.logging import get_logger

from flows.schedule import Plan
from pipeline.errors import OutputBusy, ReleaseError

log = get_logger("schedule")

LOOK_EVERY = 0.5
START_PATIENCE = 180.0
END_PATIENCE = 20.0
# A process that stayed up so long is well; one that never did, in so many tries, will not.
WELL_AFTER = 30.0
TRIES = 3
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Held on disk, so that a server that is killed still knows which run is going.
LEASES = "prefect.server.concurrency.lease_storage.filesystem"
SERVER_SETTINGS = {
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": LEASES,
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "true",
}


@dataclass(slots=True)
class Child:
    """A process to keep alive, in a group of its own so that it takes everything it started along.

    log_file: where its output goes; None for that of this process.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    log_file: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    was_well: bool = False
    failures: int = 0
    started: float = 0.0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """Start it. -P: the working directory may have folders named like ours."""
        output = self.log_file.open("ab") if self.log_file else None
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.child", *self.arguments],
            env={**os.environ, **self.environment, "PYTHONSAFEPATH": "1"},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
        )
        if output:
            output.close()
        self.started = time.monotonic()

    @property
    def is_up(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def note_end(self) -> None:
        """Clear away what it left behind, and choose when to start it again. ReleaseError where that is no use."""
        assert self.process is not None
        self._kill_group()
        up = time.monotonic() - self.started
        self.was_well = self.was_well or up >= WELL_AFTER
        self.failures = 1 if up >= WELL_AFTER else self.failures + 1
        if not self.was_well and self.failures >= TRIES:
            where = f"See {self.log_file}" if self.log_file else "See its messages above"
            raise ReleaseError(f"the {self.name} ended {TRIES} times as soon as it was started", remedy=where)
        pause = min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
        self.not_before = time.monotonic() + pause
        log.warning("the %s ended (status %s) and is started again in %.0f s", self.name, self.process.returncode, pause)
        self.process = None

    def end(self) -> None:
        """Have it end, gently at first."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(END_PATIENCE)
        self._kill_group()
        self.process.wait()

    def _kill_group(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.stdin:
            self.process.stdin.close()


def supervise(plan: Plan, *, home: Path) -> None:
    """Run the plan's schedule until SIGTERM or SIGINT. home: where the server's state and log lie.

    OutputBusy where another process does so already; ReleaseError where the server or the schedule cannot start.
    """
    with _alone(home), _told_to_stop() as stop:
        children = _children(plan, home)
        try:
            while not stop.wait(LOOK_EVERY):
                _look_after(children, stop)
        finally:
            for child in reversed(children):
                child.end()


def _children(plan: Plan, home: Path) -> list[Child]:
    """The server, unless PREFECT_API_URL names one, and then the process that works."""
    named = os.environ.get("PREFECT_API_URL")
    if named:
        return [Child("schedule", ["work", plan.to_json()], {})]
    port = _free_port()
    api = f"http://127.0.0.1:{port}/api"
    log.info("Prefect's server: http://127.0.0.1:%d, its log: %s", port, home / "server.log")
    return [
        Child("server", ["server", "--host", "127.0.0.1", "--port", str(port)], SERVER_SETTINGS, home / "server.log"),
        Child("schedule", ["work", plan.to_json()], {"PREFECT_API_URL": api}),
    ]


def _look_after(children: Sequence[Child], stop: threading.Event) -> None:
    """Start what is not up, in order; what follows a server waits until that answers."""
    for child in children:
        if child.process is not None and not child.is_up:
            child.note_end()
        if child.process is None and time.monotonic() >= child.not_before:
            child.start()
            if child.name == "server":
                _wait_for_answer(child, stop)
        if not child.is_up:
            return


def _wait_for_answer(server: Child, stop: threading.Event) -> None:
    """Wait until the server answers, ends, or this process is told to stop."""
    port = server.arguments[-1]
    deadline = time.monotonic() + START_PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while server.is_up and not stop.wait(LOOK_EVERY):
        with suppress(OSError), opener.open(f"http://127.0.0.1:{port}/api/health", timeout=5):
            return
        if time.monotonic() > deadline:
            server.end()
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Be the only one that keeps a schedule for this output; the lock goes with the process."""
    with (home / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            remedy = "End that one first, or give this one another --out"
            raise OutputBusy("another process serves a schedule for it", place=str(home.parent), remedy=remedy) from error
        yield


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set while the body runs."""
    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
