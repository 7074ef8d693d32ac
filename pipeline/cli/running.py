"""`run`: the Prefect flow in this process, a progress bar on a terminal, plain lines elsewhere, and a closing table."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit, console, note, say
from pipeline.errors import InputError, WorkerError

if TYPE_CHECKING:
    from rich.progress import Progress

    from pipeline.places import Place
    from pipeline.publish.release import Release
    from pipeline.run import Job

# Plain lines go to log files, where one for each batch would be too many.
LINE_STEP = 10
LOGS = ("pipeline", "flows")


def run_flow(job: Job, *, dask: str | None, verbose: bool) -> Exit:
    """Run the flow and print what it published. ReleaseRejected and all other errors are the caller's to print."""
    raw = stated_raw(job.raw)
    from flows.environment import prepare

    prepare(job.out / ".prefect", quiet=not verbose)
    with stage_times() as took, nullcontext() if verbose else shown_progress():
        note(f"reading {job.raw}")
        release = _published(job, raw, dask=dask)
    if release is None or not release.is_new:
        say(f"Nothing changed since the last release; {job.out / 'latest'} stays.")
    else:
        print_release(release, job.out / "latest")
    note("took: " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in took.items()))
    return Exit.DONE


def _published(job: Job, raw: str | None, *, dask: str | None) -> Release | None:
    """What the flow publishes. WorkerError where the server that keeps its states does not start."""
    from flows.claims import publish_claims

    try:
        return publish_claims(
            raw,
            str(job.out),
            workers=job.settings.workers,
            dask=dask,
            accept_collapse=job.accept_collapse,
            fresh=job.fresh,
        )
    except RuntimeError as error:
        if "ephemeral" not in str(error):
            raise
        remedy = "Run again when the machine is less busy, or start `prefect server start` and name it in PREFECT_API_URL"
        raise WorkerError("Prefect's server did not start in time", remedy=remedy) from error


def stated_raw(raw: Place) -> str | None:
    """What the flow is told of where the documents lie. InputError where nothing lies there, before a server starts.

    None for an address with a password in it: the server keeps what a flow is told, so it goes into the environment, where
    the settings are looked for.
    """
    if not raw.exists():
        raise InputError("there is no such file or folder", place=str(raw), remedy="Name the folder of your documents")
    if isinstance(raw, Path):
        return str(raw)
    if raw.has_secrets:
        os.environ["TIDYCLAIMS_RAW"] = raw.address
        return None
    return raw.address


@contextmanager
def stage_times() -> Iterator[Mapping[str, float]]:
    """The seconds of each stage, as the log tells them; filled when the block ends."""
    clock = StageClock()
    log = logging.getLogger("pipeline")
    log.setLevel(logging.INFO)
    log.addHandler(clock)
    try:
        yield clock.seconds
    finally:
        log.removeHandler(clock)


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show what the stages and the flow log: as a bar on a terminal, else as lines on standard error."""
    with _bar() if sys.stderr.isatty() else _lines() as handler:
        for log in map(logging.getLogger, LOGS):
            log.setLevel(logging.INFO)
            log.addHandler(handler)
        try:
            yield
        finally:
            for log in map(logging.getLogger, LOGS):
                log.removeHandler(handler)


@contextmanager
def _bar() -> Iterator[logging.Handler]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(to_error=True), transient=True) as progress:
        yield BarHandler(progress)


@contextmanager
def _lines() -> Iterator[logging.Handler]:
    yield LineHandler()


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record tells how the run goes or that something is wrong; what happens to one document is in the tables."""
    return record.levelno >= logging.WARNING or record.name == "pipeline.run" or hasattr(record, "done")


class StageClock(logging.Handler):
    """Gathers how long each stage took."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a record."""
        if hasattr(record, "stage"):
            stage, seconds = record.__dict__["stage"], record.__dict__["seconds"]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


class BarHandler(logging.Handler):
    """Moves a progress bar by the records that count documents, and shows what others say beside it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("starting", total=None)
        self.addFilter(is_news)

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
        self.addFilter(is_news)

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a record."""
        if hasattr(record, "done"):
            percent = 100 * record.__dict__["done"] // max(1, record.__dict__["total"])
            if percent < 100 and percent < self._shown + LINE_STEP:
                return
            self._shown = percent
        note(record.getMessage())


def print_release(release: Release, latest: Path) -> None:
    """The closing table: documents, claims, excluded and quarantined numbers, each by what they are, and where to look."""
    say(f"Release {release.id}")
    for table, counts in release.manifest["counts"].items():
        parts = sorted(counts.items(), key=lambda part: (-part[1], part[0]))
        detail = ", ".join(f"{what} {count:,}" for what, count in parts)
        say(f"  {table:<11}{sum(counts.values()):>9,}   {detail}".rstrip())
    for what, place in places(latest).items():
        say(f"  {what:<11}{place}")


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
