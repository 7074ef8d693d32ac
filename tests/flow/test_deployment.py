"""`prefect.yaml` names a flow and parameters that exist, and wrong parameters are refused by the flow's schema."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def test_the_deployment_fits_the_flow() -> None:
    from flows.claims import publish_claims

    (deployment,) = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    module, _, name = deployment["entrypoint"].rpartition(".")
    assert getattr(import_module(module), name) is publish_claims
    assert set(deployment["parameters"]) <= set(publish_claims.parameters.properties)
    assert all(schedule["timezone"] for schedule in deployment["schedules"])
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"dask": "somewhere"}, {"accept_collapse": "perhaps"}])
def test_wrong_parameters_are_refused(wrong: dict[str, object]) -> None:
    from prefect.exceptions import ParameterTypeError

    from flows.claims import publish_claims

    with pytest.raises(ParameterTypeError, match=next(iter(wrong))):
        publish_claims.validate_parameters(wrong)
