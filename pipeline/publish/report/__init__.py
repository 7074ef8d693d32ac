"""The reading report: a release as pages that open from disk, offline, in any browser."""

from pipeline.publish.report.verdict import Verdict
from pipeline.publish.report.write import write_report

__all__ = ["Verdict", "write_report"]
