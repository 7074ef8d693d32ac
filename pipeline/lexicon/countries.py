"""The English names of countries and regions, by CLDR."""

from __future__ import annotations

from functools import cache


@cache
def country_names() -> frozenset[str]:
    """Names in lower case: "kazakhstan", "united states", "euro area"."""
    from babel import Locale

    return frozenset(name.lower() for name in Locale("en").territories.values())
