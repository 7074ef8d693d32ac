"""A Dask cluster of separate processes on loopback, some of which can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from distributed import Client, Worker


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler's address and its workers' processes; a worker has no nanny, so that killed it stays away."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def kill_one_at_work(self) -> None:
        """Wait until a worker is in the middle of a batch, and end it as the kernel ends one that takes too much memory."""
        with Client(self.address) as client:
            busy: list[int] = []
            while not busy:
                busy = [process for process, batches in client.run(at_work).values() if batches]
        (worker,) = (worker for worker in self.workers if worker.pid == busy[0])
        worker.kill()
        worker.wait()


def at_work(dask_worker: Worker) -> tuple[int, int]:
    """Asked of a worker: its process, and how many batches it is reading at this moment."""
    return os.getpid(), len(dask_worker.state.executing)


@contextmanager
def cluster(folder: Path, *, workers: int) -> Iterator[Cluster]:
    """Start a scheduler and workers, and end them."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    # Each leads a process group, so that the server which Prefect starts below a worker ends with it.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "start_new_session": True}
    module = [sys.executable, "-m"]
    scheduler_program = [
        *module,
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-dashboard",
    ]
    worker_program = [*module, "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    scheduler = subprocess.Popen(scheduler_program, env=environment, **quiet)  # type: ignore[call-overload]  # a plain dict
    started = []
    try:
        _wait_for(port)
        started = [subprocess.Popen(worker_program, env=environment, **quiet) for _ in range(workers)]
        yield Cluster(address, tuple(started))
    finally:
        for process in (*started, scheduler):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")
