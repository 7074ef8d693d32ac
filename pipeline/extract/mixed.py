"""The rest of a mixed number behind its whole part: "½", "-1/2", "and three quarters", "point five", "·5", "× 10⁶".

Every reader takes the index behind the whole part and returns (index after what it read, what it read or None).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.extract.numerals import VULGAR_FRACTIONS, Numeral, as_decimal, superscript_value

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_ONE = Decimal(1)
_TEN = 10
_CENTS = -2  # the exponent of a price in dollars and cents
_FRACTION_PARTS = {2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100}
_TICKS = {2, 4, 8}  # what prices of grain are quoted in, also after a space: "$4.51 3/4"


def over_space(tokens: Tokens, index: int) -> int:
    """The token at index, or the one after it where index is white space."""
    return index + 1 if index < len(tokens.types) and tokens.types[index] == " " else index


def over_hyphen(tokens: Tokens, index: int) -> int:
    """The token at index, or the one after it where index is white space or a hyphen."""
    return index + 1 if tokens.has(index, "HYPHEN") else over_space(tokens, index)


def card_at(tokens: Tokens, index: int) -> str | None:
    """The value of the number word at index, where one stands there."""
    return tokens.reading(index, "CARD") if index < len(tokens.texts) else None


def with_fraction(tokens: Tokens, index: int, numeral: Numeral | None) -> tuple[int, Numeral | None]:
    """The number with the fraction that follows it."""
    if numeral is None:
        return index, None
    for read in (_raised_decimals, _symbol_fraction, _word_fraction, _point_digits):
        last, part = read(tokens, index, numeral)
        if part is not None:
            return last, Numeral(numeral.coefficient + as_decimal(part), numeral.scale)
    return index, numeral


def with_power(tokens: Tokens, index: int, numeral: Numeral | None) -> tuple[int, Numeral | None]:
    """The number with the power of ten that follows it: "× 10^6", "x 10⁶", "·10^6", or the power of a bare 10."""
    if numeral is None:
        return index, None
    cross = over_space(tokens, index)
    times = tokens.has(cross, "CROSS") or tokens.has(cross, "RAISED_DOT")
    base = over_space(tokens, cross + 1) if times else index - 1
    if base >= len(tokens.texts) or tokens.texts[base] != "10":
        return index, numeral
    last, power = _exponent(tokens, base + 1)
    if power is None and times:
        last, power = _exponent_on_the_line(tokens, base + 1, numeral)
    if power is None:
        return index, numeral
    return last, Numeral(numeral.coefficient if times else _ONE, Decimal(_TEN) ** power)


def _raised_decimals(tokens: Tokens, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
    """Decimals behind a raised point, "0·3", as medical journals print them; not the times of "1.5·10^6"."""
    digits = index + 1
    if not (tokens.has(index, "RAISED_DOT") and tokens.has(digits, "INT")) or numeral.scale != 1:
        return index, None
    if numeral.coefficient != int(numeral.coefficient) or (
        tokens.texts[digits] == "10" and _exponent(tokens, digits + 1)[1] is not None
    ):
        return index, None
    text = tokens.texts[digits]
    return digits + 1, Fraction(int(text), _TEN ** len(text))


def _symbol_fraction(tokens: Tokens, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
    if numeral.scale != 1:
        return index, None
    if numeral.coefficient != int(numeral.coefficient):
        return _fraction_of_a_cent(tokens, index, numeral)
    word = over_hyphen(tokens, index)
    if tokens.has(word, "AND"):
        word = over_space(tokens, word + 1)
    if tokens.has(word, "VULGAR"):
        return word + 1, VULGAR_FRACTIONS[tokens.texts[word]]
    if tokens.has(word, "FRACTION"):
        over, under = map(int, tokens.texts[word].split("/"))
        if 0 < over < under and under in _FRACTION_PARTS:
            return word + 1, Fraction(over, under)
    return index, None


def _fraction_of_a_cent(tokens: Tokens, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
    """The fraction behind a price in dollars and cents: "5.87-1/2" is 5.875, "$4.51 3/4" is 4.5175."""
    word = over_hyphen(tokens, index)
    if numeral.coefficient.as_tuple().exponent != _CENTS or not tokens.has(word, "FRACTION"):
        return index, None
    over, under = map(int, tokens.texts[word].split("/"))
    if not 0 < over < under or under not in (_FRACTION_PARTS if tokens.has(index, "HYPHEN") else _TICKS):
        return index, None
    return word + 1, Fraction(over, under * 100)


def _word_fraction(tokens: Tokens, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
    word = over_hyphen(tokens, index)
    if not tokens.has(word, "AND"):
        return index, None
    count = over_hyphen(tokens, word + 1)
    if not (tokens.has(count, "A") or card_at(tokens, count)):
        return index, None
    part = over_hyphen(tokens, count + 1)
    under = tokens.reading(part, "PART") if part < len(tokens.texts) else None
    if under is None or numeral.coefficient != int(numeral.coefficient):
        return index, None
    over = 1 if tokens.has(count, "A") else int(card_at(tokens, count) or 1)
    singular = not tokens.texts[part].lower().endswith("s")
    if over >= int(under) or singular != (over == 1):
        return index, None
    return part + 1, Fraction(over, int(under))


def _point_digits(tokens: Tokens, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
    word = over_space(tokens, index)
    if not tokens.has(word, "POINT_WORD") or numeral.scale != 1 or word == index:
        return index, None
    digits, at = "", over_space(tokens, word + 1)
    while (card := card_at(tokens, at)) is not None and len(card) == 1:
        digits, word = digits + card, at
        at = over_space(tokens, at + 1)
    return (word + 1, Fraction(int(digits), _TEN ** len(digits))) if digits else (index, None)


def _exponent(tokens: Tokens, index: int) -> tuple[int, int | None]:
    texts = tokens.texts
    if tokens.has(index, "SUPER") and any(char not in "⁻⁺" for char in texts[index]):
        return index + 1, superscript_value(texts[index])
    if tokens.has(index, "SUPER") and tokens.has(index + 1, "INT") and len(texts[index + 1]) <= 2:
        return index + 2, (-1 if "⁻" in texts[index] else 1) * int(texts[index + 1])  # only the sign is raised still
    if not tokens.has(index, "CARET"):
        return index, None
    sign = -1 if tokens.has(index + 1, "HYPHEN") else 1
    digits = index + 1 + (sign < 0)
    if digits < len(texts) and texts[digits].isdecimal() and len(texts[digits]) <= 2:
        return digits + 1, sign * int(texts[digits])
    return index, None


def _exponent_on_the_line(tokens: Tokens, index: int, numeral: Numeral) -> tuple[int, int | None]:
    """A negative power that lost its superscript, "2.4 × 10−3"; not the range of "3 x 10-12 repeats"."""
    digits = index + 1
    if not (tokens.has(index, "HYPHEN") and tokens.has(digits, "INT")) or len(tokens.texts[digits]) > 2:
        return index, None
    power = int(tokens.texts[digits])
    whole = numeral.coefficient == numeral.coefficient.to_integral_value()
    if not 1 <= abs(numeral.coefficient) < _TEN or (whole and power >= _TEN):
        return index, None
    return digits + 1, -power
