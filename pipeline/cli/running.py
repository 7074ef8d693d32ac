"""`run`: the Prefect flow in this process, a progress bar on a terminal, plain lines elsewhere, and a closing table."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit, console, note, say
from pipeline.errors import InputError

if TYPE_CHECKING:
    from rich.progress import Progress

    from pipeline.publish.release import Release
    from pipeline.run import Job

# Plain lines go to log files, where one for each batch would be too many.
LINE_STEP = 10


def run_flow(job: Job, *, dask: str | None, verbose: bool) -> Exit:
    """Run the flow and print what it published. ReleaseRejected and all other errors are the caller's to print."""
    if not job.raw.exists():
        raise InputError("there is no such file or folder", place=str(job.raw), remedy="Name the folder of your documents")
    from flows.environment import prepare

    prepare(job.out / ".prefect", quiet=not verbose)
    with shown_progress():
        note(f"reading {job.raw}")
        from flows.claims import publish_claims

        release = publish_claims(
            str(job.raw),
            str(job.out),
            workers=job.settings.workers,
            accept_collapse=job.accept_collapse,
            fresh=job.fresh,
            **({"dask": dask} if dask else {}),
        )
    if release is None or not release.is_new:
        say(f"Nothing changed since the last release; {job.out / 'latest'} stays.")
    else:
        print_release(release, job.out / "latest")
    return Exit.DONE


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show what the stages log: as a bar on a terminal, else as lines on standard error."""
    log = logging.getLogger("pipeline")
    level = log.level
    log.setLevel(logging.INFO)
    with _bar() if sys.stderr.isatty() else _lines() as handler:
        log.addHandler(handler)
        try:
            yield
        finally:
            log.removeHandler(handler)
            log.setLevel(level)


@contextmanager
def _bar() -> Iterator[logging.Handler]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(to_error=True), transient=True) as progress:
        yield BarHandler(progress)


@contextmanager
def _lines() -> Iterator[logging.Handler]:
    yield LineHandler()


class BarHandler(logging.Handler):
    """Moves a progress bar by the records that count documents, and shows what others say beside it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a record."""
        if hasattr(record, "done"):
            done, total = record.__dict__["done"], record.__dict__["total"]
            self._progress.update(self._task, completed=done, total=total, description="reading documents")
        elif record.levelno >= logging.WARNING:
            self._progress.console.print(record.getMessage(), markup=False)
        else:
            self._progress.update(self._task, description=record.getMessage())


class LineHandler(logging.Handler):
    """Prints records as lines, of those that count documents only some."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = -LINE_STEP

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a record."""
        if hasattr(record, "done"):
            percent = 100 * record.__dict__["done"] // max(1, record.__dict__["total"])
            if percent < 100 and percent < self._shown + LINE_STEP:
                return
            self._shown = percent
        note(record.getMessage())


def print_release(release: Release, latest: Path) -> None:
    """The closing table: documents, claims, excluded and quarantined numbers, and where to look."""
    from rich.table import Table
    from rich.text import Text

    counts: Mapping[str, Mapping[str, int]] = release.manifest["counts"]
    shown = Table(title=Text(f"Release {release.id}"), title_justify="left", box=None, pad_edge=False, show_header=False)
    shown.add_column(style="bold")
    shown.add_column(justify="right")
    shown.add_column(overflow="fold")
    for table in ("documents", "claims", "excluded", "quarantine"):
        parts = ", ".join(f"{count:,} {what}" for what, count in counts[table].items())
        shown.add_row(table, f"{sum(counts[table].values()):,}", Text(parts))
    console().print(shown)
    for what, place in places(latest).items():
        say(f"{what:<10} {place}")


def places(latest: Path) -> dict[str, Path]:
    """What a reader may want to open next, as far as it is there."""
    found = {
        "tables": latest,
        "claims": latest / "claims.csv",
        "database": latest / "tidyclaims.duckdb",
        "report": latest / "report" / "index.html",
        "checks": latest / "validation" / "index.html",
    }
    return {what: place for what, place in found.items() if place.exists()}
