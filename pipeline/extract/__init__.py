"""Sentences to mentions: the scan, the number grammar and the exclusion rules."""

from __future__ import annotations

from pipeline.extract.reader import extract_mentions

__all__ = ["extract_mentions"]
