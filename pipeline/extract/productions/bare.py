"""Numbers without a unit: levels told as such, and those that may take the unit of another number of the sentence."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.extract.items import closes_item, in_row, is_label
from pipeline.extract.numerals import Numeral
from pipeline.extract.productions.amounts import point, range_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import rate_after
from pipeline.lexicon.nouns import is_plural, singular, word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import ChangeRole, Mention

HEDGES = word_set("hedges")
LEVELS = word_set("levels")
CONNECTORS = word_set("connectors")
_BASE_VERBS = word_set("base_verbs")
_STRONG = ("SCALED", "GROUPED", "DEC")
# Plurals of money and of amounts: as a label they say what is measured, not what is counted.
_AMOUNTS = word_set("amounts")
_MOST_LABEL_WORDS = 4
_NAME_TOKENS = 14
_OF_KIND = ("ed", "run", "owned", "built", "held", "led", "made", "grown", "born")
_CODE_DIGITS, _MOST_APART = 5, 1000


def bare_number(match: RuleMatch) -> Outcome | Declined:
    """A level without a unit: "closed at 13,176", "pop. 1,045,000"; or a number that leaves the unit of another out."""
    tokens, number = match.tokens, match.index("number")
    if why := _is_no_amount(match, "number"):
        return Declined(why)
    if not (is_strong(tokens, number) or _may_stand(tokens, number)):
        return Declined("nothing says that this is an amount")
    value = _scaled(match, "number", "letter").value
    last = match.index("letter") if match.names("letter") else number
    unit, under = (None, None) if _is_placed(tokens, tokens.after(number)) else _labelled(match, number)
    per = rate_after(tokens, last + 1, match.scene.evidence) or under
    return (_bare(match, value, value, span=match.span(), unit=unit, per=per),)


def count_at_price(match: RuleMatch) -> Outcome | Declined:
    """How many were bought at a price: "2 @ $7.99"."""
    value = match.value("number")
    return (_bare(match, value, value, span=match.span()),)


def bare_range(match: RuleMatch) -> Outcome | Declined:
    """Two bounds, or two states of a change, without a unit."""
    tokens = match.tokens
    if why := _is_no_amount(match, "low") or _is_no_amount(match, "high"):
        return Declined(why)
    low, high = range_scale(_scaled(match, "low", "low_letter"), _scaled(match, "high", "high_letter"))
    told = states(match, low, high) if match.names("first") else None
    if told is not None:
        return tuple(_bare(match, value, value, span=span, role=role) for span, value, role in told)
    begins_at_word = tokens.has(match.found.start(), "FROM") or tokens.has(match.found.start(), "BETWEEN")
    index = match.index("low")
    stands = is_strong(tokens, match.index("high")) or (_may_stand(tokens, index) and word_before(tokens, index) != "to")
    if tokens.has(match.found.start() - 1, "RPAR") or tokens.has(tokens.before(match.found.start()), "RPAR"):
        return Declined("a telephone number")
    if len(tokens.texts[match.index("high")]) >= _CODE_DIGITS and low * _MOST_APART < high and not begins_at_word:
        return Declined("a code in two parts")
    if low >= high or not (begins_at_word or stands):
        return Declined("no range of amounts")
    return (_bare(match, low, high, span=match.span()),)


def is_strong(tokens: Tokens, number: int) -> bool:
    """Whether the number's own form says that it is an amount: groups, decimals, a scale."""
    signed = tokens.has(number, "COMPOSED") and tokens.texts[number][0] in "-–" and "." in tokens.texts[number]
    return signed or any(tokens.has(number, name) for name in _STRONG) or tokens.has(number + 1, "SCALE_LETTER")


def word_before(tokens: Tokens, number: int) -> str:
    """The word before a number in lower case, hedges passed over; "" at the head of the sentence."""
    before = tokens.before(number)
    while before >= 0 and tokens.texts[before].lower() in HEDGES - LEVELS - CONNECTORS:
        before = tokens.before(before)
    return tokens.texts[before].lower() if before >= 0 else ""


def _bare(
    match: RuleMatch,
    low: Decimal,
    high: Decimal,
    *,
    span: tuple[int, int],
    role: ChangeRole | None = None,
    unit: str | None = None,
    per: str | None = None,
) -> Mention:
    return point(match, span=span, kind="quantity", low=low, high=high, unit=unit, per=per, change_role=role)


def _scaled(match: RuleMatch, number: str, letter: str) -> Numeral:
    numeral = match.numeral(number)
    if not match.names(letter):
        return numeral
    scale = match.tokens.reading(match.index(letter), "SCALE_LETTER")
    return Numeral(numeral.coefficient, numeral.scale * Decimal(scale or 1))


def _is_no_amount(match: RuleMatch, name: str) -> str | None:
    """Why a number cannot be an amount: a year, a code, or letters and signs glued to it."""
    tokens, index = match.tokens, match.index(name)
    letter = "letter" if name == "number" else f"{name}_letter"
    last = match.index(letter) if match.names(letter) else index
    before, after = index - 1, last + 1
    text = tokens.texts[index]
    if tokens.has(index, "YEAR") and name != "number":
        return "a year"
    if tokens.has(index, "ONE") or text.startswith("+") or (text[0] == "0" and text[1:2].isdecimal()):
        return "a word, a code or a number with a leading zero"
    if match.names(letter) and tokens.texts[last] == "K" and not tokens.has(index, "DEC") and len(text) < 2:
        return "a screen"
    if name != "high" and before >= 0 and _is_glued_before(tokens, index):
        return "glued to what stands before"
    if after >= len(tokens.texts):
        return None
    behind = tokens.texts[after]
    beyond = tokens.texts[after + 1] if after + 1 < len(tokens.texts) else " "
    if behind == "/" and tokens.has(index, "GROUPED") and beyond[0].isalpha():
        return None  # "male 367,559/female 509,546"
    bracketed = behind == "(" and after + 1 < len(tokens.texts) and tokens.texts[after + 1][0].isalpha()
    if behind[0].isalnum() or behind in "/_°@#" or bracketed or (behind == "-" and name != "low"):
        return "glued to what stands behind"
    return None


def _is_glued_before(tokens: Tokens, index: int) -> bool:
    """Whether the number hangs on what stands before it; what a rate is told of does not ("62 deaths/100,000")."""
    left = tokens.texts[index - 1]
    if left == "/" and tokens.has(index, "GROUPED") and index > 1 and tokens.texts[index - 2][-1].isalpha():
        return False
    return left[-1].isalnum() or left in "#/_-&@:"


def _may_stand(tokens: Tokens, number: int) -> bool:
    """Whether a whole number of few digits may be an amount: no label before it, and nothing behind that it belongs to."""
    before, after = tokens.before(number), tokens.after(number)
    word = word_before(tokens, number)
    if word == "to" and tokens.has(tokens.before(before), "NUM"):
        return False
    if word.endswith("ed") and before >= 0 and tokens.texts[before][0].isupper():
        return False  # a name: "United 2, Rovers 1"
    free = not word or not word[-1].isalnum() or word in LEVELS or word in CONNECTORS or is_grammar(word)
    hedged = before >= 0 and tokens.texts[before].lower() in HEDGES - {"a", "an"}
    if not (free or hedged or tokens.has(before, "YEAR")):
        return False
    if word == "the" and tokens.texts[min(after, len(tokens.texts) - 1)].lower() == "of":
        return False
    if before >= 0 and tokens.texts[before] in "()[" and tokens.texts[min(after, len(tokens.texts) - 1)] in ")]":
        return False
    if after >= len(tokens.texts):
        return True
    right = tokens.texts[after].lower()
    if word in (":", ";") and _is_placed(tokens, after):
        return True
    return not right[0].isalnum() or is_grammar(right) or right in _BASE_VERBS or is_kind(tokens, after)


def _is_placed(tokens: Tokens, after: int) -> bool:
    """Whether a name and a bracket follow, as where counts stand before places: "deployed: 750 Congo (MONUSCO)"."""
    name = after < len(tokens.texts) and tokens.texts[after][0].isupper()
    return name and any(tokens.has(index, "LPAR") for index in range(after, min(len(tokens.texts), after + _NAME_TOKENS)))


def is_kind(tokens: Tokens, index: int) -> bool:
    """Whether a word says of what kind the things are whose noun is left out: "2 private, 1 state-owned, 3 fully funded"."""
    if index >= len(tokens.texts):
        return False
    word = tokens.texts[index].lower()
    if word in word_classes()["adjective"]:
        return True
    following = index + 2 if tokens.has(index + 1, "HYPHEN") else tokens.after(index)
    if following >= len(tokens.texts) or not (word.endswith("ly") or tokens.has(index + 1, "HYPHEN")):
        return False
    return tokens.texts[following].lower().endswith(_OF_KIND)


def is_grammar(word: str) -> bool:
    """Whether a lower-case word ends a noun phrase: a word of grammar, a verb, a participle."""
    classes = word_classes()
    return word in classes["stop"] or word in classes["verb"] or word.endswith(("ed", "ing"))


def _labelled(match: RuleMatch, number: int) -> tuple[str | None, str | None]:
    """The counted noun of a label at the head of a line, and what it is counted per: "Beds per 100 patients: 3"."""
    tokens = match.tokens
    colon = tokens.before(number)
    if colon < 0 or tokens.texts[colon] != ":" or tokens.has(number, "SCALED"):
        return None, None
    over = next((index for index in range(colon) if tokens.has(index, "PER")), None)
    if over is None and tokens.has(number, "DEC"):
        return None, None
    words = [text.lower() for text in tokens.texts[: colon if over is None else over] if text[0].isalpha()]
    if words[:2] == ["number", "of"]:
        words = words[2:]
    head = [*takewhile(lambda word: word not in word_classes()["stop"], words)]
    if not head or len(words) > _MOST_LABEL_WORDS or {"rate", "ratio"} & set(words):
        return None, None
    if not is_plural(head[-1]) or head[-1] in _AMOUNTS:
        return None, None
    return singular(head[-1]), None if over is None else rate_after(tokens, over, match.scene.evidence)


def count_in_list(match: RuleMatch) -> Outcome | Declined:
    """A count that closes an item of a list: "by type: tug 3, ferry 12, other 40"."""
    number = match.index("number")
    if why := _is_no_amount(match, "number"):
        return Declined(why)
    item = not is_grammar(word_before(match.tokens, number)) and closes_item(match.tokens, number)
    if not (item or in_row(match.tokens, number)):
        return Declined("it closes no item of a list of counts")
    value = match.value("number")
    return (_bare(match, value, value, span=match.span()),)


def counts_by_side(match: RuleMatch) -> Outcome | Declined:
    """Two counts, each behind the word that it counts: "male 579/female 556"."""
    tokens, before = match.tokens, match.tokens.before(match.index("first"))
    named = before >= 0 and tokens.texts[before].isalpha() and not is_grammar(tokens.texts[before].lower())
    if not named or is_label(tokens, before):
        return Declined("no word says what the first counts")
    return tuple(
        _bare(match, match.value(name), match.value(name), span=_own_span(match, name)) for name in ("first", "second")
    )


def _own_span(match: RuleMatch, name: str) -> tuple[int, int]:
    index = match.index(name)
    return match.tokens.starts[index], match.tokens.starts[index + 1]


PRODUCTIONS = {
    "bare_number": bare_number,
    "bare_range": bare_range,
    "count_in_list": count_in_list,
    "counts_by_side": counts_by_side,
    "count_at_price": count_at_price,
}
