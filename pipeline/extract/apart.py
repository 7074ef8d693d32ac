"""What keeps a number without a unit from taking that of another amount, whatever they are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.bare import is_strong
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Mention

_GROUPS = word_set("groups")
_FARTHEST = 40  # in tokens, white space counted


def are_apart(tokens: Tokens, donor: Mention, start: int, last: int) -> bool:
    """Whether the amount and the number tokens[start:last] are too far apart, in two cells, or one is told what it is."""
    between = range(tokens.at_or_after(donor.end), start)
    if len(between) > _FARTHEST or any(tokens.has(index, "TAB") for index in between):
        return True
    return has_own_label(tokens, start, last) or _is_of(tokens, donor, start)


def has_own_label(tokens: Tokens, start: int, last: int) -> bool:
    """Whether a bare number is told what it is: "x = 0.2", "power factor: 0.9", "11 is a pole", "No. 13"."""
    before, after = tokens.before(start), tokens.after(last - 1)
    left = tokens.texts[before] if before >= 0 else ""
    if left in ("=", ":", "∼", "≈", "≤", "≥"):
        return True
    if left == "." and tokens.texts[before - 1].lower() in ("no", "nos"):
        return True
    named = tokens.texts[start].isdecimal() and tokens.texts[start] != "1" and not is_strong(tokens, start)
    return named and after < len(tokens.texts) and tokens.texts[after].lower() in ("is", "denotes")


def _is_of(tokens: Tokens, donor: Mention, start: int) -> bool:
    """Whether "of" alone stands between an amount and the number at start, or a group is of so many: "a mother of two"."""
    of = tokens.before(start)
    head = tokens.before(of) if of >= 0 else -1
    is_group = head >= 0 and tokens.texts[head].lower() in _GROUPS and tokens.has(tokens.before(head), "A")
    if is_group and tokens.texts[of].lower() == "of":
        return True
    return of >= 0 and tokens.texts[of].lower() == "of" and tokens.before(of) == tokens.at_or_after(donor.end) - 1
