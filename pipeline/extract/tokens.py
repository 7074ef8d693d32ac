"""A sentence as typed tokens: what the rules match, with the value of every numeral in it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.extract.pattern import literal_type
from pipeline.extract.shapes import SHAPES, TOKENIZERS, shape_of
from pipeline.extract.typeset import SPACE, TypeAlphabet
from pipeline.lexicon.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.extract.numerals import Numeral

_OPENING, _CLOSING = frozenset("(["), frozenset(".,;:)]%")
_CLOSES = frozenset("\"')]")
_SIGNS = frozenset("$€£¥₸₹₽")
_CACHED_FORMS = 200_000
COMPOSED = frozenset({"NUM", "COMPOSED"})
SCALED = frozenset({"NUM", "COMPOSED", "SCALED"})


class Tokens:
    """The tokens of one sentence. They tile it: white space is a token too.

    texts and types are parallel (types: one character a token, see typeset). starts has one entry more than there are
    tokens; offsets are code points of the document. numerals holds the value of the tokens that are composed numerals.
    """

    __slots__ = ("_types_of", "codebook", "numerals", "starts", "texts", "types")

    def __init__(self, codebook: Codebook, texts: list[str], types: str, starts: list[int]) -> None:
        self.codebook = codebook
        self._types_of = codebook.alphabet.types_of
        self.texts = texts
        self.types = types
        self.starts = starts
        self.numerals: dict[int, Numeral] = {}

    def reading(self, index: int, name: str) -> str | None:
        """The value that the vocabulary gives the token for this type, or None where it has not got the type."""
        return self.codebook.readings[self.texts[index]].get(name)

    def has(self, index: int, name: str) -> bool:
        """Whether the token has the type; false outside the sentence."""
        return 0 <= index < len(self.texts) and name in self._types_of[self.types[index]]

    def before(self, index: int) -> int:
        """The index of the token to the left, white space passed over; -1 at the start."""
        index -= 1
        return index - 1 if index >= 0 and self.types[index] == SPACE else index

    def after(self, index: int) -> int:
        """The index of the token to the right, white space passed over; the number of tokens at the end."""
        index += 1
        return index + 1 if index < len(self.texts) and self.types[index] == SPACE else index

    def is_free(self, index: int) -> bool:
        """Whether white space stands on either side of the token, marks that open or close a clause passed over."""
        types, texts, left, right = self.types, self.texts, index - 1, index + 1
        if types[left : left + 1] == SPACE and types[right : right + 1] == SPACE:
            return True
        while left >= 0 and texts[left] in _OPENING:
            left -= 1
        if left >= 0 and not texts[left].isspace():
            return False
        while right < len(texts) and texts[right] in _CLOSING:
            right += 1
        return right >= len(texts) or texts[right].isspace()

    def at_or_after(self, offset: int) -> int:
        """The index of the first token that starts at or after an offset of the document."""
        return bisect_left(self.starts, offset)

    def text(self, first: int, last: int) -> str:
        """The text of the tokens first to last, last excluded."""
        return "".join(self.texts[first:last])

    def merged(self, joins: list[tuple[int, int, str]]) -> Tokens:
        """The tokens with each (first, last, type character) made one, in order; numerals are not carried over."""
        texts, types, starts, at = [], [], [], 0
        for first, last, code in joins:
            texts += self.texts[at:first]
            types.append(self.types[at:first])
            starts += self.starts[at:first]
            texts.append("".join(self.texts[first:last]))
            types.append(code)
            starts.append(self.starts[first])
            at = last
        texts += self.texts[at:]
        types.append(self.types[at:])
        starts += self.starts[at:]
        return Tokens(self.codebook, texts, "".join(types), starts)


class _Codes(dict[str, str]):
    """Token text → type character, filled as texts are met."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook

    def __missing__(self, text: str) -> str:
        code = self._codebook.code_of(text)
        if len(self) < _CACHED_FORMS:
            self[text] = code
        return code


class _Readings(dict[str, "Mapping[str, str]"]):
    """Token text → what the vocabulary says of it: the values of its types; filled as texts are met."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook

    def __missing__(self, text: str) -> Mapping[str, str]:
        word = self._codebook.word(text)
        readings = {} if word is None else word.readings
        if len(self) < _CACHED_FORMS:
            self[text] = readings
        return readings


Phrase = tuple[list[str], bool]  # its tokens, and whether it is matched as written
PhrasesBySecond = dict[str, list[Phrase]]  # by the second token that is no white space, in lower case


class _Opened(dict[str, PhrasesBySecond]):
    """Token text → the phrases that it may begin, filled as texts are met."""

    def __init__(self, phrases: dict[str, PhrasesBySecond]) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, text: str) -> PhrasesBySecond:
        phrases = self._phrases.get(text.lower(), {})
        if len(self) < _CACHED_FORMS:
            self[text] = phrases
        return phrases


def _second(texts: list[str], index: int) -> str:
    """The token behind the one at index, white space passed over, in lower case; "" at the end."""
    after = texts[index + 1 : index + 3]
    if not after:
        return ""
    return (after[-1] if after[0].isspace() else after[0]).lower()


class Codebook:
    """The vocabulary as the lexer uses it: forms to type characters, phrases to single tokens."""

    def __init__(self, words: Mapping[str, Word], literals: Iterable[str]) -> None:
        self._words = dict(words)
        cased: dict[str, list[str]] = {}
        for form in self._words:
            cased.setdefault(form.lower(), []).append(form)
        for literal in literals:
            # A quoted word is that word in any case, also where a capital form has a row of its own ("H" beside 'h').
            for form in dict.fromkeys((literal, *cased.get(literal, ()))):
                known = self._words.get(form)
                readings = {**(known.readings if known else dict.fromkeys(shape_of(form), "")), literal_type(literal): ""}
                self._words[form] = Word(form, readings, known.place if known else "rules")
        self.alphabet = TypeAlphabet(self._sets())
        self.tab = self.alphabet.code(shape_of("\t"))
        self.readings = _Readings(self)
        self._codes = _Codes(self)
        self._phrases: dict[str, PhrasesBySecond] = {}
        for form in self._words:
            self._add_phrase(form)
        for by_second in self._phrases.values():
            for phrases in by_second.values():
                phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._opened = _Opened(self._phrases)

    def word(self, text: str) -> Word | None:
        """The vocabulary's word for a token: as written, else in lower case; white space in a phrase counts as one space."""
        word = self._words.get(text) or self._words.get(text.lower())
        if word is None and len(parts := text.split()) > 1:
            phrase = " ".join(parts)
            word = self._words.get(phrase) or self._words.get(phrase.lower())
        return word

    def code_of(self, text: str) -> str:
        """The type character of a token."""
        if text.isspace():
            return self.tab if "\t" in text else SPACE
        return self.alphabet.code(self._types_of(text))

    def codes_where(self, holds: Callable[[str], bool]) -> frozenset[str]:
        """The type characters of the vocabulary's forms of which that holds, in any capitals."""
        found = filter(holds, self._words)
        return frozenset(self.code_of(each) for text in found for each in (text, text.capitalize(), text.upper()))

    def tokens(self, reading: str, start: int, end: int, *, spaced: bool, opaque: bool) -> Tokens:
        """The sentence reading[start:end] as tokens.

        spaced: single spaces group thousands in this document. opaque: web addresses and the like may occur in it.
        """
        texts: list[str] = TOKENIZERS[opaque, spaced].findall(reading, start, end)
        types = "".join(map(self._codes.__getitem__, texts))
        if self.tab in types:
            types = self._with_signs_joined(texts, types)
        tokens = Tokens(self, texts, types, list(accumulate(map(len, texts), initial=start)))
        joins = self._phrase_joins(tokens)
        return tokens.merged(joins) if joins else tokens

    def _stop_ends(self, texts: list[str], first: int, last: int) -> bool:
        """Whether the stop of an abbreviation is that of the sentence: "rose 5 per cent.", not "at 5 p.m."."""
        form = "".join(texts[first : last - 1])
        return (
            all(text.isspace() or text in _CLOSES for text in texts[last:])
            and "." not in form
            and form.lower() in self._words
        )

    def _with_signs_joined(self, texts: list[str], types: str) -> str:
        """The types with the tab behind a currency sign, which often stands in a cell of its own, as a plain space."""
        codes = list(types)
        for index in range(1, len(texts)):
            if codes[index] == self.tab and texts[index - 1] in _SIGNS:
                codes[index] = SPACE
        return "".join(codes)

    def _types_of(self, text: str) -> frozenset[str]:
        shape = shape_of(text)
        word = self.word(text)
        if word is None:
            return shape
        return frozenset(word.readings) | (shape & {"CAP", "UPPER"} if text[0].isupper() else frozenset())

    def _sets(self) -> Iterator[frozenset[str]]:
        """Every set of types that a token can have: by its form, as a composed numeral, as a word in any capitals."""
        yield from (*SHAPES, COMPOSED, SCALED)
        for word in self._words.values():
            for capitals in ((), ("CAP",), ("CAP", "UPPER")):
                yield frozenset((*word.readings, *capitals))

    def _add_phrase(self, form: str) -> None:
        texts = TOKENIZERS[False, False].findall(form)
        if len(texts) > 1:
            cased = form != form.lower()
            by_second = self._phrases.setdefault(texts[0].lower(), {})
            by_second.setdefault(_second(texts, 0), []).append((texts, cased))

    def _phrase_joins(self, tokens: Tokens) -> list[tuple[int, int, str]]:
        joins: list[tuple[int, int, str]] = []
        texts, at = tokens.texts, 0
        openers = [(index, phrases) for index, phrases in enumerate(map(self._opened.__getitem__, texts)) if phrases]
        for index, phrases in openers:
            if index < at:
                continue
            for parts, cased in phrases.get(_second(texts, index), ()):
                last = index + len(parts)
                found = texts[index:last]
                if parts[-1] == "." and self._stop_ends(texts, index, last):
                    continue
                if _same(found, parts, cased=cased) and not _cuts_word(texts, index, last):
                    joins.append((index, last, self._codes["".join(found)]))
                    at = last
                    break
        return joins


def _same(found: list[str], parts: list[str], *, cased: bool) -> bool:
    if len(found) != len(parts):
        return False
    return all(
        a == b or (a.isspace() and b.isspace()) or (not cased and a.lower() == b) for a, b in zip(found, parts, strict=True)
    )


def _cuts_word(texts: list[str], first: int, last: int) -> bool:
    """Whether the phrase would end inside a word ("p.p" before "age")."""
    return last < len(texts) and texts[last - 1][-1].isalpha() and texts[last][0].isalpha()
