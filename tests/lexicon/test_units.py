"""The table of units: codes that are UCUM or plain words of time, and no form that is a common word."""

from __future__ import annotations

import re

import pytest

from pipeline.lexicon.vocabulary import load_words

TIMES = {
    "year", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "decade",
    "century",
    "night", "fortnight", "weekend", "millennium", "season", "semester", "trimester", "generation",
}  # fmt: skip
# Prefixes, atoms in letters or brackets, annotations in braces, powers; joined by "." and "/".
_ATOM = r"(?:10\*\d+|[A-Za-z%]+\d?|[a-zA-Z]{0,2}\[[A-Za-z_]+\]\d?|\{[A-Za-z0-9]+\}|\d+|\((?:\d+\.)?[a-z]+\))"
UCUM = re.compile(rf"{_ATOM}(?:[./]{_ATOM})*")


def test_units_are_ucum_and_times_are_words():
    for form, word in load_words().items():
        if "UNIT" in word.readings:
            assert UCUM.fullmatch(word.readings["UNIT"]), form
        if "TIME_UNIT" in word.readings:
            assert word.readings["TIME_UNIT"] in TIMES, form


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("km", "km"), ("sq km", "km2"), ("km²", "km2"), ("sq. miles", "[smi_us]"), ("hectares", "har"), ("acres",
        "[acr_us]"),
        ("metric tons", "t"), ("lb", "[lb_av]"), ("oz", "[oz_av]"), ("gallons", "[gal_us]"), ("barrels", "[bbl_us]"),
        ("kWh", "kW.h"), ("TWh", "TW.h"), ("mAh", "mA.h"), ("°C", "Cel"), ("°F", "[degF]"), ("mph", "[mi_i]/h"), ("km/h",
        "km/h"),
        ("GB", "GBy"), ("dB", "dB"), ("ppm", "[ppm]"), ("Nm", "N.m"), ("hp", "[HP]"), ("rpm", "{rpm}"), ("inches", "[in_i]"),
        ("feet", "[ft_i]"), ("nautical miles", "[nmi_i]"), ("troy ounces", "[oz_tr]"), ("petabytes", "PBy"),
    ],
)  # fmt: skip
def test_form_means(form, code):
    assert load_words()[form].readings["UNIT"] == code


@pytest.mark.parametrize("word", ["in", "at", "a", "no", "point", "bars", "are", "mark", "may", "won"])
def test_common_words_are_no_units(word):
    known = load_words().get(word)
    assert known is None or not known.readings.keys() & {"UNIT", "TIME_UNIT"}
