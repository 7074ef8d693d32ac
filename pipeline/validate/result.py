"""What an audit finds: whether a release may be published, and the rows and the reasons behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FailingRow:
    """A row that an expectation found wrong, as far as a person needs it to judge; detail says what was wrong with it."""

    claim_id: str
    source: str
    page: int | None
    locator: str | None
    sentence: str
    surface: str
    char_start: int
    char_end: int
    kind: str
    unit: str | None
    value_low: float
    value_high: float
    detail: str


@dataclass(frozen=True, slots=True)
class RowFailures:
    """The rows that broke one expectation. guards_against: why it is expected. rows: the first of them, count: how many.

    severity "critical": they are in quarantine. "warning": they are in claims.
    """

    name: str
    expectation: str
    severity: str
    guards_against: str
    count: int
    rows: tuple[FailingRow, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The outcome of an audit. rejections, waived and warnings hold a sentence for each failed expectation of the release.

    A release with rejections must not be published. waived: failures that the caller accepted on purpose.
    """

    rejections: tuple[str, ...]
    waived: tuple[str, ...]
    warnings: tuple[str, ...]
    row_failures: tuple[RowFailures, ...]
    metrics: Mapping[str, float]

    @property
    def accepted(self) -> bool:
        """Whether the release may be published."""
        return not self.rejections
