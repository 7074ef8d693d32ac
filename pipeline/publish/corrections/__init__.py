"""Corrections by people: read from corrections.toml, applied to the claims of a candidate, kept beside what was read."""

from pipeline.publish.corrections.applied import (
    CORRECTIONS,
    AppliedCorrection,
    applied_corrections,
    apply_corrections,
    restore_as_read,
)
from pipeline.publish.corrections.file import CORRECTIONS_FILE, Correction, corrections_digest, load_corrections

__all__ = [
    "CORRECTIONS",
    "CORRECTIONS_FILE",
    "AppliedCorrection",
    "Correction",
    "applied_corrections",
    "apply_corrections",
    "corrections_digest",
    "load_corrections",
    "restore_as_read",
]
