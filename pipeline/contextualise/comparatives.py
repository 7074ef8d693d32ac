"""Change told by a comparative: "became 9% dearer", "300 more than in May", "4 cm up on the old one"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.strip import Strip, Token
    from pipeline.model import Direction

MORE: dict[str, Direction] = {
    "more": "increase", "higher": "increase", "greater": "increase", "larger": "increase",
    "less": "decrease", "fewer": "decrease", "lower": "decrease", "smaller": "decrease",
}  # fmt: skip
# What a comparative behind a number looks like, to see at once whether there is any.
COMPARES = re.compile(rf"{NUMBER}\s+(?:more|less|[a-z]+er)\b", re.IGNORECASE)
_FARTHEST_VERB, _LONGEST_THING, _FARTHEST_TIME = 4, 3, 6
_BEFORE_TIME = frozenset(("in", "at", "on", "during", "the", "a", "for", "of", "it", "its", "was", "were", "year's"))


def comparative_direction(strip: Strip, draft: Draft) -> Direction | None:
    """Whither a number moves by the comparative behind it, where a verb of becoming or an earlier time tells a change."""
    following = strip.after(draft)
    return _of_adjective(strip, draft, following) or _of_amount(draft, following)


def _of_adjective(strip: Strip, draft: Draft, following: Sequence[Token]) -> Direction | None:
    """As in "eggs got 3% cheaper", "tickets are 10% more expensive than a year ago"."""
    if draft.lasts or not following:
        return None
    told: Direction | None = None
    rest = following[1:]
    if following[0].text in word_set("comparative_up"):
        told = "increase"
    elif following[0].text in word_set("comparative_down"):
        told = "decrease"
    elif following[0].text in ("more", "less") and rest and strip.tags.get(rest[0].start, "") == "JJ":
        told, rest = MORE[following[0].text], rest[1:]
    if rest and strip.tags.get(rest[0].start, "").startswith("NN"):
        return None  # "got 5% cheaper loans"
    became = any(token.text in word_set("becoming") for token in strip.before(draft)[-_FARTHEST_VERB:])
    return told if told is not None and (became or _is_than_time(rest)) else None


def _of_amount(draft: Draft, following: Sequence[Token]) -> Direction | None:
    """As in "300 more than in May", "$5m less than a year ago", "two more ships than last summer"."""
    if draft.lasts or draft.mention.kind not in ("quantity", "money") or not following or following[0].text not in MORE:
        return None
    than = next((index for index, token in enumerate(following[: _LONGEST_THING + 2]) if token.text == "than"), None)
    if than is None or any(token.kind != "word" or not token.text[0].isalpha() for token in following[:than]):
        return None
    return MORE[following[0].text] if _is_than_time(following[than:]) else None


def _is_than_time(words: Sequence[Token]) -> bool:
    """Whether words begin with "than" and a time: what was then is compared, not another thing."""
    if not words or words[0].text != "than":
        return False
    for token in words[1 : _FARTHEST_TIME + 1]:
        if token.kind == "year" or token.text in word_set("time") or token.text in ("before", "previously", "now"):
            return True
        if token.text not in _BEFORE_TIME:
            return False
    return False
