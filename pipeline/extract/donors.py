"""How the neighbours of a number without a unit are weighed: which amount of its sentence it is listed or compared with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.apart import are_apart, has_own_label
from pipeline.extract.productions.bare import HEDGES, LEVELS, is_grammar, is_kind, is_strong, word_before
from pipeline.extract.standing import OTHERS, STATES
from pipeline.extract.typeset import SPACE
from pipeline.lexicon.sets import word_set
from pipeline.model import Excluded, Mention

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.extract.tokens import Tokens

BARE_RULES = frozenset({"bare_number", "bare_range", "bare_from_to", "bare_between"})
_MOST_APART = {"percent": Decimal(20), "money": Decimal(1000), "quantity": Decimal(200), "ratio": Decimal(0)}
_FARTHEST_BACK = 14  # in tokens, white space counted
_NEAREST = 4
_STEPS = frozenset({"up", "down"})
_DOING = word_set("doing")
_MANY = 1000  # a count beyond it may be told in thousands
_MOST_BASIS_POINTS = 2000
MOST_BETWEEN = 40  # how many numbers away an amount may stand
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
POINTS = frozenset({"point"})
_BRINGING_IN = word_set("bringing_in")
_RANGING = word_set("ranging")
_ANEW = frozenset({"as", "although", "because", "since", "when", "where"})
_MOVES = word_set("moves")


def donor_before(scene: Scene, done: list[Mention | Excluded], bare: Mention) -> Mention | None:
    """The nearest amount to the left that the bare number can share its unit with."""
    tokens = scene.tokens
    near = [
        each
        for each in reversed(done[-MOST_BETWEEN:])
        if isinstance(each, Mention) and each.kind in _MOST_APART and each.unit is not None and not _is_under(tokens, each)
    ]
    if bare.per is not None and near and word_before(tokens, tokens.at_or_after(bare.start)) == "or":
        return near[0] if near[0].kind == "quantity" else None
    like = [each for each in near[:_NEAREST] if _is_like(each, bare) and not _is_doer(tokens, each, bare)]
    told = [each for each in like if not _is_attribute(tokens, each)]
    # "300 firms from 27 countries took part, up from 180": what a preposition brings in is not what is compared.
    if word_before(tokens, tokens.at_or_after(bare.start)) == "to":
        told.sort(key=lambda each: (not _comes_from(tokens, each), _is_brought_in(tokens, each)))
        return next((each for each in told if _goes_with(tokens, each, bare)), None)
    first_rank = [each for each in told if not _is_brought_in(tokens, each)]
    second = told if first_rank else sorted(told, key=lambda each: _distance(each, bare))
    attributes = like if _is_compared(tokens, tokens.at_or_after(bare.start)) else []
    return next((each for each in (*first_rank, *second, *attributes) if _goes_with(tokens, each, bare)), None)


def _is_compared(tokens: Tokens, start: int) -> bool:
    """Whether a number is set against another: "a 77 kWh battery, up from 58", "against 58", "or 58"."""
    word = word_before(tokens, start)
    step = tokens.before(tokens.before(start))
    stepped = word == "from" and step >= 0 and tokens.texts[step].lower() in _STEPS
    return stepped or word in _VERSUS or word in ("or", "and")


def _comes_from(tokens: Tokens, donor: Mention) -> bool:
    return word_before(tokens, tokens.at_or_after(donor.start)) == "from"


def _is_brought_in(tokens: Tokens, donor: Mention) -> bool:
    """Whether a preposition brings the amount in, an article passed over: "from 27 countries", "with the 77 kWh"."""
    start = tokens.at_or_after(donor.start)
    while tokens.has(tokens.before(start), "THE") or tokens.has(tokens.before(start), "ORDWORD"):
        start = tokens.before(start)
    return word_before(tokens, start) in _BRINGING_IN


def _is_attribute(tokens: Tokens, donor: Mention) -> bool:
    """Whether the amount only says of what kind a thing is: "two-bedroom flats", "the 77 kWh battery"."""
    if donor.kind != "quantity" or donor.unit in _TIMES:
        return False
    if tokens.has(tokens.at_or_after(donor.start) + 1, "HYPHEN"):
        return True
    last = tokens.at_or_after(donor.end)
    after = tokens.after(last - 1)
    if after >= len(tokens.texts) or not any(tokens.has(last - 1, name) for name in ("UNIT", "UNIT_LETTER")):
        return False
    word = tokens.texts[after].lower()
    return word.isalpha() and not is_grammar(word) and word not in _MAY_FOLLOW and tokens.has(after, "WORD")


def _distance(donor: Mention, bare: Mention) -> Decimal:
    """How many times greater one of two amounts is than the other."""
    one, other = abs(donor.value_high), abs(bare.value_high)
    return max(one, other) / min(one, other) if one and other else Decimal("Infinity")


def _is_doer(tokens: Tokens, each: Mention, bare: Mention) -> bool:
    """Whether "by" brings in the amount and follows the bare number: "2 by the 5 houses, 3 by the court"."""
    before = tokens.before(tokens.at_or_after(each.start))
    before = tokens.before(before) if before >= 0 and tokens.has(before, "THE") else before
    return tokens.has(before, "BY") and tokens.has(tokens.after(tokens.at_or_after(bare.end) - 1), "BY")


def _is_under(tokens: Tokens, each: Mention) -> bool:
    """Whether an amount is what a rate is told of, "per 100 people", so that its unit is nobody else's."""
    before = tokens.before(tokens.at_or_after(each.start))
    return tokens.has(before, "PER") or tokens.has(before, "SLASH")


def donor_after(scene: Scene, rest: list[Mention | Excluded], bare: Mention) -> Mention | None:
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
        if each.unit in POINTS and tokens.texts[tokens.before(last)].lower() in ("up", "down"):
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
    word = word_before(tokens, start)
    if donor.kind == "percent":
        return _continues_percent(tokens, donor, bare, word=word, last=last)
    if donor.kind == "money":
        if _has_gloss(tokens, last) or _tells_anew(tokens, tokens.at_or_after(donor.end), start):
            return False
        return is_strong(tokens, start) or word in _COMPARING - {"and", "while", "but"}
    if _is_whole_count(tokens, donor) and bare.value_low != bare.value_low.to_integral_value():
        return False
    if donor.unit in _TIMES:
        return _continues_time(tokens, donor, bare, word)
    return _continues_count(tokens, donor, start, last, word=word)


def _continues_time(tokens: Tokens, donor: Mention, bare: Mention, word: str) -> bool:
    start = tokens.at_or_after(bare.start)
    if word in ("with", "to") and tokens.texts[tokens.before(tokens.before(start))].lower() == "compared":
        return True
    if bare.value_low != bare.value_high and (word in _RANGING or donor.value_low != donor.value_high):
        return True
    return word in _MORE_TIME or _same_ending(tokens, donor, bare, word)


def _continues_count(tokens: Tokens, donor: Mention, start: int, last: int, *, word: str) -> bool:
    strong = is_strong(tokens, start)
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


def _is_whole_count(tokens: Tokens, donor: Mention) -> bool:
    """Whether the amount is a whole number of things, so that no part of one is told of: "48 wickets … 19.2"."""
    if donor.kind != "quantity" or donor.value_high != donor.value_high.to_integral_value():
        return False
    inside = range(tokens.at_or_after(donor.start), tokens.at_or_after(donor.end))
    measured = any(tokens.has(index, name) for index in inside for name in ("UNIT", "TIME_UNIT", "UNIT_LETTER", "POINT"))
    return not measured and any(tokens.has(index, "PLURAL") for index in inside) and donor.value_high < _MANY


def _is_parted(tokens: Tokens, donor: Mention) -> bool:
    """Whether the amount is a whole whose parts follow: "Of every hundred euros, seventy go to …"."""
    at = tokens.before(tokens.at_or_after(donor.start))
    while at >= 0 and tokens.texts[at].lower() in _EACH:
        at = tokens.before(at)
    before = tokens.before(at)
    return at >= 0 and tokens.texts[at].lower() == "of" and (before < 0 or tokens.texts[before] in '.,;:-–—(“"')


def _continues_percent(tokens: Tokens, donor: Mention, bare: Mention, *, word: str, last: int) -> bool:
    start = tokens.at_or_after(bare.start)
    if donor.unit == "basis_point" and tokens.has(start, "INT") and 10 < bare.value_high <= _MOST_BASIS_POINTS:
        return word in _COMPARING or word in LEVELS
    if any(tokens.has(start, name) for name in ("GROUPED", "SCALED")) or abs(bare.value_high) > 100:
        return False
    behind = tokens.after(last - 1)
    if behind < len(tokens.texts) and tokens.texts[behind].lower() == "of" and tokens.has(tokens.after(behind), "NUM"):
        return False  # "11.6% in one group, as against 47 of 272 in the other"
    if word in ("and", "while", "but") and _is_verb(tokens, tokens.after(last - 1)):
        return False  # "13 percent had low levels, and three had worse": a count of people
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


def _is_verb(tokens: Tokens, index: int) -> bool:
    return index < len(tokens.texts) and tokens.texts[index].lower() in _DOING


def _same_ending(tokens: Tokens, donor: Mention, bare: Mention, word: str) -> bool:
    """Whether what follows the two numbers begins alike ("60 years since … and 17 since"), or both are ages told alike."""
    if donor.rule.startswith("quantity_age"):
        behind = tokens.after(tokens.at_or_after(bare.end) - 1)
        if word == "and" and behind < len(tokens.texts) and is_grammar(tokens.texts[behind].lower()):
            return False  # "under five, and 48 needed treatment": a count of people
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
