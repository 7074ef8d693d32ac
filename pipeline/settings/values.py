"""What the settings are: one frozen value for each thing a user may set, with its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from pipeline.model import Kind
from pipeline.places import Place

FILE_NAME = "tidyclaims.toml"
KINDS: tuple[Kind, ...] = get_args(Kind)
# What names a Dask scheduler, or a cluster of this machine's cores.
DASK_ADDRESS = r"^(local|[a-z]+://\S+)$"
Severity = Literal["critical", "warning"]
NotifyOn = Literal["failure", "always"]
Argument = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost before it is set aside. Lengths in bytes, pages and code points, time in seconds."""

    max_bytes: int = 50_000_000
    max_pages: int = 2_000
    max_chars: int = 20_000_000
    max_seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a release is rejected: shares between 0 and 1."""

    max_quarantined_share: float = 0.05
    max_unreadable_share: float = 0.5
    max_collapse: float = 0.5


@dataclass(frozen=True, slots=True)
class Notify:
    """Who hears of a run, and of which.

    command: a program and its arguments, given the news as JSON on standard input. url: a webhook the same JSON is posted
    to. on: every run, or only those that failed or were rejected.
    """

    command: tuple[str, ...] = ()
    url: str | None = None
    on: NotifyOn = "failure"


@dataclass(frozen=True, slots=True)
class Retention:
    """Which releases go after a publication: all but the newest `keep`, and those older than `max_days`; None: none."""

    keep: int | None = None
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A plausible range of the values of a kind, or of one unit of it; inclusive, None leaves a side open."""

    kind: Kind
    reason: str
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    severity: Severity = "critical"


@dataclass(frozen=True, slots=True)
class RowExpectation:
    """A check of every claim by a column expectation of Great Expectations, with the reason it is there."""

    name: str
    column: str
    type: str
    reason: str
    arguments: tuple[tuple[str, Argument | tuple[Argument, ...]], ...] = ()

    @property
    def kwargs(self) -> dict[str, object]:
        """The arguments as the expectation takes them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self.arguments}


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """A row of the user's own vocabulary: the table it joins, its line (columns with tabs between) and where it stands."""

    table: str
    line: str
    place: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set.

    default_currency: ISO 4217 code that a bare "$" means where the document gives no evidence. kinds: the kinds published.
    model: "auto" (the installed English model, rules alone without one), "none", or a package's name. workers: processes,
    None for one per core. raw, out, corrections: where documents, releases and people's corrections lie; a path below the
    folder of the settings file, if there is one. raw may be an address that fsspec knows.
    bounds, expectations, lexicon: the user's own rows, added to those of the package. file: what this was read from.
    """

    default_currency: str = "USD"
    kinds: tuple[Kind, ...] = KINDS
    model: str = "auto"
    workers: int | None = None
    raw: Place = Path("raw")
    out: Path = Path("processed")
    corrections: Path = Path("corrections.toml")
    limits: Limits = field(default_factory=Limits)
    thresholds: Thresholds = field(default_factory=Thresholds)
    notify: Notify = field(default_factory=Notify)
    retention: Retention = field(default_factory=Retention)
    bounds: tuple[Bound, ...] = ()
    expectations: tuple[RowExpectation, ...] = ()
    lexicon: tuple[LexiconRow, ...] = ()
    file: Path | None = field(default=None, compare=False)
