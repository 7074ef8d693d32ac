"""Codes and letters that are words too ("R", "P", "SR", "som"): where they stand at a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.rule import RuleMatch

_LEAST_AT_LETTER = 10
_TOLD_ONLY = frozenset({"P", "Sh", "Shs", "Sh."})  # also no sums before "40 million" where nothing speaks of the currency
_MONEY_OF = word_set("money_of")
_NO_SUMS_AFTER, _NO_SUMS_BEFORE = word_set("no_sums_after"), word_set("no_sums_before")


def looks_like_a_sum(match: RuleMatch) -> bool:
    """Whether a code that is also a word stands at a sum: by the number's form, or as the text is about the currency."""
    tokens, number, cur = match.tokens, match.index("number"), match.index("cur")
    shapes = ("GROUPED", "SCALED") if len(tokens.texts[cur]) == 1 else ("GROUPED", "SCALED", "DEC")
    if tokens.texts[cur] in _TOLD_ONLY and not _is_told_of(match, cur):
        return False
    if match.names("letter") or any(tokens.has(number, name) for name in shapes):
        return True
    return tokens.has(cur, "CUR_TOLD") and _is_told_of(match, cur) and _stands_as_sum(match, number, cur)


def _is_told_of(match: RuleMatch, cur: int) -> bool:
    return match.scene.evidence.speaks_of(match.tokens, cur)


def _stands_as_sum(match: RuleMatch, number: int, cur: int) -> bool:
    """Whether a small number at such a code is a sum: no road, train or mask ("the R27", "N95 masks"), no "R0"."""
    tokens = match.tokens
    if cur > number:
        return True
    letter = len(tokens.texts[cur]) == 1
    least = _LEAST_AT_LETTER if letter and tokens.has(number, "INT") else 0
    if (letter and cur + 1 != number) or match.value("number") < least:
        return False
    left, after = tokens.before(cur), tokens.after(number)
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    behind_article = left >= 0 and tokens.texts[left].lower() in _NO_SUMS_AFTER
    return right not in _NO_SUMS_BEFORE and (not behind_article or right in _MONEY_OF or tokens.has(number + 1, "HYPHEN"))
