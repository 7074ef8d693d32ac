"""The steps of a run as Prefect tasks: each a large piece of work, retried only where another try can help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.artifacts import show_rejection, show_release, shown_progress
from pipeline import batches, run, workers
from pipeline.errors import ReleaseRejected, SourceUnreachable

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun

    from pipeline.batches import Batch
    from pipeline.publish.release import Release
    from pipeline.run import Job, Work
    from pipeline.settings import Settings
    from pipeline.validate import AuditResult

# A network path, a far store or a busy disk may be back in a while.
PAUSES = [5, 30, 120]


def may_pass(_task: object, _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed task may succeed later: trouble of the system may pass, a verdict of ours does not."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError | SourceUnreachable)


STEADFAST: dict[str, Any] = {
    "retries": len(PAUSES), "retry_delay_seconds": PAUSES, "retry_condition_fn": may_pass, "cache_policy": NO_CACHE,
}  # fmt: skip
ONCE: dict[str, Any] = {"cache_policy": NO_CACHE}


@task(name="list documents", **STEADFAST)
def list_work(job: Job) -> Work:
    """Which documents are there, and which of them are to be read."""
    return run.list_work(job)


@task(name="carry over", **STEADFAST)
def carry_over(work: Work) -> list[Path]:
    """The shards of unchanged documents and of duplicates."""
    return list(run.other_shards(work))


@task(name="read documents", **STEADFAST)
def read_documents(work: Work, settings: Settings) -> list[Path]:
    """The shards of all other documents, read by all cores of this machine."""
    show = shown_progress(work.documents)
    return [show(batch) for batch in workers.read_batches(work.batches, settings=settings)]


@task(name="read batch", **STEADFAST)
def read_batch(batch: Batch, settings: Settings) -> Path:
    """The shard of one batch, read by a worker of a cluster."""
    return batches.read_batch(batch, settings=settings)


@task(name="merge", **STEADFAST)
def merge(job: Job, work: Work, shards: Sequence[Path]) -> None:
    """The tables of the candidate, from all shards."""
    run.merge(job, work, shards)


@task(name="validate", **ONCE)
def validate(job: Job, work: Work) -> AuditResult:
    """What the audit says of the candidate."""
    return run.audit_candidate(job, work)


@task(name="publish", **ONCE)
def publish(job: Job, work: Work, audited: AuditResult) -> Release:
    """The release, or ReleaseRejected with the place where the candidate is kept."""
    try:
        release = run.publish_release(job, work, audited)
    except ReleaseRejected as error:
        show_rejection(error)
        raise
    show_release(release)
    return release
