"""Digits to exact numbers, by the separators that a document uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_SEPARATORS = re.compile(r"[,.' ]")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
VULGAR_FRACTIONS = {
    "¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4), "⅐": Fraction(1, 7), "⅑": Fraction(1, 9),
    "⅒": Fraction(1, 10), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "⅕": Fraction(1, 5), "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6), "⅚": Fraction(5, 6), "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8), "↉": Fraction(0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: coefficient × scale. The scale may also belong to a number before it."""

    coefficient: Decimal
    scale: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return self.coefficient * self.scale


def as_decimal(fraction: Fraction) -> Decimal:
    """The fraction to 28 significant digits."""
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def fraction_value(text: str) -> Decimal | None:
    """The value of "½" or "3/4"; None where it is no part of a whole."""
    if text in VULGAR_FRACTIONS:
        return as_decimal(VULGAR_FRACTIONS[text])
    over, _, under = text.partition("/")
    return as_decimal(Fraction(int(over), int(under))) if 0 < int(over) < int(under) else None


def superscript_value(text: str) -> int:
    """The integer that a run of superscript digits writes ("⁻³" is -3); ValueError for signs alone."""
    return int(text.translate(_SUPERSCRIPT))


def solved_digits(text: str, *, decimal_comma: bool) -> Decimal:
    """The value of a numeral of digits and separators ("1,500.25", "1.500,25", "1 500", ".5", "1.5e6").

    decimal_comma: what the document does where the text alone could be either ("1,500" is 1.5 or 1500).
    """
    marks = _SEPARATORS.findall(text)
    if not marks or "e" in text or "E" in text:
        return Decimal(text)
    last = marks[-1]
    if len(set(marks)) > 1:
        # Two kinds of mark: the last one, seen once, is the decimal sign.
        head, _, tail = text.rpartition(last)
        return Decimal(_SEPARATORS.sub("", head) + "." + tail)
    if last in " '" or len(marks) > 1:
        return Decimal(_SEPARATORS.sub("", text))
    head, _, tail = text.rpartition(last)
    groups_thousands = len(tail) == 3 and 1 <= len(head) <= 3 and head != "0"
    if groups_thousands and (last == ",") != decimal_comma:
        return Decimal(head + tail)
    return Decimal((head or "0") + "." + tail)
