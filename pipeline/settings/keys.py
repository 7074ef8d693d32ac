"""What each key accepts: a reader per key, for TOML values and environment text alike.

A reader returns the value to store, or raises ValueError saying what is allowed; the caller adds the place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

from pipeline.places import Place, Remote, place_of
from pipeline.settings.values import KINDS, NotifyOn, Severity

Reader = Callable[[object], object]


def a_whole_number(low: int) -> Reader:
    """A whole number of at least low."""

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= low:
            return value
        raise ValueError(f"a whole number of at least {low}")

    return read


def a_number(low: float = -math.inf, high: float = math.inf) -> Reader:
    """A finite number from low to high, both inclusive."""

    def read(value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and low <= value <= high:
            return float(value)
        raise ValueError(
            "a number"
            + (
                f" from {low:g} to {high:g}"
                if math.isfinite(high)
                else f" of at least {low:g}"
                if math.isfinite(low)
                else ""
            )
        )

    return read


def a_text(value: object) -> str:
    """A text with something in it."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("a text that is not empty")


def a_place(value: object) -> Place:
    """A path, `~` standing for the home directory, or an address that fsspec knows."""
    try:
        place = place_of(a_text(value))
    except ValueError as error:
        raise ValueError("a path") from error
    return place.expanduser() if isinstance(place, Path) else place


def a_path(value: object) -> Path:
    """A path, `~` standing for the home directory."""
    place = a_place(value)
    if isinstance(place, Remote):
        raise ValueError("a path of this machine")
    return place


def a_pattern(pattern: str, allowed: str) -> Reader:
    """A text that the whole pattern matches."""

    def read(value: object) -> str:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        raise ValueError(allowed)

    return read


def one_of(*values: str) -> Reader:
    """One of some words."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in values:
            return value
        raise ValueError("one of " + ", ".join(values))

    return read


def a_list_of(reader: Reader, *, at_least: int = 0) -> Reader:
    """A list of what the reader accepts, in the order given."""

    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list) or len(value) < at_least:
            raise ValueError(f"a list of at least {at_least}" if at_least else "a list")
        return tuple(reader(item) for item in value)

    return read


def some_of(*values: str) -> Reader:
    """A list of at least one of some words, none of them twice; kept in the order of the words."""

    def read(value: object) -> tuple[str, ...]:
        if (
            isinstance(value, list)
            and value
            and len(set(map(repr, value))) == len(value)
            and all(item in values for item in value)
        ):
            return tuple(word for word in values if word in value)
        raise ValueError("a list of " + ", ".join(values) + ", each at most once")

    return read


def a_currency(value: object) -> str:
    """A code of ISO 4217, as CLDR knows them."""
    if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
        # Most settings name one of these; CLDR costs a tenth of a second to load.
        if value in {"USD", "EUR", "GBP", "AUD", "CAD"}:
            return value
        from babel.numbers import list_currencies

        if value in list_currencies():
            return value
    raise ValueError("a currency code of ISO 4217, such as USD or KZT")


def an_argument(value: object) -> object:
    """What an expectation may be given: a text, a number, a truth value or a list of these."""
    if isinstance(value, list) and all(isinstance(item, str | int | float | bool) for item in value):
        return tuple(value)
    if isinstance(value, str | int | float | bool):
        return value
    raise ValueError("a text, a number, true, false or a list of these")


a_share = a_number(0, 1)
a_count = a_whole_number(1)

KEYS: Mapping[str, Reader] = {
    "default_currency": a_currency,
    "kinds": some_of(*KINDS),
    "model": a_pattern("auto|none|[A-Za-z0-9_]+", '"auto", "none" or the name of an installed package'),
    "workers": a_count,
    "raw": a_place,
    "out": a_path,
    "corrections": a_path,
    "limits.max_bytes": a_count,
    "limits.max_pages": a_count,
    "limits.max_chars": a_count,
    "limits.max_seconds": a_number(0.1, 86_400),
    "thresholds.max_quarantined_share": a_share,
    "thresholds.max_unreadable_share": a_share,
    "thresholds.max_collapse": a_share,
    "notify.command": a_list_of(a_text, at_least=1),
    "notify.url": a_pattern(r"https?://\S+", "an address that starts with http:// or https://"),
    "notify.on": one_of(*get_args(NotifyOn)),
    "retention.keep": a_count,
    "retention.max_days": a_count,
}

BOUND_KEYS: Mapping[str, Reader] = {
    "kind": one_of(*KINDS),
    "unit": a_text,
    "low": a_number(),
    "high": a_number(),
    "severity": one_of(*get_args(Severity)),
    "reason": a_text,
}

EXPECTATION_KEYS: Mapping[str, Reader] = {
    "name": a_pattern("[a-z][a-z0-9_]*", "a name of small letters, digits and _"),
    "column": a_pattern("[a-z][a-z0-9_]*", "a column of `claims`"),
    "type": a_pattern(
        "expect_column_[a-z_]+", "a column expectation of Great Expectations, as expect_column_values_to_be_in_set"
    ),
    "reason": a_text,
}

# The vocabulary tables a user may add rows to, and what the columns after the form are.
LEXICON_TABLES: Mapping[str, str] = {
    "words": "readings as in pipeline/lexicon/words/*.tsv",
}
