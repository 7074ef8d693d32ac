"""The whole program on one page: a folder of documents → a release, with no scheduler and no server.

    raw/ ─list_work→ Work ─read_batches→ shards ─merge→ candidate ─audit→ AuditResult ─publish→ Release

Each step is a function that takes and gives paths and counts; `flows/claims.py` runs the same steps as Prefect tasks.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batches import Batch, parser_of, write_batches, write_duplicates
from pipeline.engine import audit_digest, engine_digest, settings_that_matter
from pipeline.extract.grammar import load_grammar
from pipeline.ingest.inputs import Input, list_inputs
from pipeline.notes import timed
from pipeline.places import Place, absolute
from pipeline.publish.assemble import assemble
from pipeline.publish.corrections import apply_corrections, corrections_digest, load_corrections
from pipeline.publish.listing import Listed, ListingWriter
from pipeline.publish.manifest import Provenance, is_made_by
from pipeline.publish.merge import merge_shards
from pipeline.publish.output import lock_output, new_candidate
from pipeline.publish.plan import WorkPlan, plan_work
from pipeline.publish.release import Release, latest_release, next_release_id, publish
from pipeline.publish.releases import prune
from pipeline.publish.report.verdict import Verdict, named_model
from pipeline.publish.report.write import write_report
from pipeline.settings import Settings
from pipeline.workers import read_batches

if TYPE_CHECKING:
    from pipeline.validate import AuditResult

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked: which documents, which output, under which settings.

    accept_collapse: publish although much less was found than in the last release. fresh: carry nothing over from it.
    """

    raw: Place
    out: Path
    settings: Settings
    accept_collapse: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What a run has to do, on disk below a staging directory that no other run uses."""

    candidate: Path
    plan: WorkPlan
    batches: tuple[Batch, ...]
    last_release: Path | None

    @property
    def documents(self) -> int:
        """How many documents are to be read."""
        return sum(batch.documents for batch in self.batches)

    @property
    def staging(self) -> Path:
        """The directory of everything that is not yet a release."""
        return self.candidate.parent


def run(job: Job) -> Release | None:
    """Read what changed since the last release and publish the next; None where nothing changed.

    ReleaseRejected where the audit fails (the last release stays), OutputBusy where another run writes to the same output.
    """
    with lock_output(job.out):
        work = list_work(job)
        if work.plan.nothing_changed:
            discard(work)
            return None
        read = (batch.shard for batch in read_batches(work.batches, settings=job.settings))
        shards = [*other_shards(work), *read]
        merge(job, work, shards)
        return publish_release(job, work, audit_candidate(job, work))


@timed("listing")
def list_work(job: Job) -> Work:
    """List the documents, see which of them the last release holds already, and cut the rest into batches.

    SettingsError, LexiconError, CorrectionError and ModelError come from here, before a document is read.
    """
    made_by, last = digests(job.settings), latest_release(job.out)
    if last is None or not is_made_by(last, made_by["engine_digest"]):
        # A release by the same engine proves that rules and vocabulary load, which takes longer than listing thousands.
        load_grammar(job.settings)
    # Absolute, because a worker of a cluster has a working directory of its own.
    candidate = new_candidate(job.out.absolute())
    staging, raw = candidate.parent, absolute(job.raw)
    with ListingWriter(staging / "listing.parquet") as listing:
        for item in list_inputs(raw, limits=job.settings.limits, spool=staging / "unpacked"):
            listing.add(Listed(item.source, item.document_id, item.digest, item.size, item.location))
    plan = plan_work(staging / "listing.parquet", last_release=None if job.fresh else last, **made_by, work=staging)
    log.info(
        "%d documents to read, %d unchanged, %d duplicates, %d gone",
        plan.todo_count, plan.carried_count, plan.duplicate_count, plan.vanished_count,
    )  # fmt: skip
    size = sum(listed.size for listed in plan.todo())
    inputs = map(_input, plan.todo())
    batches = write_batches(inputs, staging / "batches", raw=raw, total_bytes=size)
    return Work(candidate, plan, tuple(batches), last)


def other_shards(work: Work) -> Iterator[Path]:
    """The shards that need no reading: rows carried over, and inputs that repeat the bytes of another."""
    if work.plan.carried_count:
        with timed("carrying over"):
            work.plan.write_carried(work.staging / "carried.shard")
        yield work.staging / "carried.shard"
    if work.plan.duplicate_count:
        pairs = ((_input(listed), source) for listed, source in work.plan.duplicates())
        yield write_duplicates(pairs, work.staging / "duplicates.shard")


def _input(listed: Listed) -> Input:
    return Input(listed.source, listed.document_id, listed.digest, listed.size, listed.location)


@timed("merging")
def merge(job: Job, work: Work, shards: Sequence[Path]) -> None:
    """Make the tables of the candidate from all shards, whatever their number, and apply what people corrected."""
    log.info("merging %d shards", len(shards))
    merge_shards(shards, work.candidate)
    apply_corrections(work.candidate, load_corrections(job.settings.corrections))


@timed("checking")
def audit_candidate(job: Job, work: Work) -> AuditResult:
    """Check the candidate: rows that break an expectation go to quarantine, a table that breaks one rejects the release."""
    from pipeline.validate import audit

    log.info("checking the tables")
    return audit(work.candidate, settings=job.settings, last_release=work.last_release, accept_collapse=job.accept_collapse)


@timed("publishing")
def publish_release(job: Job, work: Work, audited: AuditResult) -> Release:
    """Complete the candidate and move `latest` to it in one step. ReleaseRejected where the audit did not accept it."""
    log.info("writing the release")
    provenance = provenance_of(job)
    assemble(work.candidate)
    write_report(work.candidate, last_release=work.last_release, verdict=_verdict(job, work, provenance, audited))
    release = publish(
        work.candidate,
        job.out,
        provenance=provenance,
        rejections=audited.rejections,
        waived=audited.waived,
        warnings=audited.warnings,
    )
    discard(work)
    prune_releases(job)
    return release


def provenance_of(job: Job) -> Provenance:
    """What the manifest says of how a release was made; the one place that reads the clock."""
    return Provenance(
        **digests(job.settings),
        raw=str(job.raw),
        settings=settings_that_matter(job.settings),
        model=model_facts(job.settings),
        published_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _verdict(job: Job, work: Work, provenance: Provenance, audited: AuditResult) -> Verdict:
    return Verdict(
        release_id=next_release_id(work.candidate, job.out, provenance),
        published_at=provenance.published_at,
        raw=provenance.raw,
        engine=provenance.engine_digest,
        model=named_model(provenance.model),
        rejections=audited.rejections,
        waived=audited.waived,
        warnings=audited.warnings,
    )


def digests(settings: Settings) -> dict[str, str]:
    """What two runs must share to give the same rows from the same documents, and to publish them alike."""
    corrections = corrections_digest(load_corrections(settings.corrections))
    return {
        "engine_digest": engine_digest(settings, model=model_facts(settings)),
        "audit_digest": audit_digest(settings, corrections=corrections),
    }


def model_facts(settings: Settings) -> Mapping[str, str]:
    """Name, version and digest of the language model in use; "none" for rules alone. Loads no model."""
    parser = parser_of(settings.model)
    if parser is None:
        return {"name": "none"}
    return {"name": parser.name, "version": parser.version, "digest": parser.digest}


def prune_releases(job: Job) -> None:
    """Remove the releases that the settings do not keep."""
    keep, days = job.settings.retention.keep, job.settings.retention.max_days
    if keep is not None or days is not None:
        for gone in prune(job.out, keep=keep, max_age=None if days is None else timedelta(days=days)):
            log.info("removed release %s", gone)


def discard(work: Work) -> None:
    """Remove what a run needed only while it ran."""
    shutil.rmtree(work.staging, ignore_errors=True)
