"""Units that a sentence leaves out: "3.4 mln tonnes in May and 2.9 mln in June", "rose to $45 from 38"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.apart import are_apart, has_own_label
from pipeline.extract.productions.bare import HEDGES, LEVELS, is_grammar, is_kind, is_strong, word_before
from pipeline.extract.standing import OTHERS, STATES, is_statistic, stands_alone
from pipeline.extract.typeset import SPACE
from pipeline.lexicon.nouns import is_plural, singular
from pipeline.lexicon.sets import word_set
from pipeline.model import Excluded, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.extract.rule import Scene
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Reason

BARE_RULES = frozenset({"bare_number", "bare_range", "bare_from_to", "bare_between"})
_MOST_APART = {"percent": Decimal(20), "money": Decimal(1000), "quantity": Decimal(200), "ratio": Decimal(0)}
_FARTHEST_BACK, _FARTHEST_NAMED = 14, 120  # in tokens, white space counted
_NEAREST = 4
_MOST_BETWEEN = 40  # how many numbers away an amount may stand
_COMPARING = word_set("comparing")
_PAIRS = frozenset({("from", "to"), ("not", "but")})
_EACH = frozenset({"every", "each", "the", "these", "those", "its", "their", "our", "his", "her", "some", "about"})
_LEVEL_AFTER_STEP = frozenset({"to", "at"})
_PARTING = _COMPARING | {"(", ";", ","}
_TIMES = word_set("times")
_LISTING = frozenset({",", "and", "or", "even", "then"}) | HEDGES
_MAY_FOLLOW = word_set("may_follow_bare")
_VERSUS = frozenset({"against", "vs", "versus", "than"})
_MORE_TIME = word_set("more_time")
_POINTS = frozenset({"point"})
_BRINGING_IN = word_set("bringing_in")
_RANGING = word_set("ranging")
_THAN_BASE = word_set("than_base")
_SMALL_STEP = 10
_STEPPING = frozenset({"up", "down", "by", "rose", "fell"})
_ANEW = frozenset({"as", "although", "because", "since", "when", "where"})
_MOVES = word_set("moves")
_FROM_BASE = frozenset({"from", "on", "compared", "since"})


def inherit_units(scene: Scene, read: list[Mention | Excluded]) -> list[Mention | Excluded]:
    """What was read, with each bare number given the kind, unit and rate of the amount that it is listed or compared with.

    A bare small number that neither stands beside such an amount nor is told as a level is dropped: it is no claim.
    """
    if not any(_is_bare(each) or (isinstance(each, Mention) and each.unit in _POINTS) for each in read):
        return read
    out: list[Mention | Excluded] = []
    for position, each in enumerate(read):
        if not _is_bare(each):
            out.append(each)
            continue
        assert isinstance(each, Mention)
        behind = read[position + 1 : position + _MOST_BETWEEN]
        statistic = is_statistic(scene.tokens, each, out)
        donor = None if statistic else _donor_before(scene, out, each) or _donor_after(scene, behind, each)
        if donor is not None:
            out.append(_given(each, donor, scene))
        elif (counted := _number_of(scene.tokens, each)) is not None:
            out.append(replace(each, unit=counted))
        elif stands_alone(scene.tokens, each):
            out.append(each)
        else:
            reason: Reason = "idiom" if scene.tokens.texts[scene.tokens.at_or_after(each.start)].isalpha() else "identifier"
            out.append(Excluded(each.start, each.end, scene.sentence.section, reason, f"{each.rule}_alone"))
    settled: list[Mention | Excluded] = []
    for position, each in enumerate(out):
        settled.append(_as_percentage_points(scene.tokens, each, settled, out[position + 1 : position + _MOST_BETWEEN]))
    return settled


def _as_percentage_points(
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
    if each.value_high >= 100 or not (above or reaching or (stepping and (right in _FROM_BASE or ends))):
        return each
    return replace(each, kind="percent", unit="percentage_point")


def _nearest_claim(rows: Iterable[Mention | Excluded]) -> Mention | None:
    """The first mention of the rows that is no year."""
    return next((row for row in rows if isinstance(row, Mention) and row.kind != "year"), None)


def _is_bare(each: Mention | Excluded) -> bool:
    return isinstance(each, Mention) and each.rule in BARE_RULES and each.unit is None


def _given(bare: Mention, donor: Mention, scene: Scene) -> Mention:
    given = replace(bare, kind=donor.kind, unit=donor.unit, unit_assumed=donor.unit_assumed, per=bare.per or donor.per)
    return _in_subunits(given, donor, scene)


def _donor_before(scene: Scene, done: list[Mention | Excluded], bare: Mention) -> Mention | None:
    """The nearest amount to the left that the bare number can share its unit with."""
    tokens = scene.tokens
    near = [
        each
        for each in reversed(done[-_MOST_BETWEEN:])
        if isinstance(each, Mention) and each.kind in _MOST_APART and each.unit is not None and not _is_under(tokens, each)
    ]
    if bare.per is not None and near and word_before(tokens, tokens.at_or_after(bare.start)) == "or":
        return near[0] if near[0].kind == "quantity" else None
    like = [each for each in near[:_NEAREST] if _is_like(each, bare) and not _is_doer(tokens, each, bare)]
    # "300 firms from 27 countries took part, up from 180": what a preposition brings in is not what is compared.
    if word_before(tokens, tokens.at_or_after(bare.start)) == "to":
        like.sort(key=lambda each: word_before(tokens, tokens.at_or_after(each.start)) != "from")
        return next((each for each in like if _goes_with(tokens, each, bare)), None)
    first_rank = [each for each in like if word_before(tokens, tokens.at_or_after(each.start)) not in _BRINGING_IN]
    return next((each for each in (*first_rank, *like) if _goes_with(tokens, each, bare)), None)


def _is_doer(tokens: Tokens, each: Mention, bare: Mention) -> bool:
    """Whether "by" brings in the amount and follows the bare number: "2 by the 5 houses, 3 by the court"."""
    before = tokens.before(tokens.at_or_after(each.start))
    before = tokens.before(before) if before >= 0 and tokens.has(before, "THE") else before
    return tokens.has(before, "BY") and tokens.has(tokens.after(tokens.at_or_after(bare.end) - 1), "BY")


def _is_under(tokens: Tokens, each: Mention) -> bool:
    """Whether an amount is what a rate is told of, "per 100 people", so that its unit is nobody else's."""
    before = tokens.before(tokens.at_or_after(each.start))
    return tokens.has(before, "PER") or tokens.has(before, "SLASH")


def _donor_after(scene: Scene, rest: list[Mention | Excluded], bare: Mention) -> Mention | None:
    """The amount behind it that a bare number goes with: "720,000 against 695,000 tonnes", "16,369 up 58 points"."""
    tokens = scene.tokens
    if has_own_label(tokens, tokens.at_or_after(bare.start), tokens.at_or_after(bare.end)):
        return None
    for each in rest:
        if not isinstance(each, Mention) or each.kind == "year":
            continue
        if each.rule in BARE_RULES and each.unit is None:
            continue
        if each.unit is not None and each.kind in _MOST_APART and _is_list(tokens, bare, each) and _is_like(each, bare):
            return each
        if each.kind == "percent" and _is_like(each, bare) and _states_percent(tokens, bare, each):
            return each
        if each.unit is None or each.kind in ("percent", "ratio", "rank"):
            return None
        last = tokens.at_or_after(each.start)
        word = word_before(tokens, last)
        if last - tokens.at_or_after(bare.end) > _FARTHEST_BACK:
            return None
        if each.unit in _POINTS and tokens.texts[tokens.before(last)].lower() in ("up", "down"):
            return each
        paired = (word_before(tokens, tokens.at_or_after(bare.start)), word) in _PAIRS
        return each if (paired or word in _VERSUS or word in ("with", "or")) and _is_like(each, bare) else None
    return None


def _states_percent(tokens: Tokens, bare: Mention, donor: Mention) -> bool:
    """Whether a bare decimal is the other state of a percentage behind: "2.5 versus 3.1 percent", "to -0.5 from -0.4%"."""
    start, last = tokens.at_or_after(bare.start), tokens.at_or_after(bare.end)
    between = tokens.text(last, tokens.at_or_after(donor.start)).lower().split()
    if len(between) != 1 or bare.value_low == bare.value_low.to_integral_value():
        return False
    return between[0] in _VERSUS or (between[0] == "from" and word_before(tokens, start) in _LEVEL_AFTER_STEP)


def _is_list(tokens: Tokens, first: Mention, last: Mention) -> bool:
    """Whether nothing but commas, numbers and "and", "or" or hedges stands between two numbers."""
    between = range(tokens.at_or_after(first.end), tokens.at_or_after(last.start))
    return tokens.has(between.start, "COMMA") and all(
        tokens.types[index] == SPACE or tokens.has(index, "NUM") or tokens.texts[index].lower() in _LISTING
        for index in between
    )


def _goes_with(tokens: Tokens, donor: Mention, bare: Mention) -> bool:
    start, last = tokens.at_or_after(bare.start), tokens.at_or_after(bare.end)
    if are_apart(tokens, donor, start, last):
        return False
    if bare.per is not None and donor.per != bare.per and not (donor.per is None and donor.kind == "quantity"):
        return False
    if _is_parted(tokens, donor) and bare.value_high <= donor.value_high and donor.kind != "percent":
        return True
    word, strong = word_before(tokens, start), is_strong(tokens, start)
    if donor.kind == "percent":
        return _continues_percent(tokens, donor, bare, word=word, last=last)
    if donor.kind == "money":
        if _has_gloss(tokens, last) or _tells_anew(tokens, tokens.at_or_after(donor.end), start):
            return False
        return strong or word in _COMPARING - {"and", "while", "but"}
    if donor.unit in _TIMES:
        if bare.value_low != bare.value_high and (word in _RANGING or donor.value_low != donor.value_high):
            return True
        return word in _MORE_TIME or _same_ending(tokens, donor, bare, word)
    follower = tokens.texts[tokens.after(last - 1)].lower() if tokens.after(last - 1) < len(tokens.texts) else ""
    of_kind = follower not in _MAY_FOLLOW and is_kind(tokens, tokens.after(last - 1))
    if follower[:1].isalpha() and not (is_grammar(follower) or follower in _MAY_FOLLOW or of_kind):
        return False
    if tokens.texts[tokens.before(start)].lower() in OTHERS:
        return True
    if follower.endswith("ed") or follower in STATES or of_kind:
        return word not in LEVELS and donor.rule.startswith(("quantity", "bare")) and word in _PARTING
    if word == "at" or tokens.has(tokens.before(start), "LONG_DASH"):
        return False
    return strong or donor.value_high == donor.value_high.to_integral_value()


def _is_parted(tokens: Tokens, donor: Mention) -> bool:
    """Whether the amount is a whole whose parts follow: "Of every hundred euros, seventy go to …"."""
    at = tokens.before(tokens.at_or_after(donor.start))
    while at >= 0 and tokens.texts[at].lower() in _EACH:
        at = tokens.before(at)
    before = tokens.before(at)
    return at >= 0 and tokens.texts[at].lower() == "of" and (before < 0 or tokens.texts[before] in '.,;:-–—(“"')


def _continues_percent(tokens: Tokens, donor: Mention, bare: Mention, *, word: str, last: int) -> bool:
    start = tokens.at_or_after(bare.start)
    if any(tokens.has(start, name) for name in ("GROUPED", "SCALED")) or abs(bare.value_high) > 100:
        return False
    if bare.per is not None or tokens.has(tokens.after(last - 1), "LPAR") or word in _RANGING:
        return False
    if tokens.texts[tokens.before(start)].lower() in OTHERS:
        return True
    if not tokens.has(start, "DEC") and word not in _COMPARING:
        after = tokens.after(last - 1)
        if (
            donor.unit != "percent"
            or tokens.texts[start].isalpha()
            or (after < len(tokens.texts) and tokens.texts[after][0].isalnum())
        ):
            return False
    was_from = word_before(tokens, tokens.at_or_after(donor.start)) == "from"
    return word not in _LEVEL_AFTER_STEP or donor.change_role == "from" or was_from


def _same_ending(tokens: Tokens, donor: Mention, bare: Mention, word: str) -> bool:
    """Whether what follows the two numbers begins alike ("60 years since … and 17 since"), or both are ages told alike."""
    if donor.rule.startswith("quantity_age"):
        return word in ("at", "was", "is", "and", "of")
    ends = [tokens.after(tokens.at_or_after(each.end) - 1) for each in (donor, bare)]
    if max(ends) >= len(tokens.texts):
        return word in ("and", "need", "needs")
    return tokens.texts[ends[0]].lower() == tokens.texts[ends[1]].lower()


def _tells_anew(tokens: Tokens, first: int, last: int) -> bool:
    """Whether between two numbers something else begins to be told: "fell to £7m as the crowd fell from 24,310"."""
    between = {tokens.texts[index].lower() for index in range(first, last)}
    return not between.isdisjoint(_ANEW) and not between.isdisjoint(_MOVES)


def _has_gloss(tokens: Tokens, last: int) -> bool:
    """Whether the bare number is itself glossed in a currency: "771 billion ($1tn)", so that its own is another."""
    bracket = tokens.after(last - 1)
    return tokens.has(bracket, "LPAR") and any(tokens.has(bracket + 1, name) for name in ("CUR_SYMBOL", "CUR_CODE"))


def _is_like(donor: Mention, bare: Mention) -> bool:
    """Whether the two amounts are of one order, so that they can be of one kind."""
    one, other = abs(donor.value_high), abs(bare.value_high)
    if donor.kind == "money" and one < 1 <= other:
        other /= 100
    most = _MOST_APART[donor.kind]
    return one <= other * most and other <= one * most


def _in_subunits(given: Mention, donor: Mention, scene: Scene) -> Mention:
    """The mention in the main unit where the donor counts in cents ("34 cents against 27")."""
    if given.kind != "money" or not (abs(donor.value_high) < 1 <= abs(given.value_high)):
        return given
    tokens = scene.tokens
    spoken = range(tokens.at_or_after(donor.start), tokens.at_or_after(donor.end))
    if not any(tokens.has(index, name) for index in spoken for name in ("CUR_SUB", "CUR_SUB_LETTER")):
        return given
    return replace(given, value_low=given.value_low / 100, value_high=given.value_high / 100)


def _number_of(tokens: Tokens, bare: Mention) -> str | None:
    """The noun of "the number of permits" before a bare whole number in its clause."""
    start = tokens.at_or_after(bare.start)
    if is_strong(tokens, start) and tokens.has(start, "DEC"):
        return None
    for index in range(start - 1, max(start - _FARTHEST_NAMED, -1), -1):
        if tokens.has(index, "SEMICOLON"):
            return None
        if tokens.texts[index].lower() == "number" and tokens.texts[tokens.after(index)].lower() == "of":
            words = [text.lower() for text in tokens.texts[tokens.after(tokens.after(index)) : start] if text[0].isalpha()]
            return next((singular(word) for word in words[:_NEAREST] if is_plural(word)), None)
    return None
