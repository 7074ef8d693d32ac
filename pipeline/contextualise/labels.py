"""Label lines, lists and asides: "Unemployment: 4.9% (youth - 3.8%)". What they say needs no parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR, rows_by_literal

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.view import Piece, View

_LABEL = re.compile(rf"\s*([^:{NUMBER}]{{1,90}}?)\s*:\s+(?=\S)")
_LONGEST_LABEL, _LONGEST_NAME = 12, 7
_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
# What may follow a number of a label line before the next one: its year, its base, a separator.
_REST = re.compile(rf"(?:\s*(?:in|of|for|as of|at|or|and|to|/|,|;|-|–|{YEAR}+|per|est\.?|about)\s*)*")
_SEPARATOR = re.compile(r"[,;/:]|\s-+\s|\s[–—]\s|\b(?:and|or|plus)\b")
_VERBISH = frozenset(("change_verb", "speech"))
_EDGE = " \t\n,;:/-–—*_#\"'|"


def read_labels(view: View) -> None:
    """Fill what label lines and lists say, and mark the drafts that need no parse as settled."""
    for piece in view.pieces:
        if piece.is_aside:
            _read_aside(view, piece)
        else:
            _read_label_line(view, piece)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _has_verb(words: list[str]) -> bool:
    """Whether a stretch holds a modal, a negation or a form of be, have or do: a sentence, then, and no label."""
    return any(word in _FINITE for word in words)


_FINITE = frozenset(
    "is are was were be been being has have had do does did will would shall should can could may might must said says reported "
    "told announced warned expects expected fell rose grew increased decreased declined dropped".split()
)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space and marks at its edges; None where nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def _read_label_line(view: View, piece: Piece) -> None:
    text = view.bare
    label = _LABEL.match(text, piece.start, piece.end)
    numbers = [draft for draft in piece.drafts if not draft.is_year]
    if label is None or not 1 <= len(_words(label[1])) <= _LONGEST_LABEL or _has_verb(_words(label[1])):
        return
    measure = trimmed(text, label.start(1), label.end(1))
    begin = label.end()
    for draft in numbers:
        if draft.start < begin:
            return
        name = _item_name(text, begin, draft)
        if name is None:
            return
        draft.measure = draft.measure or measure
        if name[0] < name[1]:
            draft.subject = name
        draft.settled = True
        begin = _rest_end(view, draft, numbers)


def _rest_end(view: View, draft: Draft, numbers: list[Draft]) -> int:
    """Where the next item of a list may begin: after the number, its "of GDP" and its year."""
    later = [other.start for other in numbers if other.start > draft.start]
    limit = later[0] if later else len(view.bare)
    base = re.compile(r"\s*(?:of|in)\s+(?=[^\W\d_])").match(view.bare, draft.end, limit)
    end = draft.end
    if base:
        stop = _SEPARATOR.search(view.bare, base.end(), limit)
        end = stop.start() if stop else limit
        _read_base(view, draft, base.end(), end)
    rest = _REST.match(view.bare, end, limit)
    return rest.end() if rest else end


def _read_base(view: View, draft: Draft, start: int, end: int) -> None:
    inner = trimmed(view.bare, start, end)
    if inner is None or len(_words(view.bare[slice(*inner)])) > _LONGEST_NAME:
        return
    if draft.mention.kind in ("percent", "ratio", "rank"):
        draft.of = inner


def _item_name(text: str, begin: int, draft: Draft) -> Span | None:
    """The name between the last separator and the number: empty where the number stands alone, None where it is a sentence."""
    stretch = text[begin : draft.start]
    words = _words(stretch)
    if NUMBER in stretch or len(words) > _LONGEST_NAME or _has_verb(words):
        return None
    last = max((match.end() for match in _SEPARATOR.finditer(stretch)), default=0)
    return trimmed(text, begin + last, draft.start) or (draft.start, draft.start)


def _read_aside(view: View, piece: Piece) -> None:
    """A number in parentheses: a gloss of the number before it, a part of it, or the figure of the name before it."""
    text = view.marked
    host = _host(view, piece)
    for draft in (found for found in piece.drafts if not found.is_year):
        start = max((other.end for other in piece.drafts if other.end <= draft.start), default=piece.start)
        before, after = trimmed(text, start, draft.start), _after(view, piece, draft)
        words = _words(text[start : draft.start])
        if len(words) > 3 or _has_verb(words) or len(_words(text[slice(*after)]) if after else ()) > 4:
            draft.host = host
            continue
        _read_item(view, piece, draft, host, before, after)
        draft.settled = True


def _host(view: View, piece: Piece) -> Draft | None:
    """The number that an aside belongs to: the last one before it in the same item of the sentence."""
    open_at = piece.start - 1
    before = [draft for draft in view.drafts if draft.end <= open_at and not draft.is_year and not _in_aside(view, draft)]
    if not before:
        return None
    host = before[-1]
    return None if re.search(r"[,;]\s|\band\b", view.bare[host.end : open_at]) else host


def _in_aside(view: View, draft: Draft) -> bool:
    return any(start < draft.start < end for start, end in view.asides)


def _after(view: View, piece: Piece, draft: Draft) -> Span | None:
    stop = _SEPARATOR.search(view.marked, draft.end, piece.end)
    later = [other.start for other in piece.drafts if other.start >= draft.end]
    return trimmed(view.marked, draft.end, min([stop.start() if stop else piece.end, *later]))


def _read_item(view: View, piece: Piece, draft: Draft, host: Draft | None, before: Span | None, after: Span | None) -> None:
    draft.host = host
    if before is None and after is None:
        draft.gloss = host is not None
        if host is None:
            draft.subject = _name_before(view, piece.start - 1)
        return
    if after is not None:
        _read_after(view, draft, after)
    if before is not None and not _is_hedge(view.marked[slice(*before)]):
        if host is None:
            draft.measure = draft.measure or before
        else:
            draft.subject = before
    if host is None:
        draft.subject = draft.subject or _name_before(view, piece.start - 1)


def _read_after(view: View, draft: Draft, after: Span) -> None:
    match = re.compile(r"(of|in|by)\s+(?:the\s+)?").match(view.marked, *after)
    if match and YEAR not in view.marked[slice(*after)]:
        rest = (match.end(), after[1])
        if match[1] == "by":
            draft.measure = rest
        elif draft.mention.kind in ("percent", "ratio", "rank"):
            draft.of = rest
    elif match is None and YEAR not in view.marked[slice(*after)] and not view.marked[after[0]].isdigit():
        words = _words(view.marked[slice(*after)])
        if words and words[0] not in (
            "per",
            "a",
            "an",
            "on",
            "at",
            "to",
            "from",
            "with",
            "since",
            "as",
            "each",
            "ahead",
            "more",
            "less",
        ):
            draft.measure = after


def _is_hedge(text: str) -> bool:
    rows = rows_by_literal().get(text.lower(), ())
    return any(row.category == "status" for row in rows)


def _name_before(view: View, open_at: int) -> Span | None:
    """The name an aside follows: the words since the last separator, number or aside, without a leading article."""
    text = view.bare
    start = max((match.end() for match in _SEPARATOR.finditer(text, 0, open_at)), default=0)
    start = max([start, *(draft.end for draft in view.drafts if draft.end <= open_at)])
    span = trimmed(text, start, open_at)
    if span is None:
        return None
    words = list(re.finditer(r"\S+", text[slice(*span)]))
    for match in reversed(words):
        if match[0].lower() in _BEFORE_NAMES:
            return trimmed(text, span[0] + match.end(), span[1])
    return span if len(words) <= _LONGEST_NAME else None


_BEFORE_NAMES = frozenset("with in of by to from for at on the a an such as including like was were is are than".split())
