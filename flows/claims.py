"""The flow: raw/ ─list→ ─read→ shards ─merge→ ─validate→ ─publish→ processed/latest. Each step is a Prefect task."""

# No postponed annotations: the runs of a schedule get the flow pickled, and Prefect reads its parameters there.

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows import tasks
from flows.artifacts import shown_progress
from flows.hooks import tell
from pipeline.places import place_of
from pipeline.publish.output import lock_output
from pipeline.publish.release import Release
from pipeline.run import Job, Work, discard
from pipeline.settings import DASK_ADDRESS, Settings, load_settings


@flow(name="publish claims", persist_result=False, on_completion=[tell], on_failure=[tell], on_crashed=[tell])
def publish_claims(
    raw: str | None = None,
    out: str | None = None,
    workers: Annotated[int, Field(ge=1)] | None = None,
    dask: Annotated[str, Field(pattern=DASK_ADDRESS)] | None = None,
    accept_collapse: bool = False,
    fresh: bool = False,
) -> Release | None:
    """Publish a release of the documents in raw under out; None where nothing changed since the last.

    workers: processes on this machine. dask: a scheduler's address, or "local", to read on a cluster instead. Defaults come
    from `tidyclaims.toml` and the environment. A rejected release ends the flow as failed and `latest` stays.
    """
    job = job_of(raw, out, workers=workers, accept_collapse=accept_collapse, fresh=fresh)
    with lock_output(job.out):
        work = tasks.list_work(job)
        if work.plan.nothing_changed:
            discard(work)
            return None
        shards = [*tasks.carry_over(work), *read_documents(work, job.settings, dask)]
        tasks.merge(job, work, shards)
        audited = tasks.validate(job, work)
        return tasks.publish(job, work, audited)


def read_documents(work: Work, settings: Settings, dask: str | None) -> list[Path]:
    """The shards of the documents to read: one task that owns this machine's cores, or a task per batch on a cluster."""
    if dask is None or not work.batches:
        return tasks.read_documents(work, settings)
    from flows.cluster import read_on_cluster

    show = shown_progress(work.documents)
    return [show(batch) for batch in read_on_cluster(work.batches, settings=settings, address=dask)]


def job_of(raw: str | None, out: str | None, *, workers: int | None, accept_collapse: bool, fresh: bool) -> Job:
    """What a run is asked, the settings of the working directory filling what is not said."""
    settings = load_settings()
    if workers:
        settings = replace(settings, workers=workers)
    return Job(
        raw=place_of(raw) if raw else settings.raw,
        out=Path(out) if out else settings.out,
        settings=settings,
        accept_collapse=accept_collapse,
        fresh=fresh,
    )
