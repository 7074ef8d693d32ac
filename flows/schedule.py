"""The deployment that a schedule runs, and the process that runs it; `flows.supervise` keeps that process going."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, FlowRun, StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.exceptions import ObjectNotFound
from prefect.logging import get_logger
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Cancelled, Crashed
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from flows.claims import publish_claims
from flows.hooks import tell
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import State

log = get_logger("schedule")

# A run that makes up for others; if it is interrupted as well, the next slot of the schedule is soon enough.
CATCH_UP = "catch-up"
GOING = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to run and when. raw: an absolute path or an address; None: as the settings say. out: an absolute path.

    cron: five fields. timezone: a name of the IANA base.
    """

    raw: str | None
    out: str
    cron: str
    timezone: str
    workers: int | None = None
    dask: str | None = None

    @property
    def name(self) -> str:
        """The deployment's name: the same after every restart, another for another output or machine."""
        place = f"{socket.gethostname()}:{self.out}"
        return f"{Path(self.out).name}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"

    @property
    def parameters(self) -> dict[str, object]:
        """The parameters of every run."""
        return {"raw": self.raw, "out": self.out, "workers": self.workers, "dask": self.dask}

    def to_json(self) -> str:
        """The plan as text that from_json reads."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """The plan that to_json wrote."""
        return cls(**json.loads(text))


def schedule_of(cron: str, timezone: str) -> CronSchedule:
    """The schedule in Prefect's terms. SettingsError where the cron expression or the timezone is none."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        remedy = "Name a place of the IANA time zone database, as Asia/Almaty, or UTC"
        raise SettingsError(f"there is no time zone {timezone!r}", place="--timezone", remedy=remedy) from error
    try:
        if len(cron.split()) != 5:
            raise ValueError
        return CronSchedule(cron=cron, timezone=timezone)
    except (ValidationError, ValueError) as error:
        remedy = 'Write minute, hour, day of month, month and day of week, as "0 6 * * *" for six in the morning'
        raise SettingsError(f"{cron!r} is no cron expression", place="--cron", remedy=remedy) from error


class _Runner(Runner):
    """A runner that leaves a run that is cut off to the next start, which ends it and makes up for it."""

    def handle_sigterm(self, *_args: object, **_kwargs: object) -> None:
        """End at once; the supervisor ends the run with this process's group."""
        os._exit(0)


def work(plan: Plan) -> None:
    """Announce the deployment and run what is due, until this process is told to end; the server is PREFECT_API_URL's.

    The deployment stays active when this process ends. While a run is going, another that falls due is cancelled. Runs that
    were missed while nothing worked, or that were cut off, are made up for by one.
    """
    asyncio.run(_work(plan))


async def _work(plan: Plan) -> None:
    runner = _Runner(name=plan.name, pause_on_shutdown=False)
    async with get_client() as client:
        known = await _known(client, plan)
        missed = await _settle(client, known) if known else 0
        # As an object: by its path Prefect would look in the working directory, which may have a flows/ of its own.
        deployment = await runner.aadd_flow(
            publish_claims,
            name=plan.name,
            schedule=Cron(plan.cron, timezone=plan.timezone),
            parameters=plan.parameters,
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            enforce_parameter_schema=True,
            paused=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        if missed:
            log.warning("%d runs were missed or cut off; one makes up for them", missed)
            await client.create_flow_run_from_deployment(deployment, tags=[CATCH_UP])
    log.info("scheduled: %s (%s) as %s", plan.cron, plan.timezone, plan.name)
    await runner.start()


async def _known(client: PrefectClient, plan: Plan) -> UUID | None:
    """The deployment's id, if an earlier process announced it."""
    try:
        return (await client.read_deployment_by_name(f"{publish_claims.name}/{plan.name}")).id
    except ObjectNotFound:
        return None


async def _settle(client: PrefectClient, deployment: UUID) -> int:
    """End what an earlier process left going, cancel what fell due since; how many runs are to be made up for."""
    cut_off = await _runs(client, deployment, state=GOING)
    for run in cut_off:
        state: State[object] = Crashed(message="The process that ran it ended.")
        await client.set_flow_run_state(run.id, state)
        await asyncio.to_thread(tell, publish_claims, run, state)
    late = await _runs(client, deployment, state=[StateType.SCHEDULED], before=datetime.now(UTC))
    for run in late:
        await client.set_flow_run_state(run.id, Cancelled(message="It fell due while nothing was there to run it."))
    await _free_slot(client, deployment)
    return sum(CATCH_UP not in run.tags for run in (*cut_off, *late))


async def _runs(
    client: PrefectClient, deployment: UUID, *, state: list[StateType], before: datetime | None = None
) -> list[FlowRun]:
    """The runs of a deployment that are in a state and, if so asked, due before a moment; at most the server's page."""
    due = FlowRunFilterNextScheduledStartTime.model_validate({"before_": before}) if before else None
    return await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=state)), next_scheduled_start_time=due
        ),
    )


async def _free_slot(client: PrefectClient, deployment: UUID) -> None:
    """Give back the one slot, which a server that was killed may have kept for a run that is no more."""
    try:
        await client.update_global_concurrency_limit(
            f"deployment:{deployment}", GlobalConcurrencyLimitUpdate(active_slots=0)
        )
    except ObjectNotFound:
        log.info("the server holds no limit for the deployment yet")
