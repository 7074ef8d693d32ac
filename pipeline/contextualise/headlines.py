"""Speakers that the words alone show: a headline's label, what stands behind its colon, "…, the ministry said, …"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR, trie_pattern, word_set
from pipeline.contextualise.labels import has_verb, trimmed, words_of
from pipeline.contextualise.names import could_speak
from pipeline.contextualise.speakers import speech_verbs

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Span
    from pipeline.contextualise.view import View

_BEHIND = re.compile(r":\s+([^:]{2,50}?)[.\s\"']*$")
# A headline ends with no stop: "Rents rise 5% - survey", "Rents rise 5%, survey finds".
_BEHIND_DASH = re.compile(
    r"\s[-–—]\s+([^-–—:,.]{2,40}?)[\s\"']*$|,\s+([^:,.]{2,40}?)\s+(?:finds?|shows?|says?|suggests?)[\s\"']*$"
)
_LONGEST_NAME = 8


def read_headline(view: View) -> None:
    """Fill the speaker that a headline names: its label, or what stands behind its last colon."""
    if all(draft.settled for draft in view.numbers_outside()):
        return
    label = view.labels[0][2] if view.labels else None
    speaker = label if label is not None and could_speak(view, label) else _speaker_behind(view)
    for draft in view.drafts if speaker is not None else ():
        if not draft.is_year and not draft.settled:
            draft.speaker = draft.speaker or speaker


def _speaker_behind(view: View) -> Span | None:
    behind = _BEHIND.search(view.bare) or _BEHIND_DASH.search(view.bare)
    if behind is None or behind.lastindex is None or NUMBER in behind[behind.lastindex]:
        return None
    span = trimmed(view.text, *behind.span(behind.lastindex))
    return span if span is not None and could_speak(view, span) else None


@cache
def _set_off() -> re.Pattern[str]:
    verbs = trie_pattern(literal for literal, manner in speech_verbs().items() if manner in ("says", "forecasts"))
    return re.compile(
        rf"[,\"]\s+(?P<name>[^,;:\"{NUMBER}{YEAR}]{{2,70}}?)\s+(?:\w+ly\s+)?(?:{verbs})"
        rf"(?:\s+(?:last|this|on|in|at|late|earlier|yesterday|today)(?:\s+[\w'’-]+){{0,4}})?\s*(?=[,.]|$)",
        re.IGNORECASE,
    )


def read_set_off(view: View) -> None:
    """Fill the speaker set off by commas, where the parse did not see it: "output, the bureau forecasts, will fall"."""
    if not any(cue.category == "speech" for cue in view.cues):
        return
    for match in _set_off().finditer(view.bare):
        is_inside = view.bare[match.end() : match.end() + 1] == ","
        span = trimmed(view.text, *match.span("name"))
        if span is None or not _is_name(view.text[slice(*span)]):
            continue
        start, end = next(((a, b) for a, b in view.stretches if a <= match.start() < b), (0, len(view.text)))
        for draft in view.drafts:
            if start <= draft.start < end and not draft.is_year and (draft.speaker is None or is_inside):
                draft.speaker = span


_AT_END = re.compile(r"\s(?P<name>(?:the\s+)?(?:[A-Z]{2,6}|[a-z]+))\s+(?:said|says|say)\s*\.?\s*$")


def read_at_end(view: View) -> None:
    """Fill the speaker that ends a sentence with no comma before: "… by Friday evening officials said."."""
    match = _AT_END.search(view.bare) if any(cue.category == "speech" for cue in view.cues) else None
    if match is None:
        return
    last = match["name"].split()[-1]
    is_known = last.isupper() or last in word_set("teller") or (last in word_set("agent") and last.endswith(("s", "police")))
    span = trimmed(view.text, *match.span("name")) if is_known else None
    for draft in view.drafts if span is not None else ():
        if not draft.is_year and draft.speaker is None:
            draft.speaker = span


def _is_name(text: str) -> bool:
    """Whether the words before a verb of speech name someone: no pronoun, no clause of their own."""
    words = words_of(text)
    if not words or len(words) > _LONGEST_NAME or words[-1] in word_set("generic_speaker") or has_verb(words):
        return False
    is_led = words[0] in ("the", "a", "an") or any(letter.isupper() for letter in text) or words[-1] in word_set("agent")
    return is_led and words[0] not in ("and", "but", "as", "which", "who", "that", "than", "if", "when", "while")
