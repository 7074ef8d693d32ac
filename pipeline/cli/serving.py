"""`serve`: a schedule that runs until the process is told to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit
from pipeline.cli.running import stated_raw
from pipeline.places import absolute

if TYPE_CHECKING:
    from pipeline.run import Job


def serve(job: Job, *, cron: str, timezone: str | None, dask: str | None) -> Exit:
    """Publish a release of the documents whenever the schedule says so. timezone: by default this machine's."""
    raw = stated_raw(absolute(job.raw))
    from flows.environment import prepare

    home = job.out / ".prefect"
    prepare(home, quiet=False)
    from flows.schedule import Plan, schedule_of
    from flows.supervise import supervise

    schedule = schedule_of(cron, timezone or local_timezone())
    plan = Plan(
        raw,
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
