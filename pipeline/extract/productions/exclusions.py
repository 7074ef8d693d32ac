"""Numbers that are no claims: the match of a pattern becomes an exclusion with the reason that its rule states."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.typeset import SPACE
from pipeline.model import Excluded

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.model import Reason


def excluded(match: RuleMatch, span: tuple[int, int] | None = None, reason: Reason | None = None) -> tuple[Excluded]:
    """The exclusion of a span (that of the match) for a reason (that of the rule's options)."""
    start, end = span or match.span()
    return (Excluded(start, end, match.scene.sentence.section, reason or match.rule.options["reason"], match.rule.name),)


def exclude(match: RuleMatch) -> Outcome | Declined:
    """The span of the match, for the reason that the rule's options state."""
    return excluded(match)


def exclude_if_vague(match: RuleMatch) -> Outcome | Declined:
    """A plural such as "millions", or a scale that no number stands before."""
    if match.tokens.has(match.tokens.before(match.found.start()), "NUM"):
        return Declined("a number stands before it")
    first, last = match.found.span("span")
    words = [text for text in match.tokens.texts[first:last] if len(text) > _SHORT_SCALE and text != "tens"]
    if not words:
        return Declined("it is no number word")
    return excluded(match)


def exclude_in_words(match: RuleMatch) -> Outcome | Declined:
    """An ordinal in words whose tens and ones are joined by a hyphen ("twenty-first"), or of hundreds ("two hundredth")."""
    first, last = match.found.span("span")
    text = match.tokens.text(first, last)
    if any(char.isdigit() for char in text) or not ("-" in text or "hundred" in text):
        return Declined("the ordinal is a word of its own")
    return excluded(match)


def day_and_month(match: RuleMatch) -> Outcome | Declined:
    """Day and month with a slash, "31/12", "04/07"; not a fraction."""
    one, other = match.tokens.texts[match.found.start("span")].split("/")
    low, high = sorted((int(one), int(other)))
    is_date = 0 < low <= _MONTHS and high <= _DAYS and (high > _MONTHS or (one[0] == "0" and other[0] == "0"))
    return excluded(match) if is_date else Declined("it is a fraction")


def exclude_word(match: RuleMatch) -> Outcome | Declined:
    """A number in words."""
    text = match.tokens.text(*match.found.span())
    return Declined("it is written in digits") if any(char.isdigit() for char in text) else excluded(match)


def exclude_old_ordinal(match: RuleMatch) -> Outcome | Declined:
    """Read "2d", "73d": second and third as older American texts write them."""
    return (
        excluded(match) if match.tokens.texts[match.found.start("span")][-1] in "23" else Declined("no second and no third")
    )


_NEAR = 8
_MONTHS, _DAYS = 12, 31
_SHORT_SCALE = 3  # "bn", "mln" are no words by themselves
_REST_OF_URL = re.compile(
    r"(?:(?<=[/=?&_-])|[-_])\s?\n(?=\S*[./=_\d]\w)[\w~%?=&+/._-]*[\w/]|\.?\n(?=\.?\w+\.\w+[./])[\w~%?=&+/._-]*[\w/]"
)


def exclude_if_number(match: RuleMatch) -> Outcome | Declined:
    """The span of the match where it holds a number at all ("the first week of May", not "the last day of May")."""
    first, last = match.found.span("span")
    if any(match.tokens.has(index, name) for index in range(first, last) for name in ("NUM", "ORDWORD")):
        return excluded(match)
    return Declined("it holds no number")


@lru_cache(maxsize=256)
def compiled_text(pattern: str) -> re.Pattern[str]:
    """The regular expression of a rule's options, compiled once."""
    return re.compile(pattern)


def exclude_text(match: RuleMatch) -> Outcome | Declined:
    """What `options.text`, a regular expression, matches from the start of the match on in the sentence."""
    start, _ = match.span()
    found = compiled_text(match.rule.options["text"]).match(match.scene.clean.reading, start, match.scene.sentence.end)
    if found is None:
        return Declined("the text does not go on as it must")
    return excluded(match, found.span())


def exclude_url(match: RuleMatch) -> Outcome | Declined:
    """An address on the net, with the rest of it where a line end breaks it behind a slash or another of its marks."""
    start, end = match.span()
    text = match.scene.clean.document.text
    while (rest := _REST_OF_URL.match(text, end, match.scene.sentence.end)) is not None:
        end = rest.end()
    return excluded(match, (start, end))


def exclude_run(match: RuleMatch) -> Outcome | Declined:
    """What `options.text` finds around the match in its run of characters without white space."""
    scene, (start, end) = match.scene, match.span()
    first, last = run_around(scene, start, end)
    for found_start, found_end in _spans_in_run(match.rule.options["text"], scene.clean.reading[first:last]):
        if first + found_start <= start < first + found_end:
            return excluded(match, (first + found_start, first + found_end))
    return Declined("the characters around it are no such thing")


def exclude_run_with(match: RuleMatch) -> Outcome | Declined:
    """The whole run of characters without white space around the match, where `options.text` finds something in it."""
    first, last = run_around(match.scene, *match.span())
    if not _spans_in_run(match.rule.options["text"], match.scene.clean.reading[first:last]):
        return Declined("the characters around it are no such thing")
    return excluded(match, (first, last))


@lru_cache(maxsize=64)
def _spans_in_run(pattern: str, run: str) -> tuple[tuple[int, int], ...]:
    """Where the pattern is found in a run: kept, because a long run may hold thousands of numbers that all ask."""
    return tuple(found.span() for found in compiled_text(pattern).finditer(run))


def exclude_near(match: RuleMatch) -> Outcome | Declined:
    """What `options.text` finds around the match, a few characters to either side."""
    scene, (start, end) = match.scene, match.span()
    first, last = max(scene.sentence.start, start - _NEAR), min(scene.sentence.end, end + _NEAR)
    for found in compiled_text(match.rule.options["text"]).finditer(scene.clean.reading, first, last):
        if found.start() <= start < found.end():
            return excluded(match, found.span())
    return Declined("the characters around it are no such thing")


def run_around(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The offsets of the run of characters without white space, in the sentence, that reading[start:end] stands in."""
    tokens, blanks = scene.tokens, (SPACE, scene.tokens.codebook.tab)
    first = max(tokens.types.rfind(blank, 0, tokens.at_or_after(start)) for blank in blanks) + 1
    ends = (tokens.types.find(blank, tokens.at_or_after(end)) for blank in blanks)
    last = min((index for index in ends if index >= 0), default=-1)
    return tokens.starts[first], tokens.starts[last] if last >= 0 else tokens.starts[-1]


PRODUCTIONS = {
    "exclude_in_words": exclude_in_words,
    "exclude_if_vague": exclude_if_vague,
    "exclude": exclude,
    "exclude_if_number": exclude_if_number,
    "exclude_text": exclude_text,
    "day_and_month": day_and_month,
    "exclude_word": exclude_word,
    "exclude_old_ordinal": exclude_old_ordinal,
    "exclude_near": exclude_near,
    "exclude_run": exclude_run,
    "exclude_run_with": exclude_run_with,
    "exclude_url": exclude_url,
}
