"""The commands and their switches; what each does lies in a module that is imported when it is called."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.console import complain, say, status_of
from pipeline.cli.rows import Format
from pipeline.errors import TidyclaimsError
from pipeline.places import Remote, place_of
from pipeline.settings import DASK_ADDRESS, load_settings

HELP = """Turns a folder of documents into audited tables of numeric claims.

Exit status: 0 done; 1 a release was rejected or a check failed; 2 wrong usage or settings; 3 an input that was named could
not be read.
"""

app = typer.Typer(
    name="tidyclaims",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _local_path(name: str) -> Path:
    place = place_of(name)
    if isinstance(place, Remote):
        raise typer.BadParameter(
            f"{place} is no path of this machine; a release is moved into place in one step, which needs a local disk"
        )
    return place


Out = Annotated[
    Path | None,
    typer.Option(
        parser=_local_path, metavar="PATH", help="Where releases go. [default: out of tidyclaims.toml, else processed]"
    ),
]
Raw = Annotated[
    str | None,
    typer.Argument(
        metavar="[RAW]",
        help="A folder of documents or one document: a path, or an address as s3://bucket/folder. [default: raw]",
    ),
]
Release = Annotated[Path, typer.Argument(help="A release: processed/latest or a folder below processed/releases.")]


def main() -> None:
    """Run the command that sys.argv names and end the process with its status."""
    try:
        app()
    except TidyclaimsError as error:
        complain(error)
        sys.exit(status_of(error))


def _version(wanted: bool) -> None:
    if wanted:
        say(f"tidyclaims {version('tidyclaims')}")
        raise typer.Exit


def _dask_address(address: str | None) -> str | None:
    if address is not None and not re.fullmatch(DASK_ADDRESS, address):
        raise typer.BadParameter("name a scheduler as tcp://HOST:PORT, or say local")
    return address


Workers = Annotated[int | None, typer.Option(min=1, help="Worker processes. [default: one per core]")]
Dask = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS|local", callback=_dask_address, help="Read on a Dask cluster instead of this machine."),
]


@app.callback()
def tidyclaims(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Hold the switches of the program itself."""


@app.command()
def run(
    raw: Raw = None,
    out: Out = None,
    workers: Workers = None,
    dask: Dask = None,
    accept_collapse: Annotated[
        bool, typer.Option("--accept-collapse", help="Publish although much less was found than in the last release.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read all documents anew; carry nothing over.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the log of every step.")] = False,
) -> None:
    """Read a folder of documents and publish a release of tables."""
    from pipeline.cli.running import run_flow
    from pipeline.run import Job

    settings = load_settings()
    if workers:
        settings = replace(settings, workers=workers)
    job = Job(
        place_of(raw) if raw else settings.raw, out or settings.out, settings, accept_collapse=accept_collapse, fresh=fresh
    )
    raise typer.Exit(run_flow(job, dask=dask, verbose=verbose))


@app.command()
def serve(
    raw: Raw = None,
    cron: Annotated[str, typer.Option(help="When: minute, hour, day of month, month, day of week.")] = "0 6 * * *",
    timezone: Annotated[str | None, typer.Option(help="As Asia/Almaty. [default: this machine's]")] = None,
    out: Out = None,
    workers: Workers = None,
    dask: Dask = None,
) -> None:
    """Run on a schedule, until this process is told to end."""
    from pipeline.cli.serving import serve as keep_running
    from pipeline.run import Job

    settings = load_settings()
    if workers:
        settings = replace(settings, workers=workers)
    raise typer.Exit(
        keep_running(
            Job(place_of(raw) if raw else settings.raw, out or settings.out, settings),
            cron=cron,
            timezone=timezone,
            dask=dask,
        )
    )


@app.command()
def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATHS|-", help="Files or folders, or their addresses; - is standard input."),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="table shows the essentials; jsonl and csv have every column.")
    ] = Format.TABLE,
    context: Annotated[bool, typer.Option("--context/--no-context", help="Without context no model is loaded.")] = True,
    ledger: Annotated[bool, typer.Option("--ledger", help="Show excluded numbers too, with the reason.")] = False,
) -> None:
    """Print the claims of documents, without a release."""
    from pipeline.cli.extracting import extract as print_claims

    raise typer.Exit(print_claims(paths or ["-"], form, context=context, ledger=ledger, settings=load_settings()))


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A text, or - for standard input; with --why, a release.")],
    why: Annotated[
        str | None, typer.Option(metavar="CLAIM_ID", help="Explain one row of the release that TEXT names.")
    ] = None,
) -> None:
    """Show how each number of a text is read, and by which rule."""
    from pipeline.cli.explaining import explain_claim, explain_text

    settings = load_settings()
    raise typer.Exit(explain_claim(Path(text), why, settings=settings) if why else explain_text(text, settings=settings))


@app.command()
def validate(release: Release) -> None:
    """Check a release: every file against its manifest, every number against the ledger."""
    from pipeline.cli.releasing import validate as check

    raise typer.Exit(check(release))


@app.command()
def ledger(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A release, a folder of documents or one document.")],
    show: Annotated[int, typer.Option(min=0, help="How many breaches to print.")] = 20,
) -> None:
    """Check that every number is a claim, excluded or quarantined, exactly once."""
    from pipeline.cli.releasing import check_ledger

    raise typer.Exit(check_ledger(place_of(path), show=show, settings=load_settings()))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to write tidyclaims.toml into.")] = Path(),
) -> None:
    """Write a commented tidyclaims.toml that shows every setting."""
    from pipeline.cli.starting import init as write

    raise typer.Exit(write(folder))


@app.command()
def releases(out: Out = None) -> None:
    """List the releases, the newest last; * marks the latest."""
    from pipeline.cli.releasing import show_releases

    raise typer.Exit(show_releases(out or load_settings().out))


@app.command()
def rollback(
    to: Annotated[str | None, typer.Argument(help="The release to go to. [default: the one before the latest]")] = None,
    out: Out = None,
) -> None:
    """Make an earlier release the latest."""
    from pipeline.cli.releasing import roll_back

    raise typer.Exit(roll_back(out or load_settings().out, to=to))


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="The earlier release.")],
    after: Annotated[Path, typer.Argument(help="The later release.")],
    page: Annotated[Path | None, typer.Option(help="Write the difference as a page, too.")] = None,
    show: Annotated[int, typer.Option(min=0, help="How many rows of each sort to print.")] = 20,
) -> None:
    """Show which claims and documents appeared, vanished or changed."""
    from pipeline.cli.releasing import show_difference

    raise typer.Exit(show_difference(before, after, page=page, show=show))


@app.command()
def load(
    release: Release,
    to: Annotated[str, typer.Option(metavar="URL", help="postgresql://USER@HOST/DATABASE")],
    schema: Annotated[str, typer.Option(help="The schema that gets the tables.")] = "tidyclaims",
) -> None:
    """Bring the tables of a PostgreSQL database up to a release."""
    from pipeline.cli.releasing import load_into

    raise typer.Exit(load_into(release, url=to, schema=schema))


@app.command()
def doctor(
    out: Out = None,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Check this PostgreSQL database, too.")] = None,
) -> None:
    """Check what is installed and whether the model, Prefect, the output and a database work."""
    from pipeline.cli.doctoring import examine

    raise typer.Exit(examine(out, database=database))


@app.command()
def report(release: Release) -> None:
    """Write the reading report of a release anew and print where it is."""
    from pipeline.cli.releasing import write_report_of

    raise typer.Exit(write_report_of(release))
