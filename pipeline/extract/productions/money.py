"""Sums of money, by symbol, code or name, before or after the number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.numerals import Numeral
from pipeline.extract.productions.amounts import denominator, list_items, point, range_scale, shared_scale, states
from pipeline.extract.productions.weak_codes import looks_like_a_sum
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.extract.tails import tail_after
from pipeline.extract.typeset import SPACE
from pipeline.extract.weights import weighs
from pipeline.lexicon.currencies import choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.extract.currency import Currency
    from pipeline.model import ChangeRole, Mention

_ONE = Decimal(1)
_LEAST_CENTS, _CENTS_OF_ONE = 10, 100
_GRAND = 1000
_LETTERS = ("SCALE_LETTER", "MONEY_LETTER", "RUPEE_LETTER")
_RUPEES = {"INR", "PKR", "NPR", "LKR", "MUR", "BDT"}
_BEFORE_DASH = ("NUM", "SCALE_LETTER", "PCT", "CUR_NAME")
_SCREEN_LINES = {"360", "480", "720", "1080", "1440", "2160", "4320"}


def _currencies(match: RuleMatch) -> list[Currency]:
    """What the parts `cur`, `cur_high` and `cur_low` that took part name."""
    evidence = match.scene.evidence
    return [
        evidence.currency(match.tokens, match.index(name)) for name in ("cur", "cur_high", "cur_low") if match.names(name)
    ]


def _scaled(match: RuleMatch, number: str, letter: str) -> Numeral:
    numeral = match.numeral(number)
    if not match.names(letter):
        return numeral
    return Numeral(numeral.coefficient, numeral.scale * _letter_scale(match, match.index(letter)))


def _letter_scale(match: RuleMatch, letter: int) -> Decimal:
    scales = (match.tokens.reading(letter, name) for name in _LETTERS)
    return Decimal(next((scale for scale in scales if scale), "1"))


def _is_no_rupee(match: RuleMatch, currency: Currency) -> bool:
    """Whether a letter of crores or lakhs stands behind a currency that is no rupee ("$5 L")."""
    letters = [match.index(name) for name in ("letter", "low_letter", "high_letter") if match.names(name)]
    only_rupee = [at for at in letters if not any(match.tokens.has(at, name) for name in _LETTERS[:2])]
    return bool(only_rupee) and currency.code not in _RUPEES


def _sum(
    match: RuleMatch,
    currency: Currency,
    low: Decimal,
    high: Decimal,
    *,
    span: tuple[int, int],
    role: ChangeRole | None = None,
) -> Mention:
    return point(
        match, span=span, kind="money", low=low * currency.factor, high=high * currency.factor, unit=currency.code,
        unit_assumed=currency.assumed, per=denominator(match), change_role=role,
    )  # fmt: skip


def money(match: RuleMatch) -> Outcome | Declined:
    """One sum: "$150 billion", "2.3bn USD", "50 cents", "-$5m", "half a million dollars"."""
    tokens, cur = match.tokens, match.index("cur")
    weak = any(tokens.has(cur, name) for name in ("CUR_WEAK", "CUR_WEAK_NAME"))
    pence = tokens.has(cur, "CUR_SUB_LETTER") and cur == match.index("number") + 1
    if weak and not pence and not looks_like_a_sum(match):
        return Declined("the code is also a word, and the number does not look like a sum")
    if match.names("inner") and tokens.has(cur, "CUR_CODE") and not looks_like_a_sum(match):
        return Declined("a code and its number")
    if match.names("letter") and _is_apart(match, match.index("letter"), match.index("number")):
        return Declined("a letter that belongs to what follows")
    if match.names("sign") and not _is_minus(match):
        return Declined("what stands before it is no minus")
    currency, value = _currencies(match)[0], _scaled(match, "number", "letter").value
    if _is_no_rupee(match, currency):
        return Declined("crores and lakhs of no rupee")
    plain = tokens.has(match.index("number"), "INT") and not match.names("letter")
    if plain and match.names("inner") and tokens.texts[cur][-1].isalpha():
        return Declined("a hyphen glues code and digits to a name")
    value = -value if match.names("sign") or _is_inner_minus(match) else value
    return (_sum(match, currency, value, value, span=match.span()),)


def _is_apart(match: RuleMatch, letter: int, number: int) -> bool:
    """Whether a letter stands apart from its number or behind a scale, so that it is none ("$3 million T-cells")."""
    tokens = match.tokens
    weak = len(tokens.texts[letter]) == 1 and not tokens.has(letter, "SCALE_LETTER")
    return tokens.has(number, "SCALED") or (weak and letter != number + 1)


def _is_minus(match: RuleMatch) -> bool:
    """Whether the sign is free to the left, and no dash between two numbers ("sub-$100", "$5 –$7")."""
    tokens, sign = match.tokens, match.index("sign")
    glued = sign > 0 and tokens.types[sign - 1] != SPACE and tokens.texts[sign - 1] not in "([:;,/=~<>"
    dash = not (tokens.has(sign, "HYPHEN") or tokens.has(sign, "MINUS_WORD"))
    if dash and tokens.types[sign + 1] == SPACE:
        return False  # "Astana – $2.2 billion"
    return not glued and not (dash and any(tokens.has(tokens.before(sign), name) for name in _BEFORE_DASH))


def _is_inner_minus(match: RuleMatch) -> bool:
    """Whether a hyphen between symbol and number is a minus: "$-4 million", not "USD-10m"."""
    return match.names("inner") and not match.tokens.texts[match.index("cur")][-1].isalpha()


def money_coded(match: RuleMatch) -> Outcome | Declined:
    """A symbol with its code on the other side: "CAD $45 million", "$4.5m AUD"."""
    first = match.names("code_last")
    cur, code = match.index("cur_first" if first else "cur"), match.index("code_last" if first else "code")
    named, form = match.scene.evidence.currency(match.tokens, code), match.tokens.reading(cur, "CUR_SYMBOL") or ""
    if named.code != form and not (form in choices() and named.code in choices()[form].candidates):
        return Declined("symbol and code are of two currencies")
    value = _scaled(match, *(("number_first", "letter_first") if first else ("number", "letter"))).value
    return (_sum(match, named, value, value, span=match.span()),)


def money_grand(match: RuleMatch) -> Outcome | Declined:
    """Thousands of the pounds or dollars that the document counts in: "ten grand"."""
    value = match.value("number") * _GRAND
    form = "pound" if match.scene.evidence.counts_in_sterling else "$"
    return (_sum(match, match.scene.evidence.currency_of(form), value, value, span=match.span()),)


def money_prefix_list(match: RuleMatch) -> Outcome | Declined:
    """Numbers behind a symbol that share the last one's scale, one claim each: "$5, 10 and 15 million"."""
    tokens, last = match.tokens, match.numeral("last")
    first, end = match.found.span("items")
    marks = [index for index in (*range(first, end), *_index_of(match, "cur_last")) if _is_mark(match, index)]
    currencies = {match.scene.evidence.currency(tokens, index) for index in marks}
    indices = list_items(match, "items")
    numerals = [match.scene.evidence.numeral(tokens, index) for index in indices]
    steps = [numeral.coefficient for numeral in (*numerals, last)]
    if len(currencies) > 1 or any(numeral.scale != 1 for numeral in numerals) or steps != sorted(set(steps)):
        return Declined("the numbers do not share the last one's scale")
    if not match.names("cur_last") and tail_after(match.scene, match.index("last")) is not None:
        return Declined("the last number counts something else")
    currency, own = currencies.pop(), {index + 1: index for index in marks} | {index + 2: index for index in marks}
    spans = [(tokens.starts[own.get(index, index)], tokens.starts[index + 1]) for index in (*indices, match.index("last"))]
    values = [shared_scale(numeral, last)[0] for numeral in numerals] + [last.value]
    return tuple(_sum(match, currency, value, value, span=span) for value, span in zip(values, spans, strict=True))


def _index_of(match: RuleMatch, name: str) -> tuple[int, ...]:
    return (match.index(name),) if match.names(name) else ()


def _is_mark(match: RuleMatch, index: int) -> bool:
    return any(match.tokens.has(index, name) for name in ("CUR_SYMBOL", "CUR_CODE"))


def money_letter(match: RuleMatch) -> Outcome | Declined:
    """A subunit of one letter, glued: "25p"; not a screen's lines ("1080p")."""
    if match.tokens.texts[match.index("number")] in _SCREEN_LINES:
        return Declined("lines of a screen")
    return money(match)


def money_range(match: RuleMatch) -> Outcome | Declined:
    """Two sums joined: one range, or two states of a change ("from $5m to $7m", "fell $1.2m to $23.5m")."""
    currencies = _currencies(match)
    if len({currency.code for currency in currencies}) > 1:
        return Declined("two currencies")
    if _is_no_rupee(match, currencies[0]):
        return Declined("crores and lakhs of no rupee")
    scale = shared_scale if match.names("cur_high") else range_scale
    low, high = scale(_scaled(match, "low", "low_letter"), _scaled(match, "high", "high_letter"))
    told = states(match, low, high) if match.names("first") else None
    if told is not None:
        return tuple(_sum(match, currencies[0], value, value, span=span, role=role) for span, value, role in told)
    if low > high:
        return Declined("the first bound is greater than the second")
    return (_sum(match, currencies[0], low, high, span=match.span()),)


def money_list(match: RuleMatch) -> Outcome | Declined:
    """Numbers that share one currency and scale, one claim each: "5, 6 and 7 million euros"."""
    tokens, currency = match.tokens, _currencies(match)[0]
    indices, last = list_items(match, "items"), _scaled(match, "last", "letter")
    numerals = [match.scene.evidence.numeral(tokens, index) for index in indices]
    values = [shared_scale(numeral, last)[0] for numeral in numerals] + [last.value]
    spans = [(tokens.starts[index], tokens.starts[index + 1]) for index in indices]
    spans.append((tokens.starts[match.index("last")], match.span()[1]))
    return tuple(_sum(match, currency, value, value, span=span) for value, span in zip(values, spans, strict=True))


def money_split(match: RuleMatch) -> Outcome | Declined:
    """Main unit and subunit: "3 dollars 50 cents", "five pounds and ten pence"."""
    currency, minor = _currencies(match)[0], match.scene.evidence.currency(match.tokens, match.index("sub"))
    cents = match.value("cents")
    if cents >= 1 / minor.factor:
        return Declined("more than a whole of the subunit")
    value = match.value("number") + cents * minor.factor
    return (_sum(match, currency, value, value, span=match.span()),)


def money_minus(match: RuleMatch) -> Outcome | Declined:
    """An accountant's minus: "$(12.4) million", "$(12.4)m", "($12.4) million"."""
    if match.names("span_whole"):
        scale = match.tokens.reading(match.index("scale_whole"), "SCALE")
        currency = match.scene.evidence.currency(match.tokens, match.index("cur_whole"))
        value = -match.value("number_whole") * Decimal(scale or 1)
        return (_sum(match, currency, value, value, span=match.offsets("span_whole")),)
    scale = match.tokens.reading(match.index("scale"), "SCALE") if match.names("scale") else None
    value = -_scaled(match, "number", "letter").value * Decimal(scale or 1)
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def money_labelled(match: RuleMatch) -> Outcome | Declined:
    """A number behind a label that holds currency and scale: "Revenue (USD thousands): 84,310"."""
    tokens, at = match.tokens, match.index("scale")
    scale = next((v for v in (tokens.reading(at, n) for n in ("SCALE", "SCALE_PLURAL", "SCALE_LETTER")) if v), "1")
    value = match.value("number") * Decimal(scale)
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def money_and_tens(match: RuleMatch) -> Outcome | Declined:
    """Two words, the second the subunits: "two pounds fifty"."""
    cents = match.value("cents")
    if not _LEAST_CENTS <= cents < _CENTS_OF_ONE:
        return Declined("not a number of cents")
    value = match.value("number") + cents / _CENTS_OF_ONE
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def money_of_one(match: RuleMatch) -> Outcome | Declined:
    """A scale or a part for the number: "billion-dollar", "half a euro"."""
    if match.names("one"):
        value = Decimal(match.tokens.reading(match.index("one"), "SCALE") or 1)
    else:
        value = _ONE / Decimal(match.tokens.reading(match.index("part"), "PART") or 1)
    return (_sum(match, _currencies(match)[0], value, value, span=match.span()),)


def _unless_weight(production: Callable[[RuleMatch], Outcome | Declined]) -> Callable[[RuleMatch], Outcome | Declined]:
    """The production, declining where "pounds" are a weight."""

    def read(match: RuleMatch) -> Outcome | Declined:
        if match.names("cur") and weighs(match.scene, match.index("cur")):
            return Declined("pounds as a weight")
        return production(match)

    return read


PRODUCTIONS = {
    "money_coded": money_coded,
    "money_grand": money_grand,
    "money_prefix_list": money_prefix_list,
    "money_minus": money_minus,
    "money_labelled": money_labelled,
    "money_and_tens": money_and_tens,
    "money_letter": money_letter,
    "money": _unless_weight(money),
    "money_range": _unless_weight(money_range),
    "money_list": _unless_weight(money_list),
    "money_split": money_split,
    "money_of_one": money_of_one,
}
