"""Sums whose currency is an ordinary word or a letter: "250,000 won", "TRY 1.5 billion", "164p"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.money import money
from pipeline.extract.rule import Declined

if TYPE_CHECKING:
    from pipeline.extract.rule import Outcome, RuleMatch

_LINES_OF_A_PICTURE = {"240", "360", "480", "540", "576", "720", "1080", "1440", "2160", "4320"}


def _is_plain_amount(match: RuleMatch) -> bool:
    tokens, index = match.tokens, match.index("number")
    return match.names("letter") or any(tokens.has(index, name) for name in ("SCALED", "GROUPED", "DEC"))


def money_weak(match: RuleMatch) -> Outcome | Declined:
    """A sum, where the number has a scale, groups of digits or decimals."""
    if not _is_plain_amount(match):
        return Declined("the number alone does not say that it is a sum of money")
    return money(match)


def money_letter(match: RuleMatch) -> Outcome | Declined:
    """Pence or cents as a letter, where neither a screen nor a product is meant."""
    tokens, index = match.tokens, match.index("number")
    if tokens.texts[index] in _LINES_OF_A_PICTURE:
        return Declined("lines of a picture")
    if tokens.has(before := tokens.before(index), "CAP") and tokens.has(before, "WORD"):
        return Declined("the name of a product")
    return money(match)


PRODUCTIONS = {"money_weak": money_weak, "money_letter": money_letter}
