"""Runs of tokens that write one number, made one token: words, scales, mixed fractions, signs, powers of ten."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.mixed import card_at, over_hyphen, over_space, with_fraction, with_power
from pipeline.extract.numerals import Numeral, fraction_value, solved_digits
from pipeline.extract.tokens import COMPOSED, SCALED
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.extract.typeset import TypeAlphabet

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_DOZEN = Decimal(12)
_THOUSAND = Decimal(1000)
_PARTS_OF_SCALES = (2, 4)  # "quarter-million", while "third million" counts along
_BEFORE_MINUS = word_set("before_minus") | {"=", "<", ">"}
_BEFORE_RANGE = ("NUM", "PCT", "POINT", "UNIT", "DEGREE", "COMMA", "STOP")
_FRACTION_TYPES = ("VULGAR", "FRACTION")


@lru_cache(maxsize=4)
def _openers(alphabet: TypeAlphabet) -> re.Pattern[str]:
    """Tokens at which a composed numeral may begin, with a token after them that may go on."""
    starts = alphabet.character_class(
        ["NUM", "A", "PART", "HYPHEN", "DASH", "PLUS", "MINUS_WORD", *_FRACTION_TYPES], place="compose"
    )
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
        *_FRACTION_TYPES,
        "RAISED_DOT",
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
        if any(self._has(at, sign) for sign in ("HYPHEN", "PLUS", "MINUS_WORD")):
            return self._signed(at)
        if self._has(at, "DASH"):
            return self._dashed(at)
        if self._has(at, "A"):
            return self._with_article(at)
        if self._has(at, "PART") and not self._has(at, "NUM"):
            return self._part_alone(at)
        if any(self._has(at, name) for name in _FRACTION_TYPES):
            return self._fraction_of_scale(at)
        if self._tokens.reading(at, "CARD") is not None:
            last, numeral = self._words(at)
            part = over_hyphen(self._tokens, last)
            if numeral is not None and self._has(part, "PART"):
                after, of_scale = self._part_of_scale(at, numeral.value, part)
                if of_scale is not None:
                    return after, of_scale
        else:
            last, numeral = at + 1, Numeral(self._digits(at))
        last, numeral = with_fraction(self._tokens, last, numeral)
        last, numeral = self._scale_after(self._past_odd(last), numeral)
        last, numeral = with_fraction(self._tokens, last, numeral)
        return with_power(self._tokens, last, numeral)

    def _has(self, index: int, name: str) -> bool:
        return self._tokens.has(index, name)

    def _next(self, index: int) -> int:
        return over_space(self._tokens, index)

    def _past_odd(self, index: int) -> int:
        """The index behind the "-odd" of "40-odd", or `index` itself."""
        glued = self._has(index, "HYPHEN") and index + 1 < len(self._tokens.texts)
        return index + 2 if glued and self._tokens.texts[index + 1].lower() == "odd" else index

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
        free = before < 0 or self._tokens.texts[before].isspace() or self._tokens.texts[before] in "([:;,/=~<>≤≥±"
        if word and self._tokens.texts[self._tokens.before(at)].lower() in ("or", "/"):
            return at + 1, None  # "plus or minus 3 percent" tells a margin
        if not free or not self._has(number, "NUM") or (not word and self._tokens.reading(number, "CARD") is not None):
            return at + 1, None
        last, numeral = self.numeral_from(number)
        if numeral is None or self._has(at, "PLUS"):
            return last, numeral
        return last, Numeral(-numeral.coefficient, numeral.scale)

    def _dashed(self, at: int) -> tuple[int, Numeral | None]:
        """An en dash for a minus, "to –0.4 percent": glued to a percentage only, and no dash of a range or an aside."""
        number, before = at + 1, at - 1
        free = before < 0 or self._tokens.types[before] == " " or self._tokens.texts[before] in "([:"
        if not free or not self._has(number, "NUM") or not self._tokens.texts[number][0].isdigit():
            return at + 1, None
        if any(self._has(self._tokens.before(at), name) for name in _BEFORE_RANGE):
            return at + 1, None
        last, numeral = self.numeral_from(number)
        unit = self._next(last)
        told = any(self._has(unit, name) for name in ("PCT", "POINT", "DEGREE")) or self._leads_to_number(at)
        if numeral is None or not told:
            return at + 1, None
        return last, Numeral(-numeral.coefficient, numeral.scale)

    def _leads_to_number(self, dash: int) -> bool:
        """Whether a bracket or a word that no aside can follow stands before a dash: "was –3.2", "(–5.1 to –1.3)"."""
        before = self._tokens.before(dash)
        return before >= 0 and (self._has(before, "LPAR") or self._tokens.texts[before].lower() in _BEFORE_MINUS)

    def _with_article(self, at: int) -> tuple[int, Numeral | None]:
        """Read "a million", "a hundred and fifty", "a dozen"."""
        word = self._next(at + 1)
        if self._has(word, "DOZEN"):
            return word + 1, Numeral(_DOZEN)
        if self._has(word, "PART") and not self._has(word, "NUM"):
            return self._part_of_scale(at, _ONE, word)
        if self._scale(word) is None or self._tokens.texts[word].lower() in ("k", "m"):
            return at + 1, None
        last, numeral = self._words(at, article=True)
        return with_fraction(self._tokens, last, numeral)

    def _part_of_scale(self, at: int, count: Decimal, part: int) -> tuple[int, Numeral | None]:
        """Read "quarter of a million" or "quarter-million" behind its count ("a", "three")."""
        under, word = self._tokens.reading(part, "PART"), over_hyphen(self._tokens, part + 1)
        if under is None:
            return at + 1, None
        if self._has(word, "OF") or (self._has(word, "A") and self._has(part, "HALF")):
            article = self._next(word + 1) if self._has(word, "OF") else word
            word = over_hyphen(self._tokens, article + 1) if self._has(article, "A") else len(self._tokens.texts)
        elif int(under) not in _PARTS_OF_SCALES:
            return at + 1, None
        scale = _DOZEN if self._has(word, "DOZEN") and self._has(part, "HALF") else self._scale(word)
        if scale is None or scale == _HUNDRED or self._tokens.texts[word].lower() in ("k", "m"):
            return at + 1, None
        return word + 1, Numeral(count / Decimal(under), scale)

    def _part_alone(self, at: int) -> tuple[int, Numeral | None]:
        """Read "half a million", "half million", "quarter-million"; not the "second half" of a year or match."""
        before = self._tokens.before(at)
        hyphen = self._has(at + 1, "HYPHEN")
        if not self._has(at, "HALF") and not hyphen:
            return at + 1, None
        if any(self._has(before, name) for name in ("ORDWORD", "NUM", "EARLY", "ORD_SUFFIX")):
            return at + 1, None
        return self._part_of_scale(at, _ONE, at)

    def _fraction_of_scale(self, at: int) -> tuple[int, Numeral | None]:
        """Read "½ million", "1/2 million"."""
        word = over_hyphen(self._tokens, at + 1)
        value, scale = fraction_value(self._tokens.texts[at]), self._scale(word)
        if value is None or scale is None or scale < _THOUSAND:
            return at + 1, None
        return word + 1, Numeral(value, scale)

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
        after = over_hyphen(self._tokens, index + 1)
        if card_at(self._tokens, after) is not None:
            after = over_hyphen(self._tokens, after + 1)
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
