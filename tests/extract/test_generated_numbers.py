"""Generated numbers read back: any value in any style, with any scale, unit or currency, gives that value and unit."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Mention
from tests.extract.reading import extraction_of

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FRAME = "The auditors say that it came to {} in the end."

DIGITS = st.one_of(
    st.integers(2, 999).map(lambda n: (f"{n}", Decimal(n))),
    st.integers(10_000, 9_999_999).map(lambda n: (f"{n:,}", Decimal(n))),
    st.integers(11, 99_999).map(lambda n: (f"{Decimal(n) / 10:,}", Decimal(n) / 10)),
)
WORDS = st.integers(2, 999_999).map(lambda n: (_spelled(n), Decimal(n)))
SMALL = st.integers(11, 9_999).map(lambda n: (f"{Decimal(n) / 10}", Decimal(n) / 10))
SCALES = st.sampled_from([
    (" million", 10**6), ("m", 10**6), (" billion", 10**9), ("bn", 10**9), (" trillion", 10**12), ("tn", 10**12), ("k", 10**3),
    (" mln", 10**6), (" thousand", 10**3), (" crore", 10**7), (" lakh", 10**5),
])  # fmt: skip
PREFIXES = st.sampled_from([
    ("$", "USD"), ("US$", "USD"), ("USD ", "USD"), ("USD", "USD"), ("€", "EUR"), ("EUR ", "EUR"), ("£", "GBP"), ("¥", "JPY"),
    ("₸", "KZT"), ("KZT ", "KZT"), ("A$", "AUD"), ("C$", "CAD"), ("HK$", "HKD"), ("₹", "INR"), ("CHF ", "CHF"), ("RM", "MYR"),
])  # fmt: skip
NAMES = st.sampled_from([
    (" dollars", "USD"), (" euros", "EUR"), (" tenge", "KZT"), (" yen", "JPY"), (" roubles", "RUB"), (" Swiss francs", "CHF"),
    (" USD", "USD"), (" zlotys", "PLN"), (" baht", "THB"), (" naira", "NGN"),
])  # fmt: skip
SIGNS = st.sampled_from([
    ("%", "percent"), (" %", "percent"), (" percent", "percent"), (" per cent", "percent"), (" pct", "percent"),
    (" percentage points", "percentage_point"), (" basis points", "basis_point"), ("bps", "basis_point"),
])  # fmt: skip
UNITS = st.sampled_from([
    (" km", "km"), (" tonnes", "t"), ("kg", "kg"), (" hectares", "har"), ("MW", "MW"), (" kilometres", "km"), (" years", "year"),
    (" days", "day"), (" people", "people"), (" schools", "school"), (" new jobs", "job"),
])  # fmt: skip


def _spelled(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    for unit, word in ((1000, "thousand"), (100, "hundred")):
        if number >= unit:
            head, rest = divmod(number, unit)
            joint = " and " if rest and rest < 100 else " "
            return f"{_spelled(head)} {word}" + (joint + _spelled(rest) if rest else "")
    raise AssertionError(number)


def _joined(number: str, sign: str) -> str:
    """Number and sign as written; no sign is glued to a word."""
    return number + sign if number[0].isdigit() else f"{number} {sign.strip()}"


def _read(wording: str) -> Mention:
    """The one claim that the wording gives; its span is the wording."""
    text = _FRAME.format(wording)
    mentions, excluded = extraction_of(text).mentions, extraction_of(text).excluded
    assert [text[each.start : each.end] for each in mentions] == [wording]
    assert not excluded
    return mentions[0]


def _agrees(mention: Mention, value: Decimal, *, kind: str, unit: str) -> None:
    assert (mention.kind, mention.value_low, mention.value_high, mention.unit) == (kind, value, value, unit)


@settings(deadline=None)
@given(DIGITS | WORDS, SIGNS)
def test_percentages_read_back(number: tuple[str, Decimal], sign: tuple[str, str]) -> None:
    text, value = number
    _agrees(_read(_joined(text, sign[0])), value, kind="percent", unit=sign[1])


@settings(deadline=None)
@given(DIGITS, PREFIXES)
def test_sums_behind_a_symbol_read_back(number: tuple[str, Decimal], prefix: tuple[str, str]) -> None:
    text, value = number
    _agrees(_read(prefix[0] + text), value, kind="money", unit=prefix[1])


@settings(deadline=None)
@given(SMALL, SCALES, PREFIXES)
def test_scaled_sums_read_back(number: tuple[str, Decimal], scale: tuple[str, int], prefix: tuple[str, str]) -> None:
    text, value = number
    _agrees(_read(prefix[0] + text + scale[0]), value * scale[1], kind="money", unit=prefix[1])


@settings(deadline=None)
@given(DIGITS | WORDS, NAMES)
def test_sums_before_a_name_read_back(number: tuple[str, Decimal], name: tuple[str, str]) -> None:
    text, value = number
    _agrees(_read(_joined(text, name[0])), value, kind="money", unit=name[1])


@settings(deadline=None)
@given(DIGITS | WORDS, UNITS)
def test_quantities_read_back(number: tuple[str, Decimal], unit: tuple[str, str]) -> None:
    text, value = number
    _agrees(_read(_joined(text, unit[0])), value, kind="quantity", unit=unit[1])


@settings(deadline=None)
@given(SMALL, SMALL, SCALES, PREFIXES)
def test_ranges_share_the_scale_of_their_end(
    low: tuple[str, Decimal], high: tuple[str, Decimal], scale: tuple[str, int], prefix: tuple[str, str]
) -> None:
    (first, start), (second, end) = sorted((low, high), key=lambda number: number[1])
    if start == end:
        return
    mention = _read(f"{prefix[0]}{first}-{second}{scale[0]}")
    assert (mention.kind, mention.unit) == ("money", prefix[1])
    assert (mention.value_low, mention.value_high) == (start * scale[1], end * scale[1])
