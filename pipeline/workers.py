"""All cores of this machine at work on batches; a worker that dies costs one document at most, never the run."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, Protocol

from pipeline.batches import Batch, give_up, is_read, parser_of, read_batch
from pipeline.errors import TidyclaimsError, WorkerError
from pipeline.notes import retold, timed

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.settings import Settings

log = logging.getLogger(__name__)

# One thread each: the cores are shared by processes, and a second thread per process only takes them from another.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class Reader(Protocol):
    """Writes the shard of a batch, in a worker process, and gives its path."""

    def __call__(self, batch: Batch, *, settings: Settings) -> Path:
        """Read one batch."""


@dataclass(frozen=True, slots=True)
class _Hands:
    """What workers are told and what they do."""

    settings: Settings
    read: Reader

    def pool(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: this process has threads of its own.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(self.settings.model,))

    def submit(self, pool: ProcessPoolExecutor, batch: Batch) -> Future[Path]:
        return pool.submit(self.read, batch, settings=self.settings)


def usable_cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_batches(batches: Sequence[Batch], *, settings: Settings, read: Reader = read_batch) -> Iterator[Batch]:
    """Read the batches in worker processes and give each once its shard is there, in no particular order.

    A batch whose worker dies, or that ends in an error no document accounts for, is read again in isolation, then by halves,
    until the one document is found, which becomes `unreadable`; the halves are then given instead. Errors of the
    installation or the disk end the run. What an earlier try finished is not read again. read: what a worker does.
    """
    return told(_read(batches, _Hands(settings, read)), documents=sum(batch.documents for batch in batches))


def told(batches: Iterator[Batch], *, documents: int) -> Iterator[Batch]:
    """The batches as they come, with a line of the log for how far the run is and those that each brought home."""
    done = 0
    with timed("reading"):
        for batch in batches:
            done += batch.documents
            retold(batch.notes, batch=batch.name)
            log.info("read %d of %d documents", done, documents, extra={"done": done, "total": documents})
            yield batch


def _read(batches: Sequence[Batch], hands: _Hands) -> Iterator[Batch]:
    waiting = deque(batch for batch in batches if not is_read(batch))
    yield from (batch for batch in batches if is_read(batch))
    suspects: list[Batch] = []
    workers = max(1, min(hands.settings.workers or usable_cores(), len(waiting)))
    while waiting:
        yield from _read_in_pool(waiting, suspects, hands, workers)
    for batch in suspects:
        yield from _read_in_isolation(batch, hands)


def _read_in_pool(waiting: deque[Batch], suspects: list[Batch], hands: _Hands, workers: int) -> Iterator[Batch]:
    """Read batches from the front of waiting until none is left or the pool breaks; those that failed become suspects."""
    with hands.pool(workers) as pool:
        running: dict[Future[Path], Batch] = {}
        is_whole = True
        while running or (waiting and is_whole):
            while waiting and is_whole and len(running) <= workers:
                try:
                    running[hands.submit(pool, waiting[0])] = waiting[0]
                    waiting.popleft()
                except BrokenProcessPool:
                    is_whole = False
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                batch = running.pop(future)
                error = _failure(future, batch)
                is_whole = is_whole and not isinstance(error, BrokenProcessPool)
                if error is None:
                    yield batch
                else:
                    suspects.append(batch)


def _read_in_isolation(batch: Batch, hands: _Hands) -> Iterator[Batch]:
    """Read the batch in a process of its own; where that fails, its halves; a single document is given up."""
    with hands.pool(1) as pool:
        _prove(pool)
        error = _failure(hands.submit(pool, batch), batch)
    if error is None:
        yield batch
    elif batch.documents > 1:
        for half in batch.halves():
            yield from _read_in_isolation(half, hands)
    else:
        died = isinstance(error, BrokenProcessPool)
        cause = "the process that read it died" if died else f"reading it failed ({type(error).__name__}: {error})"
        log.error("%s: %s", batch.inputs()[0].source, cause, exc_info=None if died else error)
        give_up(batch, cause=cause)
        yield batch


def _prove(pool: ProcessPoolExecutor) -> None:
    """Make sure that a worker can start at all, lest documents be blamed for what no document did."""
    error = pool.submit(usable_cores).exception()
    if error is not None:
        remedy = 'See the system\'s log for what ended it; with model = "none" it needs less memory'
        raise WorkerError(f"a worker process ended while it started ({error})", remedy=remedy) from error


def _failure(future: Future[Path], batch: Batch) -> BaseException | None:
    """What went wrong and may go right in another try; an error that every batch would meet is raised."""
    error = future.exception()
    if isinstance(error, TidyclaimsError | OSError):
        raise error
    if error is not None:
        log.warning("a batch of %d documents is read again: %s", batch.documents, error)
    return error


def _start_worker(model: str) -> None:
    """Make this process a worker: one thread, deaf to Ctrl-C (the parent decides), gone with its parent, model loaded."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    parser = parser_of(model)
    if parser is not None:
        parser.load()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
