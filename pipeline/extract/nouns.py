"""The noun that a number counts: where its phrase ends and what its head is, by rule and lexicon alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.nouns import is_plural, singular, word_classes

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_MOST_WORDS = 8
_MOST_PARTS = 24  # of one word that hyphens join; beyond that it is no word
_LOOK_AHEAD = 3
_SHORT = 4
_LEAST_LETTERS = 2
_JOINTS = frozenset({",", "and", "or", "&", "and/or"})
_PEOPLE = frozenset({"women", "men", "children", "youth"})
_PARTICIPLE = ("ed", "ing")
_NUMBERS = ("NUM", "FRACTION")
_MAYBE_PLURAL = ["(", "s", ")"]  # "member(s)"


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: the index after its last token, and the singular of its head in lower case.

    apart: another number stands before the head ("two three-year plans"), so that the span cannot reach it.
    """

    last: int
    lemma: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a noun phrase; hyphenated parts and letters with digits ("G20") are one word.

    has_number: it begins with a number of its own ("three-year"), which a span must not swallow. either: it is written for
    singular and plural alike ("member(s)").
    """

    text: str
    first: int
    last: int
    has_number: bool = False
    either: bool = False

    @property
    def lower(self) -> str:
        return self.text.lower()

    def in_class(self, name: str) -> bool:
        return self.lower in word_classes()[name]

    @property
    def is_plural(self) -> bool:
        """Whether it is a plural by its form; short words in capitals ("OCS") are none."""
        return is_plural(self.lower) and not (self.text.isupper() and len(self.text) <= _SHORT)

    @property
    def is_participle(self) -> bool:
        """Whether it ends as participles do, and is no noun that ends so ("building")."""
        return self.lower.endswith(_PARTICIPLE) and not self.in_class("ing_noun")

    @property
    def is_acronym(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def counted_noun(tokens: Tokens, at: int, *, one: bool = False) -> Counted | None:
    """The noun phrase from the token at `at` on, or None where no counted noun begins there.

    one: the number is 1, so that the head is a singular.
    """
    phrase = _phrase(tokens, at)
    if not phrase:
        return None
    if one and not (phrase[0].is_plural and tokens.texts[tokens.before(at)].isdecimal()):
        return _singular_head(phrase)
    plural = next((position for position, word in enumerate(phrase) if word.is_plural), None)
    if plural is None:
        return _coordinated(tokens, phrase) or _measured_by(phrase)
    head = phrase[_last_of_plurals(phrase, plural)]
    return Counted(head.last, singular(head.lower), apart=any(word.has_number for word in phrase[:plural]))


def noun_after_hyphen(tokens: Tokens, at: int) -> Counted | None:
    """The singular noun glued to a number by a hyphen that stands before `at`: "47-seat", "12-page"."""
    word = _word_at(tokens, at)
    if word is None or len(word.lower) < 3 or word.in_class("unlike") or word.in_class("stop") or word.in_class("adjective"):
        return None
    name, _, rest = word.lower.partition("-")
    if name in _endowed():
        return Counted(at + 1, _endowed()[name])
    if len(name) < _LEAST_LETTERS:
        return None  # "five-a-side"
    if (
        word.in_class("unlike")
        or name in word_classes()["unlike"]
        or (len(name) > _LOOK_AHEAD and name.endswith(("ed", "ly", "ing", "al", "ic")))
    ):
        return None
    if rest:
        return Counted(at + 1, singular(name))
    return Counted(word.last, singular(word.lower))


@cache
def _endowed() -> dict[str, str]:
    """What a thing has, by the adjective that says so: "five-pointed" counts points."""
    return dict(pair.split("=") for pair in word_classes()["endowed"])


def _phrase(tokens: Tokens, at: int) -> list[_Word]:
    """The words from `at` up to the first that cannot belong to the phrase."""
    words: list[_Word] = []
    while len(words) < _MOST_WORDS:
        word = _word_at(tokens, at) or _number_of_name(tokens, at, words)
        if word is None or _ends_phrase(word):
            break
        if word.in_class("behind") and not _leads_to_plural(tokens, word):
            break
        words.append(word)
        at = tokens.after(word.last - 1)
    return words


def _leads_to_plural(tokens: Tokens, word: _Word) -> bool:
    """Whether a plural follows soon within the phrase: "old mining towns", not "metres long"."""
    for _ in range(_LOOK_AHEAD):
        following = _word_at(tokens, tokens.after(word.last - 1))
        if following is None or _ends_phrase(following):
            return False
        if following.is_plural:
            return True
        word = following
    return False


def _number_of_name(tokens: Tokens, at: int, words: list[_Word]) -> _Word | None:
    """A number that belongs to a name before the head: "35 Boeing 737 MAX jets"."""
    if not words or not words[-1].text[0].isupper() or not (tokens.has(at, "INT") and tokens.has(at, "NUM")):
        return None
    following = _word_at(tokens, tokens.after(at))
    if following is None or _ends_phrase(following) or tokens.has(at + 1, "HYPHEN"):
        return None
    return _Word(tokens.texts[at], at, at + 1)


def _word_at(tokens: Tokens, at: int) -> _Word | None:
    """The word that begins at a token: letters, with what hyphens, slashes, apostrophes and digits glue to it."""
    texts = tokens.texts
    if at >= len(texts):
        return None
    hyphen = tokens.has(at + 1, "HYPHEN")
    has_number = any(tokens.has(at, name) for name in _NUMBERS) or (hyphen and tokens.has(at, "PART"))
    if has_number and not (hyphen and at + 2 < len(texts) and texts[at + 2][0].isalpha()):
        return None
    if not has_number and not texts[at][0].isalpha():
        return None
    last = at + 1
    while last - at < _MOST_PARTS and (step := _glued(texts, last)) > 0:
        last += step
    text = tokens.text(at, last)
    if texts[last : last + 3] == _MAYBE_PLURAL:
        return _Word(f"{text}s", at, last + 3, has_number, either=True)
    return _Word(text, at, last, has_number)


def _glued(texts: list[str], at: int) -> int:
    """How many tokens from `at` on are glued to the word before: digits, "'s", "-" or "&" with what follows."""
    if at >= len(texts):
        return 0
    text, following = texts[at], texts[at + 1] if at + 1 < len(texts) else " "
    if text.isdecimal() or (text[0].isalpha() and texts[at - 1].isdecimal()):
        return 1
    if text == "'" and following == "s":
        return 2
    return 2 if text in "-&" and following[0].isalnum() and texts[at - 1] not in "-&" else 0


def _ends_phrase(word: _Word) -> bool:
    if word.is_acronym and not word.is_plural:
        return False
    if word.in_class("inner"):
        return False
    return word.in_class("stop") or word.in_class("verb")


def _last_of_plurals(phrase: list[_Word], plural: int) -> int:
    """The head of the phrase whose first plural stands at `plural`: "goods trains", "United States senators"."""
    while plural + 1 < len(phrase):
        word = phrase[plural]
        is_name = word.text[0].isupper() and not word.is_acronym
        if not (word.in_class("attributive") or is_name or word.lower in _PEOPLE):
            break
        ahead = phrase[plural + 1 : plural + 1 + _LOOK_AHEAD]
        step = next((number for number, each in enumerate(ahead, 1) if each.is_plural), None)
        if step is None or (word.lower in _PEOPLE and step > 1):
            break
        plural += step
    return plural


def _coordinated(tokens: Tokens, phrase: list[_Word]) -> Counted | None:
    """The plural behind coordinated modifiers: "government, business and community leaders"."""
    for _ in range(_LOOK_AHEAD):
        joint = tokens.after(phrase[-1].last - 1)
        if joint >= len(tokens.texts) or tokens.texts[joint].lower() not in _JOINTS:
            return None
        at = tokens.after(joint)
        if tokens.texts[joint] == "," and at < len(tokens.texts) and tokens.texts[at].lower() in _JOINTS:
            at = tokens.after(at)
        phrase = _phrase(tokens, at)
        if not phrase:
            return None
        plural = next((position for position, word in enumerate(phrase) if word.is_plural), None)
        if plural is not None:
            head = phrase[_last_of_plurals(phrase, plural)]
            return Counted(head.last, singular(head.lower))
    return None


def _measured_by(phrase: list[_Word]) -> Counted | None:
    """A singular noun that measures the next: "a 12 page document"."""
    word = phrase[0]
    return Counted(word.last, word.lower) if word.in_class("measure") else None


def _singular_head(phrase: list[_Word]) -> Counted | None:
    """The last noun of a phrase in the singular: "one Japanese company"."""
    head: _Word | None = None
    for position, word in enumerate(phrase):
        if word.either:
            return Counted(word.last, singular(word.lower))
        if word.is_plural or (word.is_participle and (head is not None or position == len(phrase) - 1)):
            break
        if not word.in_class("adjective") and not word.in_class("inner"):
            head = word
    return None if head is None else Counted(head.last, head.lower)
