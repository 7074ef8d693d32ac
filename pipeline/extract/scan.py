"""The one pass over a text: every number of the contract, runs with a digit, and number words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.lexicon.vocabulary import Word

_DIGIT = r"\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞"


_NUMBER_TYPES = {"CARD", "ORDWORD", "PART", "MULTIPLE", "TIMES_WORD", "FOLD", "DOZEN", "VAGUE"}
_SCALE_WORD_LENGTH = 4  # "lakh" stands for a number by itself; "mln" and "bn" only behind digits


def number_words(words: Mapping[str, Word]) -> list[str]:
    """The forms of the vocabulary that are numbers by themselves."""
    return sorted(
        form
        for form, word in words.items()
        if form.isalpha()
        and (word.readings.keys() & _NUMBER_TYPES or ("SCALE" in word.readings and len(form) >= _SCALE_WORD_LENGTH))
    )


def _by_first_letter(words: list[str]) -> str:
    """The words as alternatives in either case, each behind a test of its first letter, which the scan can skip by."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{head}{head.upper()}](?<!\\w.)(?i:{'|'.join(tails)})\\b" for head, tails in sorted(heads.items()))


def number_pattern(words: Mapping[str, Word]) -> re.Pattern[str]:
    """Finds the numbers of a text; a run with a digit is found from its first digit on."""
    return re.compile(f"[{_DIGIT}]\\S*|{_by_first_letter(number_words(words))}")
