"""What the commands print: results to standard output, everything else to standard error, errors with their remedy."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING

import typer

from pipeline import errors

if TYPE_CHECKING:
    from rich.console import Console


class Exit(IntEnum):
    """The exit statuses of every command."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3


# What is not listed here failed while it ran.
STATUS_OF_ERROR: tuple[tuple[type[errors.TidyclaimsError], Exit], ...] = (
    (errors.SettingsError, Exit.USAGE),
    (errors.LexiconError, Exit.USAGE),
    (errors.ModelError, Exit.USAGE),
    (errors.InputError, Exit.UNREADABLE),
    (errors.DocumentError, Exit.UNREADABLE),
)


def status_of(error: errors.TidyclaimsError) -> Exit:
    """The exit status that an error ends a command with."""
    return next((status for kind, status in STATUS_OF_ERROR if isinstance(error, kind)), Exit.FAILED)


def say(text: str = "") -> None:
    """Print a line of result."""
    typer.echo(text)


def note(text: str) -> None:
    """Print a line about the result, out of its way."""
    typer.echo(text, err=True)


def complain(error: errors.TidyclaimsError) -> None:
    """Print an error: where, what, and what to do about it."""
    label = typer.style("error:", fg=typer.colors.RED, bold=True)
    note(f"{label} {error.place}: {error.cause}" if error.place else f"{label} {error.cause}")
    if error.remedy:
        note(f"       {error.remedy}")


def console(*, to_error: bool = False) -> Console:
    """A Rich console. Where the output is no terminal it neither colours nor folds lines at 80 columns."""
    from rich.console import Console

    stream = sys.stderr if to_error else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 160, highlight=False, soft_wrap=False)
