"""Batches read by the workers of a Dask cluster, each a Prefect task; a lost worker costs its batches a second try."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from distributed import KilledWorker
from prefect_dask.task_runners import DaskTaskRunner

from flows import tasks
from pipeline.batches import Batch, give_up, is_read
from pipeline.errors import TidyclaimsError
from pipeline.workers import told, usable_cores

if TYPE_CHECKING:
    from prefect.futures import PrefectFuture

    from pipeline.settings import Settings

log = logging.getLogger(__name__)

LOCAL = "local"
# Submitted ahead of those that are done, so that neither scheduler nor server holds a whole corpus of tasks.
AHEAD = 200


def read_on_cluster(batches: Sequence[Batch], *, settings: Settings, address: str) -> Iterator[Batch]:
    """Read the batches on a cluster and give each once its shard is there.

    address: of a Dask scheduler whose workers see the same file system and have this program installed, or "local" for a
    cluster of this machine's cores. A batch that kills every worker it is given to is read again by halves, until the one
    document is found, which becomes `unreadable`.
    """
    return told(_read(batches, settings, address), documents=sum(batch.documents for batch in batches))


def _read(batches: Sequence[Batch], settings: Settings, address: str) -> Iterator[Batch]:
    yield from (batch for batch in batches if is_read(batch))
    waiting = deque(batch for batch in batches if not is_read(batch))
    with _runner(address, settings) as runner:
        running: deque[tuple[Batch, PrefectFuture[object]]] = deque()
        while waiting or running:
            while waiting and len(running) < AHEAD:
                batch = waiting.popleft()
                running.append((batch, runner.submit(tasks.read_batch, {"batch": batch, "settings": settings})))
            batch, future = running.popleft()
            error = _failure(future)
            if error is None:
                yield batch
            elif batch.documents > 1:
                log.warning("a batch of %d documents is read again by halves: %s", batch.documents, error)
                waiting.extendleft(reversed(batch.halves()))
            else:
                give_up(batch, cause=f"no worker survived reading it ({type(error).__name__})")
                yield batch


def _failure(future: PrefectFuture[object]) -> BaseException | None:
    """What went wrong with a batch and may lie in one of its documents; an error that every batch would meet is raised."""
    future.wait()
    try:
        outcome = future.result(raise_on_failure=False)
    except KilledWorker as error:
        return error
    if isinstance(outcome, TidyclaimsError | OSError):
        raise outcome
    return outcome if isinstance(outcome, BaseException) else None


def _runner(address: str, settings: Settings) -> DaskTaskRunner:
    if address == LOCAL:
        workers = settings.workers or usable_cores()
        return DaskTaskRunner(cluster_kwargs={"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None})
    return DaskTaskRunner(address=address)
