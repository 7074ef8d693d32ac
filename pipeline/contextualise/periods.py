"""Periods: the role of each calendar expression, and which of them governs each number of its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR
from pipeline.contextualise.dated import governs, hook_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View
    from pipeline.model import YearRole

_PART = (
    r"the|end|ends|early|late|mid|middle|start|close|turn|beginning|fiscal|financial|year|years|at|of|least|about|around"
    r"|first|second|third|fourth|half|quarter"
)
_ROLE_WORDS = re.compile(rf"\b(since|by|until|till|through|before|up to)(?:\s+(?:{_PART}))*\s*[-(]?\s*$", re.IGNORECASE)
_ROLES: dict[str, YearRole] = {
    "since": "since", "by": "by", "until": "until", "till": "until", "through": "until", "up to": "until", "before": "by",
}  # fmt: skip
_LINK = (
    rf"in|for|during|over|by|since|until|till|through|throughout|as of|as at|on|to|{_PART}|ending|ended|calendar|period"
    r"|months|same|a|an|from|est\.?|estimated|estimate|annually|alone|again|back|just|between|whole|all|last"
)
_DENOMINATOR = r"(?:(?:per|a|an|each|every)\s+(?:[\w.]+\s*){1,2})?"
_BASE = r"(?:(?:of|for|in)\s+(?:(?!(?:in|by|from|to|and|since|for|on)\b)[\w'’&.-]+\s+){1,5}?)?"
_LEVELS = r"(?:(?:in|the|that|level|levels|of|its|same|month|period|quarter|year|a|figure|for)\s+)*$"
_COMPARED = re.compile(
    rf"{NUMBER}\s+(?:\w+\s+){{0,3}}?(?:than|above|below|versus|vs\.?|against|compared\s+(?:with|to))\s+{_LEVELS}",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(
    rf"{NUMBER}\s+(?:(?:up|down|higher|lower|more|less)\s+)?(?:from|on|over)\s+{_LEVELS}", re.IGNORECASE
)
_EXTREME_SINCE = re.compile(
    rf"\b(?:first|[a-z]{{3,}}est|worst|best)\b(?:[- ][a-z]+){{0,6}}\s+since\s+(?:(?:{_PART})\s+)*$", re.IGNORECASE
)
# "since opening in 2004", "since its launch in 2004"
_SINCE_EVENT = re.compile(r"\bsince\s+(?:[a-z]+ing|its|their|the)\b(?:\s+[a-z]+){0,3}?\s+in\s+$", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|today|currently|nowadays|at present)\b", re.IGNORECASE)
# What may stand between the numbers of one plain clause: "surveyed 300 farms in 20 villages in 2010".
_IN_ONE_CLAUSE = re.compile(r"\s*(?:(?:in|with|at|across|for|among|on|of)\s+(?:(?:the|its|their|some|a|total)\s+)*)\s*")
_AND = re.compile(r"\band\b")
_PART_CLAUSE = re.compile(
    r"[,;:.]|\b(?:which|who|while|but|that|it|they|he|she|we|will|would|is|are|was|were|has|have|had)\b"
)
_DONE = r"(?:[a-z]+(?:ed|nt|en|ld|de)\s+)?"
_ATTACHED = re.compile(rf"\s*{_DENOMINATOR}{_BASE}{_DONE}[(,]?\s*(?:(?:{_LINK})\b\.?\s*)*[-(]?\s*$", re.IGNORECASE)
_DIRECT = re.compile(rf"\s*(?:(?:{_LINK})\b\.?\s*)*[-(]?\s*$", re.IGNORECASE)
# What stands right before a date that places a clause, not one inside a noun phrase ("their 1986 profits").
_BEFORE_DATE = re.compile(
    r"(?:\b(?:in|by|since|until|till|through|for|during|of|at|from|before|after|on|end|early|late|mid|to|the)|[(,-])\s*$|^\s*$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;|]|\bwhile\b|\bbut\b|\bwhereas\b|\balthough\b|\bcompared\b|\bagainst\b|\bversus\b|\bvs\b", re.IGNORECASE
)
_NAMED_AFTER = re.compile(
    r"\s+[A-Z][\w'’]+\s+[A-Z]|\s+(?:summit|survey|report|census|budget|index|election|edition|study|law|agreement|treaty|act)\b"
)


def read_year_roles(view: View) -> None:
    """Fill year_start, year_end and year_role of the sentence's calendar expressions."""
    for draft in view.drafts:
        if draft.is_year:
            draft.year_start, draft.year_end = int(draft.mention.value_low), int(draft.mention.value_high)
            role = _role(view, draft)
            draft.year_role = role if draft.baseline or role == "since" else draft.year_role or role


def _role(view: View, draft: Draft) -> YearRole:
    if draft.comparator == "between":
        return "between"
    if _is_compared(view, draft):
        draft.baseline = True
        return "in"
    match = _ROLE_WORDS.search(view.text[max(0, draft.start - 40) : draft.start])
    role = _ROLES[match[1].lower()] if match else "since" if _SINCE_EVENT.search(view.bare, 0, draft.start) else "in"
    # "the highest since 2008" only says how far back nothing was higher.
    draft.baseline = role == "since" and _EXTREME_SINCE.search(view.bare, 0, draft.start) is not None
    return role


def _is_compared(view: View, year: Draft) -> bool:
    """Whether a year only serves to compare: "12 pct below the same month of 1986", "up 5% from 2019"."""
    if _COMPARED.search(view.bare, 0, year.start):
        return True
    number = next((draft for draft in reversed(view.drafts) if draft.end <= year.start and not draft.is_year), None)
    is_step = number is not None and number.mention.kind == "percent"
    return is_step and _SINCE_THEN.search(view.bare, 0, year.start) is not None


def read_periods(view: View, trees: Sequence[Tree]) -> None:
    """Link each number of the sentence to the calendar expression that governs it, and give a year its claims' status."""
    years = [draft for draft in view.drafts if draft.is_year]
    numbers = [draft for draft in view.drafts if not draft.is_year]
    if years and numbers and not _read_respectively(view, numbers, years):
        owners = _attached(view, numbers, years)
        for draft in reversed(numbers):
            _take_later(view, draft, numbers)
        for draft in numbers:
            _take_governing(view, draft, years, owners, trees)


def _read_respectively(view: View, numbers: Sequence[Draft], years: Sequence[Draft]) -> bool:
    """Pair as many numbers with as many years, where the sentence says "respectively"; whether it did."""
    is_pairing = len(numbers) == len(years) > 1 and "respectively" in view.bare.lower()
    if not is_pairing or len({number.mention.kind for number in numbers}) > 1 or any(year.baseline for year in years):
        return False
    for number, year in zip(numbers, years, strict=True):
        take_year(number, year)
        year.governs.append(number)
    return True


def take_year(draft: Draft, year: Draft) -> None:
    """Give a number the years of a calendar expression; "since" leaves the end open."""
    draft.year_start, draft.year_role = year.year_start, year.year_role
    draft.year_end = None if year.year_role == "since" else year.year_end


def _share(draft: Draft, other: Draft) -> None:
    draft.year_start, draft.year_end, draft.year_role = other.year_start, other.year_end, other.year_role


def _attached(view: View, numbers: Sequence[Draft], years: Sequence[Draft]) -> dict[int, Draft]:
    """Link numbers directly followed by a year; give back the years so taken: year's start → number."""
    owners: dict[int, Draft] = {}
    for draft in numbers:
        year = next((year for year in years if year.start >= draft.end), None)
        aside = view.aside_of(year) if year is not None else None
        if (
            year is None
            or year.baseline
            or (aside is not None and aside != view.aside_of(draft) and not _is_bare_aside(view, aside))
        ):
            continue
        text = view.marked if view.is_inside(year) or view.is_inside(draft) else view.bare
        between = text[draft.end : year.start]
        pattern = _DIRECT if draft.lasts or draft.mention.kind == "ratio" else _ATTACHED
        if NUMBER not in between and pattern.match(between) and not _names_thing(view, draft, year):
            if between.lstrip().startswith(",") and _follows_year(view, draft, years):
                continue
            take_year(draft, year)
            if _BEFORE_DATE.search(between):
                year.governs.append(draft)
            owners[year.start] = draft
    return {start: owner for start, owner in owners.items() if not owner.lasts}


def _follows_year(view: View, draft: Draft, years: Sequence[Draft]) -> bool:
    """Whether a number has its year before it, so that one behind a comma begins the next: "in 1914 164, in 1924"."""
    earlier = [year for year in years if year.end <= draft.start]
    return bool(earlier) and NUMBER not in view.bare[earlier[-1].end : draft.start]


def _names_thing(view: View, draft: Draft, year: Draft) -> bool:
    """Whether a year belongs to a thing named after it ("the 2010 summit"), or a length of time only reaches to it."""
    between = view.text[draft.end : year.start].strip()
    if draft.lasts and between not in ("in", "(", "") and not between.startswith("from"):
        return True
    is_occasion = re.fullmatch(r"(?:in|at|during|for|after) the", between, re.IGNORECASE) is not None
    return bool(_NAMED_AFTER.match(view.text, year.end)) and not between.startswith("(") and not is_occasion


def _take_later(view: View, draft: Draft, numbers: Sequence[Draft]) -> None:
    """As in "rose 4.5% to $193bn in 2004": the year after the last number of a chain is for all of it."""
    index = numbers.index(draft)
    if draft.year_start is not None or index + 1 >= len(numbers) or draft.change_role == "from" or draft.lasts:
        return
    after = numbers[index + 1]
    between = view.bare[draft.end : after.start]
    if after.year_start is None or after.change_role == "from" or YEAR in between or ";" in between or after.lasts:
        return
    listed = set(re.findall(r"[^\W\d_]+|[^\w\s]", between.lower())) <= {",", "/", "and", "or", "plus", "(", ")"}
    is_count = draft.mention.kind == "quantity" and draft.direction is None and after.mention.kind == "quantity"
    is_clause = is_count and not draft.is_physical and _IN_ONE_CLAUSE.fullmatch(between) is not None
    is_linked = after.kin is draft or draft.kin is after or listed or is_clause or _is_one_plan(draft, after, between)
    if is_linked and not after.baseline and view.aside_of(draft) == view.aside_of(after):
        _share(draft, after)


def _is_one_plan(draft: Draft, after: Draft, between: str) -> bool:
    """As in "must dig 300 wells and build 42 dams by 2028": two things planned or foreseen, and one day for both."""
    is_ahead = draft.status in ("target", "forecast") and draft.status == after.status and after.year_role == "by"
    return is_ahead and _AND.search(between) is not None and _PART_CLAUSE.search(between) is None


def _take_governing(
    view: View, draft: Draft, years: Sequence[Draft], owners: dict[int, Draft], trees: Sequence[Tree]
) -> None:
    if draft.year_start is not None or draft.change_role == "from" or (draft.lasts and draft.direction is None):
        return
    year = _governing(view, draft, [year for year in years if _is_free(year, owners)], owners, trees)
    if year is not None:
        take_year(draft, year)
        _note_governed(year, draft, trees)
    elif draft.kin is not None and draft.kin.year_start is not None and draft.kin.change_role != "from":
        _share(draft, draft.kin)


def _note_governed(year: Draft, draft: Draft, trees: Sequence[Tree]) -> None:
    """A year has the status of what it governs, unless it stands inside a noun phrase ("the quota for 2025")."""
    tree = next((found for found in trees if year.start in found.number_heads), None)
    if tree is None or tree.is_verb(hook_of(tree, tree.number_heads[year.start])):
        year.governs.append(draft)


def _is_free(year: Draft, owners: dict[int, Draft]) -> bool:
    """Whether a year can govern other numbers than the one it follows: not one that dates the start of a move."""
    if year.baseline:
        return False
    owner = owners.get(year.start)
    return owner is None or owner.change_role != "from"


def _governing(
    view: View, draft: Draft, years: Sequence[Draft], owners: dict[int, Draft], trees: Sequence[Tree]
) -> Draft | None:
    tree = next((found for found in trees if draft.start in found.number_heads), None)
    years = [year for year in years if not _belongs_elsewhere(view, year, draft)]
    if tree is not None:
        inside = [
            year
            for year in years
            if year.start in tree.number_heads and governs(tree, year, draft, behind=year.start in owners)
        ]
        if inside:
            leading = [
                year for year in inside if year.end <= draft.start and NUMBER not in view.bare[year.end : draft.start]
            ]
            return leading[-1] if leading else min(inside, key=lambda year: abs(year.start - draft.start))
        years = [year for year in years if year.start not in tree.number_heads]
    over = [year for year in years if _stands_over(view, year, draft)]
    return over[-1] if over else None


def _belongs_elsewhere(view: View, year: Draft, draft: Draft) -> bool:
    """Whether a year behind a number is that of a later clause or comparison, or one before it is past: "…, and now 5%"."""
    if year.end <= draft.start:
        return _NOW.search(view.bare, year.end, draft.start) is not None
    between = [other for other in view.drafts if draft.end <= other.start < year.start and not other.is_year]
    if any(other.baseline for other in between):
        return True
    opens = re.search(r",\s+(?:in|by|since)\s+$", view.bare[draft.end : year.start]) is not None
    follows = re.match(r"\s+(?:it|they|there|this|that|we|he|she|the)\b", view.bare[year.end :]) is not None
    return opens and follows


# --- without a parse --------------------------------------------------------------------------------------------------


def _stands_over(view: View, year: Draft, draft: Draft) -> bool:
    """A year before the number with no break between, or one in parentheses behind its list."""
    aside = view.aside_of(year)
    if aside is not None and aside == view.aside_of(draft):
        return year.end <= draft.start and len(view.marked[year.end : draft.start].split()) <= 1
    if aside is not None and not _is_bare_aside(view, aside):
        return False
    if year.end <= draft.start:
        is_others = aside is not None and any(
            other.end <= aside[0] and not view.bare[other.end : aside[0]].strip() for other in view.numbers_outside()
        )
        return not is_others and not _BREAK.search(view.bare[year.end : draft.start])
    between = view.bare[draft.end : year.start]
    between = between.replace("/", "") if "/" not in between else ""
    return aside is not None and (draft.settled or draft.mention.kind == "rank") and not re.search(r"[;:]", between)


def _is_bare_aside(view: View, aside: tuple[int, int]) -> bool:
    """Whether an aside is a year and no more: "(2017)", "(2024 est.)", "(since 1993)"; "(base 1980)" says something else."""
    words = re.findall(r"[^\W\d_]+", view.marked[slice(*aside)].lower())
    return all(
        word in ("est", "estimate", "in", "as", "of", "since", "at", "end", "by", "for", "proj", "forecast", "prelim")
        for word in words
    )


def read_year_status(view: View) -> None:
    """A calendar expression has the status of the numbers it governs."""
    for draft in view.drafts:
        told = [number.status for number in draft.governs if number.status is not None]
        if draft.is_year and draft.governs and draft.status != "actual":
            draft.status = told[0] if told else "actual"
