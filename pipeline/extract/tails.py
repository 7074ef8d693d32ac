"""What stands behind a number and says what it counts: a unit, a counted noun, a scale letter before either, a rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.nouns import counted_noun, noun_after_hyphen
from pipeline.extract.typeset import SPACE
from pipeline.lexicon.nouns import word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.evidence import Evidence
    from pipeline.extract.rule import Scene
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Comparator

_ONE = Decimal(1)
_UNIT_TYPES = ("UNIT", "TIME_UNIT")
_SPACED_LETTERS = frozenset({"g", "l", "L", "W", "V", "t", "m"})
# These are words and initials too: after a space they are units only where the phrase ends.
_ENDING_LETTERS = frozenset({"s", "h", "K", "C", "F", "A", "N", "T"})
_LOWER_LETTERS = frozenset({"g", "t", "h", "l", "m", "s"})
_OR_MORE: dict[str, Comparator] = {
    "more": "ge",
    "over": "ge",
    "above": "ge",
    "fewer": "le",
    "less": "le",
    "under": "le",
    "so": "approx",
}
_DATING = frozenset({"earlier", "ago", "later", "before", "after", "old", "previously", "since"})
_MEASURING = frozenset({"tall", "wide", "long", "high", "deep", "thick", "above", "below", "away"})
_GO_WITH_MEASURES = word_set("go_with_measures")
_MOST_OF_SUBSTANCE = 4
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Tail:
    """What a number counts. last: the index after the last token of the span; unit as CONTRACT says; per: of a rate.

    factor: what a scale letter between number and unit multiplies by ("5m people"). is_noun: a counted noun, no measure.
    comparator: what "or more" between number and noun says.
    """

    last: int
    unit: str | None
    per: str | None = None
    factor: Decimal = _ONE
    is_noun: bool = False
    comparator: Comparator | None = None


def tail_after(scene: Scene, number: int, *, one: bool = False) -> Tail | None:
    """The tail of the number token at `number`; None where neither unit nor counted noun follows. one: the number is 1."""
    tokens = scene.tokens
    at = number + 1
    if at >= len(tokens.texts):
        return None
    at, more = _past_plus(tokens, at)
    if at >= len(tokens.texts):
        return None
    glued = tokens.types[at] != SPACE
    if glued and tokens.has(at, "SCALE_LETTER"):
        return _after_letter(scene, at)
    if glued and tokens.has(at, "HYPHEN"):
        tail = _hyphenated(scene, at + 1)
    else:
        at, comparator = _past_or_more(tokens, at if glued else at + 1)
        tail = _measure(tokens, at, glued=glued) or (None if glued else _noun(tokens, at, one=one))
        tail = tail and replace(tail, comparator=comparator or more)
    return tail and with_rate(tail, tokens, scene.evidence)


def _past_or_more(tokens: Tokens, at: int) -> tuple[int, Comparator | None]:
    """The index behind "or more" or "or fewer", and the bound that makes of the number; else `at` itself."""
    if at < len(tokens.texts) and tokens.texts[at].lower() in ("or", "and"):
        more = tokens.after(at)
        bound = _OR_MORE.get(tokens.texts[more].lower()) if more < len(tokens.texts) else None
        if bound is not None:
            return tokens.after(more), bound
    return at, None


def _past_plus(tokens: Tokens, at: int) -> tuple[int, Comparator | None]:
    """The index behind a plus glued to the number ("300+ people", "300-plus people"), and its bound; else `at` itself."""
    if tokens.has(at, "PLUS"):
        return at + 1, "ge"
    if tokens.has(at, "HYPHEN") and at + 1 < len(tokens.texts) and tokens.texts[at + 1].lower() == "plus":
        return at + 2, "ge"
    return at, None


def with_rate(tail: Tail, tokens: Tokens, evidence: Evidence) -> Tail:
    """The tail with the denominator that follows it: "a day", "per year", "/km", "-a-day"."""
    return tail if tail.per else replace(tail, per=rate_after(tokens, tail.last, evidence))


def rate_after(tokens: Tokens, at: int, evidence: Evidence) -> str | None:
    """The denominator from the token at `at` on: any noun after "per", a known one after "a", "an", "each" or "/".

    Also behind what is measured: "tonnes of steel a year".
    """
    over = _past_substance(tokens, _past_hyphen(tokens, at))
    if over >= len(tokens.texts):
        return None
    per, slash = tokens.has(over, "PER"), tokens.has(over, "SLASH")
    if not (per or slash or tokens.has(over, "A") or tokens.texts[over].lower() in ("each", "every")):
        return None
    under = _past_hyphen(tokens, over + 1)
    if under >= len(tokens.texts) or (not (per or slash) and _is_point_in_time(tokens, under)):
        return None
    if tokens.has(under, "NUM"):
        return _counted_denominator(tokens, under, evidence) if per or slash else None
    known = any(tokens.has(under, name) for name in (*_UNIT_TYPES, "DENOMINATOR"))
    if not known and tokens.texts[under].lower() in _GO_WITH_MEASURES and tokens.has(tokens.after(under), "UNIT"):
        return evidence.denominator(tokens, tokens.after(under))
    if slash and not known and tokens.texts[under] in ("h", "s") and tokens.types[at] != SPACE:
        return tokens.reading(under, "UNIT_LETTER")
    if known or (per and tokens.texts[under][0].isalpha()):
        return evidence.denominator(tokens, under)
    return None


def _counted_denominator(tokens: Tokens, number: int, evidence: Evidence) -> str | None:
    """The denominator "1000 inhabitant" of "per 1,000 inhabitants"."""
    first = tokens.after(number)
    noun = counted_noun(tokens, first) or counted_noun(tokens, first, one=True)
    return f"{evidence.numeral(tokens, number).value.normalize():f} {noun.lemma}" if noun else None


def _past_substance(tokens: Tokens, at: int) -> int:
    """The index behind "of steel" where a rate of time follows it; else `at` itself."""
    if at >= len(tokens.texts) or tokens.texts[at].lower() != "of":
        return at
    over = tokens.after(at)
    for _ in range(_MOST_OF_SUBSTANCE):
        over = tokens.after(over) if over < len(tokens.texts) and tokens.texts[over][0].isalpha() else len(tokens.texts)
        rate = tokens.has(over, "A") or tokens.has(over, "PER")
        if rate and tokens.has(tokens.after(over), "TIME_UNIT"):
            return over
    return at


def _is_point_in_time(tokens: Tokens, under: int) -> bool:
    """Whether "a year" is followed by "earlier" or the like, so that it dates what it follows; not "a bottle before tax"."""
    after = tokens.after(under)
    return tokens.has(under, "TIME_UNIT") and after < len(tokens.texts) and tokens.texts[after].lower() in _DATING


def _past_hyphen(tokens: Tokens, at: int) -> int:
    """The index of the next token over white space or a hyphen."""
    if at < len(tokens.texts) and (tokens.types[at] == SPACE or tokens.has(at, "HYPHEN")):
        return at + 1
    return at


def _after_letter(scene: Scene, at: int) -> Tail | None:
    tokens = scene.tokens
    if tokens.has(at + 1, "HYPHEN"):
        tail = _hyphenated(scene, at + 2)
    else:
        after = tokens.after(at)
        tail = _measure(tokens, after, glued=False) or _noun(tokens, after, one=False)
    if tail is not None:
        factor = Decimal(tokens.reading(at, "SCALE_LETTER") or 1)
        return replace(with_rate(tail, tokens, scene.evidence), factor=factor)
    if tokens.texts[at] == "K" and scene.evidence.counts_kelvin:
        return Tail(at + 1, "K")
    letter = tokens.reading(at, "UNIT_LETTER")
    if letter is None or tokens.texts[at] != "m":
        return None
    after = tokens.after(at)
    measures = after < len(tokens.texts) and tokens.texts[after].lower() in _MEASURING
    if not measures and _counts_in_millions(scene, at):
        return None
    return with_rate(Tail(at + 1, letter), tokens, scene.evidence)


def _counts_in_millions(scene: Scene, at: int) -> bool:
    """Whether the sentence speaks of money or of millions elsewhere, so that a bare "m" is a scale and no metre."""
    tokens = scene.tokens
    if any(tokens.has(index, name) for index in range(len(tokens.texts)) for name in ("CUR_SYMBOL", "CUR_NAME", "SCALED")):
        return True
    return any(
        tokens.texts[index] == "m"
        and index != at
        and tokens.has(index - 1, "NUM")
        and _noun(tokens, tokens.after(index), one=False)
        for index in range(1, len(tokens.texts))
    )


def _measure(tokens: Tokens, at: int, *, glued: bool) -> Tail | None:
    if at >= len(tokens.texts):
        return None
    for name in _UNIT_TYPES:
        unit = tokens.reading(at, name)
        if unit is not None and not _is_another_word(tokens, at):
            factor = Decimal(tokens.reading(at, "UNIT_FACTOR") or 1)
            return _past_old(tokens, Tail(at + 1, unit, tokens.reading(at, "UNIT_PER"), factor))
    letter = tokens.reading(at, "UNIT_LETTER")
    text = tokens.texts[at]
    if letter is None or (text.lower() in _LOWER_LETTERS and text.isupper() and text != "L"):
        return None
    if glued and text == "s" and not tokens.has(at - 1, "DEC"):
        return None  # "the 50s"
    if glued or (text in _SPACED_LETTERS and not (text.isupper() and tokens.has(at + 1, "STOP"))):
        return Tail(at + 1, letter) if not tokens.texts[min(at + 1, len(tokens.texts) - 1)].isdecimal() else None
    following = tokens.texts[tokens.after(at)] if tokens.after(at) < len(tokens.texts) else "."
    ends = following in word_classes()["stop"] or not (following[0].isalnum() or tokens.has(at + 1, "HYPHEN"))
    return Tail(at + 1, letter) if text in _ENDING_LETTERS and ends else None


def _is_another_word(tokens: Tokens, at: int) -> bool:
    """Whether a capital makes a short form another word: "12 Mo. voters", "5 Ha Noi"."""
    text = tokens.texts[at]
    if text.isupper() and tokens.has(at + 1, "HYPHEN") and at + 2 < len(tokens.texts) and tokens.texts[at + 2].isdecimal():
        return True  # "220 MS-13 members"
    if len(text.rstrip(".")) > _SHORT or not text[0].isupper():
        return False
    known = tokens.codebook.word(text)
    return known is not None and known.form != text and not text.isupper()


def _past_old(tokens: Tokens, tail: Tail) -> Tail:
    """The tail over "-old" and " old": "37-year-old", "25 years old"."""
    if tail.unit not in ("year", "month", "week", "day"):
        return tail
    at = _past_hyphen(tokens, tail.last)
    if at < len(tokens.texts) and tokens.texts[at].lower() in ("old", "olds"):
        return replace(tail, last=at + 1)
    return tail


def _hyphenated(scene: Scene, at: int) -> Tail | None:
    """The unit or noun that a hyphen glues to the number: "15-inch", "47-seat"."""
    tokens = scene.tokens
    if at >= len(tokens.texts):
        return None
    if tokens.reading(at, "TIME_UNIT") or tokens.reading(at, "UNIT"):
        return _measure(tokens, at, glued=True)
    if tokens.texts[at] == "m" and not _counts_in_millions(scene, at):
        return Tail(at + 1, tokens.reading(at, "UNIT_LETTER"))  # "a 1.5-m gauge"
    if tokens.texts[at].lower() == "strong":
        return Tail(at + 1, None, is_noun=True)  # "a 400-strong crew": who they are stands elsewhere
    noun = noun_after_hyphen(tokens, at)
    return Tail(noun.last, noun.lemma, is_noun=True) if noun else None


def _noun(tokens: Tokens, at: int, *, one: bool) -> Tail | None:
    if at < len(tokens.texts) and tokens.has(at, "QUOTE"):
        at += 1
    noun = counted_noun(tokens, at, one=one)
    if noun is None:
        return None
    unit = _unit_of_head(tokens, at, noun.last - 1) or noun.lemma
    return Tail(at - 1 if noun.apart else noun.last, unit, is_noun=True)


def _unit_of_head(tokens: Tokens, at: int, head: int) -> str | None:
    """The unit that a head names behind words that go with measures: "three long miles", "12 gross tons"."""
    words = [tokens.texts[index].lower() for index in range(at, head) if tokens.types[index] != SPACE]
    if not words or not _GO_WITH_MEASURES.issuperset(words):
        return None
    return tokens.reading(head, "UNIT") or tokens.reading(head, "TIME_UNIT")
