"""The one door to Great Expectations: suites from our checks, outcomes of data frames, results to publish; no analytics."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.errors import SettingsError
from pipeline.tables import table
from pipeline.validate.checks import RowCheck

os.environ["GX_ANALYTICS_ENABLED"] = "false"
with warnings.catch_warnings():
    # Great Expectations 1.24 imports sre_parse and sre_constants, which Python 3.11 deprecates.
    warnings.filterwarnings("ignore", message="module 'sre_", category=DeprecationWarning)
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.core import (
        ExpectationSuite,
        ExpectationSuiteValidationResult,
        ExpectationValidationResult,
    )
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.expectation import ColumnMapExpectation, ColumnPairMapExpectation, Expectation
    from great_expectations.expectations.metadata_types import FailureSeverity
    from great_expectations.render.components import RenderedDocumentContent
    from great_expectations.render.renderer.page_renderer import (
        ExpectationSuitePageRenderer,
        ValidationResultsPageRenderer,
    )
    from great_expectations.render.view.view import DefaultJinjaPageView

__all__ = [
    "DefaultJinjaPageView",
    "ExpectationSuite",
    "ExpectationSuitePageRenderer",
    "ExpectationSuiteValidationResult",
    "ExpectationValidationResult",
    "Judge",
    "Outcome",
    "RenderedDocumentContent",
    "ValidationResultsPageRenderer",
    "published_result",
    "suite_of",
    "validation_json",
    "validation_of",
]

# Counts alone cost half of what counts and labels cost, so labels are asked for where something failed. They come without
# index columns, which would cost 28 microseconds a row.
COUNTS = {"result_format": "BASIC"}
LABELS = {"result_format": "COMPLETE", "return_unexpected_index_query": False}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one expectation found in one frame: the labels of the rows that fail, how many it judged and how many were null.

    values: the first of what the failing rows hold. error: why it could not be judged.
    """

    labels: Sequence[int]
    judged: int
    missing: int
    values: Sequence[object]
    error: str | None


class Judge:
    """One Great Expectations context for a run, which judges data frames by suites."""

    def __init__(self) -> None:
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self._source = context.data_sources.add_pandas("tidyclaims")

    def asset(self, name: str) -> BatchDefinition[Any]:
        """Where the frames of one table are handed in."""
        return self._source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("frame")

    def outcomes(self, asset: BatchDefinition[Any], frame: pd.DataFrame, suite: ExpectationSuite) -> list[Outcome]:
        """What each expectation of a suite found in a frame labelled 0, 1, 2 …, in the order of the suite."""
        batch = asset.get_batch({"dataframe": frame})
        results = _results(batch.validate(suite, result_format=COUNTS))
        failed = [expectation for expectation in suite.expectations if not results[_name(expectation)].success]
        if failed:
            again = ExpectationSuite(suite.name, expectations=failed)
            results |= _results(batch.validate(again, result_format=LABELS))
        return [_outcome(results[_name(expectation)]) for expectation in suite.expectations]


def _name(expectation: Any) -> str:
    """The name of the check that an expectation, or the configuration of one, was made from."""
    return str(expectation.meta["name"])


def _results(validation: ExpectationSuiteValidationResult) -> dict[str, ExpectationValidationResult]:
    return {_name(result.expectation_config): result for result in validation.results}


def _outcome(result: ExpectationValidationResult) -> Outcome:
    found = result.result
    return Outcome(
        labels=found.get("unexpected_index_list") or [],
        judged=found.get("element_count") or 0,
        missing=found.get("missing_count") or 0,
        values=found.get("partial_unexpected_list") or [],
        error=_raised(result.exception_info),
    )


def _raised(info: Any) -> str | None:
    """The message of an exception within an expectation; Great Expectations reports one, or one for each metric."""
    for entry in [info] if "raised_exception" in info else info.values():
        if entry["raised_exception"]:
            return " ".join(str(entry["exception_message"]).split())
    return None


def suite_of(name: str, checks: Iterable[RowCheck]) -> ExpectationSuite:
    """A suite with an expectation for each check, named in its meta and explained in its notes."""
    return ExpectationSuite(name, expectations=[_expectation(check) for check in checks])


def _expectation(check: RowCheck) -> Expectation:
    kind = _expectation_type(check)
    try:
        return kind(**check.judged, meta={"name": check.name}, notes=check.reason, severity=FailureSeverity(check.severity))
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"{check.type} does not take these arguments: {' '.join(str(error).split())}",
            place=f"expectation {check.name}",
            remedy="See the Great Expectations gallery for its arguments",
        ) from error


def _expectation_type(check: RowCheck) -> type[Expectation]:
    found = getattr(gxe, "".join(word.capitalize() for word in check.type.split("_")), None)
    if not (isinstance(found, type) and issubclass(found, ColumnMapExpectation | ColumnPairMapExpectation)):
        raise SettingsError(
            f"{check.type} is no expectation of single rows",
            place=f"expectation {check.name}",
            remedy="Take one that judges each value, as expect_column_values_to_be_between",
        )
    if check.own and check.arguments["column"] not in table("claims").column_names:
        raise SettingsError(
            f"claims has no column {check.arguments['column']}",
            place=f"expectation {check.name}",
            remedy=f"Its columns are {', '.join(table('claims').column_names)}",
        )
    return found


def published_result(
    expectation: Expectation, *, judged: int, missing: int, failed: int, values: Sequence[object]
) -> ExpectationValidationResult:
    """The result of one expectation over all frames, without the labels of rows and anything that differs between runs."""
    present = judged - missing
    return ExpectationValidationResult(
        success=not failed,
        expectation_config=expectation.configuration,
        result={
            "element_count": judged,
            "missing_count": missing,
            "missing_percent": _percent(missing, judged),
            "unexpected_count": failed,
            "unexpected_percent": _percent(failed, present),
            "unexpected_percent_total": _percent(failed, judged),
            "unexpected_percent_nonmissing": _percent(failed, present),
            "partial_unexpected_list": list(values),
        },
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def validation_of(suite_name: str, results: Sequence[ExpectationValidationResult]) -> ExpectationSuiteValidationResult:
    """The one validation result that a release publishes."""
    passed = sum(bool(result.success) for result in results)
    return ExpectationSuiteValidationResult(
        success=passed == len(results),
        results=list(results),
        suite_name=suite_name,
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": passed,
            "unsuccessful_expectations": len(results) - passed,
            "success_percent": _percent(passed, len(results)),
        },
        meta={"great_expectations_version": gx.__version__},
    )


def validation_json(validation: ExpectationSuiteValidationResult) -> dict[str, Any]:
    """A validation result as Great Expectations writes it to JSON."""
    written: dict[str, Any] = validation.to_json_dict()  # type: ignore[no-untyped-call]  # theirs has no annotations
    return written
