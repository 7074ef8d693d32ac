"""Numbers in parentheses: a gloss of the number before them, a part of it, or the figure of the name before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import YEAR, rows_by_literal, word_set
from pipeline.contextualise.labels import LONGEST_NAME, SEPARATOR, has_verb, trimmed, words_of

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.view import Piece, View

_PHRASE = re.compile(r"(of|in|by)\s+(?:the\s+)?")


def read_asides(view: View) -> None:
    """Fill what asides say by their form, and settle those that need no parse."""
    for piece in view.pieces:
        if piece.is_aside:
            host = _host(view, piece)
            for draft in (found for found in piece.drafts if not found.is_year):
                draft.host = host
                _read_one(view, piece, draft)


def _read_one(view: View, piece: Piece, draft: Draft) -> None:
    start = max((other.end for other in piece.drafts if other.end <= draft.start), default=piece.start)
    # The colon of "(list price: $30)" belongs to its label and begins nothing.
    label_end = len(view.marked[: draft.start].rstrip(" :")) if _is_label(view, piece, draft) else draft.start - 1
    start = max((match.end() for match in SEPARATOR.finditer(view.marked, start, label_end)), default=start)
    before, after = trimmed(view.marked, start, draft.start), _after(view, piece, draft)
    words = words_of(view.marked[start : draft.start])
    if len(words) > 3 or has_verb(words) or (after is not None and len(words_of(view.marked[slice(*after)])) > 4):
        return
    draft.settled = True
    if before is None and after is None:
        draft.gloss = draft.host is not None
    if after is not None:
        _read_after(view, draft, after)
    if (
        before is not None
        and not set(words) <= word_set("function")
        and not _is_hedge(view.marked[slice(*before)])
        and not set(words) & word_set("earlier")
    ):
        if draft.host is None or set(words) & word_set("statistic") or view.marked[: draft.start].rstrip().endswith(":"):
            draft.measure = draft.measure or before
        else:
            draft.subject = before
    if draft.host is None:
        draft.subject = draft.subject or _name_before(view, piece.start - 1)
        draft.measure = draft.measure or _label_over(view, piece)


def _is_label(view: View, piece: Piece, draft: Draft) -> bool:
    """Whether an aside is a label up to its number: "list price:", and not "in 2018 prices:"."""
    stretch = view.marked[piece.start : draft.start].rstrip()
    words = words_of(stretch)
    return stretch.endswith(":") and bool(words) and words[0] not in word_set("time_preposition") and YEAR not in stretch


def _host(view: View, piece: Piece) -> Draft | None:
    """The number that an aside belongs to: the last one before it in the same item of the sentence."""
    before = [draft for draft in view.drafts if draft.end < piece.start and not draft.is_year and not view.is_inside(draft)]
    if not before or re.search(r"[,;:]\s|\band\b", view.bare[before[-1].end : piece.start - 1]):
        return None
    return before[-1]


def _label_over(view: View, piece: Piece) -> Span | None:
    return next((label for start, end, label in view.labels if start <= piece.start < end), None)


def _after(view: View, piece: Piece, draft: Draft) -> Span | None:
    stop = SEPARATOR.search(view.marked, draft.end, piece.end)
    later = [other.start for other in piece.drafts if other.start >= draft.end]
    return trimmed(view.marked, draft.end, min([stop.start() if stop else piece.end, *later]))


def _read_after(view: View, draft: Draft, after: Span) -> None:
    """What follows the number in its aside: "of GDP", "by reserves", or what it measures ("3% deficit", "57% urban")."""
    text = view.marked[slice(*after)]
    match = _PHRASE.match(view.marked, *after)
    if YEAR in text:
        return
    if match is not None:
        if match[1] == "by":
            draft.measure = (match.end(), after[1])
        elif draft.mention.kind in ("percent", "ratio", "rank"):
            draft.of = (match.end(), after[1])
        return
    words = words_of(text)
    if words and words[0] not in word_set("no_measure"):
        draft.measure = after


def _is_hedge(text: str) -> bool:
    words = text.lower().split()
    return bool(words) and all(
        any(row.category in ("status", "comparator", "source", "change_adverb") for row in rows_by_literal().get(word, ()))
        for word in words
    )


def _name_before(view: View, open_at: int) -> Span | None:
    """The name an aside follows: the words since the last separator, number or aside, without a leading article."""
    start = max((match.end() for match in SEPARATOR.finditer(view.bare, 0, open_at)), default=0)
    start = max([start, *(draft.end for draft in view.drafts if draft.end <= open_at)])
    span = trimmed(view.bare, start, open_at)
    if span is None:
        return None
    words = list(re.finditer(r"\S+", view.bare[slice(*span)]))
    for match in reversed(words):
        if match[0].lower() in word_set("before_name"):
            return trimmed(view.bare, span[0] + match.end(), span[1])
    return span if len(words) <= LONGEST_NAME and any(letter.isalpha() for letter in view.bare[slice(*span)]) else None
