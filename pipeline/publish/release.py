"""Publication: a candidate, audited and assembled, becomes the latest release in one atomic step, or is set apart."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError, ReleaseRejected
from pipeline.publish.counts import table_counts
from pipeline.publish.durable import sync_tree
from pipeline.publish.manifest import Provenance, content_digest, read_manifest, write_manifest
from pipeline.publish.output import LATEST, RELEASES, move_to_rejected, move_to_releases

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Release:
    """A published release. number counts the releases of one output from 1; is_new: this run published it."""

    id: str
    path: Path
    number: int
    manifest: Mapping[str, Any]
    is_new: bool = False


def latest_release(out: Path) -> Path | None:
    """The directory of the latest release, resolved, or None where nothing was published yet."""
    link = out / LATEST
    return link.resolve() if link.is_dir() else None


def release_from(path: Path) -> Release:
    """A release as its manifest tells it. ReleaseError where the manifest is missing or was changed."""
    manifest = read_manifest(path)
    return Release(manifest["id"], path, int(manifest["number"]), manifest)


def next_release_id(candidate: Path, out: Path, provenance: Provenance) -> str:
    """The id that publishing the candidate would give it: its number and twelve hex digits of its content; no clock."""
    return f"{_next_number(out):06d}-{content_digest(candidate, provenance)[:12]}"


def _next_number(out: Path) -> int:
    numbers = [int(path.name.split("-")[0]) for path in (out / RELEASES).glob("[0-9]*-*")]
    return max(numbers, default=0) + 1


def _says(release: Path, content: str) -> bool:
    try:
        return bool(read_manifest(release)["content_digest"] == content)
    except ReleaseError as error:
        logger.warning("The latest release is damaged and a new one takes its place: %s", error)
        return False


def publish(
    candidate: Path,
    out: Path,
    *,
    provenance: Provenance,
    rejections: Sequence[str] = (),
    waived: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> Release:
    """Publish an assembled candidate of this output, or raise ReleaseRejected with the sentences that the audit gave.

    Call it under the lock. Where the latest release says the same already, that release is returned and the candidate is
    dropped. A rejected candidate goes to `rejected/` and `latest` does not move. waived: failures accepted on purpose;
    warnings: failures that decide nothing.
    """
    content = content_digest(candidate, provenance)
    latest = latest_release(out)
    if latest and not rejections and _says(latest, content):
        return release_from(latest)
    release_id = next_release_id(candidate, out, provenance)
    entries = {
        "id": release_id,
        "number": _next_number(out),
        "previous": latest.name if latest else None,
        "accepted": not rejections,
        "rejections": list(rejections),
        "waived": list(waived),
        "warnings": list(warnings),
        "content_digest": content,
        "counts": table_counts(candidate),
    }
    write_manifest(candidate, entries, provenance)
    sync_tree(candidate)
    if rejections:
        place = move_to_rejected(candidate, out, release_id)
        raise ReleaseRejected(
            "; ".join(rejections),
            place=str(place),
            remedy=f"Its report there shows the rows; {LATEST} still is {latest.name if latest else 'not there'}",
        )
    path = move_to_releases(candidate, out, release_id)
    return Release(release_id, path, int(release_id.split("-")[0]), read_manifest(path), is_new=True)
