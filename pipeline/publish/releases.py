"""What an operator does with published releases: list, verify, roll back, prune."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.errors import ReleaseError
from pipeline.publish.durable import point_link
from pipeline.publish.manifest import damaged_files, files_below, read_manifest
from pipeline.publish.output import LATEST, RELEASES, discard
from pipeline.publish.release import Release, latest_release, release_from


def list_releases(out: Path) -> tuple[Release, ...]:
    """All releases of an output, the oldest first. ReleaseError where the manifest of one cannot be read."""
    return tuple(release_from(path) for path in _release_paths(out))


def _release_paths(out: Path) -> list[Path]:
    found = (path for path in (out / RELEASES).glob("[0-9]*-*") if path.is_dir())
    return sorted((path.resolve() for path in found), key=lambda path: int(path.name.split("-")[0]))


def roll_back(out: Path, *, to: str | None = None) -> Release:
    """Make an earlier release the latest: the one named, else the one before the latest; call it under the lock.

    Releases stay where they are. ReleaseError where there is no such release or it no longer equals its manifest.
    """
    paths = _release_paths(out)
    target = _named(paths, to, out) if to else _before(paths, latest_release(out), out)
    problems = verify(target)
    if problems:
        raise ReleaseError(f"it is damaged: {'; '.join(problems)}", place=str(target), remedy="Choose another release")
    point_link(out / LATEST, f"{RELEASES}/{target.name}")
    return release_from(target)


def _named(paths: list[Path], name: str, out: Path) -> Path:
    for path in paths:
        if name == path.name or (name.isdecimal() and int(name) == int(path.name.split("-")[0])):
            return path
    known = ", ".join(path.name for path in paths) or "none"
    raise ReleaseError(f"there is no release {name!r}", place=str(out), remedy=f"Those there are: {known}")


def _before(paths: list[Path], latest: Path | None, out: Path) -> Path:
    if latest in paths[1:]:
        return paths[paths.index(latest) - 1]
    raise ReleaseError("there is no release before the latest", place=str(out), remedy="Name the release to go to")


def prune(
    out: Path, *, keep: int | None = None, max_age: timedelta | None = None, now: datetime | None = None
) -> tuple[str, ...]:
    """Delete all but the newest `keep` releases, and those published longer ago than max_age; the ids deleted.

    The latest release always stays; age spares one without a time of publication. Call it under the lock.
    """
    paths, latest = _release_paths(out), latest_release(out)
    surplus = set(paths[:-keep] if keep else paths) if keep is not None else set()
    if max_age is not None:
        oldest = (now or datetime.now(UTC)) - max_age
        surplus |= {path for path in paths if _published_before(path, oldest)}
    doomed = [path for path in paths if path in surplus and path != latest]
    for path in doomed:
        discard(path, out)
    return tuple(path.name for path in doomed)


def _published_before(release: Path, moment: datetime) -> bool:
    published = read_manifest(release).get("published_at")
    return published is not None and datetime.fromisoformat(published) < moment


def verify(release: Path) -> list[str]:
    """One sentence for each way in which a release differs from its manifest; empty where every byte is as published."""
    try:
        manifest = read_manifest(release)
    except ReleaseError as error:
        return [error.cause]
    problems = damaged_files(release, manifest)
    listed = {entry["path"] for entry in manifest["outputs"]}
    problems += [f"{name} is not in the manifest" for name in files_below(release) if name not in listed]
    if release.resolve().name != manifest["id"]:
        problems.append(f"its manifest is that of {manifest['id']}")
    return problems
