"""Quantities: measures, durations, ages and counts of nouns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.nouns import counted_noun
from pipeline.extract.numerals import Numeral, fraction_value
from pipeline.extract.productions.amounts import list_items, point, shared_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import Tail, tail_after
from pipeline.lexicon.nouns import word_classes

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import ChangeRole, Mention

_ONE = Decimal(1)
_COUNTING = frozenset("just only exactly least than single another every precisely barely".split())
_WITHIN = frozenset("in within for after before than of only just least per under over".split())
_LOOSE_TIMES = frozenset({"day", "night", "season", "generation"})
_WHOLES = frozenset("the its their his her our my your these those all".split())
_REST = frozenset({"remaining", "rest", "others"})
_NO_COUNT = ("PCT", "POINT", "CUR_NAME", "MONTH", "ORD_SUFFIX", "SCALE_LETTER")
_PLACING = frozenset("in at on from to of for with near since by across".split())
_OF_PERSON = frozenset("who was is has had will died".split())
_BOUNDS = frozenset({"under", "over", "above", "below"})
_LONGEST_IN_NAME = 3
_NEAR = 12
_MINUTES = 60
_UNTOLD = Declined("neither a unit nor a counted noun follows")


def quantity(match: RuleMatch) -> Outcome | Declined:
    """One number with its unit or noun: "10 million tons", "1,500 startups", "a 15-year partnership"."""
    number, value = match.index("number"), match.value("number")
    if _is_fused(match.tokens, number):
        return Declined("the number is part of a name")
    tail = tail_after(match.scene, number, one=abs(value) == _ONE) or _of_a_whole(match.tokens, number)
    if tail is None:
        return _UNTOLD
    if tail.is_noun and tail.factor == 1 and _names_a_thing(match.tokens, number):
        return Declined("the number belongs to the name before it")
    if tail.is_noun and _is_name(match.tokens, number, tail):
        return Declined("a name that begins with a number")
    if match.tokens.has(number, "ONE") and not _counts_one(match.tokens, number, tail):
        return Declined("'one' does not count here")
    value *= tail.factor
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_range(match: RuleMatch) -> Outcome | Declined:
    """Two numbers joined before one unit, or each with it: "10-15 km", "from 252 miles to 287 miles", "5 to 10 people"."""
    tail = tail_after(match.scene, match.index("high"))
    if tail is None:
        return _UNTOLD
    if _is_fused(match.tokens, match.index("low")):
        return Declined("the number is part of a name")
    if _is_apart(match):
        return Declined("each number is part of a word of its own")
    first = _tail_before_join(match)
    if first is not None and first.unit != tail.unit:
        return Declined("the two numbers count different things")
    if first is None and not _stand_side_by_side(match):
        return Declined("words stand between the numbers")
    low, high = _bounds(match, first, tail)
    glued = match.tokens.has(match.index("join") - 1, "HYPHEN")
    told = states(match, low, high) if match.names("first") and not glued else None
    if told is not None:
        ends = (match.offsets("first")[1], None)
        return tuple(
            _amount(match, tail, value, value, start=span[0], end=end, role=role)
            for (span, value, role), end in zip(told, ends, strict=True)
        )
    if low > high:
        return Declined("the first bound is greater than the second")
    return (_amount(match, tail, low, high, start=match.span()[0]),)


def quantity_list(match: RuleMatch) -> Outcome | Declined:
    """Numbers that share one unit or noun, one claim each: "10, 12 and 15 km", "two or three years"."""
    tokens, last = match.tokens, match.index("last")
    tail = tail_after(match.scene, last) or _of_a_whole(tokens, last)
    if tail is None:
        return _UNTOLD
    indices = list_items(match, "items")
    if any(tokens.has(index, "YEAR") for index in indices) and not tokens.has(last, "YEAR"):
        return Declined("a year stands before the number")
    if _is_fused(tokens, indices[0]):
        return Declined("the number is part of a name")
    final = _scaled(match.numeral("last"), tail)
    values = [shared_scale(match.scene.evidence.numeral(tokens, index), final)[0] for index in indices]
    items = [
        _amount(match, tail, value, value, start=tokens.starts[index], end=tokens.starts[index + 1])
        for index, value in zip(indices, values, strict=True)
    ]
    return (*items, _amount(match, tail, final.value, final.value, start=tokens.starts[last]))


def quantity_tolerance(match: RuleMatch) -> Outcome | Declined:
    """A value and its tolerance: "5 ± 0.2 mm"."""
    tail = tail_after(match.scene, match.index("tolerance"))
    if tail is None:
        return _UNTOLD
    value, tolerance = match.value("number"), match.value("tolerance")
    return (_amount(match, tail, value - tolerance, value + tolerance, start=match.span()[0]),)


def quantity_twice(match: RuleMatch) -> Outcome | Declined:
    """A number in words and again in digits: "thirty (30) days"."""
    if match.value("number") != match.value("again"):
        return Declined("the two numbers differ")
    tail = tail_after(match.scene, match.index("close"))
    if tail is None:
        return _UNTOLD
    value = match.value("number")
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_part(match: RuleMatch) -> Outcome | Declined:
    """A fraction of a unit in figures: "½ tonne", "1/2 mile"."""
    part = match.index("part")
    tail = tail_after(match.scene, part)
    if tail is None or tail.is_noun:
        return Declined("no unit follows")
    value = fraction_value(match.tokens.texts[part])
    if value is None:
        return Declined("no part of a whole")
    return (_amount(match, tail, value, value, start=match.span()[0]),)


def quantity_inches(match: RuleMatch) -> Outcome | Declined:
    """Inches behind feet, where "in" is no preposition: "5 ft 11 in"."""
    if match.tokens.reading(match.tokens.before(match.index("number")), "UNIT") != "[ft_i]":
        return Declined("no feet stand before it")
    value = match.value("number")
    return (_amount(match, Tail(0, "[in_i]"), value, value, start=match.span()[0], end=match.span()[1]),)


def coordinate(match: RuleMatch) -> Outcome | Declined:
    """A latitude or longitude in degrees and minutes: "43 19 N" is 43.3167 degrees; south and west are negative."""
    degrees = match.value("degrees")
    minutes = match.value("minutes") if match.names("minutes") else Decimal(0)
    side = match.tokens.texts[match.index("side")]
    if degrees > 180 or minutes >= _MINUTES or side not in "NSEW" or (side in "NS" and degrees > 90):  # noqa: PLR2004
        return Declined("no place on the globe")
    value = (degrees + minutes / _MINUTES) * (-1 if side in "SW" else 1)
    return (_amount(match, Tail(0, "deg"), value, value, start=match.span()[0], end=match.span()[1]),)


def quantity_in(match: RuleMatch) -> Outcome | Declined:
    """A number, or a range, whose unit the rule itself knows: ages without "years"."""
    unit, number = str(match.rule.options["unit"]), match.names("number")
    low, high = (match.value("number"),) * 2 if number else (match.value("low"), match.value("high"))
    most = Decimal(match.rule.options.get("most", 10**9))
    if low > high or high > most:
        return Declined("not in the bounds of this unit")
    if number and match.tokens.has(match.index("number"), "ONE"):
        return Declined("'one' does not count here")
    if _has_letter(match.tokens, match.found.end("span")):
        return Declined("letters are glued to the number")
    return (_amount(match, Tail(0, unit), low, high, start=match.span()[0], end=match.span()[1]),)


def quantity_dimensions(match: RuleMatch) -> Outcome | Declined:
    """Lengths by lengths, one claim each: "12 x 4 ft", "10 m by 5 m"."""
    tokens = match.tokens
    indices = list_items(match, "sides")
    tail = tail_after(match.scene, indices[-1])
    if tail is None or tail.is_noun:
        return Declined("no unit of length follows")
    numerals = [match.scene.evidence.numeral(tokens, index).value for index in indices]
    tails = [tail_after(match.scene, index) for index in indices[:-1]]
    ends = [
        tokens.starts[each.last if each and not each.is_noun else index + 1]
        for index, each in zip(indices, tails, strict=False)
    ]
    ends.append(tokens.starts[tail.last])
    return tuple(
        _amount(match, tail, value, value, start=tokens.starts[index], end=end)
        for index, value, end in zip(indices, numerals, ends, strict=True)
    )


def age_bound(match: RuleMatch) -> Outcome | Declined:
    """An age behind people: "children under 5"."""
    words = _words_before(match, 2)
    if words[0] not in _BOUNDS or words[1] not in word_classes()["people"]:
        return Declined("no people stand before it")
    return quantity_in(match)


def age_set_off(match: RuleMatch) -> Outcome | Declined:
    """An age set off by commas behind a person's name, or between a person and a verb: "the winner, 29, finished"."""
    tokens = match.tokens
    comma = tokens.before(match.found.start())
    person = tokens.before(comma)
    if comma < 0 or person < 0 or not tokens.has(comma, "COMMA") or not tokens.texts[person][0].isalpha():
        return Declined("not set off by commas")
    after = tokens.after(tokens.after(match.index("number")))
    word = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    named = tokens.texts[person][0].isupper() and not tokens.has(person, "MONTH") and not tokens.has(person, "WEEKDAY")
    verb = word in _OF_PERSON or word in word_classes()["verb"] or word.endswith("ed")
    if not (verb or (named and word[:1].isalpha() and word not in ("and", "or"))):
        return Declined("neither a name before it nor a verb behind it")
    return quantity_in(match)


def age_told(match: RuleMatch) -> Outcome | Declined:
    """An age behind a pronoun and "was": "I was 17 when we left"."""
    words = [word for word in _words_before(match, 3) if word not in ("now", "just", "only", "still", "aged")]
    if len(words) > 1 and words[0] in ("was", "is", "am", "turned", "turns") and words[1] in ("i", "he", "she", "who"):
        return quantity_in(match)
    return Declined("no person is spoken of")


def age_turned(match: RuleMatch) -> Outcome | Declined:
    """An age behind "turn": "when they turn 18"."""
    if _words_before(match, 1)[0] not in ("turn", "turns", "turned", "turning"):
        return Declined("nobody turns it")
    return quantity_in(match)


def _words_before(match: RuleMatch, count: int) -> list[str]:
    """The last so many tokens before the match in lower case, the nearest first; "" where there are fewer."""
    words, at = [], match.found.start()
    for _ in range(count):
        at = match.tokens.before(at) if at >= 0 else -1
        words.append(match.tokens.texts[at].lower() if at >= 0 else "")
    return words


def _amount(
    match: RuleMatch,
    tail: Tail,
    low: Decimal,
    high: Decimal,
    *,
    start: int,
    end: int | None = None,
    role: ChangeRole | None = None,
) -> Mention:
    return point(
        match, span=(start, match.tokens.starts[tail.last] if end is None else end), kind="quantity", low=low, high=high,
        unit=tail.unit, per=tail.per, comparator=tail.comparator if low == high else None, change_role=role,
    )  # fmt: skip


def _scaled(numeral: Numeral, tail: Tail) -> Numeral:
    return Numeral(numeral.coefficient, numeral.scale * tail.factor)


def _bounds(match: RuleMatch, first: Tail | None, tail: Tail) -> tuple[Decimal, Decimal]:
    low = match.numeral("low")
    low = _scaled(low, first) if first else Numeral(low.coefficient, low.scale * _low_letter(match))
    return shared_scale(low, _scaled(match.numeral("high"), tail))


def _tail_before_join(match: RuleMatch) -> Tail | None:
    """What the first of two joined numbers counts where it says so itself; it must reach the joint and no further."""
    tokens, low = match.tokens, match.index("low")
    if tokens.has(low + 1, "SCALE_LETTER") and tokens.after(low + 1) == match.index("join"):
        return None
    tail = tail_after(match.scene, low)
    return tail if tail is not None and tail.last <= match.index("join") else None


def _stand_side_by_side(match: RuleMatch) -> bool:
    """Whether nothing but a scale letter or a hyphen stands between the first number and the joint."""
    tokens, at = match.tokens, match.index("low") + 1
    if tokens.has(at, "SCALE_LETTER") or (tokens.has(at, "HYPHEN") and at != match.index("join")):
        at += 1
    return tokens.after(at - 1) == match.index("join")


def _low_letter(match: RuleMatch) -> Decimal:
    """What a letter glued to the first of two joined numbers multiplies it by ("1.5m-1.6m tonnes")."""
    tokens, low = match.tokens, match.index("low")
    letter = tokens.reading(low + 1, "SCALE_LETTER")
    return Decimal(letter) if letter and tokens.after(low + 1) == match.index("join") else _ONE


def _is_apart(match: RuleMatch) -> bool:
    """Whether the first number is hyphenated to a word of its own: "two-year and 10-year"."""
    tokens, low = match.tokens, match.index("low")
    joint = match.index("join")
    return tokens.has(low + 1, "HYPHEN") and joint not in (low + 1, low + 2) and tokens.texts[low + 2][0].isalpha()


def _is_fused(tokens: Tokens, number: int) -> bool:
    """Whether letters are glued to the number's left, by themselves or by a hyphen: "G20", "COVID-19", "A-10"."""
    before = number - 1
    if before < 0:
        return False
    if tokens.texts[before][-1].isalpha():
        return True
    return tokens.has(before, "HYPHEN") and before > 0 and tokens.texts[before - 1][-1].isalnum()


def _has_letter(tokens: Tokens, at: int) -> bool:
    return at < len(tokens.texts) and tokens.texts[at][0].isalpha()


def _of_a_whole(tokens: Tokens, number: int) -> Tail | None:
    """The noun of "three of those heroes", where the number counts part of a whole; the span is the number alone.

    The unit is None where no noun is found ("two of the most important of them").
    """
    of = tokens.after(number)
    whole = tokens.after(of)
    if whole >= len(tokens.texts) or tokens.texts[of].lower() != "of" or tokens.has(number, "ONE"):
        return None
    if tokens.texts[whole].lower() not in _WHOLES or tokens.has(number, "YEAR"):
        return None
    first = tokens.after(whole)
    first = tokens.after(first) if first < len(tokens.texts) and tokens.has(first, "NUM") else first
    noun = counted_noun(tokens, first)
    return Tail(number + 1, noun and noun.lemma, is_noun=True)


def _names_a_thing(tokens: Tokens, number: int) -> bool:
    """Whether a name stands right before a number in digits, so that it is part of it: "iPhone 11 cameras", "DAX 40 firms"."""
    before = tokens.before(number)
    if before < 0 or not (tokens.has(number, "INT") and tokens.texts[before][0].isalpha()):
        return False
    name = tokens.texts[before]
    if name.lower() in word_classes()["stop"] or tokens.has(before, "MONTH") or tokens.has(before, "WEEKDAY"):
        return False
    if any(char.isupper() for char in name[1:]) and not name.isupper():
        return not name.startswith(("Mc", "Mac"))
    return name[0].isupper() and len(tokens.texts[number]) <= _LONGEST_IN_NAME and _is_in_prose(tokens, before)


def _is_in_prose(tokens: Tokens, name: int) -> bool:
    """Whether capitals mark names here (no headline), and the name is no place told by "in" or "at"."""
    left = tokens.before(name)
    while left >= 0 and tokens.texts[left][0].isupper() and tokens.texts[left].lower() not in word_classes()["stop"]:
        left = tokens.before(left)
    if left < 0 or tokens.texts[left].lower() in _PLACING:
        return False
    return _is_prose(tokens)


def _is_prose(tokens: Tokens) -> bool:
    """Whether capitals mark names in this sentence, as they do not in a headline."""
    words = [text for text in tokens.texts if text[0].isalpha() and text.lower() not in word_classes()["stop"]]
    return sum(text[0].isupper() for text in words) * 2 <= len(words)


def _is_name(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether a number in words is capitalised in mid-sentence, as in "the Three Gorges", or counts the members of an index."""
    after = tokens.after(tail.last - 1)
    if (
        tokens.has(number + 1, "HYPHEN")
        and after < len(tokens.texts)
        and tokens.texts[after].lower() in ("index", "average")
    ):
        return True
    capital = (
        tokens.texts[number][0].isupper()
        and tokens.before(number) >= 0
        and tokens.texts[tokens.before(number)][-1].isalnum()
    )
    return capital and tokens.texts[tokens.after(number)][0].isupper() and _is_prose(tokens)


def _counts_one(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether "one" counts or contrasts: with a measure, behind "just", or beside another number."""
    before = tokens.before(number)
    word = tokens.texts[before].lower() if before >= 0 else ""
    if not tail.is_noun:
        return tail.unit not in _LOOSE_TIMES or word in _WITHIN
    return word in _COUNTING or _contrasts(tokens, number, tail)


def _contrasts(tokens: Tokens, number: int, tail: Tail) -> bool:
    """Whether another count, or a word for the rest, stands near: "one man and two boys", "one nurse for 60 patients"."""
    nearby = (*range(max(0, number - _NEAR), number - 1), *range(tail.last, min(len(tokens.texts), tail.last + _NEAR)))
    for index in nearby:
        if tokens.has(index, "NUM") and not tokens.has(index, "YEAR") and not tokens.has(index, "ONE"):
            after = tokens.after(index)
            if not any(tokens.has(after, name) for name in _NO_COUNT) and not tokens.has(tokens.before(index), "CUR_SYMBOL"):
                return True
    return any(tokens.texts[index].lower() in _REST for index in range(tail.last, len(tokens.texts)))


PRODUCTIONS = {
    "quantity": quantity,
    "quantity_range": quantity_range,
    "quantity_list": quantity_list,
    "quantity_tolerance": quantity_tolerance,
    "quantity_twice": quantity_twice,
    "quantity_in": quantity_in,
    "quantity_dimensions": quantity_dimensions,
    "quantity_part": quantity_part,
    "coordinate": coordinate,
    "age_bound": age_bound,
    "age_set_off": age_set_off,
    "age_told": age_told,
    "age_turned": age_turned,
    "quantity_inches": quantity_inches,
}
