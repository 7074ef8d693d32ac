"""One frozen Settings, read from `tidyclaims.toml` and the environment; the only reader of both."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Kind


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
class Settings:
    """Everything a user may set.

    default_currency: ISO 4217 code that a bare "$" means where the document gives no evidence. kinds: the kinds published.
    bounds, lexicon, expectations: the user's own rows, added to those of the package.
    """

    default_currency: str = "USD"
    kinds: tuple[Kind, ...] = ("percent", "money", "year", "quantity", "ratio", "rank")
    limits: Limits = field(default_factory=Limits)
    thresholds: Thresholds = field(default_factory=Thresholds)
