"""Change: which way a number moves, and whether it is the step, the start or the end of the move. From the words beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from pipeline.contextualise.cues import NUMBER, YEAR, rows_by_literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.view import Piece, View
    from pipeline.model import ChangeRole, Direction

_WORD = re.compile(rf"{NUMBER}+|{YEAR}+|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_ROLES: dict[str, ChangeRole] = {"by": "delta", "to": "to", "from": "from", "at": "to", "of": "delta", "": "delta"}
_LEVEL_COMPARATORS = frozenset(
    ("below", "above", "beneath", "beyond", "just below", "just above", "well below", "well above", "far below")
)
_RIGHT_ADVERBS = frozenset(("higher", "lower", "up", "down", "stronger", "weaker"))
_FUNCTION = frozenset(
    "of in on at to by from for with and or but the a an that which who is are was were be been has have had will would as than "
    "per into over under after before since until its their his her our".split()
)
_FILLERS = frozenset(
    "a an the further only just another back some even again also now still then additional average annual real nominal net "
    "cumulative combined whopping staggering record projected estimated expected modest mere very slightly sharply".split()
)
_TIME = frozenset(
    "year years month months week weeks quarter quarters day days last this next past previous same today yesterday january february "
    "march april may june july august september october november december monday tuesday wednesday thursday friday saturday "
    "sunday period first second third fourth half year-on-year year-over-year quarter-on-quarter month-on-month year-to-year annually earlier ago later "
    "overnight early late".split()
)
_AGAINST = frozenset(("against", "versus", "vs", "compared", "comparing"))
_FARTHEST = 14


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a masked text, lower case, with its place. kind: "number", "year" or "word"."""

    text: str
    start: int
    end: int
    kind: str


@cache
def change_words() -> dict[str, tuple[str, Direction]]:
    """Word → (part of speech in the cue table, direction), for single-word change verbs, nouns and adverbs of a kind each."""
    found: dict[str, tuple[str, Direction]] = {}
    for category in ("change", "change_noun", "change_adverb"):
        found.update(_of_category(category))
    return found


@cache
def _of_category(category: str) -> dict[str, tuple[str, Direction]]:
    return {
        literal: (row.word, cast("Direction", row.value))
        for literal, rows in rows_by_literal().items()
        for row in rows
        if row.category == category
    }


def change_verb(word: str) -> tuple[str, Direction] | None:
    """What the cue table says of a word as a verb of change: how it takes its number, and its direction."""
    return _of_category("change").get(word)


def change_noun(word: str) -> Direction | None:
    """The direction of a noun of change."""
    found = _of_category("change_noun").get(word)
    return found[1] if found else None


def change_adverb(word: str) -> Direction | None:
    """The direction of an adverb of change."""
    found = _of_category("change_adverb").get(word)
    return found[1] if found else None


def tokens_of(masked: str, piece: Piece) -> list[Token]:
    """The words and marks of a piece, in order."""
    edges = {draft.start for draft in piece.drafts}
    found = []
    for match in _WORD.finditer(masked, piece.start, piece.end):
        kind = {NUMBER: "number", YEAR: "year"}.get(match[0][0], "word")
        inner = sorted(edge for edge in edges if match.start() < edge < match.end()) if kind != "word" else []
        for start, end in zip([match.start(), *inner], [*inner, match.end()], strict=True):
            found.append(Token(masked[start:end].lower(), start, end, kind))
    return found


def read_change(view: View, piece: Piece) -> None:
    """Fill direction and change_role of a piece's drafts from the words that stand beside them."""
    tokens = tokens_of(view.masked(piece), piece)
    at = {token.start: index for index, token in enumerate(tokens)}
    for draft in piece.drafts:
        if draft.is_year or draft.direction is not None:
            continue
        index = at[draft.start]
        _from_right(tokens, index, draft) or _from_left(tokens, index, draft)
    _carry_on(tokens, at, piece.drafts)
    _look_back(tokens, at, piece.drafts)


def _set(draft: Draft, direction: Direction, role: ChangeRole) -> bool:
    draft.direction, draft.change_role = direction, role
    return True


def _from_right(tokens: Sequence[Token], index: int, draft: Draft) -> bool:
    """ "30% reduction", "4.6% annual growth", "5% higher"."""
    if draft.lasts or draft.mention.kind == "rank":
        return False
    for ahead in range(1, 4):
        token = tokens[index + ahead] if index + ahead < len(tokens) else None
        if token is None or token.kind != "word" or token.text in _FUNCTION or not token.text[0].isalpha():
            return False
        if ahead == 1 and token.text in _RIGHT_ADVERBS:
            return _set(draft, cast("Direction", change_adverb(token.text)), "delta")
        noun = change_noun(token.text)
        if noun is not None and draft.mention.kind != "quantity":
            return _set(draft, noun, "delta")
        if change_verb(token.text) is not None:
            return False
    return False


def _from_left(tokens: Sequence[Token], index: int, draft: Draft) -> bool:
    """ "rose by 5%", "fell to", "up from", "growth of", with adverbs and times between."""
    back = index - 1
    preposition = ""
    if back >= 0 and tokens[back].text in _ROLES and tokens[back].kind == "word":
        preposition = tokens[back].text
        back -= 1
    elif (
        back >= 1 and tokens[back].text in ("a", "an", "the", "just", "only", "another") and tokens[back - 1].text in _ROLES
    ):
        preposition = tokens[back - 1].text
        back -= 2
    back = _past_fillers(tokens, back)
    if back < 0:
        return False
    word = tokens[back].text
    two = f"{tokens[back - 1].text} {word}" if back else word
    return _governed(draft, preposition, word, two)


def _past_fillers(tokens: Sequence[Token], back: int) -> int:
    """The index of the nearest word to the left that is no filler, adverb or time."""
    steps = 0
    while back >= 0 and steps < 6:
        token = tokens[back]
        is_time = token.kind == "year" or token.text in _TIME
        if is_time:
            while back >= 1 and (
                tokens[back - 1].text in _TIME or tokens[back - 1].text in ("the", "in", "on", "during", "for", "since")
            ):
                back -= 1
        elif not (token.text in _FILLERS or (token.text.endswith("ly") and change_noun(token.text) is None)):
            break
        back -= 1
        steps += 1
    return back


def _governed(draft: Draft, preposition: str, word: str, two: str) -> bool:
    verb = change_verb(two) or change_verb(word)
    adverb, noun = change_adverb(word), change_noun(word)
    role = _ROLES[preposition]
    if preposition == "" and draft.comparator_word in _LEVEL_COMPARATORS:
        role = "to"
    if verb is not None and preposition != "of" and _verb_takes(verb[0], draft, preposition):
        return _set(draft, verb[1], role)
    if adverb is not None and preposition != "of" and not (word == "off" and preposition):
        return _set(draft, adverb, role)
    if noun is not None and preposition in ("of", "by", "to", "from"):
        return not draft.lasts and _set(draft, noun, role)
    return False


def _verb_takes(manner: str, draft: Draft, preposition: str) -> bool:
    """Whether a verb of change used in this manner makes the number right after it a step."""
    if preposition:
        return not (preposition == "at" and manner in ("transitive", "amount"))
    if draft.lasts or draft.mention.kind == "rank":
        return False
    if manner == "transitive":
        return False
    if manner == "amount" or manner == "both":
        return draft.mention.kind in ("percent", "money", "ratio") or draft.mention.unit in ("point", "job")
    return draft.mention.kind != "quantity" or not _is_counted(draft)


def _is_counted(draft: Draft) -> bool:
    return draft.mention.unit in ("people", "time")


def _carry_on(tokens: Sequence[Token], at: dict[int, int], drafts: Sequence[Draft]) -> None:
    """Give "to $51.2bn from $48.8bn" the direction of the number before them: "rose 4.7% to …"."""
    numbers = [draft for draft in drafts if not draft.is_year]
    for before, draft in zip(numbers, numbers[1:], strict=False):
        if draft.direction is not None or before.direction is None or draft.lasts:
            continue
        between = [token for token in tokens[at[before.start] + 1 : at[draft.start]]]
        role = _role_between(between, before)
        if role is not None:
            _set(draft, before.direction, role)


def _role_between(between: Sequence[Token], before: Draft) -> ChangeRole | None:
    words = [
        token.text for token in between if token.kind == "word" and token.text not in _TIME and token.text not in _FILLERS
    ]
    if not words:
        return None
    last, rest = words[-1], words[:-1]
    if any(word in _AGAINST for word in words):
        return "from"
    if any(change_verb(word) or change_adverb(word) for word in rest) or len(rest) > 6:
        return None
    if last in ("to", "from", "at", "by") and not {";", "while", "and", "but"} & set(rest):
        return _ROLES[last]
    if last in ("and", "or", ",") and len([word for word in rest if word not in ("in", ",")]) == 0:
        return before.change_role
    return None


def _look_back(tokens: Sequence[Token], at: dict[int, int], drafts: Sequence[Draft]) -> None:
    """Make the level before "down from $1bn", "up 5%" or ", a 5% increase" the end of that move."""
    numbers = [draft for draft in drafts if not draft.is_year]
    for before, draft in zip(numbers, numbers[1:], strict=False):
        if draft.direction is None or before.direction is not None or draft.change_role == "to" or before.lasts:
            continue
        between = [token.text for token in tokens[at[before.start] + 1 : at[draft.start]]]
        if _leads_back(between) and len(between) <= _FARTHEST:
            _spread_back(numbers, before, draft)


def _leads_back(between: Sequence[str]) -> bool:
    """Whether the words between a level and a move say that the move led to the level."""
    if any(change_verb(word) and not change_adverb(word) and not change_noun(word) for word in between):
        return False
    if any(change_adverb(word) for word in between):
        return not {"while", "but", "and", "whereas"} & set(between)
    return len(between) >= 2 and between[0] == "," and between[1] in ("a", "an")


def _spread_back(numbers: Sequence[Draft], before: Draft, draft: Draft) -> None:
    if draft.direction is not None:
        _set(before, draft.direction, "to")
    index = numbers.index(before)
    # "1.56 mln in 1987 and 2.11 mln in 1988, up from …": the same move led to both.
    if index and numbers[index - 1].direction is None and numbers[index - 1].mention.unit == before.mention.unit:
        _set(numbers[index - 1], cast("Direction", draft.direction), "to") if False else None
