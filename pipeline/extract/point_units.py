"""Points that are of a percentage: "71 percent, 4.4 points above the last", "of which 7 points was price"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.productions.bare import word_before
from pipeline.lexicon.sets import word_set
from pipeline.model import Excluded, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.extract.tokens import Tokens

_POINTS = frozenset({"point"})
_THAN_BASE = word_set("than_base")
_SMALL_STEP = 10
_CONTRIBUTING = word_set("contributing")
_STEPPING = frozenset({"up", "down", "by", "rose", "fell"})
_FROM_BASE = frozenset({"from", "on", "compared", "since"})


def as_percentage_points(
    tokens: Tokens, each: Mention | Excluded, before: list[Mention | Excluded], behind: list[Mention | Excluded]
) -> Mention | Excluded:
    """Points between percentages: "71 % …, 4.4 points above the last", "up four points to 70 %"."""
    if not isinstance(each, Mention) or each.unit not in _POINTS:
        return each
    after = tokens.after(tokens.at_or_after(each.end) - 1)
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    last, following = _nearest_claim(reversed(before)), _nearest_claim(behind)
    above = right in _THAN_BASE and last is not None and last.kind == "percent"
    reaching = right == "to" and following is not None and following.kind == "percent"
    left = tokens.texts[tokens.before(tokens.at_or_after(each.start))].lower() if each.start > tokens.starts[0] else ""
    # "67 percent, down 1 point from last week and 8 points from a year ago"
    stepping = last is not None and last.kind == "percent" and (left in _STEPPING or last.unit == "percentage_point")
    # "89 percent in May, up 3.1 points, …": no index moves by so little
    ends = left in ("up", "down") and not right[:1].isalnum() and each.value_high <= _SMALL_STEP
    # "growth of 8.1 percent, of which 7 points was price", "which added 0.3 points"
    if (
        last is not None
        and last.kind == "percent"
        and each.value_high <= _SMALL_STEP
        and _is_contribution(tokens, last, each)
    ):
        return replace(each, kind="percent", unit="percentage_point")
    if each.value_high >= 100 or not (above or reaching or (stepping and (right in _FROM_BASE or ends))):
        return each
    return replace(each, kind="percent", unit="percentage_point")


def _is_contribution(tokens: Tokens, whole: Mention, part: Mention) -> bool:
    """Whether points are told as a part of the percentage before them: "of which 7 points was price"."""
    start = tokens.at_or_after(part.start)
    if word_before(tokens, start) in _CONTRIBUTING or whole.unit == "percentage_point":
        return word_before(tokens, start) in _CONTRIBUTING | {"and", "while"}
    between = [text.lower() for text in tokens.texts[tokens.at_or_after(whole.end) : start] if text != " "]
    return any(one == "of" and other in ("which", "this", "that") for one, other in pairwise(between))


def _nearest_claim(rows: Iterable[Mention | Excluded]) -> Mention | None:
    """The first mention of the rows that is no year."""
    return next((row for row in rows if isinstance(row, Mention) and row.kind != "year"), None)
