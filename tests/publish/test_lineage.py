"""Events of runs, in the shape of OpenLineage."""

from __future__ import annotations

import json
from uuid import UUID

from pipeline.publish.lineage import LINEAGE, RunEvent, record_event
from pipeline.tables import TABLE_NAMES, table

RUN = "0191c2a4-7d10-7000-8000-000000000001"


def test_a_run_that_fails_and_one_that_succeeds_leave_four_events(tmp_path):
    release = tmp_path / "releases" / "000001-aa"
    for event in (
        RunEvent("START", RUN, "2024-05-01T06:00:00+00:00", "raw"),
        RunEvent("FAIL", RUN, "2024-05-01T06:01:00+00:00", "raw", error="the ledger is open"),
        RunEvent("START", RUN, "2024-05-02T06:00:00+00:00", "raw"),
        RunEvent("COMPLETE", RUN, "2024-05-02T06:01:00+00:00", "raw", release=release),
    ):
        record_event(tmp_path, event)
    events = [json.loads(line) for line in (tmp_path / LINEAGE).read_text(encoding="utf-8").splitlines()]
    assert [event["eventType"] for event in events] == ["START", "FAIL", "START", "COMPLETE"]
    assert all(UUID(event["run"]["runId"]) and event["job"]["namespace"] == "tidyclaims" for event in events)
    assert events[1]["run"]["facets"]["errorMessage"]["message"] == "the ledger is open"
    assert [output["name"] for output in events[3]["outputs"]] == [str(release / f"{name}.parquet") for name in TABLE_NAMES]
    columns = [field["name"] for field in events[3]["outputs"][0]["facets"]["schema"]["fields"]]
    assert columns == list(table("claims").column_names)
