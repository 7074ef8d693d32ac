"""Label lines and lists: "GDP growth: 4% in 2017, 1.1% in 2016", "Net 1.9 mln vs 1.5 mln". What they say needs no parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR, values_of, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.view import View

_LABEL = re.compile(r"\s*([^:;]{1,90}?)\s*:\s+(?=\S)")
_VERSUS = re.compile(
    rf"\s*([^{NUMBER}:]{{2,40}}?)\s+{NUMBER}+\s*,?\s*(?:vs\.?|versus|against|compared (?:with|to))\s+{NUMBER}", re.IGNORECASE
)
_BARE = re.compile(rf"\s*([^{NUMBER}:]{{2,30}}?)\s+{NUMBER}+[\s.,]*$")
LONGEST_LABEL, LONGEST_NAME = 12, 7
WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
# What may follow a number of a label line before the next item begins: its year, its base, a separator.
_REST = re.compile(
    rf"(?:\s*(?:/|,|;|-|–|{YEAR}+|\b(?:in|as of|at|or|and|to|about)\b|\b(?:per|a|an)\s+\w+\.?|\best\b\.?)\s*)*"
)
SEPARATOR = re.compile(r"[,;/:]|\s-+\s|\s[–—]\s|\b(?:and|or|plus)\b")
EDGE = " \t\n,;:/-–—*_#\"'|"
_QUESTIONS = frozenset(("who", "what", "why", "how", "when", "where", "which", "whose", "that", "this"))
_PROSE = re.compile(r"\.\s+[A-Z]")
_FARTHEST_HEADING = 14


def words_of(text: str) -> list[str]:
    """The words of a stretch, lower case."""
    return [word.lower() for word in WORD.findall(text)]


def has_verb(words: Sequence[str]) -> bool:
    """Whether a stretch holds a common finite verb: a sentence, then, and no label."""
    return any(word in word_set("finite") for word in words)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space and marks at its edges; None where nothing is left."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return (start, end) if start < end else None


def read_labels(view: View) -> None:
    """Fill what label lines and lists say, and mark the drafts that need no parse as settled."""
    for start, end in view.stretches:
        inside = [
            draft for draft in view.drafts if start <= draft.start < end and not draft.is_year and not view.is_inside(draft)
        ]
        label = _label(view, start, end)
        if label is None and inside and _goes_on(view, start, inside[0]):
            label = view.labels[-1][2], start
        if label is not None:
            view.labels.append((start, end, label[0]))
            _read_items(view, [draft for draft in inside if draft.start >= label[1]], label)
        elif inside:
            _read_bare(view, inside, start, end)


def _goes_on(view: View, start: int, first: Draft) -> bool:
    """Whether a stretch after a semicolon goes on with the list of the label before it: "Mali 1,359 km; Niger 951 km"."""
    if not view.labels or view.labels[-1][1] + 1 != start:
        return False
    before = [draft for draft in view.drafts if view.labels[-1][0] <= draft.start < view.labels[-1][1] and not draft.is_year]
    same = any((draft.mention.kind, draft.mention.unit) == (first.mention.kind, first.mention.unit) for draft in before)
    return same and all(draft.settled for draft in before) and len(words_of(view.bare[start : first.start])) <= LONGEST_NAME


def _label(view: View, start: int, end: int) -> tuple[Span, int] | None:
    """The label that a stretch begins with and where its items begin; the innermost of nested labels."""
    found = None
    match = _LABEL.match(view.bare, start, end)
    while match is not None:
        words = words_of(match[1])
        span = trimmed(view.bare, match.start(1), match.end(1))
        if not 1 <= len(words) <= LONGEST_LABEL or has_verb(words) or span is None or _PROSE.search(match[1]):
            break
        found = (span, match.end())
        match = _LABEL.match(view.bare, match.end(), end)
        if match is not None and "," in match[1]:
            break
    return found


def _read_items(view: View, numbers: Sequence[Draft], label: tuple[Span, int]) -> None:
    measure, begin = label
    heading = _heading(view, measure)
    for draft in numbers:
        name = item_name(view.bare, begin, draft)
        if draft.start < begin or name is None:
            return
        _read_item(view, draft, numbers[0], measure, name)
        if heading is not None:
            draft.measure_text, draft.subject = heading, draft.subject or measure
        draft.settled = True
        begin = _rest_end(view, draft, numbers)


def _read_item(view: View, draft: Draft, first: Draft, label: Span, name: Span) -> None:
    """One number of a list: a part of what the label names, or a thing of its own where it is in other units."""
    draft.measure = draft.measure or label
    if name[0] == name[1]:
        return
    is_own = view.bare[name[0] - 1 : name[0]] == ":" or view.text[name[1] : draft.start].lstrip().startswith(":")
    if is_own or (
        draft is not first and (draft.mention.kind, draft.mention.unit) != (first.mention.kind, first.mention.unit)
    ):
        draft.measure = name
    else:
        draft.subject = name


def item_name(text: str, begin: int, draft: Draft) -> Span | None:
    """The name between the last separator and the number: empty where the number stands alone, None where it is a sentence."""
    stretch = text[begin : draft.start]
    words = words_of(stretch)
    if (
        (words and words[0] in _QUESTIONS)
        or NUMBER in stretch
        or len(words) > LONGEST_NAME
        or has_verb(words)
        or (words and words[-1] in word_set("time_preposition") and len(words) > 1)
    ):
        return None
    last = max((match.end() for match in SEPARATOR.finditer(stretch.rstrip(EDGE))), default=0)
    name = trimmed(text, begin + last, draft.start)
    if name is None or text[slice(*name)].lower() in word_set("function"):
        return draft.start, draft.start
    return name


def _rest_end(view: View, draft: Draft, numbers: Sequence[Draft]) -> int:
    """Where the next item of a list may begin: after the number, its "of GDP" and its year."""
    limit = min((other.start for other in numbers if other.start > draft.start), default=len(view.bare))
    base = re.compile(r"\s*(?:of|in)\s+(?:the\s+)?(?=[^\W\d_])").match(view.bare, draft.end, limit)
    end = draft.end
    if base:
        stop = SEPARATOR.search(view.bare, base.end(), limit)
        end = stop.start() if stop else limit
        read_base_words(view, draft, base.end(), end)
    rest = _REST.match(view.bare, end, limit)
    return rest.end() if rest else end


def read_base_words(view: View, draft: Draft, start: int, end: int) -> None:
    """Take the words behind "of" or "in" as the base of a share."""
    stop = re.compile(r"\s+(?:in|as|by|from|for|since)\s").search(view.bare, start, end)
    inner = trimmed(view.bare, start, stop.start() if stop else end)
    if (
        inner is not None
        and len(words_of(view.bare[slice(*inner)])) <= LONGEST_NAME
        and draft.mention.kind in ("percent", "ratio", "rank")
    ):
        draft.of = inner


def _read_bare(view: View, numbers: Sequence[Draft], start: int, end: int) -> None:
    """ "Revs 24.8 mln vs 22.1 mln", "pop. 1,045,000": a name and its number, or a comparison of two."""
    versus = _VERSUS.match(view.bare, start, end)
    short = None if versus else _BARE.match(view.bare, start, end)
    match = versus or (short if view.labels else None)
    if match is None or len(words_of(match[1])) > (4 if versus else 3) or has_verb(words_of(match[1])):
        return
    name = trimmed(view.bare, match.start(1), match.end(1))
    if name is None or view.bare[slice(*name)].lower() in word_set("function"):
        return
    for draft in numbers[: 2 if versus else 1]:
        draft.measure, draft.settled = name, True
    if versus is None:
        numbers[0].measure = (name[0], name[1] + (view.bare[name[1] : name[1] + 1] == "."))
        numbers[0].subject = _value_of_last_label(view)


def _value_of_last_label(view: View) -> Span | None:
    start, end, label = view.labels[-1]
    value = trimmed(view.bare, label[1], end)
    return value if value is not None and NUMBER not in view.bare[start:end] else None


def _heading(view: View, label: Span) -> str | None:
    """The heading above a label that means nothing alone: "Population" over "total: 34,206,144"."""
    if " ".join(words_of(view.text[slice(*label)])) not in values_of("label"):
        return None
    sentences, text = view.clean.sentences, view.clean.document.text
    for sentence in reversed(sentences[max(0, view.sentence.index - _FARTHEST_HEADING) : view.sentence.index]):
        line = text[sentence.start : sentence.end]
        if ":" not in line:
            words = words_of(line)
            is_heading = 1 <= len(words) <= LONGEST_NAME and not has_verb(words) and line[-1] not in ".!?"
            return " ".join(line.split()).strip(EDGE) if is_heading else None
    return None
