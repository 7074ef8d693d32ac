"""`serve`: a schedule that runs until the process is told to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.run import Job


def serve(job: Job, *, cron: str, timezone: str | None, dask: str | None) -> Exit:
    """Publish a release of the documents whenever the schedule says so. timezone: by default this machine's."""
    if not job.raw.exists():
        raise InputError("there is no such file or folder", place=str(job.raw), remedy="Name the folder of your documents")
    from flows.environment import prepare

    home = job.out / ".prefect"
    prepare(home, quiet=False)
    from flows.schedule import Plan, schedule_of
    from flows.supervise import supervise

    schedule = schedule_of(cron, timezone or local_timezone())
    plan = Plan(
        str(job.raw.resolve()),
        str(job.out.resolve()),
        schedule.cron,
        str(schedule.timezone),
        workers=job.settings.workers,
        dask=dask,
    )
    supervise(plan, home=Path(home.resolve()))
    return Exit.DONE


def local_timezone() -> str:
    """The name of this machine's time zone."""
    from babel.dates import LOCALTZ, get_timezone_name

    return get_timezone_name(LOCALTZ, return_zone=True)
