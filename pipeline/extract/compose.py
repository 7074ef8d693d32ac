"""Runs of tokens that write one number, made one token: words, scales, mixed fractions, signs, powers of ten."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.numerals import VULGAR_FRACTIONS, Numeral, as_decimal, solved_digits, superscript_value
from pipeline.extract.tokens import COMPOSED, SCALED

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.extract.typeset import TypeAlphabet

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_DOZEN = Decimal(12)
_CENTS = -2  # the exponent of a price in dollars and cents
_FRACTION_PARTS = {2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100}


@lru_cache(maxsize=4)
def _openers(alphabet: TypeAlphabet) -> re.Pattern[str]:
    """Tokens at which a composed numeral may begin, with a token after them that may go on."""
    starts = alphabet.character_class(["NUM", "A", "HALF", "HYPHEN", "PLUS", "MINUS_WORD"], place="compose")
    more = [
        "NUM",
        "SCALE",
        "SCALE_PLURAL",
        "DOZEN",
        "A",
        "AND",
        "POINT_WORD",
        "HYPHEN",
        "PART",
        "FRACTION",
        "VULGAR",
        "SUPER",
        "CROSS",
        "CARET",
    ]
    return re.compile(f"{starts}(?= ?{alphabet.character_class(more, place='compose')})")


def composed(tokens: Tokens, *, decimal_comma: bool) -> Tokens:
    """The tokens with every run that writes one number as one token, its value in `numerals`."""
    opener = _openers(tokens.codebook.alphabet)
    found = opener.search(tokens.types)
    if found is None:
        return tokens
    composer = _Composer(tokens, decimal_comma=decimal_comma)
    joins: list[tuple[int, int, str]] = []
    numerals: list[Numeral] = []
    while found:
        at = found.start()
        last, numeral = composer.numeral_from(at)
        if numeral is not None and last > at + 1:
            scaled = numeral.scale != 1
            joins.append((at, last, tokens.codebook.alphabet.code(SCALED if scaled else COMPOSED)))
            numerals.append(numeral)
            at = last - 1
        found = opener.search(tokens.types, at + 1)
    if not joins:
        return tokens
    merged = tokens.merged(joins)
    shift = 0
    for (first, last, _), numeral in zip(joins, numerals, strict=True):
        merged.numerals[first - shift] = numeral
        shift += last - first - 1
    return merged


class _Composer:
    """Reads numerals of one sentence from left to right; every method returns (index after, value or None)."""

    def __init__(self, tokens: Tokens, *, decimal_comma: bool) -> None:
        self._tokens = tokens
        self._decimal_comma = decimal_comma

    def numeral_from(self, at: int) -> tuple[int, Numeral | None]:
        """The longest numeral that begins at a token."""
        if self._has(at, "HYPHEN") or self._has(at, "PLUS") or self._has(at, "MINUS_WORD"):
            return self._signed(at)
        if self._has(at, "A"):
            return self._with_article(at)
        if self._has(at, "HALF"):
            return self._half_a_scale(at)
        if self._tokens.reading(at, "CARD") is not None:
            last, numeral = self._words(at)
            part = self._over_hyphen(last)
            if numeral is not None and self._has(part, "PART"):
                after, of_scale = self._part_of_scale(at, numeral.value, part)
                if of_scale is not None:
                    return after, of_scale
        else:
            last, numeral = at + 1, Numeral(self._digits(at))
        last, numeral = self._fraction_after(last, numeral)
        last, numeral = self._scale_after(last, numeral)
        last, numeral = self._fraction_after(last, numeral)
        return self._power_after(last, numeral)

    def _has(self, index: int, name: str) -> bool:
        return self._tokens.has(index, name)

    def _next(self, index: int) -> int:
        """The token at index, or the one after it where index is white space."""
        return index + 1 if index < len(self._tokens.types) and self._tokens.types[index] == " " else index

    def _digits(self, index: int) -> Decimal:
        return solved_digits(self._tokens.texts[index], decimal_comma=self._decimal_comma)

    def _scale(self, index: int) -> Decimal | None:
        value = self._tokens.reading(index, "SCALE") if index < len(self._tokens.texts) else None
        return None if value is None else Decimal(value)

    def _plural_scale(self, index: int) -> Decimal | None:
        """What "billions" multiplies the number before it by: "five billions"."""
        value = self._tokens.reading(index, "SCALE_PLURAL") if index < len(self._tokens.texts) else None
        return None if value is None else Decimal(value)

    def _signed(self, at: int) -> tuple[int, Numeral | None]:
        word = self._has(at, "MINUS_WORD")
        number = self._next(at + 1) if word else at + 1
        before = at - 1
        free = before < 0 or self._tokens.types[before] == " " or self._tokens.texts[before] in "([:;,/=~<>≤≥±"
        if not free or not self._has(number, "NUM") or (not word and self._tokens.reading(number, "CARD") is not None):
            return at + 1, None
        last, numeral = self.numeral_from(number)
        if numeral is None or self._has(at, "PLUS"):
            return last, numeral
        return last, Numeral(-numeral.coefficient, numeral.scale)

    def _with_article(self, at: int) -> tuple[int, Numeral | None]:
        """Read "a million", "a hundred and fifty", "a dozen"."""
        word = self._next(at + 1)
        if self._has(word, "DOZEN"):
            return word + 1, Numeral(_DOZEN)
        if self._has(word, "PART"):
            return self._part_of_scale(at, _ONE, word)
        if self._scale(word) is None or self._tokens.texts[word].lower() in ("k", "m"):
            return at + 1, None
        last, numeral = self._words(at, article=True)
        return self._fraction_after(last, numeral)

    def _part_of_scale(self, at: int, count: Decimal, part: int) -> tuple[int, Numeral | None]:
        """Read "quarter of a million" behind its count ("a", "three")."""
        of = self._next(part + 1)
        article = self._next(of + 1)
        word = self._next(article + 1)
        under, scale = self._tokens.reading(part, "PART"), self._scale(word)
        if not (self._has(of, "OF") and self._has(article, "A")) or scale is None or under is None:
            return at + 1, None
        return word + 1, Numeral(count / Decimal(under), scale)

    def _half_a_scale(self, at: int) -> tuple[int, Numeral | None]:
        article = self._next(at + 1)
        word = self._next(article + 1)
        if self._has(article, "HYPHEN"):
            article, word = article + 1, self._next(article + 2)
        if not self._has(article, "A"):
            return at + 1, None
        scale = _DOZEN if self._has(word, "DOZEN") else self._scale(word)
        return (at + 1, None) if scale is None else (word + 1, Numeral(_HALF, scale))

    def _words(self, at: int, *, article: bool = False) -> tuple[int, Numeral | None]:
        """A number in words: "two hundred and five thousand three hundred"."""
        total, group, smallest = Decimal(0), None, None
        index, last = at, at
        coefficient = scale = None
        if article:
            group, index = _ONE, self._next(at + 1)
        while index < len(self._tokens.texts):
            card = self._tokens.reading(index, "CARD")
            unit = self._scale(index)
            if card is not None and self._may_add(group, Decimal(card), smallest, index):
                group = (group or Decimal(0)) + Decimal(card)
                scale = None
            elif unit == _HUNDRED and group is not None and 0 < group < _HUNDRED:
                coefficient, scale, group = group, _HUNDRED, group * _HUNDRED
            elif unit is not None and unit > _HUNDRED and group is not None and (smallest is None or unit < smallest):
                coefficient, scale = group, unit
                total, group, smallest = total + group * unit, None, unit
            else:
                break
            last = index + 1
            index = self._past_glue(last, joined=group is None or group % _HUNDRED == 0)
        value = total + (group or Decimal(0))
        if last == at:
            return at + 1, None
        if scale is not None and coefficient is not None and coefficient * scale == value:
            return last, Numeral(coefficient, scale)
        return last, Numeral(value)

    def _may_add(self, group: Decimal | None, card: Decimal, smallest: Decimal | None, index: int) -> bool:
        if group is None:
            # After a scale more may follow only below it: "two thousand five hundred", not "two thousand five million".
            return smallest is None or (scale := self._next_scale(index)) is None or scale < smallest
        if group % _HUNDRED == 0 and group > 0:
            scale = self._next_scale(index)
            return card < _HUNDRED and (scale is None or (scale > _HUNDRED and (smallest is None or scale < smallest)))
        return group % 100 >= 20 and group % 10 == 0 and 0 < card < 10

    def _next_scale(self, index: int) -> Decimal | None:
        """The scale word that follows the number word at index, over one more number word ("five", "twenty-five")."""
        after = self._over_hyphen(index + 1)
        if self._tokens_card(after) is not None:
            after = self._over_hyphen(after + 1)
        return self._scale(after)

    def _past_glue(self, index: int, *, joined: bool) -> int:
        """The index of the next number word after a hyphen, a space or "and"; the end of the sentence where none can be."""
        if self._has(index, "HYPHEN"):
            after = index + 1
            return self._past_glue(after, joined=joined) if self._has(after, "AND") else after
        index = self._next(index)
        if joined and self._has(index, "AND"):
            after = self._next(index + 1)
            after = after + 1 if self._has(after, "HYPHEN") else after
            is_small = self._tokens.reading(after, "CARD") if after < len(self._tokens.texts) else None
            return after if is_small is not None else len(self._tokens.texts)
        return index

    def _scale_after(self, index: int, numeral: Numeral | None) -> tuple[int, Numeral | None]:
        """The scale words after a number of digits, or after a mixed number in words ("two and a half million")."""
        while numeral is not None:
            word = index + 1 if self._has(index, "HYPHEN") else self._next(index)
            scale = _DOZEN if self._has(word, "DOZEN") else self._scale(word) or self._plural_scale(word)
            if scale is None or (numeral.scale != 1 and scale <= numeral.scale):
                break
            index, numeral = word + 1, Numeral(numeral.coefficient, numeral.scale * scale)
        return index, numeral

    def _fraction_after(self, index: int, numeral: Numeral | None) -> tuple[int, Numeral | None]:
        """The rest of a mixed number: "½", "1/2", "-1/2", "and a half", "and three quarters", "point five"."""
        if numeral is None:
            return index, None
        for read in (self._symbol_fraction, self._word_fraction, self._point_digits):
            last, part = read(index, numeral)
            if part is not None:
                return last, Numeral(numeral.coefficient + as_decimal(part), numeral.scale)
        return index, numeral

    def _symbol_fraction(self, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
        if numeral.scale != 1:
            return index, None
        if numeral.coefficient != int(numeral.coefficient):
            return self._fraction_of_a_cent(index, numeral)
        word = index + 1 if self._has(index, "HYPHEN") else self._next(index)
        if self._has(word, "AND"):
            word = self._next(word + 1)
        if self._has(word, "VULGAR"):
            return word + 1, VULGAR_FRACTIONS[self._tokens.texts[word]]
        if self._has(word, "FRACTION"):
            over, under = map(int, self._tokens.texts[word].split("/"))
            if 0 < over < under and under in _FRACTION_PARTS:
                return word + 1, Fraction(over, under)
        return index, None

    def _fraction_of_a_cent(self, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
        """The fraction glued to a price in dollars and cents: "5.87-1/2" is 5.875."""
        cents = numeral.coefficient.as_tuple().exponent == _CENTS
        if not (cents and self._has(index, "HYPHEN") and self._has(index + 1, "FRACTION")):
            return index, None
        over, under = map(int, self._tokens.texts[index + 1].split("/"))
        if not (0 < over < under and under in _FRACTION_PARTS):
            return index, None
        return index + 2, Fraction(over, under * 100)

    def _word_fraction(self, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
        word = self._over_hyphen(index)
        if not self._has(word, "AND"):
            return index, None
        count = self._over_hyphen(word + 1)
        if not (self._has(count, "A") or self._tokens_card(count)):
            return index, None
        part = self._over_hyphen(count + 1)
        under = self._tokens.reading(part, "PART") if part < len(self._tokens.texts) else None
        if under is None or numeral.coefficient != int(numeral.coefficient):
            return index, None
        over = 1 if self._has(count, "A") else int(self._tokens_card(count) or 1)
        singular = not self._tokens.texts[part].lower().endswith("s")
        if over >= int(under) or singular != (over == 1):
            return index, None
        return part + 1, Fraction(over, int(under))

    def _tokens_card(self, index: int) -> str | None:
        return self._tokens.reading(index, "CARD") if index < len(self._tokens.texts) else None

    def _over_hyphen(self, index: int) -> int:
        return index + 1 if self._has(index, "HYPHEN") else self._next(index)

    def _point_digits(self, index: int, numeral: Numeral) -> tuple[int, Fraction | None]:
        word = self._next(index)
        if not self._has(word, "POINT_WORD") or numeral.scale != 1 or word == index:
            return index, None
        digits, at = "", self._next(word + 1)
        while (card := self._tokens_card(at)) is not None and len(card) == 1:
            digits, word = digits + card, at
            at = self._next(at + 1)
        return (word + 1, Fraction(int(digits), 10 ** len(digits))) if digits else (index, None)

    def _power_after(self, index: int, numeral: Numeral | None) -> tuple[int, Numeral | None]:
        """Read "× 10^6", "x 10⁶", or the power of a bare 10."""
        if numeral is None:
            return index, None
        cross = self._next(index)
        base = self._next(cross + 1) if self._has(cross, "CROSS") else index - 1
        if base >= len(self._tokens.texts) or self._tokens.texts[base] != "10":
            return index, numeral
        last, power = self._exponent(base + 1)
        if power is None:
            return index, numeral
        coefficient = numeral.coefficient if base != index - 1 else _ONE
        return last, Numeral(coefficient, Decimal(10) ** power)

    def _exponent(self, index: int) -> tuple[int, int | None]:
        texts = self._tokens.texts
        if self._has(index, "SUPER") and any(char not in "⁻⁺" for char in texts[index]):
            return index + 1, superscript_value(texts[index])
        if not self._has(index, "CARET"):
            return index, None
        sign = -1 if self._has(index + 1, "HYPHEN") else 1
        digits = index + 1 + (sign < 0)
        if digits < len(texts) and texts[digits].isdecimal() and len(texts[digits]) <= 2:
            return digits + 1, sign * int(texts[digits])
        return index, None
