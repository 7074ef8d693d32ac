"""Units as the context rules tell them apart: lengths of time, and measures as against counts of things."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon.vocabulary import load_words

TIME_UNITS = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "quarter"))
_TYPES = ("UNIT", "UNIT_LETTER", "UNIT_HEAD")


@cache
def measure_units() -> frozenset[str]:
    """The units of measure of the vocabulary, as `unit` has them."""
    words = load_words().values()
    return TIME_UNITS | {value for word in words for kind, value in word.readings.items() if kind in _TYPES and value}
