"""Change from the words beside a number: which way it moves, and whether it is the step, the start or the end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from pipeline.contextualise.comparatives import MORE, comparative_direction
from pipeline.contextualise.cues import hidden, rows_by_literal, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.strip import Strip, Token
    from pipeline.model import ChangeRole, Direction

ROLES: dict[str, ChangeRole] = {"by": "delta", "to": "to", "from": "from", "at": "to", "of": "delta", "": "delta"}
_RIGHT_ADVERBS = frozenset(("higher", "lower", "up", "down", "stronger", "weaker"))
_AFTER_ADVERB = frozenset(
    (
        "on",
        "from",
        "than",
        "at",
        "to",
        "in",
        "over",
        "since",
        "against",
        "compared",
        "versus",
        "vs",
        "by",
        "and",
        "for",
        "as",
        "next",
        "this",
        "last",
        "today",
        "yesterday",
    )
)
_FARTHEST_MOVER, _FARTHEST_BROUGHT = 5, 6
_PACES = ("pace", "clip")
_LEAST_LOSS = 1000  # below it stands what a share or a barrel lost
_ARTICLES = frozenset(("a", "an", "the", "some", "its", "their", "just", "only", "another"))

# "4,300 metres up" tells a height.
_LENGTHS, _HEIGHTS = frozenset(("m", "km", "[ft_i]", "[mi_i]", "cm")), frozenset(("up", "down", "higher", "lower"))
_STEP_UNITS = frozenset((None, "point", "job", "place", "position", "notch", "spot", "seat"))


@cache
def _rows(category: str) -> dict[str, tuple[str, Direction]]:
    return {
        literal: (row.word, cast("Direction", row.value))
        for literal, rows in rows_by_literal().items()
        for row in rows
        if row.category == category
    }


def change_verb(word: str) -> tuple[str, Direction] | None:
    """What the table says of a verb of change: how it takes its number (verb, both, transitive, amount) and whither."""
    return _rows("change").get(word)


def change_noun(word: str) -> Direction | None:
    """The direction of a noun of change."""
    found = _rows("change_noun").get(word)
    return found[1] if found else None


def change_adverb(word: str) -> Direction | None:
    """The direction of an adverb of change."""
    found = _rows("change_adverb").get(word)
    return found[1] if found else None


def tells_change(word: str) -> bool:
    """Whether a word is a verb, noun or adverb of change."""
    return change_verb(word) is not None or change_noun(word) is not None or change_adverb(word) is not None


def is_step(draft: Draft) -> bool:
    """Whether a number can by its kind be the step of a move: no rank, no length of time, no count of things."""
    mention = draft.mention
    if mention.kind in ("percent", "money", "ratio"):
        return True
    return mention.kind == "quantity" and not draft.lasts and (draft.is_physical or mention.unit in _STEP_UNITS)


def set_change(draft: Draft, direction: Direction, role: ChangeRole) -> bool:
    """Fill both fields of a draft; always True."""
    draft.direction, draft.change_role = direction, role
    return True


def read_beside(strip: Strip) -> None:
    """Fill direction and change_role of the numbers that stand beside a word of change."""
    for draft in strip.numbers:
        if draft.direction is None:
            _ = _from_right(strip, draft) or _from_left(strip, draft)


def _from_right(strip: Strip, draft: Draft) -> bool:
    """As in "30% reduction", "4.6% annual growth", "5% higher", "17% more than in 2019"."""
    following = strip.after(draft)[:4]
    compared = comparative_direction(strip, draft)
    if compared is not None:
        return set_change(draft, compared, "delta")
    grows = (
        bool(following) and following[0].text in ("higher", "larger", "greater", "bigger") and draft.mention.value_low > 1
    )
    if not is_step(draft) or (draft.mention.kind == "ratio" and not (_is_multiple(strip, draft) or grows)):
        return False
    if following and _is_adverb_after(following) and not (draft.mention.unit in _LENGTHS and following[0].text in _HEIGHTS):
        return set_change(draft, cast("Direction", change_adverb(following[0].text)), "delta")
    if len(following) > 1 and following[0].text in MORE and following[1].text == "than" and draft.mention.kind == "percent":
        return set_change(draft, MORE[following[0].text], "delta")
    for token in following[:3]:
        if token.kind != "word" or token.text in word_set("function") or not token.text[0].isalpha():
            return False
        noun = change_noun(token.text)
        if (
            noun is not None
            and not strip.is_verb(token, unknown=draft.mention.kind == "ratio")
            and draft.mention.kind != "quantity"
        ):
            return set_change(draft, noun, "delta")
    return False


def _is_multiple(strip: Strip, draft: Draft) -> bool:
    """Whether a ratio before a noun of change multiplies ("a threefold rise"); "half fall" is a part that falls."""
    before = strip.before(draft)
    return bool(before) and before[-1].text in _ARTICLES


def _is_adverb_after(following: Sequence[Token]) -> bool:
    """Whether "up", "higher" behind a number is a move of it, not the start of another phrase ("$45m up front")."""
    if following[0].text not in _RIGHT_ADVERBS:
        return False
    following = following[1:]
    return (
        not following
        or following[0].kind != "word"
        or not following[0].text[0].isalpha()
        or following[0].text in _AFTER_ADVERB
    )


def _from_left(strip: Strip, draft: Draft) -> bool:
    """As in "rose by 5%", "fell to a record", "up from", "growth of", with adverbs and times between."""
    words = list(strip.before(draft))
    preposition = leading_preposition(words)
    led = strip.before(draft)[len(words) :]
    if preposition == "at" and any(token.text in ("rate", *_PACES) for token in led) and led[-1].text == "of":
        preposition = "by"  # "grew at an annual rate of 5%"
    if _is_brought(strip, draft):
        return True
    while words and _is_filling(words, draft):
        words.pop()
    if not words:
        return False
    pair = " ".join(token.text for token in words[-2:])
    if pair in hidden("change"):
        return False
    return _moved(strip, draft, preposition, words[-1], pair)


def _is_brought(strip: Strip, draft: Draft) -> bool:
    """As in "pushed the deficit above 5%": which side of the bound the thing is brought to tells the direction."""
    if draft.comparator_word not in word_set("level_comparator") or draft.comparator not in ("gt", "lt"):
        return False
    for token in reversed(strip.before(draft)[-_FARTHEST_BROUGHT:]):
        if token.text in word_set("bringing") and strip.is_verb(token):
            return set_change(draft, "increase" if draft.comparator == "gt" else "decrease", "to")
        if token.kind != "word" or not token.text[0].isalpha() or token.text in ("and", "but", "which", "that", "who", "to"):
            return False
    return False


def leading_preposition(words: list[Token]) -> str:
    """Take the preposition that leads to the number off the words, with what stands behind it ("to a record high of")."""
    for reach in range(1, min(7, len(words)) + 1):
        token = words[-reach]
        if token.text in ("and", "or", "but", "while"):
            return ""
        if token.text in ROLES and token.kind == "word":
            behind = [word.text for word in words[len(words) - reach + 1 :]]
            if token.text == "of" and len(words) > reach and words[-reach - 1].text in (*word_set("height"), *_PACES):
                continue
            if not behind or behind[0] in _ARTICLES or all(word in word_set("filler") for word in behind):
                del words[len(words) - reach :]
                return token.text
            return ""
        if (
            token.kind != "word"
            or not token.text[0].isalpha()
            or (tells_change(token.text) and token.text not in word_set("height"))
        ):
            return ""
    return ""


def _is_filling(words: list[Token], draft: Draft) -> bool:
    """Whether the last word only stands between the move and the number: an adverb, a filler, a time."""
    last = words[-1]
    if last.kind == "year" or last.text in word_set("time"):
        return True
    if last.text in word_set("time_preposition"):
        return False
    before = words[-2].text if len(words) > 1 else ""
    return last.text in word_set("filler") or (last.text.endswith("ly") and not tells_change(last.text) and before != "")


def _moved(strip: Strip, draft: Draft, preposition: str, token: Token, pair: str) -> bool:
    word = token.text
    role = _role(draft, preposition)
    if is_loss(draft, word, [other.text for other in strip.tokens]):
        return False
    pair_verb = change_verb(pair)
    verb = pair_verb or change_verb(word)
    if draft.is_physical and not preposition and _stands_before_noun(strip, draft):
        return False
    if (
        verb is not None
        and _verb_takes(verb[0], draft, preposition)
        and strip.is_verb(token, unknown=True) | (pair_verb is not None)
    ):
        return set_change(draft, verb[1], role)
    adverb = change_adverb(word)
    if adverb is not None and preposition != "of" and not (word in ("off", "ahead") and preposition):
        return (is_step(draft) or preposition in ("from", "to", "at", "by")) and set_change(draft, adverb, role)
    noun = change_noun(word)
    if noun is not None and preposition in ("of", "by", "to", "from"):
        moved = _mover_of(strip, token) if preposition != "of" else None
        return not draft.lasts and set_change(draft, moved or noun, role)
    return False


def is_loss(draft: Draft, verb: str, words: Sequence[str]) -> bool:
    """As in "the airline lost $5m": a result, not a change, unless a price or a value in the clause is what lost it."""
    is_sum = draft.mention.kind == "money" and draft.mention.value_high >= _LEAST_LOSS
    return is_sum and verb in word_set("losing") and not any(word in word_set("priced") for word in words)


def _mover_of(strip: Strip, noun: Token) -> Direction | None:
    """The direction of a verb whose object a noun of change is: "could lower growth by a point" tells a fall."""
    before = [token for token in strip.tokens if token.end <= noun.start][-_FARTHEST_MOVER:]
    for token in reversed(before):
        verb = change_verb(token.text)
        if verb is not None and verb[0] in ("transitive", "both", "amount") and strip.is_verb(token, unknown=False):
            return verb[1]
        if token.kind != "word" or not token.text[0].isalpha() or token.text in word_set("time_preposition"):
            return None
    return None


def _stands_before_noun(strip: Strip, draft: Draft) -> bool:
    """Whether a measure describes a thing: "climbs a 45-degree slope"."""
    following = strip.after(draft)[:1]
    return bool(following) and strip.tags.get(following[0].start, "").startswith("NN")


def _role(draft: Draft, preposition: str) -> ChangeRole:
    if preposition == "" and draft.comparator_word in word_set("level_comparator"):
        return "to"
    return ROLES[preposition]


def _verb_takes(manner: str, draft: Draft, preposition: str) -> bool:
    """Whether a verb of change used in this manner governs a number right after it, with this preposition."""
    if preposition in ("of", "at"):
        return False
    if preposition:
        return True
    return manner != "transitive" and is_step(draft)
