"""The rules that apply in one section of documents, by the types of the tokens at which they may begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.pattern import OPENING
from pipeline.extract.typeset import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.rule import Rule
    from pipeline.extract.tokens import Tokens

_FARTHEST_LEAD = 16
_START = "^"  # stands before the types of a sentence's first token
_REMEMBERED_BEGINNINGS = 100_000


class SectionRules:
    """The rules of a section in the order in which they are tried; `starts` finds the tokens at which one may begin."""

    def __init__(self, rules: Sequence[Rule], *, numbers: frozenset[str]) -> None:
        """numbers: the type characters of tokens that write a number; rules begin at most _FARTHEST_LEAD tokens before."""
        codes = sorted({code for rule in rules for code in rule.pattern.first_codes})
        self._by_code = {code: tuple(rule for rule in rules if code in rule.pattern.first_codes) for code in codes}
        self._by_beginning: dict[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]] = {}
        self.starts = _starts(codes, rules, numbers)

    def candidates(self, tokens: Tokens, at: int) -> tuple[Rule, ...]:
        """The rules that may match at a token, by what stands beside it: few of all, and some of them will not."""
        types = tokens.types
        beginning = types[at : at + OPENING] if at else f"{_START}{types[:OPENING]}"
        if at and types[at - 1] == tokens.codebook.tab:
            beginning = f"{types[at - 1]}{beginning}"  # what begins a cell may be what begins a sentence
        found, free = self._by_beginning.get(beginning) or self._that_begin(beginning, tokens.codebook.tab)
        return free if found is not free and tokens.is_free(at) else found

    def _that_begin(self, beginning: str, tab: str) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The rules that may match such types, and those of them that also apply to a token with white space around it."""
        # Elsewhere than at the start of a sentence, "^" must see something before the token.
        shown, at = (beginning[1:], 0) if beginning[0] == _START else (f"{_START}{beginning}", 1)
        if beginning[0] == tab:
            shown = beginning
        found = tuple(rule for rule in self._by_code[shown[at]] if rule.pattern.opening.match(shown, at))
        free = tuple(rule for rule in found if not rule.only_glued)
        both = (found, found if len(free) == len(found) else free)
        if len(self._by_beginning) < _REMEMBERED_BEGINNINGS:
            self._by_beginning[beginning] = both
        return both


def _starts(codes: Sequence[str], rules: Sequence[Rule], numbers: frozenset[str]) -> re.Pattern[str]:
    """Finds the tokens at which a rule may begin: numbers, and other first tokens with a number not far behind.

    A rule that takes no number ("last year") says so, and begins wherever its first token stands.
    """
    alone = {code for rule in rules if rule.numberless for code in rule.pattern.first_codes}
    own, led = ranges(numbers.intersection(codes) | alone), ranges(set(codes) - numbers - alone)
    return re.compile(f"[{own}]|[{led}](?=.{{0,{_FARTHEST_LEAD}}}[{ranges(numbers)}])" if led else f"[{own}]")
