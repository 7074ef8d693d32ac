"""The one pass over a text: every number of the contract, runs with a digit, and number words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.lexicon.vocabulary import Word

_DIGIT = r"\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞"


_NUMBER_TYPES = {"CARD", "ORDWORD", "PART", "MULTIPLE", "TIMES_WORD", "FOLD", "DOZEN", "VAGUE", "DECADE_WORD"}
_RELATIVE_YEARS = "|((?:last|this|next|previous|current|coming) year)"
_RELATIVE = 2  # the group of the pattern that finds them
_SCALE_WORD_LENGTH = 4  # "lakh" stands for a number by itself; "mln" and "bn" only behind digits


def number_words(words: Mapping[str, Word]) -> list[str]:
    """The forms of the vocabulary that are numbers by themselves."""
    return sorted(
        form
        for form, word in words.items()
        if form.isalpha()
        and (word.readings.keys() & _NUMBER_TYPES or ("SCALE" in word.readings and len(form) >= _SCALE_WORD_LENGTH))
    )


def number_pattern(words: Mapping[str, Word], *, relative_years: bool = False) -> re.Pattern[str]:
    """The pattern for `numbers_in`; with relative_years for documents whose date is known, where "last year" is read too.

    It begins with the plain class of digits and of what stands before a word: so the search passes over letters at the
    speed of the machine, and tries the words only where one begins.
    """
    inner = f"({_as_trie(number_words(words))})" + (_RELATIVE_YEARS if relative_years else "")
    return re.compile(rf"[{_DIGIT}\W](?:(?<=[{_DIGIT}])\S*|(?<=\W)(?:{inner})(?!\w))")


def numbers_in(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a number of the contract and not "last year") of all that the pattern finds, in order.

    A run with a digit is found from its first digit on.
    """
    for match in pattern.finditer(" " + _lowered(text)):
        start, end = match.span(match.lastindex or 0)
        yield start - 1, end - 1, match.lastindex != _RELATIVE


def _lowered(text: str) -> str:
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
