"""Ratios: fractions of something, multiples of it; and what looks like them (parts of a unit, occasions)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.extract.nouns import counted_noun
from pipeline.extract.numerals import as_decimal, fraction_value
from pipeline.extract.productions.amounts import point
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import is_plural, word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Mention

_ONE = Decimal(1)
_OWN_UNITS = ("TIME_UNIT", "UNIT", "MONTH", "PCT", "SCALE_LETTER", "ORD_SUFFIX")
_MOST_ROUND = 1_000_000
_QUARTER = 4
_ROUND = {20, 50, 100, 1000}
_MOST_SMALL = 12
_ADVERBS = word_set("before_verbs")
_PERIODS = word_set("periods")
_FREE_HALF = word_set("free_half")


def ratio_out_of(match: RuleMatch) -> Outcome | Declined:
    """Read "two out of five", "one in three" as one ratio; "12 out of 174 countries" are two numbers."""
    tokens, low, high = match.tokens, match.value("low"), match.value("high")
    after = tokens.after(match.index("high"))
    if not 0 < low < high or low != int(low) or high != int(high):
        return Declined("no whole part of a whole")
    in_ten = high == 10 and low < 10
    if any(tokens.has(after, name) for name in _OWN_UNITS if not (in_ten and name == "UNIT")):
        return Declined("the second number has a unit of its own")
    told = tokens.has(match.index("low"), "ONE") and not tokens.has(match.index("high"), "YEAR")
    if high > _MOST_SMALL and int(high) not in _ROUND and not told:
        return Declined("too large for a ratio")
    return (ratio_of(match, as_decimal(Fraction(int(low), int(high)))),)


def ratio_part(match: RuleMatch) -> Outcome | Declined:
    """Count and part: "one third", "two-thirds", "three quarters of"."""
    tokens, part, count = match.tokens, match.index("part"), match.value("count")
    under = int(tokens.reading(part, "PART") or 1)
    plural = tokens.texts[part].lower().endswith("s") or tokens.texts[part].lower() == "halves"
    if count != int(count) or not 0 < count < under or plural != (count > 1):
        return Declined("no fraction")
    hyphen = tokens.has(part - 1, "HYPHEN")
    before = tokens.before(match.found.start())
    if under == _QUARTER and (count == 2 or (before >= 0 and tokens.texts[before].lower() in _PERIODS)) and not hyphen:
        return Declined("quarters of a year")
    if under == _QUARTER and not hyphen and not is_part(tokens, part, of_period=True):
        return Declined("quarters of a year")
    return (ratio_of(match, as_decimal(Fraction(int(count), under))),)


def ratio_part_of_one(match: RuleMatch) -> Outcome | Declined:
    """Article and part: "a quarter of", "by a third"; an ordinal or a quarter of a year where a noun follows."""
    tokens, part = match.tokens, match.index("part")
    article = tokens.before(part)
    if article < 0 or not tokens.has(article, "A"):
        return Declined("no article stands before it")
    under = int(tokens.reading(part, "PART") or 1)
    if tokens.texts[part].lower().endswith("s") or not is_part(tokens, part, of_period=under == _QUARTER):
        return Declined("an ordinal, or a quarter of a year")
    left, after = tokens.before(article), tokens.after(part)
    if tokens.has(after, "COMMA") and (left < 0 or tokens.texts[left].lower() in (",", ";", "and")):
        return Declined("a third of that kind, not a third of a whole")
    return (ratio_of(match, as_decimal(Fraction(1, under)), start=tokens.starts[article]),)


def ratio_part_named(match: RuleMatch) -> Outcome | Declined:
    """A part without a count: "Quarter of firms" at the head of a sentence, "the poorest fifth"."""
    tokens, part = match.tokens, match.index("part")
    if tokens.texts[part].lower().endswith("s") or not is_part(tokens, part, of_period=False):
        return Declined("an ordinal, or a period")
    before = tokens.before(part)
    if before < 0 and tokens.texts[tokens.after(part)].lower() != "of":
        return Declined("an ordinal at the head of the sentence")
    if before >= 0 and not (
        tokens.texts[before].lower().endswith("est") or tokens.texts[before].lower() in ("top", "bottom")
    ):
        return Declined("neither at the head of the sentence nor behind a superlative")
    return (ratio_of(match, as_decimal(Fraction(1, int(tokens.reading(part, "PART") or 1)))),)


def ratio_half(match: RuleMatch) -> Outcome | Declined:
    """Half of something; not a half of a year or of a match."""
    tokens, half = match.tokens, match.index("part")
    before, after = tokens.before(match.found.start()), tokens.after(half)
    left = tokens.texts[before].lower() if before >= 0 else ""
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    if tokens.has(half + 1, "HYPHEN") or left in _PERIODS:
        return Declined("a period, or part of a word")
    if right == "of":
        return _of_period(tokens, after) or (ratio_of(match, Decimal("0.5")),)
    if right in (
        "the",
        "its",
        "their",
        "his",
        "our",
        "these",
        "those",
        "all",
        "that",
        "as",
        "this",
        "what",
        "a",
        "an",
        "my",
    ):
        return (ratio_of(match, Decimal("0.5")),)
    if left in ("which", "whom"):
        return (ratio_of(match, Decimal("0.5")),)
    stands_free = not right or not right[0].isalnum() or right in word_classes()["stop"] or right in ("more", "less")
    if stands_free and (left in _FREE_HALF or left.endswith("ing") or not left[:1].isalnum()):
        return (ratio_of(match, Decimal("0.5")),)
    return Declined("half stands for no share here")


def ratio_digits(match: RuleMatch) -> Outcome | Declined:
    """A fraction in digits before what it is of: "2/3 of members", "1/20th of a vote", "0.8 of it"."""
    value = match.value("share") if match.names("share") else fraction_value(match.tokens.texts[match.index("part")])
    if value is None or not 0 < value < 1:
        return Declined("no part of a whole")
    return (ratio_of(match, value),)


def ratio_with_share(match: RuleMatch) -> Outcome | Declined:
    """A part and a whole whose share follows: "12/45 (26.7%)"."""
    value = fraction_value(match.tokens.texts[match.index("part")])
    if value is None or abs(value * 100 - match.value("share")) >= 1:
        return Declined("the share that follows is not that of the two numbers")
    return (ratio_of(match, value),)


def ratio_nouns_out_of(match: RuleMatch) -> Outcome | Declined:
    """Read "nine doctors out of ten" as one ratio, where the whole is ten, a hundred or a thousand."""
    low, high = match.value("low"), match.value("high")
    if high not in (10, 100, 1000) or not 0 < low < high:
        return Declined("two counts of their own")
    return (ratio_of(match, low / high),)


def ratio_one_noun_in(match: RuleMatch) -> Outcome | Declined:
    """Read "one household in seven" as one ratio."""
    tokens, high = match.tokens, match.value("high")
    after = tokens.after(match.index("high"))
    noun = tokens.texts[match.index("noun")].lower()
    if high != int(high) or not 1 < high <= _MOST_ROUND or noun in word_classes()["stop"]:
        return Declined("no whole to be a part of")
    if tokens.has(match.index("high"), "YEAR"):
        return Declined("a year")
    follower = tokens.texts[min(after, len(tokens.texts) - 1)].lower()
    counts = is_plural(follower) and follower not in word_classes()["verb"]
    if any(tokens.has(after, name) for name in _OWN_UNITS) or counts:
        return Declined("the second number has a unit of its own")
    return (ratio_of(match, as_decimal(Fraction(1, int(high)))),)


def ratio_nouns_in(match: RuleMatch) -> Outcome | Declined:
    """Read "two households in five" as one ratio, where few of a few are told."""
    tokens, low, high = match.tokens, match.value("low"), match.value("high")
    if not 1 < low < high <= _MOST_SMALL or low != int(low) or high != int(high):
        return Declined("no part of a few")
    after = tokens.after(match.index("high"))
    if after < len(tokens.texts) and tokens.texts[after][0].isalnum():
        word = tokens.texts[after].lower()
        goes_on = word in _ADVERBS or word.endswith("ed") or any(word in word_classes()[name] for name in ("stop", "verb"))
        behind = tokens.after(after) if word.endswith("ed") else after
        if not goes_on or counted_noun(tokens, behind) is not None:
            return Declined("the second number counts something else")
    return (ratio_of(match, as_decimal(Fraction(int(low), int(high)))),)


def ratio_to_one(match: RuleMatch) -> Outcome | Declined:
    """Read "a ratio of 3:1" as the first by the second."""
    low, high = match.value("low"), match.value("high")
    return (ratio_of(match, low / high),) if high else Declined("nothing to divide by")


def ratio_clock(match: RuleMatch) -> Outcome | Declined:
    """Two numbers that look like a time of day, behind "diluted" or "scale": "1:10"."""
    low, _, high = match.tokens.texts[match.index("clock")].partition(":")
    if ":" in high or not int(high) or match.tokens.has(match.tokens.after(match.index("clock")), "MERIDIEM"):
        return Declined("a time of day")
    return (ratio_of(match, Decimal(low) / Decimal(high)),)


def ratio_parts(match: RuleMatch) -> Outcome | Declined:
    """Two parts as bounds: "between a quarter and a third", "half to two-thirds"."""
    tokens, bounds = match.tokens, []
    for part, count in (("low", "count_low"), ("high", "count_high")):
        index = match.index(part)
        told = match.names(count) or tokens.has(index, "HALF") or tokens.has(tokens.before(index), "A")
        if not told or (part == "low" and tokens.has(tokens.before(match.found.start()), "A")):
            return Declined("neither an article nor a number stands before the part")
        over, under = (match.value(count) if match.names(count) else _ONE), Decimal(tokens.reading(index, "PART") or 1)
        if over >= under or not is_part(tokens, index, of_period=False):
            return Declined("no part of a whole")
        bounds.append(over / under)
    if bounds[0] >= bounds[1]:
        return Declined("no range of parts")
    return (point(match, span=match.span(), kind="ratio", low=bounds[0], high=bounds[1], unit="1"),)


def ratio_of(match: RuleMatch, value: Decimal, *, start: int | None = None) -> Mention:
    """The ratio over the match's span, or from `start` to the end of its `part`."""
    span = match.span()
    span = span if start is None else (start, match.tokens.starts[match.index("part") + 1])
    return point(match, span=span, kind="ratio", low=value, high=value, unit="1")


def is_part(tokens: Tokens, part: int, *, of_period: bool) -> bool:
    """Whether what follows "third" or "quarter" leaves it a fraction: "of", the end, a word of grammar, "more"."""
    after = tokens.after(part)
    if after >= len(tokens.texts):
        return True
    right = tokens.texts[after].lower()
    if tokens.has(part + 1, "HYPHEN"):
        return False
    if right == "of":
        return _of_period(tokens, after) is None
    if of_period and tokens.has(tokens.before(part), "A") and _shares_stand_before(tokens, part):
        return right not in word_classes()["stop"] or right in ("of", "do", "did", "have", "are", "were", "will", "would")
    if of_period and right in ("ago", "earlier", "later", "before", "after", "and", "in", "on", "to", "when", "or", "from"):
        before = tokens.before(tokens.before(part))
        return before >= 0 and tokens.texts[before].lower() in ("by", "than", "about", "nearly", "almost", "around")
    if not right[0].isalnum() or right.endswith("ed") or right in word_classes()["verb"]:
        return True
    return right in word_classes()["stop"] or right in (
        "more",
        "less",
        "fewer",
        "higher",
        "lower",
        "larger",
        "smaller",
        "bigger",
        "cheaper",
        "last",
        "worldwide",
        "globally",
        "nationally",
        "nationwide",
        "overall",
        "today",
    )


def _shares_stand_before(tokens: Tokens, part: int) -> bool:
    """Whether the sentence has told another share before: "seven in ten agree; a quarter oppose it"."""
    return any(tokens.has(index, "PCT") or tokens.texts[index].lower() in ("majority", "out") for index in range(part))


def _of_period(tokens: Tokens, of: int) -> Declined | None:
    """A refusal where "of" leads to a year or a period, so that the part is one of the calendar."""
    after = tokens.after(of)
    if tokens.has(after, "YEAR") or tokens.has(after, "FISCAL"):
        return Declined("a part of a year")
    return None


PRODUCTIONS = {
    "ratio_out_of": ratio_out_of,
    "ratio_part": ratio_part,
    "ratio_part_of_one": ratio_part_of_one,
    "ratio_half": ratio_half,
    "ratio_digits": ratio_digits,
    "ratio_with_share": ratio_with_share,
    "ratio_nouns_out_of": ratio_nouns_out_of,
    "ratio_nouns_in": ratio_nouns_in,
    "ratio_one_noun_in": ratio_one_noun_in,
    "ratio_part_named": ratio_part_named,
    "ratio_to_one": ratio_to_one,
    "ratio_clock": ratio_clock,
    "ratio_parts": ratio_parts,
}
