"""prefect.yaml holds a deployment that Prefect understands: the flow is found, its parameters are the flow's own."""

from __future__ import annotations

from pathlib import Path

import yaml
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.flows import load_flow_from_entrypoint

from flows.schedule import schedule_of

FILE = Path(__file__).parents[2] / "prefect.yaml"


def test_the_deployment_for_teams_fits_the_flow() -> None:
    (deployment,) = yaml.safe_load(FILE.read_text(encoding="utf-8"))["deployments"]
    flow = load_flow_from_entrypoint(deployment["entrypoint"])
    assert flow.name == "publish claims"
    assert flow.validate_parameters(deployment["parameters"] | {"workers": 2})
    assert set(deployment["parameters"]) <= set(flow.parameters.properties)
    limit = ConcurrencyLimitConfig(**deployment["concurrency_limit"])
    assert (limit.limit, limit.collision_strategy.value) == (1, "CANCEL_NEW")
    for schedule in deployment["schedules"]:
        assert schedule_of(schedule["cron"], schedule["timezone"]).cron == schedule["cron"]
