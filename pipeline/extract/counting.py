"""Whether a number beside a noun counts it, or belongs to a name or a turn of phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.nouns import counted_noun
from pipeline.extract.tails import Tail
from pipeline.lexicon.nouns import word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_COUNTING = word_set("counting")
_WITHIN = word_set("within")
_LOOSE_TIMES = word_set("loose_times")
_WHOLES = word_set("wholes")
_REST = frozenset({"remaining", "rest", "others"})
_SPEAKING = word_set("speaking")
_HAVING = word_set("having")
_BEGINNING = word_set("beginning")
_SCORING = frozenset({"scored", "scores", "scoring"})
_LEFT = frozenset({"left", "remaining"})
_NO_COUNT = ("PCT", "POINT", "CUR_NAME", "MONTH", "ORD_SUFFIX")
_GENERIC = word_set("generic_nouns")
_PLACING = word_set("placing")
_LONGEST_IN_NAME = 3
_NEAR = 12


def noun_of_whole(tokens: Tokens, number: int) -> Tail | None:
    """The noun of "three of those heroes", where the number counts part of a whole; the span is the number alone.

    The unit is None where no noun is found ("two of the most important of them").
    """
    of = tokens.after(number)
    whole = tokens.after(of)
    if whole >= len(tokens.texts) or tokens.texts[of].lower() != "of" or tokens.has(number, "ONE"):
        return None
    if tokens.texts[whole].lower() not in _WHOLES or tokens.has(number, "YEAR"):
        return None
    first = tokens.after(whole)
    first = tokens.after(first) if first < len(tokens.texts) and tokens.has(first, "NUM") else first
    noun = counted_noun(tokens, first)
    named = noun is not None and not tokens.has(noun.last - 1, "VAGUE")
    return Tail(number + 1, noun.lemma if noun and named else None, is_noun=True)


def is_fused(tokens: Tokens, number: int) -> bool:
    """Whether letters are glued to the number's left, by themselves or by a hyphen: "G20", "COVID-19", "A-10"."""
    before = number - 1
    if before < 0:
        return False
    if tokens.texts[before][-1].isalpha():
        return True
    return tokens.has(before, "HYPHEN") and before > 0 and tokens.texts[before - 1][-1].isalnum()


def names_a_thing(tokens: Tokens, number: int) -> bool:
    """Whether a name stands right before a number in digits and takes it in: "iPhone 11 cameras", "DAX 40 firms"."""
    before = tokens.before(number)
    if before < 0 or not (tokens.has(number, "INT") and tokens.texts[before][0].isalpha()):
        return False
    name = tokens.texts[before]
    if name.lower() in word_classes()["stop"] or tokens.has(before, "MONTH") or tokens.has(before, "WEEKDAY"):
        return False
    if any(char.isupper() for char in name[1:]) and not name.isupper():
        return not name.startswith(("Mc", "Mac"))
    return name[0].isupper() and len(tokens.texts[number]) <= _LONGEST_IN_NAME and _is_in_prose(tokens, before)


def _is_in_prose(tokens: Tokens, name: int) -> bool:
    """Whether capitals mark names here (no headline), and the name is no place told by "in" or "at"."""
    left = tokens.before(name)
    while left >= 0 and tokens.texts[left][0].isupper() and tokens.texts[left].lower() not in word_classes()["stop"]:
        left = tokens.before(left)
    if left < 0 or tokens.texts[left].lower() in _PLACING:
        return False
    return _is_prose(tokens)


def _is_prose(tokens: Tokens) -> bool:
    """Whether capitals mark names in this sentence, as they do not in a headline."""
    words = [text for text in tokens.texts if text[0].isalpha() and text.lower() not in word_classes()["stop"]]
    return sum(text[0].isupper() for text in words) * 2 <= len(words)


def is_name(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether a number is a name's: capitalised in mid-sentence ("the Three Gorges"), or the members of an index."""
    after = tokens.after(tail.last - 1)
    if (
        tokens.has(number + 1, "HYPHEN")
        and after < len(tokens.texts)
        and tokens.texts[after].lower() in ("index", "average")
    ):
        return True
    capital = (
        tokens.texts[number][0].isupper()
        and tokens.before(number) >= 0
        and tokens.texts[tokens.before(number)][-1].isalnum()
    )
    return capital and tokens.texts[tokens.after(number)][0].isupper() and _is_prose(tokens)


def counts_one(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether "one" counts or contrasts: with a measure, behind "just", or beside another number."""
    before = tokens.before(number)
    word = tokens.texts[before].lower() if before >= 0 else ""
    after = tokens.after(tail.last - 1)
    is_left = after < len(tokens.texts) and tokens.texts[after].lower() in _LEFT
    if not tail.is_noun:
        return tail.unit not in _LOOSE_TIMES or word in _WITHIN or is_left
    if after < len(tokens.texts) and tokens.texts[after].lower() in _SPEAKING:
        return False
    bare = tokens.after(tokens.after(number) - 1) == tail.last - 1
    if bare and tail.unit in _GENERIC and word not in _SCORING:
        return False
    return word in _COUNTING or is_left or _is_had(tokens, before) or _contrasts(tokens, number, tail)


def _is_had(tokens: Tokens, before: int) -> bool:
    """Whether what stands before "one" says that so many are had, lost or begun with: "we had one good week"."""
    word = tokens.texts[before].lower() if before >= 0 else ""
    if word in _HAVING:
        return True
    left = tokens.before(before) if before >= 0 else -1
    opening = tokens.texts[left].lower() if left >= 0 else ""
    return (word == "with" and opening in _BEGINNING) or (word in ("is", "was") and opening == "there")


def _contrasts(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether another count, or a word for the rest, stands near: "one man and two boys", "one nurse for 60 patients"."""
    nearby = (*range(max(0, number - _NEAR), number - 1), *range(tail.last, min(len(tokens.texts), tail.last + _NEAR)))
    for index in nearby:
        if tokens.has(index, "NUM") and not tokens.has(index, "YEAR") and not tokens.has(index, "ONE"):
            after = tokens.after(index)
            if not any(tokens.has(after, name) for name in _NO_COUNT) and not tokens.has(tokens.before(index), "CUR_SYMBOL"):
                return True
    return any(tokens.texts[index].lower() in _REST for index in range(tail.last, len(tokens.texts)))
