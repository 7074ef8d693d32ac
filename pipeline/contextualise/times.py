"""Lengths of time that only place a clause ("in the last seven years", "ten years ago"): nothing of theirs needs a parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.contextualise.view import View

_BEFORE = re.compile(
    r"(?:^|[\s(,])(?:(?:in|over|during|within|for|after|of|throughout|through|every|each|these|those|the|next|last|past|first|coming"
    r"|previous|same|ensuing|following|final|another|some|only|just|short|whole|full|entire|recent|preceding|intervening|long|early)\s+)+$",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"\b(?:over|during|within|throughout|every|last|past|next|coming|previous|ensuing|following|preceding|recent)\s",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+(?:ago|later|earlier|before|hence|from now|back|after)\b", re.IGNORECASE)


def settle_times(view: View) -> None:
    """Settle the lengths of time that stand as adverbs of time by their form; what has passed is told as fact."""
    for draft in view.drafts:
        if not draft.lasts or draft.settled or draft.direction is not None or "-" in view.text[draft.start : draft.end]:
            continue
        before = view.marked[max(0, draft.start - 40) : draft.start]
        if _AFTER.match(view.marked, draft.end):
            draft.settled, draft.status = True, "actual"
            continue
        leading = _BEFORE.search(before)
        if leading is None:
            continue
        lead = leading[0].lower()
        if _ADVERBIAL.search(lead):
            draft.settled = True
            if re.search(r"\b(?:last|past|previous|recent|preceding)\s", lead):
                draft.status = "actual"
