"""Whether a number without a unit is an amount by itself, or a mark or a turn of phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.bare import LEVELS, is_strong, word_before
from pipeline.lexicon.sets import word_set
from pipeline.model import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.tokens import Tokens
    from pipeline.model import Excluded

OTHERS = frozenset({"other", "remaining"})
STATES = word_set("states_of_people")
_NEAR = 40
INTERVALS, COMPARED, TESTED = word_set("intervals"), frozenset({"<", ">", "=", "≤", "≥"}), word_set("tested")


def stands_alone(tokens: Tokens, bare: Mention) -> bool:
    """Whether a number that shares no unit is an amount: by its form, behind "was" or "kills", before "arrested".

    Also the one that fills a cell of a line; the first cell names the line.
    """
    start, after = tokens.at_or_after(bare.start), tokens.after(tokens.at_or_after(bare.end) - 1)
    if tokens.has(tokens.before(start), "TAB") and (after >= len(tokens.texts) or tokens.has(after, "TAB")):
        return True
    if bare.rule != "bare_number" or bare.per or is_strong(tokens, start) or word_before(tokens, start) in LEVELS:
        return True
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    if tokens.texts[tokens.before(start)].lower() in OTHERS:
        return False
    if right in STATES or right in ("died", "joined") or (right.endswith("ed") and len(right) > 4):
        return True
    code = tokens.has(start, "YEAR") or tokens.has(start, "LONG")
    return not (code or _marks(tokens, start, after) or _is_phrase(tokens, start))


def is_statistic(tokens: Tokens, bare: Mention, done: Sequence[Mention | Excluded]) -> bool:
    """Whether a bare number is a p value ("P < 0.05"), or a bound of a confidence interval ("95% CI –5.1 to –1.3")."""
    start = tokens.at_or_after(bare.start)
    before = tokens.before(start)
    while any(tokens.has(before, mark) for mark in ("COMMA", "COLON", "LPAR")):
        before = tokens.before(before)
    word = tokens.texts[before].lower() if before >= 0 else ""
    if word in INTERVALS or (word in COMPARED and tokens.texts[tokens.before(before)].lower() in TESTED):
        return True
    last = done[-1] if done else None
    return word == "to" and isinstance(last, Mention) and last.unit is None and is_statistic(tokens, last, ())


def _marks(tokens: Tokens, number: int, after: int) -> bool:
    """Whether a number is a mark: of a note, page or item (alone, before a capital or a bracket), or behind "No."."""
    before = tokens.before(number)
    if tokens.has(before, "STOP"):
        return True
    if before < 0:
        ends = after >= len(tokens.texts) or tokens.has(after, "TAB")
        return ends or tokens.texts[after] in ".)]" or tokens.has(after, "CAP")
    return (
        after < len(tokens.texts)
        and tokens.texts[after] in ")]"
        and "(" not in tokens.texts[max(0, number - _NEAR) : number]
    )


def _is_phrase(tokens: Tokens, number: int) -> bool:
    """Whether a number word is one of a turn of phrase: "a year or two", "cut in two"."""
    if not tokens.texts[number].isalpha():
        return False
    before = tokens.before(number)
    left = tokens.texts[before].lower() if before >= 0 else ""
    return left in ("in", "or", "of", "by") or tokens.has(number, "ONE")
