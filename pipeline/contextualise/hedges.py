"""Status and negation by the words alone: beside a number, in its parentheses, and in sentences that were not parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pipeline.contextualise.cues import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.view import View
    from pipeline.model import Status


def read_status_flat(view: View, drafts: Sequence[Draft]) -> None:
    """Status and negation without a parse: a cue governs what follows it in its stretch, or stands beside the number."""
    for draft in drafts:
        if draft.status is None:
            found = [cue for cue in view.cues if cue.category == "status" and _reaches(view, cue, draft)]
            draft.status = _flat_status(found[-1]) if found else None
        if not draft.is_year and not draft.lasts:
            draft.negated = any(cue.category == "negation" and _reaches(view, cue, draft) for cue in view.cues)


def _flat_status(cue: Cue) -> Status:
    return "forecast" if cue.value == "conditional" else cast("Status", cue.value)


def _reaches(view: View, cue: Cue, draft: Draft) -> bool:
    """Whether a cue's scope holds the number: before it with nothing between that ends the scope, or just behind it."""
    if cue.word in ("inversion", "verb_to", "sees", "puts") or cue.literal in word_set("noun_alone"):
        return False
    if cue.end <= draft.start:
        between = view.marked[cue.end : draft.start]
        closed = any(other.category == "terminate" and cue.end <= other.start < draft.start for other in view.cues)
        near = cue.word not in ("noun", "adjective") or len(between.split()) <= 3
        is_label = not between.strip(" :")  # "target: 5 km"
        return near and not closed and ";" not in between and (is_label or ":" not in between)
    return cue.word in ("noun", "adjective") and cue.scope == "both" and not view.marked[draft.end : cue.start].strip(" (")


def read_status_beside(view: View) -> None:
    """Fill the status that words right at a number give it: "(2018 est.)", "a projected 1.45 mln", "+0.2% expected"."""
    adjectives = [cue for cue in view.cues if cue.category == "status" and cue.word == "adjective"]
    for draft in view.drafts:
        for cue in adjectives:
            before, after = view.marked[cue.end : draft.start], view.marked[draft.end : cue.start]
            acts = draft.mention.unit in word_set("agent")  # "…, six analysts estimated" tells what they do
            if (cue.end <= draft.start and before.isspace()) or (
                cue.start >= draft.end and not after.strip() and _ends_phrase(view, cue) and not acts
            ):
                draft.status = cast("Status", cue.value)
    _read_labels(view, adjectives)
    _read_estimates(view)


def _read_labels(view: View, adjectives: Sequence[Cue]) -> None:
    """As in "Planned outlay: $5m", "Expected yield: 5%": the adjective that a label begins with speaks of its numbers."""
    for start, end, (first, _) in view.labels:
        for cue in adjectives:
            if cue.start == first:
                for draft in view.drafts:
                    if start <= draft.start < end and not draft.is_year and draft.status is None:
                        draft.status = cast("Status", cue.value)


def _ends_phrase(view: View, cue: Cue) -> bool:
    rest = view.marked[cue.end :].lstrip()
    return not rest or not rest[0].isalnum()


def _read_estimates(view: View) -> None:
    """An aside like "(2024 est.)" speaks of the number before it, or of every number of the list it closes."""
    for start, end in view.asides:
        inside = [draft for draft in view.drafts if start < draft.start < end]
        said = [draft.status for draft in inside if draft.is_year and draft.status]
        alone = [
            cue for cue in view.cues if cue.category == "status" and start < cue.start < end and cue.word == "adjective"
        ]
        if not (said or (alone and not inside)) or any(not draft.is_year for draft in inside):
            continue
        status = said[0] if said else cast("Status", alone[0].value)
        _spread(view, start, status)


def _spread(view: View, aside: int, status: Status) -> None:
    before = [draft for draft in view.drafts if draft.end <= aside and not draft.is_year]
    if not before:
        return
    before[-1].status = before[-1].status or status
    for draft in before[:-1]:
        if draft.settled and draft.status is None and before[-1].settled:
            draft.status = status
