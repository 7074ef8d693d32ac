"""The commands about releases: check, list, roll back, report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit, console, note, say
from pipeline.errors import InputError, ReleaseError
from pipeline.publish.output import lock_output
from pipeline.publish.release import latest_release, release_from
from pipeline.publish.releases import list_releases, verify
from pipeline.publish.releases import roll_back as move_latest

if TYPE_CHECKING:
    from pipeline.places import Place
    from pipeline.settings import Settings
    from pipeline.validate.ledger import Breach

SHOWN = 20


def validate(release: Path) -> Exit:
    """Check every file of a release against its manifest and every number against the ledger."""
    from pipeline.validate.ledger import ledger_breaches

    _require_release(release)
    problems = verify(release)
    for problem in problems:
        say(f"{release}: {problem}")
    breaches = [] if problems else list(islice(ledger_breaches(release), SHOWN))
    _print_breaches(breaches)
    if problems or breaches:
        return Exit.FAILED
    say(f"{release}: every file is as published and the ledger closes")
    return Exit.DONE


def check_ledger(path: Place, *, show: int, settings: Settings) -> Exit:
    """Check the ledger of a release, or of documents that are read for it; print the first breaches."""
    if isinstance(path, Path) and (path / "claims.parquet").is_file():
        breaches = _breaches_of_release(path)
    else:
        breaches = _breaches_of_documents(path, settings=settings)
    found = list(islice(breaches, show))
    _print_breaches(found)
    count = len(found) + sum(1 for _ in breaches)
    say(f"{path}: {count or 'no'} breach{'' if count == 1 else 'es'} of the ledger")
    return Exit.FAILED if count else Exit.DONE


def _breaches_of_release(path: Path) -> Iterator[Breach]:
    from pipeline.validate.ledger import ledger_breaches

    return ledger_breaches(path)


def _breaches_of_documents(path: Place, *, settings: Settings) -> Iterator[Breach]:
    from pipeline.ingest import read_sources
    from pipeline.model import SetAside
    from pipeline.reading import read_without_context
    from pipeline.validate.ledger import text_breaches

    documents = (document for _, document in read_sources(path, limits=settings.limits))
    for document in read_without_context(documents, settings=settings):
        if isinstance(document, SetAside):
            note(f"{document.facts.source}: set aside as {document.status}: {document.error}")
            continue
        read = document.clean.document
        spans = [(claim.start, claim.end) for claim in document.claims]
        spans += [(number.start, number.end) for number in document.excluded]
        yield from text_breaches(read.text, spans, document_id=read.facts.source)


def _print_breaches(breaches: list[Breach]) -> None:
    for breach in breaches:
        say(f"{breach.document_id} {breach.start}-{breach.end} {breach.kind}: {breach.text!r}")


def show_releases(out: Path) -> Exit:
    """List the releases of an output with their counts; * marks the latest."""
    latest = latest_release(out)
    found = list_releases(out)
    for release in found:
        counts = release.manifest["counts"]
        mark = "*" if release.path == latest else " "
        documents, claims = (sum(counts[table].values()) for table in ("documents", "claims"))
        published = release.manifest.get("published_at") or "-"
        say(f"{mark} {release.id}  {published}  {documents:,} documents, {claims:,} claims")
    if not found:
        note(f"{out} holds no release yet; `tidyclaims run` publishes the first")
    return Exit.DONE


def roll_back(out: Path, *, to: str | None) -> Exit:
    """Make an earlier release the latest, unless a run is writing."""
    if not out.is_dir():
        raise InputError("there is no such folder", place=str(out), remedy="Name the folder that holds the releases")
    with lock_output(out):
        release = move_latest(out, to=to)
    say(f"{out / 'latest'} is now {release.id}")
    return Exit.DONE


def show_difference(before: Path, after: Path, *, page: Path | None, show: int) -> Exit:
    """Print what differs between two releases; with page, write it as a page too."""
    from pipeline.publish.diff import diff, diff_report, write_diff_page

    for release in (before, after):
        _require_release(release)
    found = diff(before, after, limit=None if page else show)
    console().print(diff_report(found, listed=show))
    if page:
        note(f"wrote {write_diff_page(found, page)}")
    return Exit.DONE


def load_into(release: Path, *, url: str, schema: str) -> Exit:
    """Load a release into PostgreSQL and print how many rows each table holds."""
    from pipeline.publish.postgres import load_release

    _require_release(release)
    for table, rows in load_release(release, url, schema=schema).items():
        say(f"{schema}.{table:<12}{rows:>12,} rows")
    return Exit.DONE


def write_report_of(path: Path) -> Exit:
    """Print where the report of a release is; write it where it is missing."""
    from pipeline.publish.report.write import write_report

    _require_release(path)
    index = path / "report" / "index.html"
    if not index.is_file():
        release_from(path)
        index = write_report(path.resolve(), last_release=None)
    say(str(index))
    return Exit.DONE


def _require_release(path: Path) -> None:
    if not path.is_dir():
        raise InputError("there is no such release", place=str(path), remedy="`tidyclaims releases` lists those there are")
    if not (path / "manifest.json").is_file() and not (path / "claims.parquet").is_file():
        raise ReleaseError("it is no release", place=str(path), remedy="`tidyclaims releases` lists those there are")
