"""The audit of a release candidate: rows that fail go to quarantine, a release that fails is not to be published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from pipeline.settings import Settings
from pipeline.validate.checks import row_checks
from pipeline.validate.docs import write_data_docs
from pipeline.validate.gx import (
    ExpectationSuite,
    ExpectationValidationResult,
    Judge,
    published_result,
    suite_of,
    validation_json,
    validation_of,
)
from pipeline.validate.ledger import Breach
from pipeline.validate.metrics import release_metrics
from pipeline.validate.quarantine import quarantine_failing_rows
from pipeline.validate.release_checks import ReleaseCheck, release_checks
from pipeline.validate.result import AuditResult, RowFailures
from pipeline.validate.rows import RowJudge

VALIDATION = "validation"
RESULT = "result.json"
SUITE = "release"


def audit(candidate: Path, *, settings: Settings, last_release: Path | None, accept_collapse: bool = False) -> AuditResult:
    """Judge the merged tables of a candidate, quarantine its failing rows and write its `validation/`.

    last_release: the directory to compare with. accept_collapse: losses against it are noted rather than rejected.
    SettingsError where an expectation of the user's own cannot be judged.
    """
    checks, judge = row_checks(settings), Judge()
    rows = RowJudge(checks, judge)
    quarantine_failing_rows(candidate, rows)
    metrics, breaches = release_metrics(candidate, kinds=settings.kinds, last_release=last_release)
    limits = release_checks(settings.thresholds)
    results, failed = _judge_release(judge, limits, metrics)
    outcome = _outcome(failed, metrics, tuple(rows.failures()), accept_collapse=accept_collapse)
    suite = suite_of(SUITE, [*(limit.as_row_check() for limit in limits), *checks])
    _publish(candidate / VALIDATION, outcome, [*results, *rows.results()], suite, limits, breaches)
    return outcome


def _judge_release(
    judge: Judge, limits: Sequence[ReleaseCheck], metrics: Mapping[str, float]
) -> tuple[list[ExpectationValidationResult], list[ReleaseCheck]]:
    """The result of each expectation of the release as a whole, and those that are not met."""
    suite = suite_of(SUITE, [limit.as_row_check() for limit in limits])
    frame = pd.DataFrame([metrics])
    outcomes = judge.outcomes(judge.asset(SUITE), frame, suite)
    results = [
        published_result(expectation, judged=1, missing=0, failed=len(outcome.labels), values=outcome.values)
        for expectation, outcome in zip(suite.expectations, outcomes, strict=True)
    ]
    return results, [limit for limit, outcome in zip(limits, outcomes, strict=True) if outcome.labels or outcome.error]


def _outcome(
    failed: Iterable[ReleaseCheck],
    metrics: Mapping[str, float],
    row_failures: tuple[RowFailures, ...],
    *,
    accept_collapse: bool,
) -> AuditResult:
    rejections, waived, warnings = [], [], []
    for limit in failed:
        sentence = limit.sentence(metrics[limit.metric])
        if limit.severity != "critical":
            warnings.append(sentence)
        elif limit.waivable and accept_collapse:
            waived.append(sentence)
        else:
            rejections.append(sentence)
    for failures in row_failures:
        if failures.severity != "critical":
            warnings.append(f"{failures.name}: {failures.count} rows, {failures.guards_against}")
    return AuditResult(tuple(rejections), tuple(waived), tuple(warnings), row_failures, metrics)


def _publish(
    directory: Path,
    outcome: AuditResult,
    results: Sequence[ExpectationValidationResult],
    suite: ExpectationSuite,
    limits: Sequence[ReleaseCheck],
    breaches: Sequence[Breach],
) -> None:
    """Write the validation result, the failing rows and the Data Docs."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    validation = validation_of(SUITE, results)
    content = {
        "accepted": outcome.accepted,
        "rejections": outcome.rejections,
        "waived": outcome.waived,
        "warnings": outcome.warnings,
        "metrics": outcome.metrics,
        "breaches": [asdict(breach) for breach in breaches],
        "row_failures": [asdict(failures) for failures in outcome.row_failures],
        "validation": validation_json(validation),
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    (directory / RESULT).write_text(text + "\n", encoding="utf-8")
    summary = {
        "accepted": outcome.accepted,
        "rejections": outcome.rejections,
        "waived": outcome.waived,
        "warnings": outcome.warnings,
        "breaches": breaches,
        "failures": outcome.row_failures,
        "release_lines": [limit.line(outcome.metrics[limit.metric]) for limit in limits],
    }
    write_data_docs(directory, validation, suite, summary)
