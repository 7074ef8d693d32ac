"""What happens when a run ends: those whom the settings name hear of it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReleaseError, ReleaseRejected, TidyclaimsError
from pipeline.notify import notify
from pipeline.publish.release import latest_release
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun, State

log = logging.getLogger(__name__)


def tell(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell those whom `[notify]` names how a run ended, as a Prefect hook; trouble in telling ends nothing."""
    try:
        settings = load_settings()
    except TidyclaimsError as error:
        log.warning("nobody is told how the run ended: %s", error)
        return
    if settings.notify.on == "always" or not state.is_completed():
        notify(news_of(flow_run, state, settings), settings.notify)


def news_of(run: FlowRun, state: State[Any], settings: Settings) -> dict[str, object]:
    """What is told: how it ended, why, of which documents, the release that is the latest now, and the run's name."""
    out = Path(run.parameters.get("out") or settings.out)
    return {
        "program": "tidyclaims",
        "outcome": _outcome(state),
        "message": state.message or "",
        "raw": str(run.parameters.get("raw") or settings.raw),
        "out": str(out),
        "latest": _latest(out),
        "run": run.name,
        "run_id": str(run.id),
        "scheduled": run.expected_start_time.isoformat() if run.expected_start_time else None,
    }


def _outcome(state: State[Any]) -> str:
    """`completed`, `rejected`, `failed` or `crashed`."""
    if state.is_failed() and not state.is_crashed() and isinstance(state.result(raise_on_failure=False), ReleaseRejected):
        return "rejected"
    return state.type.value.lower()


def _latest(out: Path) -> str | None:
    try:
        latest = latest_release(out)
    except ReleaseError:
        return None
    return latest.name if latest else None
