"""Multiples: "2.5 times", "tenfold", "doubled", and how often something happens."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.productions.amounts import point
from pipeline.extract.productions.ratios import ratio_of
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import rate_after
from pipeline.lexicon.nouns import is_plural, word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.model import Mention

_MODALS = word_set("modals")
_OBJECTS = word_set("objects")
_IDIOMS = frozenset({"down", "up", "as"})


def ratio_times(match: RuleMatch) -> Outcome | Declined:
    """A multiple or how often: "2.5 times larger", "14x", "three times a week"."""
    value = match.value("number")
    if match.names("times") and match.tokens.texts[match.index("times")].lower() == "time":
        return Declined("one time")
    return (_often(match, value),)


def ratio_times_range(match: RuleMatch) -> Outcome | Declined:
    """A range of multiples: "two to three times"."""
    low, high = match.value("low"), match.value("high")
    if low > high:
        return Declined("the first bound is greater than the second")
    return (point(match, span=match.span(), kind="ratio", low=low, high=high, unit="1"),)


def ratio_fold(match: RuleMatch) -> Outcome | Declined:
    """A multiple in one word: "tenfold", "twice the figure", "twice a week"."""
    index = match.index("fold")
    value = match.tokens.reading(index, "FOLD") or match.tokens.reading(index, "TIMES_WORD")
    return (_often(match, Decimal(value or 1)),)


def ratio_multiple(match: RuleMatch) -> Outcome | Declined:
    """A verb or a word that multiplies: "doubled", "to triple", "double the rate"."""
    tokens, index = match.tokens, match.index("multiple")
    value = Decimal(tokens.reading(index, "MULTIPLE") or 1)
    word = tokens.texts[index].lower()
    before, after = tokens.before(index), tokens.after(index)
    left = tokens.texts[before].lower() if before >= 0 else ""
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    if tokens.has(index + 1, "HYPHEN") or (right in _IDIOMS and word.startswith("doubl")):
        return Declined("part of an idiom")
    is_verb = word.endswith(("ed", "ing")) or left in _MODALS
    if word.endswith("s") and right not in _OBJECTS:
        return Declined("no verb: a match, or a room")
    listed = left in (",", "and") and any(tokens.has(each, "MULTIPLE") for each in range(index))
    subject = before >= 0 and is_plural(left) and (not right or not right[0].isalnum() or right in word_classes()["stop"])
    is_verb = is_verb or listed or subject
    if not (is_verb or right in _OBJECTS or (left == "than" and not right[:1].isalpha())):
        return Declined("double of nothing named")
    mention = ratio_of(match, value)
    if not (is_verb or word.endswith("s")):
        return (mention,)
    return (replace(mention, direction="decrease" if value < 1 else "increase", change_role="delta"),)


def _often(match: RuleMatch, value: Decimal) -> Mention:
    """The multiple with the time that it is counted over."""
    mention = ratio_of(match, value)
    return replace(mention, per=rate_after(match.tokens, match.found.end("span"), match.scene.evidence))


PRODUCTIONS = {
    "ratio_times": ratio_times,
    "ratio_times_range": ratio_times_range,
    "ratio_fold": ratio_fold,
    "ratio_multiple": ratio_multiple,
}
