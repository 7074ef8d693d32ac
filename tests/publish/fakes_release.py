"""Whole runs in miniature: documents in, a release out, through the real merge, audit and publication."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from pipeline.parquet import table_writer
from pipeline.publish.assemble import assemble
from pipeline.publish.listing import Listed, ListingWriter
from pipeline.publish.manifest import Provenance
from pipeline.publish.merge import merge_shards
from pipeline.publish.output import lock_output, new_candidate
from pipeline.publish.plan import WorkPlan, plan_work
from pipeline.publish.release import Release, latest_release, publish
from pipeline.settings import Settings
from pipeline.validate import audit
from tests.publish.fakes import AnyDocument, digest, write_shard

ENGINE = "engine-1"


def provenance(*, engine: str = ENGINE, published_at: str | None = None) -> Provenance:
    return Provenance(engine_digest=engine, audit_digest="audit-1", raw="raw", published_at=published_at)


def facts_of(document: AnyDocument):
    return document.facts if hasattr(document, "facts") else document.clean.document.facts


def list_documents(path: Path, documents: Iterable[AnyDocument]) -> Path:
    with ListingWriter(path) as listing:
        for document in documents:
            facts = facts_of(document)
            listing.add(Listed(facts.source, facts.document_id, digest(document), facts.size, f"at {facts.source}"))
    return path


def planned(
    work: Path, documents: Iterable[AnyDocument], last: Path | None, *, engine: str = ENGINE, audit_digest: str = "audit-1"
) -> WorkPlan:
    work.mkdir(parents=True, exist_ok=True)
    listing = list_documents(work / "listing.parquet", documents)
    return plan_work(listing, last_release=last, engine_digest=engine, audit_digest=audit_digest, work=work)


def assembled_candidate(out: Path, documents: Iterable[AnyDocument], *, settings: Settings | None = None) -> Path:
    """A candidate of the output, merged and assembled; audited (whatever the outcome) where settings are given."""
    candidate = new_candidate(out)
    shard = write_shard(candidate.parent / "shard", documents)
    merge_shards([shard], candidate)
    if settings is None:
        table_writer(candidate / "quarantine.parquet", "quarantine").close()
    else:
        audit(candidate, settings=settings, last_release=latest_release(out))
    assemble(candidate)
    return candidate


def publish_documents(
    out: Path,
    documents: Iterable[AnyDocument],
    *,
    settings: Settings | None = None,
    published_at: str | None = None,
    engine: str = ENGINE,
) -> Release:
    """A release of the documents, read anew; audited where settings are given."""
    with lock_output(out):
        candidate = assembled_candidate(out, documents, settings=settings)
        release = publish(candidate, out, provenance=provenance(engine=engine, published_at=published_at))
        shutil.rmtree(candidate.parent, ignore_errors=True)
    return release
