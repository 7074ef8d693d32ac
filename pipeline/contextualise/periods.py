"""Periods: the role of each calendar expression, and which of them governs each number of its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR
from pipeline.contextualise.tree import NOUN_TAGS, number_heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View
    from pipeline.model import YearRole

_ROLE_WORDS = re.compile(
    r"(?:\b(since|by|until|till|through|before|up to|from)(?:\s+(?:the|end|early|late|mid|fiscal|year|years|about|around|at|of|least|close))*\s*[-(]?\s*)$",
    re.IGNORECASE,
)
_ROLES: dict[str, YearRole] = {
    "since": "since",
    "by": "by",
    "until": "until",
    "till": "until",
    "through": "until",
    "up to": "until",
    "from": "since",
    "before": "by",
}
_LINK = (
    r"in|for|during|over|by|since|until|till|through|throughout|as of|as at|at|on|of|the|end|beginning|start|close|early|late|mid|fiscal|financial"
    r"|year|years|ending|ended|calendar|quarter|half|period|same|a|an|from|between|est\.?|estimated|estimate|annually|alone|again|both|back|only|just|already|around|about"
)
_DENOMINATOR = r"(?:(?:per|a|an|each|every)\s+(?:[\w.]+\s*){1,2})?"
_BASE = r"(?:(?:of|for|in)\s+(?:(?!in\b|by\b|from\b|to\b|and\b|since\b)[\w'’&.-]+\s+){1,5}?)?"
_ATTACHED = re.compile(rf"\s*{_DENOMINATOR}{_BASE}[(,]?\s*(?:(?:{_LINK})\b\.?\s*)*[-(]?\s*$", re.IGNORECASE)
_LISTED = re.compile(
    rf"[\s,/]*(?:(?:and|or|to|by|from|at|with|plus|of|in|a|an|the|another|respectively)\b\s*|[^\W\d_]+\s+(?=\())*[\s(]*$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;]|\bwhile\b|\bbut\b|\bwhereas\b|\balthough\b|\bcompared\b|\bagainst\b|\bversus\b|\bvs\b", re.IGNORECASE
)


def read_year_roles(view: View) -> None:
    """Fill year_start, year_end and year_role of the sentence's calendar expressions."""
    for draft in view.drafts:
        if not draft.is_year:
            continue
        low, high = int(draft.mention.value_low), int(draft.mention.value_high)
        draft.year_start, draft.year_end = low, high
        if draft.year_role is None:
            draft.year_role = _role(view, draft)


def _role(view: View, draft: Draft) -> YearRole:
    before = view.text[: draft.start]
    if draft.comparator == "between":
        return "between"
    match = _ROLE_WORDS.search(before[-40:])
    if match is None:
        return "in"
    role = _ROLES[match[1].lower()]
    if match[1].lower() == "from":
        return "in"
    return role


def read_periods(view: View, trees: Iterable[Tree]) -> None:
    """Link each number of the sentence to the calendar expression that governs it."""
    years = [draft for draft in view.drafts if draft.is_year]
    if not years:
        return
    numbers = [draft for draft in view.drafts if not draft.is_year]
    taken = _attached(view, numbers, years)
    for draft in reversed(numbers):
        if draft.year_start is None:
            _spread_back(view, draft, numbers, taken)
    linked = [tree for tree in trees]
    for draft in numbers:
        if draft.year_start is None and draft.change_role != "from":
            year = _governing(view, draft, years, taken, linked)
            if year is not None:
                take_year(draft, year)


def take_year(draft: Draft, year: Draft) -> None:
    """Give a number the years of a calendar expression; "since" leaves the end open."""
    draft.year_start = year.year_start
    draft.year_end = None if year.year_role == "since" else year.year_end
    draft.year_role = year.year_role


def _attached(view: View, numbers: Sequence[Draft], years: Sequence[Draft]) -> dict[int, Draft]:
    """Link numbers directly followed by a year; give back the years so taken: year's start → number."""
    taken: dict[int, Draft] = {}
    for draft in numbers:
        later = [year for year in years if year.start >= draft.end]
        if not later:
            continue
        between = view.marked[draft.end : later[0].start]
        if NUMBER not in between and _ATTACHED.match(between) and not _names_thing(view, later[0]):
            take_year(draft, later[0])
            taken[later[0].start] = draft
    return taken


def _names_thing(view: View, year: Draft) -> bool:
    """Whether a year belongs to the noun after it ("the 2010 summit"): a year that a noun follows directly."""
    return bool(re.match(r"\s+[A-Z][a-z]+\s+[A-Z]", view.text[year.end : year.end + 40]))


def _spread_back(view: View, draft: Draft, numbers: Sequence[Draft], taken: dict[int, Draft]) -> None:
    """ "rose 4.5% to $193bn in 2004", "12% and $27bn in 2018": the year after the last number of a chain is for all of it."""
    index = numbers.index(draft)
    if index + 1 >= len(numbers) or draft.change_role == "from":
        return
    after = numbers[index + 1]
    between = view.marked[draft.end : after.start]
    if after.year_start is None or after.change_role == "from" or not after.start > draft.start or YEAR in between:
        return
    if _LISTED.match(between) or (draft.settled and after.settled and ";" not in between):
        draft.year_start, draft.year_end, draft.year_role = after.year_start, after.year_end, after.year_role


def _governing(
    view: View, draft: Draft, years: Sequence[Draft], taken: dict[int, Draft], trees: Sequence[Tree]
) -> Draft | None:
    free = [year for year in years if _is_free(year, taken)]
    tree = next((found for found in trees if any(other is draft for other in found.drafts)), None)
    if tree is not None:
        heads = number_heads(tree)
        inside = [year for year in free if year.start in heads]
        close = [year for year in inside if _governs(tree, heads[year.start], heads[draft.start])]
        if close:
            return min(close, key=lambda year: abs(year.start - draft.start))
        outside = [year for year in free if year.start not in heads and _stands_over(view, year, draft)]
        return outside[-1] if outside else None
    over = [year for year in free if _stands_over(view, year, draft)]
    return over[-1] if over else None


def _is_free(year: Draft, taken: dict[int, Draft]) -> bool:
    """Whether a year can govern other numbers than the one it follows: not if it dates the start of a move or a comparison."""
    owner = taken.get(year.start)
    return owner is None or owner.change_role != "from"


def _governs(tree: Tree, year: int, number: int) -> bool:
    """Whether the clause or noun that a year hangs on holds the number, or is an argument of the number's clause."""
    hook = _hook(tree, year)
    above = [number, *tree.ancestors(number)]
    if tree.is_verb(hook):
        return hook in above and not _is_shut(tree, above, hook)
    if tree.tags[hook] not in NOUN_TAGS:
        return False
    if hook in above and tree.drafts[hook] is None:
        return True
    verb = tree.clause_verb(number)
    return verb is not None and tree.heads[hook] == verb and tree.deps[hook] in ("nsubj", "nsubjpass", "dobj")


def _hook(tree: Tree, year: int) -> int:
    """What a year hangs on: through its preposition and words of time to the noun or verb above."""
    token = year
    for above in tree.ancestors(year):
        token = above
        draft = tree.drafts[above]
        if (
            tree.tags[above] in ("IN", "TO", "VBG")
            and tree.deps[above] in ("prep", "pobj", "pcomp")
            or (draft is not None and draft.is_year)
        ):
            continue
        if tree.words[above] in (
            "whole",
            "end",
            "half",
            "period",
            "beginning",
            "year",
            "quarter",
            "months",
            "rest",
            "course",
        ):
            continue
        break
    return token


def _is_shut(tree: Tree, above: Sequence[int], hook: int) -> bool:
    """Whether a finite relative or adverbial clause lies between the number and the clause that a year hangs on."""
    for token in above[: above.index(hook)]:
        if tree.is_verb(token) and tree.deps[token] == "relcl":
            return True
    return False


def _stands_over(view: View, year: Draft, draft: Draft) -> bool:
    """Without a parse: a year before the number with no break between, or in parentheses behind its list."""
    if year.end <= draft.start:
        return not _BREAK.search(view.marked[year.end : draft.start])
    between = view.marked[draft.end : year.start]
    in_aside = any(start < year.start < end for start, end in view.asides)
    return in_aside and draft.settled and not re.search(r"[;:]", between)
