"""Headlines that name their speaker before or behind a colon: "Tokayev: half of the population …", "…: TMR Report"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, word_set
from pipeline.contextualise.labels import trimmed, words_of

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Span
    from pipeline.contextualise.view import View

_BEHIND = re.compile(r":\s+([^:]{2,50}?)[.\s\"']*$")
_LONGEST = 5


def read_headline(view: View) -> None:
    """Fill the speaker that a headline names: its label, or what stands behind its last colon."""
    if ":" not in view.bare or all(draft.settled for draft in view.numbers_outside()):
        return
    label = view.labels[0][2] if view.labels else None
    speaker = label if label is not None and _is_speaker(view, label) else _speaker_behind(view)
    for draft in view.drafts if speaker is not None else ():
        if not draft.is_year and not draft.settled:
            draft.speaker = draft.speaker or speaker


def _speaker_behind(view: View) -> Span | None:
    behind = _BEHIND.search(view.bare)
    if behind is None or NUMBER in behind[1]:
        return None
    span = trimmed(view.text, behind.start(1), behind.end(1))
    words = words_of(behind[1])
    return (
        span
        if span is not None
        and words
        and len(words) <= _LONGEST
        and (words[-1] in word_set("teller") or _is_name_here(view, span))
        else None
    )


def _is_speaker(view: View, span: Span) -> bool:
    words = words_of(view.text[slice(*span)])
    return len(words) <= _LONGEST and (words[-1] in word_set("teller") or _is_name_here(view, span))


def _is_name_here(view: View, span: Span) -> bool:
    """Whether the document writes the words with a capital inside its sentences too."""
    name = " ".join(view.text[slice(*span)].split())
    if not name or not name[0].isupper():
        return False
    return re.search(rf"[a-z,]\s+(?:[A-Z][\w.'’-]*\s+)*{re.escape(name)}\b", view.clean.reading) is not None
