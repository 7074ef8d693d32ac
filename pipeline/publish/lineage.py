"""Runs as OpenLineage events, a line each in `lineage.jsonl`, for whoever collects them; nothing is sent anywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.publish.durable import append_durably
from pipeline.tables import TABLE_NAMES, TableName, table

EventType = Literal["START", "COMPLETE", "FAIL"]

LINEAGE = "lineage.jsonl"
NAMESPACE = "tidyclaims"
PRODUCER = "urn:tidyclaims"
EVENT_SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
SCHEMA_FACET = "https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"
ERROR_FACET = "https://openlineage.io/spec/facets/1-0-0/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet"


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One event of a run. run_id: a UUID, the same for all events of the run. at: ISO time with zone. raw: what was read.

    release: the directory that was published, for COMPLETE. error: what went wrong, for FAIL.
    """

    type: EventType
    run_id: str
    at: str
    raw: str
    release: Path | None = None
    error: str | None = None


def record_event(out: Path, event: RunEvent) -> None:
    """Append an event to the lineage of an output; call it under the lock."""
    line = json.dumps(_content(event), ensure_ascii=False)
    append_durably(out / LINEAGE, f"{line}\n".encode())


def _content(event: RunEvent) -> dict[str, object]:
    error = {"_producer": PRODUCER, "_schemaURL": ERROR_FACET, "message": event.error, "programmingLanguage": "python"}
    return {
        "eventType": event.type,
        "eventTime": event.at,
        "producer": PRODUCER,
        "schemaURL": EVENT_SCHEMA,
        "run": {"runId": event.run_id, "facets": {"errorMessage": error} if event.error else {}},
        "job": {"namespace": NAMESPACE, "name": "run"},
        "inputs": [{"namespace": "file", "name": event.raw}],
        "outputs": [] if event.release is None else [_dataset(event.release, name) for name in TABLE_NAMES],
    }


def _dataset(release: Path, name: TableName) -> dict[str, object]:
    fields = [{"name": c.name, "type": c.type, "description": c.description} for c in table(name).columns]
    schema = {"_producer": PRODUCER, "_schemaURL": SCHEMA_FACET, "fields": fields}
    return {"namespace": "file", "name": str(release / f"{name}.parquet"), "facets": {"schema": schema}}
