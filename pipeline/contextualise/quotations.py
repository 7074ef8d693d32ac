"""Quotations: who speaks in one, so that every sentence of it has its speaker, however far the "he said" is away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import trie_pattern, word_set
from pipeline.contextualise.speakers import speech_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import CleanDocument

_PARAGRAPH_END = re.compile(r"\n\s*\n|\n(?=[ \t]{2,}|[\"A-Z])")
_QUOTE = re.compile(r"(?<![\d])\"|\"(?=[\s.,;:)])")
_LONGEST_QUOTE, _MEMORY = 3000, 700


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of the text, half-open, and the name of the one who tells it."""

    start: int
    end: int
    speaker: str


@cache
def _verbs() -> str:
    return trie_pattern(literal for literal, manner in speech_verbs().items() if manner in ("says", "claims"))


@cache
def _behind() -> re.Pattern[str]:
    """After the closing quote: "said Ms Tanaka, who …", "the report said", "Professor N'Diaye said"."""
    return re.compile(
        rf"[\s,]*(?:(?:{_verbs()})\s+(?P<after>[^\".;:!?\n]{{2,90}}?)(?=[,.;:]|\s+(?:in|on|at|during|who|after|as|to|yesterday|today)\s|$)"
        rf"|(?P<before>[^\".,;:!?\n]{{2,70}}?)\s+(?:\w+ly\s+)?(?:{_verbs()})(?!\w))",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _ahead() -> re.Pattern[str]:
    """Before the opening quote: "the report said:", "Mr Varga replied: "."""
    return re.compile(
        rf"(?:^|[.;!?\n,])\s*(?P<name>[^\".,;:!?\n]{{2,70}}?)(?:,[^\".,;:!?\n]{{2,60}},)?\s+(?:\w+ly\s+)?(?:{_verbs()})(?:\s+that)?\s*[:,]?\s*$",
        re.IGNORECASE,
    )


@cache
def _named() -> re.Pattern[str]:
    """A speaker named anywhere: "X said", "said X", "according to X"."""
    # A stop inside a name stands behind a short word: "Mr. Varga", "U.S. Steel", not "in June. Ms Lindh".
    word = r"[A-Z](?:[\w'’-]+(?![\w'’-]|\.)|[\w'’-]{0,3}\.(?=\s[A-Z]|[A-Z]))[\w'’.-]*"
    name = rf"(?:[Tt]he\s+|[Aa]n?\s+)?(?:[\w'’-]+\s+){{0,3}}?{word}(?:\s+(?:of|for|and)?\s*{word})*"
    return re.compile(
        rf"(?P<name>{name})(?:\s+\([A-Z]+\)|,\s+(?:who|an?|the|its|his|her)\s[^,.;:\"\n]{{3,70}},)?\s+(?:{_verbs()})(?!\w)"
        rf"|(?:said|[Aa]ccording to)\s+(?P<source>{name})"
    )


def voices_of(clean: CleanDocument) -> list[Voice]:
    """The quotations of a document whose speaker the words beside them name, in order."""
    if '"' not in clean.reading:
        return []
    found: list[Voice] = []
    last: Voice | None = None
    for start, end in _quotations(clean.reading, clean.document.text):
        name = _speaker_beside(clean, start, end, last)
        if name is None and last is not None and _goes_on(clean.reading, last, start):
            name = last.speaker
        last = Voice(start, end, name) if name else None
        if last is not None:
            found.append(last)
    return found


def _quotations(reading: str, text: str) -> Iterator[tuple[int, int]]:
    """The quoted stretches, marks included; one left open ends with its paragraph, as it does where the next one goes on."""
    begin = 0
    for stop in [*(match.end() for match in _PARAGRAPH_END.finditer(text)), len(text)]:
        marks = [match.start() for match in _QUOTE.finditer(reading, begin, stop)]
        for index in range(0, len(marks), 2):
            end = marks[index + 1] + 1 if index + 1 < len(marks) else stop
            if end - marks[index] < _LONGEST_QUOTE:
                yield marks[index], end
        begin = stop


def _speaker_beside(clean: CleanDocument, start: int, end: int, last: Voice | None) -> str | None:
    behind = _behind().match(clean.reading, end, end + 160)
    ahead = None if behind else _ahead().search(clean.reading, max(0, start - 160), start)
    match = behind or ahead
    if match is None:
        return None
    group = next(name for name in match.re.groupindex if match[name])
    name = " ".join(clean.document.text[slice(*match.span(group))].split())
    if name.lower() in word_set("generic_speaker"):
        return last_named(clean, start, last, person=name.lower() in ("he", "she"))
    words = name.split()
    is_clause = len(words) > 9 or any(word.lower() in word_set("finite") for word in words)
    return None if is_clause or words[0].lower() in ("and", "but", "as", "who", "which") else name


def last_named(clean: CleanDocument, offset: int, last: Voice | None = None, *, person: bool = False) -> str | None:
    """Whom "he said" at an offset means: the speaker just before, if the text nearby names only one (person: of persons)."""
    begin = max(0, offset - _MEMORY)
    if last is not None and last.end >= begin:
        return last.speaker
    names = [match["name"] or match["source"] for match in _named().finditer(clean.reading, begin, offset)]
    names = [name for name in names if name.split()[-1].lower() not in word_set("generic_speaker")]
    persons = [name for name in names if _is_person(name)]
    names = persons if person and persons else names
    return " ".join(names[-1].split()) if names and _are_one(names) else None


def _is_person(name: str) -> bool:
    """Whether a name is a person's: with a title or a calling, or of two words and no company's or office's."""
    words = name.split()
    known = {word.lower().strip(".") for word in words}
    if known & (word_set("person") | word_set("title")):
        return True
    is_body = bool(known & (word_set("agent") | word_set("body")))
    return not is_body and sum(word[0].isupper() for word in words) > 1


def _are_one(names: Sequence[str]) -> bool:
    """Whether names may all be one speaker's: "the UNECE", "UNECE"."""
    shortest = min(names, key=len).removeprefix("The ").removeprefix("the ")
    return all(shortest in name for name in names)


def _goes_on(reading: str, last: Voice, start: int) -> bool:
    """Whether a quotation without words of its own goes on after the last one's: '"A," said X. "B."'."""
    between = reading[last.end : start]
    return len(between) < 200 and "\n\n" not in between.strip("\n") and between.count(". ") <= 1


def voice_at(voices: Sequence[Voice], offset: int) -> str | None:
    """Who speaks at an offset of the text, if it lies in a quotation."""
    return next((voice.speaker for voice in voices if voice.start <= offset < voice.end), None)
