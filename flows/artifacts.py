"""What Prefect shows of a run besides its log: progress, counts, links to the reports, a rejection's reasons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

if TYPE_CHECKING:
    from uuid import UUID

    from pipeline.batches import Batch
    from pipeline.errors import ReleaseRejected
    from pipeline.publish.release import Release

# Each update is a request to the server.
STEP = 5.0


def shown_progress(documents: int) -> Callable[[Batch], Path]:
    """A function that takes note of a finished batch, shows how far the run is, and gives the batch's shard."""
    # Outside a coroutine this gives the id itself; its signature says that it may give an awaitable.
    artifact = cast("UUID", create_progress_artifact(0.0, key="documents-read", description=f"{documents:,} documents"))
    done = 0
    shown = 0.0

    def note(batch: Batch) -> Path:
        nonlocal done, shown
        done += batch.documents
        percent = 100.0 * done / documents
        if percent - shown >= STEP or done == documents:
            update_progress_artifact(artifact, percent)
            shown = percent
        return batch.shard

    return note


def show_release(release: Release) -> None:
    """The counts of a release as a table, and links to its reports."""
    rows = [
        {"table": table, "what": what, "rows": count}
        for table, counts in release.manifest["counts"].items()
        for what, count in counts.items()
    ]
    create_table_artifact(rows, key="release-counts", description=f"Rows of release {release.id}")
    for key, name, text in (
        ("reading-report", "report/index.html", "Reading report"),
        ("validation-report", "validation/index.html", "Validation report"),
    ):
        if (release.path / name).exists():
            link = (release.path / name).resolve().as_uri()
            create_link_artifact(link, link_text=text, key=key, description=f"{text} of release {release.id}")


def show_rejection(error: ReleaseRejected) -> None:
    """Why a release was rejected and where its candidate is kept."""
    reasons = "\n".join(f"- {reason}" for reason in error.cause.split("; "))
    text = f"# Release rejected\n\n{reasons}\n\nThe candidate and its reports: `{error.place}`. {error.remedy}.\n"
    create_markdown_artifact(text, key="release-rejected", description="Why the release was rejected")
