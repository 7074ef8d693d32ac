"""What changed between two releases: claims and documents that appeared, vanished or say something else."""

from pipeline.publish.diff.compare import ClaimChange, DocumentChange, FieldChange, ReleaseDiff, diff
from pipeline.publish.diff.page import write_diff_page
from pipeline.publish.diff.terminal import diff_report

__all__ = [
    "ClaimChange",
    "DocumentChange",
    "FieldChange",
    "ReleaseDiff",
    "diff",
    "diff_report",
    "write_diff_page",
]
