"""Chains of numbers that tell one move: "rose 4.7% to $51.2bn from $48.8bn", "earned $630m, down from $1bn"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.change import (
    ROLES,
    change_adverb,
    change_noun,
    change_verb,
    leading_preposition,
    set_change,
    tells_change,
)
from pipeline.contextualise.cues import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.strip import Strip, Token
    from pipeline.model import ChangeRole, Direction

_BREAKS = frozenset(("while", "but", "whereas", "although", ";"))
_SETTLING = frozenset(("settle", "close", "finish", "end", "trade", "stand"))
_REACHING = {"taking": "to", "bringing": "to", "leaving": "at"}
_RESTATING = (["that", "is"], ["i.e"], ["i.e", "."], ["equivalent", "to"], ["equal", "to"], ["in", "other", "words"])
_LONGEST_LINK, _LONGEST_BACK, _LONGEST_MANNER = 6, 18, 4


def read_chains(strip: Strip) -> None:
    """Pass a move on to the numbers that go with it, and note which numbers tell of the same thing."""
    for before, draft in zip(strip.numbers, strip.numbers[1:], strict=False):
        between = strip.between(before, draft)
        if draft.direction is None:
            _carry_on(strip, before, draft, between)
        elif before.direction is None and draft.change_role == "to" and _is_start(strip, before, between):
            set_change(before, draft.direction, "from")
        elif before.direction == draft.direction and draft.change_role in ("to", "from") and _is_one_move(between):
            draft.kin = draft.kin or before
    _look_back(strip)


def _bare(between: Sequence[Token]) -> list[str]:
    """The words between two numbers that carry the link: times with their prepositions, fillers and years left out."""
    words: list[str] = []
    for token in between:
        if token.kind == "year" or token.text in word_set("time"):
            while words and (words[-1] in word_set("time_preposition") or words[-1] in ("the", "a", "an")):
                words.pop()
        elif token.text not in word_set("filler") or token.text in ("the", "a", "an"):
            words.append(token.text)
    while words and words[-1] in ("the", "a", "an"):
        words.pop()
    return words


def _is_one_move(between: Sequence[Token]) -> bool:
    words = _bare(between)
    return _is_short(words) and not any(change_verb(word) for word in words)


def _is_short(words: Sequence[str]) -> bool:
    return len(words) <= _LONGEST_LINK and not _BREAKS & set(words)


def _carry_on(strip: Strip, before: Draft, draft: Draft, between: Sequence[Token]) -> None:
    rest = list(between)
    preposition = leading_preposition(rest)
    words = [*_bare(rest), *([preposition] if preposition else [])]
    role = _joined_role(words, before, draft, strip.after(draft), acts=_acts(strip, draft))
    if not draft.lasts and _restates(words, before, draft):
        draft.kin = before
    if any(token.text in word_set("leading_on") for token in between):
        if before.direction is not None and _is_brought_on(before, draft, between):
            set_change(draft, before.direction, "to")
        return
    if role is not None:
        draft.kin = before
        if before.direction is not None:
            set_change(draft, before.direction, role)
    elif any(word in word_set("against") for word in words) and len(words) <= _LONGEST_LINK + 2:
        draft.kin, draft.baseline = before, True
        if before.direction is not None and draft.mention.kind == before.mention.kind:
            set_change(draft, before.direction, "from")
    elif words == ["to"] and preposition == "to" and _is_from(strip, before):
        _infer_move(strip, before, draft)
    elif before.direction is not None and before.change_role == "delta" and set(words) & _SETTLING and words[-1] == "at":
        set_change(draft, before.direction, "to")
        draft.kin = before


def _is_brought_on(before: Draft, draft: Draft, between: Sequence[Token]) -> bool:
    """As in "rose by 5, taking the total to 90": a participle behind a step leads on to the level reached.

    Behind a fall only what names no thing of its own is meant: "profit fell 5%, bringing debt to $3m" tells of a rise.
    """
    words = [token.text for token in between]
    start = max((index for index, word in enumerate(words) if word in word_set("leading_on")), default=None)
    if start is None or before.change_role not in ("delta", "to"):
        return False
    is_bound = draft.comparator_word in word_set("level_comparator") and words[start] != "leaving"
    if not is_bound and words[-1] != _REACHING.get(words[start]):
        return False
    thing = words[start + 1 : len(words) - (not is_bound)]
    names_none = any(word in word_set(name) for word in thing for name in ("pronoun", "count", "dimension"))
    return 0 < len(thing) <= _LONGEST_LINK and "into" not in thing and (before.direction == "increase" or names_none)


def _restates(words: Sequence[str], before: Draft, draft: Draft) -> bool:
    """Whether a number tells the one before it in other terms: "four seats, or 16 per cent", "four seats on it, or …"."""
    if words and set(words) <= {",", "or"} and "or" in words:
        return True
    if any(words[-len(told) :] == told and "," in words[: -len(told)] for told in _RESTATING):
        return True
    after_aside = words[-2:] == [",", "or"] and "," not in words[:-2] and _is_short(words)
    return after_aside and draft.mention.kind in ("percent", "ratio") and before.mention.kind != draft.mention.kind


def _is_start(strip: Strip, before: Draft, between: Sequence[Token]) -> bool:
    """As in "cut the number of permits from 174 to 62", where the end of the move is known."""
    return [token.text for token in between] == ["to"] and _is_from(strip, before)


def _is_from(strip: Strip, draft: Draft) -> bool:
    words = [token.text for token in strip.before(draft)[-6:]]
    return words[-1:] == ["from"] and not set(words) & word_set("ranging")


def _infer_move(strip: Strip, before: Draft, draft: Draft) -> None:
    """As in "went from six to nine": two numbers of a kind tell a move even where no word says whither; their values do."""
    start, end = before.mention.value_high, draft.mention.value_low
    is_time = draft.lasts and not any(tells_change(token.text) for token in strip.before(before))
    if draft.mention.kind == before.mention.kind and start != end and not is_time:
        direction: Direction = "increase" if end > start else "decrease"
        set_change(before, direction, "from")
        set_change(draft, direction, "to")
        draft.kin = before


def _acts(strip: Strip, draft: Draft) -> bool:
    """Whether a number is the subject of a clause of its own: "…, and one in nine had none"."""
    following = strip.after(draft)[:1]
    return bool(following) and strip.tags.get(following[0].start) in ("VBD", "VBZ", "VBP", "MD")


def _ends_aside(draft: Draft, before: Draft, following: Sequence[Token]) -> bool:
    """As in "rose from $58 to $89, 53 per cent, before …": a share set behind the end of a move is its step."""
    is_alone = not following or following[0].text in (",", ".", ")", ";")
    return draft.mention.kind == "percent" and before.mention.kind != "percent" and is_alone


def _is_in_a_manner(following: Sequence[Token]) -> bool:
    """Whether an adverb says in what terms a step is told: "up 6% as reported and 8% organically"."""
    return bool(following) and (
        (following[0].text.endswith("ly") and not following[0].text.startswith("only"))
        or [token.text for token in following[:2]]
        in (["in", "constant"], ["in", "real"], ["in", "local"], ["in", "nominal"])
    )


def _joined_role(
    words: Sequence[str], before: Draft, draft: Draft, following: Sequence[Token], *, acts: bool
) -> ChangeRole | None:
    """The role of a number joined to a move by a preposition or "and", "or"; None where it is not joined."""
    if draft.lasts and not (before.lasts and before.change_role == "from"):
        return None
    last, rest = (words[-1], words[:-1]) if words else ("", [])
    if last in ("to", "from", "at", "by") and before.direction is not None:
        is_clear = _is_short(rest) and "and" not in rest[:-1] and not any(tells_change(word) for word in rest)
        is_clear = is_clear and not (last == "at" and rest)
        return ROLES[last] if is_clear and not (last == "at" and before.change_role != "delta") else None
    same = draft.mention.kind == before.mention.kind or "or" in words
    if last == "and" and acts:
        return None
    if {last, *rest} <= {",", "or"} and before.change_role == "to" and _ends_aside(draft, before, following):
        return "delta"
    if last in ("and", "or", ",") and set(rest) <= {",", "and", "or"} and before.direction is not None and same:
        return before.change_role
    if (
        last == "and"
        and before.change_role == "delta"
        and same
        and _is_in_a_manner(following)
        and len(rest) <= _LONGEST_MANNER
    ):
        return "delta"
    return None


def _look_back(strip: Strip) -> None:
    """Make the level before "down from $1bn", "up 5%" or ", a 5% increase" the end of that move."""
    for index, draft in enumerate(strip.numbers):
        if draft.direction is None or draft.change_role == "to":
            continue
        for before in reversed(strip.numbers[:index]):
            is_other = before.mention.kind == "rank" and draft.mention.kind != "rank"
            if before.direction is not None or before.lasts or is_other:
                break
            between = strip.between(before, draft)
            if not _leads_back(strip, between):
                break
            if _can_be_level(before, draft, strip.numbers[:index]):
                set_change(before, draft.direction, "to")
                draft.kin = before
                break


def _can_be_level(before: Draft, draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Whether a number is the level that a move led to: of the unit of the move's start, if it tells one."""
    same = [
        other for other in earlier if other.mention.kind == draft.mention.kind and other.mention.unit == draft.mention.unit
    ]
    return draft.change_role != "from" or before in same or not same


def _leads_back(strip: Strip, between: Sequence[Token]) -> bool:
    """Whether the words between a level and a move say that the move led to the level."""
    words = [token.text for token in between]
    if len(words) > _LONGEST_BACK or not words or ";" in words:
        return False
    moves = [index for index, word in enumerate(words) if change_adverb(word)]
    verbs = [
        token
        for token in between
        if change_verb(token.text)
        and not change_noun(token.text)
        and (not change_adverb(token.text) or strip.is_verb(token, unknown=False))  # "voted to lower the rate by …"
    ]
    if any(strip.is_verb(token) for token in verbs if token.text != "compared"):
        return False
    if moves:
        return not {"while", "but", "and", "whereas", "which"} & set(words[: moves[-1]]) and _starts_aside(words, moves[-1])
    return words[0] == "," and len(words) > 1 and words[1] in ("a", "an")


def _starts_aside(words: Sequence[str], move: int) -> bool:
    """Whether the adverb begins a phrase of its own: after a comma, or close behind the number."""
    return "," in words[:move] or move <= 3 or words[move + 1 : move + 2] == ["from"]
