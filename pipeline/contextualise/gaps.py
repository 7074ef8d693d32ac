"""Lists that tell their verb once: "the Dow rose 1.2%, the Nikkei 0.8%", "a soup costs €2.50 and coffee 90 cents"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.change import ROLES, is_step, set_change, tells_change
from pipeline.contextualise.cues import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.strip import Strip, Token
    from pipeline.model import ChangeRole

_STARTS = frozenset((",", ";", "and", "while"))
_LONGEST_ITEM = 5


def read_gaps(strip: Strip) -> None:
    """Fill the move and the measure of numbers in a list whose verb stands only once."""
    for index, draft in enumerate(strip.numbers[1:], 1):
        before = strip.numbers[index - 1]
        item = _item(strip, strip.between(before, draft), draft)
        if item is None or before.lasts or draft.lasts:
            continue
        words, role = item
        told = _last_told(strip.numbers[:index], draft, role)
        if draft.direction is None and told is not None and told.direction is not None:
            set_change(draft, told.direction, role)
        is_name = bool(words) and strip.tags.get(words[-1].start) != "VBG"
        if is_name and draft.mention.kind in {other.mention.kind for other in strip.numbers[:index]} and is_step(draft):
            draft.measure = draft.measure or (words[0].start, words[-1].end)


def _item(strip: Strip, between: Sequence[Token], draft: Draft) -> tuple[Sequence[Token], ChangeRole] | None:
    """The name that a list's item gives its number, and the role by its preposition; None where there is no such item."""
    start = max((index for index, token in enumerate(between) if token.text in _STARTS), default=None)
    if start is None:
        return None
    words = list(between[start + 1 :])
    role: ChangeRole = "delta"
    if words and words[-1].text == "by":
        role = ROLES[words.pop().text]
    while words and (words[-1].text in (",", "just", "only") or words[-1].text in word_set("filler")):
        words.pop()
    while words and words[0].text in ("the", "a", "an"):
        words.pop(0)
    if not 0 < len(words) <= _LONGEST_ITEM or not all(_is_name_part(strip, token) for token in words):
        return None
    return words, role


def _is_name_part(strip: Strip, token: Token) -> bool:
    tag = strip.tags.get(token.start)
    if token.kind != "word" or not token.text[0].isalnum() or tells_change(token.text) or token.text in word_set("function"):
        return False
    is_noun = tag is None or tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBG")
    return is_noun and token.text not in word_set("time") and token.text not in word_set("finite")


def _last_told(earlier: Sequence[Draft], draft: Draft, role: ChangeRole) -> Draft | None:
    """The last step of the list so far that this number can repeat."""
    for other in reversed(earlier[-3:]):
        if other.change_role == role and (other.mention.kind == draft.mention.kind or role != "delta"):
            return other
    return None
