"""Label lines and lists: "GDP growth: 4% in 2017, 1.1% in 2016", "Net 1.9 mln vs 1.5 mln". What they say needs no parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR, values_of, word_set
from pipeline.contextualise.names import could_speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.view import View

LONGEST_LABEL, LONGEST_NAME = 12, 7
WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
SEPARATOR = re.compile(r"[,;/:]|\s-+\s|\s[–—]\s|\b(?:and|or|plus)\b")
EDGE = " \t\n,;:/-–—*_#\"'|"
_LABEL = re.compile(r"\s*([^:;]{1,90}?)\s*:\s+(?=\S)")
_VERSUS = re.compile(
    rf"\s*([^{NUMBER}:]{{2,40}}?)\s+{NUMBER}+\s*,?\s*(?:vs\.?|versus|against|compared (?:with|to))\s+{NUMBER}", re.IGNORECASE
)
_BARE = re.compile(rf"\s*([^{NUMBER}:]{{2,30}}?)\s+{NUMBER}+[\s.,]*$")
_OWNED = re.compile(
    r"(.{3,60}?)\s+of\s+((?:the\s+)?[A-Z][\w.'’-]*(?:\s+(?:of\s+|and\s+|for\s+)?[A-Z][\w.'’-]*)+)$", re.DOTALL
)
# What may follow a number of a label line before the next item begins: its year, its rate, a separator.
_REST = re.compile(
    rf"(?:\s*(?:/|,|;|-|–|{YEAR}+|\b(?:in|as of|at|or|and|to|about)\b|\b(?:per|a|an)\s+\w+\.?|\best\b\.?)\s*)*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"\bto\s+[a-z]{{2,}}\s[^:;]*{NUMBER}|{NUMBER}\s+(?!(?:of|in|at|or|and|to|about|per|an?|est|for|on|by|as|from)\b)[a-z]{{3,}}\s+[a-z]"
)
_BASE = re.compile(r"\s*(?:of|in)\s+(?:the\s+)?(?=[^\W\d_])")
_BASE_END = re.compile(r"\s+(?:in|as|by|from|for|since)\s")
_PROSE = re.compile(r"\.\s+[A-Z]")
_QUESTIONS = frozenset(("who", "what", "why", "how", "when", "where", "which", "whose", "that", "this"))
_FARTHEST_HEADING, _SHORTEST_LIST = 14, 3


@dataclass(frozen=True, slots=True)
class Label:
    """The label that a stretch begins with: the places of its parts, outermost first, and where what it labels begins."""

    parts: tuple[Span, ...]
    begin: int

    @property
    def inner(self) -> Span:
        """The part next to the items."""
        return self.parts[-1]


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
    last: tuple[int, Label] | None = None
    for start, end in view.stretches:
        inside = [draft for draft in view.numbers_outside() if start <= draft.start < end]
        label = label_of(view, start, end)
        if label is None and last is not None and inside and _goes_on(view, last, start, inside[0]):
            label = Label(last[1].parts, start)
        if label is not None:
            view.labels.append((start, end, label.inner))
            if not (_is_told(view, label.begin, end) and could_speak(view, label.inner)):
                _read_items(view, [draft for draft in inside if draft.start >= label.begin], label)
            _cut_off(view, start, label)
            last = end, label
        elif inside:
            _read_bare(view, inside, start, end)
            _read_list(view, inside, start)


def _is_told(view: View, start: int, end: int) -> bool:
    """Whether a sentence follows a label, no item: it has a verb, an infinitive ("rents to rise"), or goes on in words."""
    return has_verb(words_of(view.bare[start:end])) or _SENTENCE.search(view.bare, start, end) is not None


def _cut_off(view: View, start: int, label: Label) -> None:
    """Take the label off a piece that is a sentence all the same: "Background: the country …"."""
    for piece in view.pieces:
        if piece.start == start and not piece.is_aside and all(draft.start >= label.begin for draft in piece.drafts):
            piece.start = label.begin


def _goes_on(view: View, last: tuple[int, Label], start: int, first: Draft) -> bool:
    """Whether a stretch after a semicolon goes on with the list of the label before it: "Mali 1,359 km; Niger 951 km"."""
    end, label = last
    before = [draft for draft in view.numbers_outside() if label.begin <= draft.start < end]
    same = any((draft.mention.kind, draft.mention.unit) == (first.mention.kind, first.mention.unit) for draft in before)
    is_next = start - end <= 1 and same and all(draft.settled for draft in before)
    return is_next and len(words_of(view.bare[start : first.start])) <= LONGEST_NAME


def label_of(view: View, start: int, end: int) -> Label | None:
    """The label that a stretch begins with, the parts of a nested one in order."""
    parts: list[Span] = []
    begin = start
    match = _LABEL.match(view.bare, start, end)
    while match is not None and not (parts and ("," in match[1] or NUMBER in match[1])):
        words = words_of(match[1])
        span = trimmed(view.bare, match.start(1), match.end(1))
        if not 1 <= len(words) <= LONGEST_LABEL or has_verb(words) or span is None or _PROSE.search(match[1]):
            break
        parts.append(span)
        begin = match.end()
        match = _LABEL.match(view.bare, begin, end)
    return Label(tuple(parts), begin) if parts else None


def _read_items(view: View, numbers: Sequence[Draft], label: Label) -> None:
    heading = _heading(view, label)
    begin = label.begin
    for draft in numbers:
        name = item_name(view.bare, begin, draft)
        if name is None:
            return
        _read_item(view, draft, numbers[0], _without_year(view, label.inner), name)
        if heading is not None:
            draft.measure_text = heading
            draft.subject = draft.subject or next((part for part in label.parts if not _is_sum(view, part)), None)
        elif draft.measure == label.inner and draft.subject is None:
            _split_owner(view, draft)
        draft.settled = True
        begin = _rest_end(view, draft, numbers)


def _read_item(view: View, draft: Draft, first: Draft, label: Span, name: Span) -> None:
    """One number of a list: a part of what the label names, or a thing of its own where it is in other units."""
    draft.measure = draft.measure or label
    if name[0] == name[1]:
        return
    is_own = view.text[name[1] : draft.start].lstrip().startswith(":")
    if is_own or (
        draft is not first and (draft.mention.kind, draft.mention.unit) != (first.mention.kind, first.mention.unit)
    ):
        draft.measure = name
    else:
        draft.subject = name


def _split_owner(view: View, draft: Draft) -> None:
    """As in "Market capitalization of Kazakhstan Stock Exchange": a named owner is the subject."""
    owned = _OWNED.fullmatch(view.text, *draft.measure) if draft.measure else None
    if owned is not None:
        draft.measure, draft.subject = owned.span(1), owned.span(2)


def _without_year(view: View, label: Span) -> Span:
    """A label without the year it ends with: "Exports 2022"."""
    year = next((draft for draft in view.drafts if draft.is_year and draft.end == label[1] and draft.start > label[0]), None)
    return (trimmed(view.text, label[0], year.start) or label) if year is not None else label


def item_name(text: str, begin: int, draft: Draft) -> Span | None:
    """The name between the last separator and the number: empty where there is none, None where it is a sentence."""
    stretch = text[begin : draft.start]
    words = words_of(stretch)
    leads_on = len(words) > 1 and words[-1] in word_set("time_preposition")
    if NUMBER in stretch or len(words) > LONGEST_NAME or has_verb(words) or leads_on or (words and words[0] in _QUESTIONS):
        return None
    last = max((match.end() for match in SEPARATOR.finditer(stretch.rstrip(EDGE))), default=0)
    name = trimmed(text, begin + last, draft.start)
    if name is None or text[slice(*name)].lower() in word_set("function"):
        return draft.start, draft.start
    return name


def _rest_end(view: View, draft: Draft, numbers: Sequence[Draft]) -> int:
    """Where the next item of a list may begin: after the number, its "of GDP" and its year."""
    limit = min((other.start for other in numbers if other.start > draft.start), default=len(view.bare))
    base, end = _BASE.match(view.bare, draft.end, limit), draft.end
    if base:
        stop = SEPARATOR.search(view.bare, base.end(), limit)
        end = stop.start() if stop else limit
        _read_base(view, draft, base.end(), end)
    rest = _REST.match(view.bare, end, limit)
    return rest.end() if rest else end


def _read_base(view: View, draft: Draft, start: int, end: int) -> None:
    """Take the words behind "of" or "in" as the base of a share."""
    stop = _BASE_END.search(view.bare, start, end)
    inner = trimmed(view.bare, start, stop.start() if stop else end)
    is_share = draft.mention.kind in ("percent", "ratio", "rank")
    if inner is not None and is_share and len(words_of(view.bare[slice(*inner)])) <= LONGEST_NAME:
        draft.of = inner


# --- without a label --------------------------------------------------------------------------------------------------


def _read_bare(view: View, numbers: Sequence[Draft], start: int, end: int) -> None:
    """As in "Revs 24.8 mln vs 22.1 mln", "pop. 1,045,000": a name and its number, or a comparison of two."""
    versus = _VERSUS.match(view.bare, start, end)
    match = versus or (_BARE.match(view.bare, start, end) if view.labels else None)
    if match is None or len(words_of(match[1])) > (4 if versus else 3) or has_verb(words_of(match[1])):
        return
    name = trimmed(view.bare, match.start(1), match.end(1))
    if name is None or view.bare[slice(*name)].lower() in word_set("function"):
        return
    for draft in numbers[: 2 if versus else 1]:
        draft.measure, draft.settled = name, True
    if versus is None:
        numbers[0].measure = name[0], name[1] + (view.bare[name[1] : name[1] + 1] == ".")
        numbers[0].subject = _value_of_last_label(view)


def _value_of_last_label(view: View) -> Span | None:
    start, end, label = view.labels[-1]
    value = trimmed(view.bare, label[1], end)
    return value if value is not None and NUMBER not in view.bare[start:end] else None


def _read_list(view: View, numbers: Sequence[Draft], start: int) -> None:
    """As in "percent of vote - Ortega 72.4%, Rodriguez 15%, other 12.6%": names with their parts, told by no verb."""
    if len(numbers) < _SHORTEST_LIST or len({(draft.mention.kind, draft.mention.unit) for draft in numbers}) > 1:
        return
    names = [
        item_name(view.bare, before, draft) for before, draft in zip((d.end for d in numbers), numbers[1:], strict=False)
    ]
    if any(name is None or name[0] == name[1] for name in names):
        return
    dash = re.compile(r"\s[-–—]+\s").search(view.bare, start, numbers[0].start)
    first = item_name(view.bare, dash.end() if dash else start, numbers[0])
    title = trimmed(view.bare, _last_stop(view.bare, start, dash.start()), dash.start()) if dash else None
    if first is None or any(re.search(r"[,;]", view.bare[a.end : b.start]) is None for a, b in pairwise(numbers)):
        return
    for draft, name in zip(numbers, [first, *names], strict=True):
        draft.subject, draft.settled = (name if name is not None and name[0] < name[1] else None), True
        draft.measure = title if title is not None and len(words_of(view.bare[slice(*title)])) <= LONGEST_NAME else None


def _last_stop(text: str, start: int, end: int) -> int:
    return max((match.end() for match in re.compile(r"[,;:.]\s").finditer(text, start, end)), default=start)


# --- headings ---------------------------------------------------------------------------------------------------------


def _is_generic(view: View, label: Span) -> bool:
    """Whether a label means nothing alone: "total", "male", "15-64 years"."""
    marked = view.marked[slice(*label)].strip()
    return " ".join(words_of(view.text[slice(*label)])) in values_of("label") or not marked.strip(NUMBER + " ")


def _is_sum(view: View, label: Span) -> bool:
    return view.text[slice(*label)].lower().strip() in ("total", "both sexes", "overall", "total population")


def _heading(view: View, label: Label) -> str | None:
    """The heading above a label that means nothing alone: "Population" over "total: 34,206,144"."""
    if not _is_generic(view, label.inner):
        return None
    sentences, text = view.clean.sentences, view.clean.document.text
    for sentence in reversed(sentences[max(0, view.sentence.index - _FARTHEST_HEADING) : view.sentence.index]):
        line = text[sentence.start : sentence.end]
        if ":" not in line and not line.startswith("("):
            words = words_of(line)
            is_heading = 1 <= len(words) <= LONGEST_NAME and not has_verb(words) and line[-1] not in ".!?"
            return " ".join(line.split()).strip(EDGE) if is_heading else None
    return None
