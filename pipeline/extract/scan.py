"""The one pass over a text: every number of the contract, runs with a digit, and number words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.lexicon.vocabulary import Word

_DIGIT = r"\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞"


_NUMBER_TYPES = {"CARD", "ORDWORD", "PART", "MULTIPLE", "TIMES_WORD", "FOLD", "DOZEN", "VAGUE", "DECADE_WORD"}
_SCALE_WORD_LENGTH = 4  # "lakh" stands for a number by itself; "mln" and "bn" only behind digits


def number_words(words: Mapping[str, Word]) -> list[str]:
    """The forms of the vocabulary that are numbers by themselves."""
    return sorted(
        form
        for form, word in words.items()
        if form.isalpha()
        and (word.readings.keys() & _NUMBER_TYPES or ("SCALE" in word.readings and len(form) >= _SCALE_WORD_LENGTH))
    )


def number_pattern(words: Mapping[str, Word]) -> re.Pattern[str]:
    """Finds the numbers of a lower-cased text (see `lowered`); a run with a digit is found from its first digit on."""
    return re.compile(f"[{_DIGIT}]\\S*|(?<!\\w){_as_trie(number_words(words))}(?!\\w)")


def with_relative_years(numbers: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern that finds "last year" and its like too, as the group `relative`; for documents whose date is known."""
    return re.compile(rf"{numbers.pattern}|(?P<relative>(?<!\w)(?:last|this|next|previous|current|coming) year(?!\w))")


def lowered(text: str) -> str:
    """The text in lower case, character for character, so that offsets stay true."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char if len(char.lower()) > 1 else char.lower() for char in text)


def _as_trie(forms: Iterable[str]) -> str:
    """The forms as one alternation by shared beginnings: the engine then tries one branch, not a hundred."""
    tails: dict[str, list[str]] = {}
    for form in forms:
        tails.setdefault(form[:1], []).append(form[1:])
    ends = "" in tails
    branches = [head + _as_trie(rest) for head, rest in sorted(tails.items()) if head]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
