"""Rows of claims against their expectations, chunk by chunk: which fail and why, and one result per expectation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.errors import SettingsError
from pipeline.validate.checks import RowCheck
from pipeline.validate.frames import claims_frame, judged_frame
from pipeline.validate.gx import ExpectationValidationResult, Judge, Outcome, published_result, suite_of
from pipeline.validate.result import FailingRow, RowFailures

EXAMPLES = 100
VALUES_SHOWN = 20
SHOWN = (
    "claim_id", "source", "page", "locator", "sentence", "surface", "char_start", "char_end", "kind", "unit", "value_low",
    "value_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a row goes to quarantine: the first expectation it broke, and what it broke in all."""

    expectation: str
    reason: str


@dataclass(slots=True)
class _Tally:
    """What one expectation found in all chunks so far."""

    judged: int = 0
    missing: int = 0
    failed: int = 0
    values: list[object] = field(default_factory=list)
    rows: list[FailingRow] = field(default_factory=list)


class RowJudge:
    """Judges chunks of claims and adds up what it finds."""

    def __init__(self, checks: Sequence[RowCheck], judge: Judge) -> None:
        self._checks = checks
        self._judge = judge
        everywhere, somewhere = [c for c in checks if c.kind is None], [c for c in checks if c.kind is not None]
        self._groups = [
            (group, suite_of(name, group), judge.asset(name))
            for name, group in (("claims", everywhere), ("claims of a kind", somewhere))
        ]
        self._tallies = {check.name: _Tally() for check in checks}

    def judge(self, rows: pa.Table) -> dict[int, Verdict]:
        """The verdict on each row of a chunk that must be quarantined, by its place in the chunk."""
        frame = claims_frame(rows)
        outcomes: dict[str, Outcome] = {}
        for group, suite, asset in self._groups:
            found = self._judge.outcomes(asset, judged_frame(frame, group), suite)
            outcomes |= {check.name: outcome for check, outcome in zip(group, found, strict=True)}
        verdicts: dict[int, Verdict] = {}
        for check in self._checks:
            outcome = outcomes[check.name]
            self._count(check, outcome)
            self._keep_examples(check, outcome.labels, frame, rows)
            if check.severity == "critical":
                for label in outcome.labels:
                    _condemn(verdicts, label, check, f"{detail(check, frame, label)}: {check.reason}")
        return verdicts

    def _count(self, check: RowCheck, outcome: Outcome) -> None:
        if outcome.error:
            raise SettingsError(
                f"it cannot be judged: {outcome.error}",
                place=f"expectation {check.name}",
                remedy="Give it a column and arguments of the right type",
            )
        tally = self._tallies[check.name]
        tally.judged += outcome.judged
        tally.missing += outcome.missing
        tally.failed += len(outcome.labels)
        tally.values += outcome.values[: VALUES_SHOWN - len(tally.values)]

    def _keep_examples(self, check: RowCheck, labels: Sequence[int], frame: pd.DataFrame, rows: pa.Table) -> None:
        kept = self._tallies[check.name].rows
        for label in labels[: EXAMPLES - len(kept)]:
            row = rows.slice(label, 1).select(SHOWN).to_pylist()[0]
            kept.append(FailingRow(**row, detail=detail(check, frame, label)))

    def failures(self) -> Iterator[RowFailures]:
        """The expectations that some row broke, in the order in which rows are judged."""
        for check in self._checks:
            tally = self._tallies[check.name]
            if tally.failed:
                yield RowFailures(check.name, check.type, check.severity, check.reason, tally.failed, tuple(tally.rows))

    def results(self) -> Iterator[ExpectationValidationResult]:
        """One result per expectation, over all chunks."""
        expectations = {
            check.name: e for group, suite, _ in self._groups for check, e in zip(group, suite.expectations, strict=True)
        }
        for check in self._checks:
            expectation, tally = expectations[check.name], self._tallies[check.name]
            yield published_result(
                expectation, judged=tally.judged, missing=tally.missing, failed=tally.failed, values=tally.values
            )


def _condemn(verdicts: dict[int, Verdict], label: int, check: RowCheck, reason: str) -> None:
    known = verdicts.get(label)
    verdicts[label] = Verdict(known.expectation, f"{known.reason}; {reason}") if known else Verdict(check.name, reason)


def detail(check: RowCheck, frame: pd.DataFrame, label: int) -> str:
    """What a row has where the check looks: "value_high is 5900"."""
    return " and ".join(f"{column} is {_shown(frame.at[label, column])}" for column in check.columns)


def _shown(value: Any) -> str:
    if pd.isna(value):
        return "null"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
