"""What is expected of a release as a whole: limits on its metrics, from release.toml and the thresholds of the settings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import Thresholds
from pipeline.validate.checks import RowCheck

RELEASE_FILE = Path(__file__).with_name("release.toml")


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """A limit on one metric, inclusive. severity "critical" rejects the release; waivable: may be accepted on purpose."""

    metric: str
    reason: str
    low: float | None = None
    high: float | None = None
    severity: str = "critical"
    waivable: bool = False

    def as_row_check(self) -> RowCheck:
        """The same as an expectation of the one row that holds all metrics."""
        arguments = {"column": self.metric, "min_value": self.low, "max_value": self.high}
        name = f"release.{self.metric}"
        return RowCheck(name, "expect_column_values_to_be_between", arguments, self.reason, self.severity)

    @property
    def expected(self) -> str:
        """The limits in words."""
        sides = (("at least", self.low), ("at most", self.high))
        return " and ".join(f"{words} {limit:g}" for words, limit in sides if limit is not None)

    def line(self, value: float) -> ReleaseLine:
        """The check beside the value measured."""
        met = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return ReleaseLine(self.metric, f"{value:.6g}", self.expected, met, self.reason)

    def sentence(self, value: float) -> str:
        """What is wrong, and why it matters."""
        return f"{self.metric} is {value:.6g}, {self.expected} is expected: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A check and what was measured, as a table shows them."""

    metric: str
    value: str
    expected: str
    met: bool
    reason: str


def release_checks(thresholds: Thresholds) -> tuple[ReleaseCheck, ...]:
    """The checks of release.toml, with the thresholds in their places."""
    checks = []
    for entry in tomllib.loads(RELEASE_FILE.read_text(encoding="utf-8"))["expectations"]:
        setting = entry.pop("setting", None)
        checks.append(ReleaseCheck(**entry, **({"high": getattr(thresholds, setting)} if setting else {})))
    return tuple(checks)
