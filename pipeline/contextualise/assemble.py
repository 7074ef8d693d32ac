"""From drafts to claims: what asides take from their hosts, the text of measures and names, their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.lemmas import key_of
from pipeline.model import Claim

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.view import View
    from pipeline.model import Comparator

_ORDERED: frozenset[Comparator] = frozenset(("lt", "le", "gt", "ge"))


def take_from_hosts(view: View) -> None:
    """Give numbers in parentheses what they share with the number before them."""
    for draft in view.drafts:
        host = draft.host
        if host is None:
            continue
        if draft.gloss and (draft.mention.kind in (host.mention.kind, "money", "quantity") or host.mention.kind == "ratio"):
            _take_all(draft, host)
        is_dated = any(year.is_year and view.aside_of(year) == view.aside_of(draft) for year in view.drafts)
        if draft.year_start is None and draft.direction is None and not is_dated and not draft.lasts:
            draft.year_start, draft.year_end, draft.year_role = host.year_start, host.year_end, host.year_role
        draft.measure, draft.measure_text = draft.measure or host.measure, draft.measure_text or host.measure_text
        if draft.gloss:
            draft.subject, draft.subject_text = draft.subject or host.subject, draft.subject_text or host.subject_text
        draft.speaker, draft.speaker_text = draft.speaker or host.speaker, draft.speaker_text or host.speaker_text
        draft.status = draft.status or host.status


def take_from_kin(view: View) -> None:
    """Give a number joined to another by "or" what the other is told with: "1.3 billion people, or 16%"."""
    for draft in view.drafts:
        kin = draft.kin
        if kin is not None:
            draft.speaker, draft.speaker_text = draft.speaker or kin.speaker, draft.speaker_text or kin.speaker_text
            if not draft.baseline and draft.change_role == kin.change_role:
                draft.status = draft.status or kin.status
            if draft.mention.kind in ("percent", "ratio") and kin.mention.kind == "quantity" and not draft.baseline:
                draft.subject, draft.subject_text = draft.subject or kin.subject, draft.subject_text or kin.subject_text


def _take_all(draft: Draft, host: Draft) -> None:
    draft.direction = draft.direction or host.direction
    draft.change_role = draft.change_role or host.change_role
    draft.of = draft.of or host.of
    if draft.comparator == "eq" and host.comparator in _ORDERED:
        draft.comparator = host.comparator
    if draft.year_start is None:
        draft.year_start, draft.year_end, draft.year_role = host.year_start, host.year_end, host.year_role


def claim_of(view: View, draft: Draft) -> Claim:
    """The claim of a finished draft. Rows of kind "year" carry no measure, subject, base, rate, speaker or change."""
    mention = draft.mention
    if draft.is_year:
        return Claim(
            start=mention.start, end=mention.end, sentence_index=mention.sentence_index, kind=mention.kind,
            value_low=mention.value_low, value_high=mention.value_high, unit=mention.unit, rule=mention.rule,
            unit_assumed=mention.unit_assumed, comparator=mention.comparator, status=draft.status or "actual",
            negated=draft.negated, year_start=draft.year_start, year_end=draft.year_end, year_role=draft.year_role,
        )  # fmt: skip
    measure = draft.measure_text or _text(view, draft.measure)
    return Claim(
        start=mention.start, end=mention.end, sentence_index=mention.sentence_index, kind=mention.kind,
        value_low=mention.value_low, value_high=mention.value_high, unit=mention.unit, rule=mention.rule,
        unit_assumed=mention.unit_assumed, per=draft.per, comparator=draft.comparator, direction=draft.direction,
        change_role=draft.change_role, status=draft.status or "actual", negated=draft.negated, measure=measure,
        measure_key=key_of(measure) if measure else None,
        subject=draft.subject_text or _text(view, draft.subject), of=draft.of_text or _text(view, draft.of),
        attributed_to=tidy(draft.speaker_text) if draft.speaker_text else _text(view, draft.speaker),
        year_start=draft.year_start, year_end=draft.year_end, year_role=draft.year_role,
    )  # fmt: skip


def _text(view: View, span: Span | None) -> str | None:
    if span is None:
        return None
    start, end = span
    # A word cut at its hyphen ("no-vote fee") is kept whole.
    while start > 0 and (view.text[start - 1] == "-" or (view.text[start] == "-" and view.text[start - 1].isalnum())):
        start -= 1
    while start > 0 and view.text[start - 1].isalnum() and view.text[start].isalnum():
        start -= 1
    offset = view.sentence.start
    return tidy(view.clean.document.text[offset + start : offset + end])


def tidy(text: str) -> str | None:
    """Verbatim words with white space collapsed, a leading determiner and what clings to the edges dropped."""
    words = text.split()
    while words and words[0].lower() in (
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
    ):
        words.pop(0)
    while words and words[-1].lower() in ("of", "at", "to", "for", "by", "from", "with", "which"):
        words.pop()
    kept = " ".join(words).strip(" ,;:\"“”'‘’*_#-–—|")
    if kept.count("(") != kept.count(")"):
        kept = kept.strip("() ")
    return kept or None
