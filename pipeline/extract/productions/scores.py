"""Scores and votes: what the form alone leaves open, and the words of a game or a vote around it decide."""

from __future__ import annotations

from pipeline.extract.productions.exclusions import excluded
from pipeline.extract.productions.names import counts_behind
from pipeline.extract.rule import Declined, Outcome, RuleMatch

_CUE_DISTANCE, _FARTHEST_CUE = 24, 60  # tokens, white space included
_MOST_POINTS, _MOST_VOTES = 200, 1000
_LONGEST_RESULT = 2  # digits
_WHOLE = 100


def exclude_score(match: RuleMatch) -> Outcome | Declined:
    """Goals, points, games or votes of two sides; not a range."""
    tokens, (first, last) = match.tokens, match.found.span()
    points = [int(tokens.texts[i]) for i in range(first, last) if tokens.has(i, "INT")]
    near = tokens.texts[max(0, first - _CUE_DISTANCE) : last + _CUE_DISTANCE]
    cued = not {text.lower() for text in near}.isdisjoint(match.rule.options["cues"])
    if first and tokens.texts[first - 1][-1].isalnum():
        return Declined("it is part of a longer string")
    if max(points) > (_MOST_VOTES if cued else _MOST_POINTS):
        return Declined("the numbers are too large")
    if sum(points) == _WHOLE and not cued:
        return Declined("the two parts of a hundred")
    is_ratio = any(tokens.has(i, "COLON") for i in range(first, last))
    if points[0] > points[1] and (cued or not is_ratio):
        return excluded(match)
    if not cued:
        return Declined("no word tells of a game or a vote")
    if counts_behind(tokens, last):
        return Declined("the numbers count or measure")
    return excluded(match)


def exclude_votes(match: RuleMatch) -> Outcome | Declined:
    """Read "53 votes to 24", and "15 to 0" where something was passed or won."""
    tokens, (first, last) = match.tokens, match.found.span()
    values = [match.scene.evidence.numeral(tokens, i).value for i in range(first, last) if tokens.has(i, "NUM")]
    before = tokens.texts[tokens.before(first)].lower() if first else ""
    if before in match.rule.options["changes"] or values[0] <= values[1]:
        return Declined("it tells a change or a range")
    near = {text.lower() for text in tokens.texts[max(0, first - _CUE_DISTANCE) : last + _CUE_DISTANCE]}
    if near.isdisjoint(match.rule.options["cues"]):
        return Declined("no word tells of a vote or a game")
    return excluded(match)


def exclude_told_near(match: RuleMatch) -> Outcome | Declined:
    """What reads as a score where the sentence holds one of the words of the game: "88 for six" with "runs"."""
    first, last = match.found.span()
    near = {text.lower() for text in match.tokens.texts[max(0, first - _FARTHEST_CUE) : last + _FARTHEST_CUE]}
    return Declined("no word tells of the game") if near.isdisjoint(match.rule.options["cues"]) else excluded(match)


def exclude_either(match: RuleMatch) -> Outcome | Declined:
    """The number of whichever side of the pattern matched."""
    return excluded(match, match.offsets("span" if match.names("span") else "span_after"))


def exclude_result(match: RuleMatch) -> Outcome | Declined:
    """The result of a game between two names that are all of a line: "Porto 0–0 Lille"."""
    tokens, (first, last) = match.tokens, match.found.span()
    numbers = [index for index in range(first, last) if tokens.has(index, "INT")]
    if any(len(tokens.texts[index]) > _LONGEST_RESULT for index in numbers):
        return Declined("too many for a game")
    return excluded(match, (tokens.starts[numbers[0]], tokens.starts[numbers[-1] + 1]))


PRODUCTIONS = {
    "exclude_score": exclude_score,
    "exclude_votes": exclude_votes,
    "exclude_told_near": exclude_told_near,
    "exclude_either": exclude_either,
    "exclude_result": exclude_result,
}
