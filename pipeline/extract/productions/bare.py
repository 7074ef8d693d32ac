"""Numbers without a unit: levels told as such, and those that may take the unit of another number of the sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.numerals import Numeral
from pipeline.extract.productions.amounts import point, shared_scale, states
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import word_classes

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import ChangeRole, Mention

HEDGES = frozenset(
    "about around some nearly almost over just roughly approximately only under above below up a an at least most more less than "
    "estimated provisional projected".split()
)
LEVELS = frozenset(
    "to at from by of was were is are be been than reached reaches reaching hit hits hitting totalled totaled totalling totaling "
    "numbered numbers numbering averaged averages averaging exceeded exceeds exceeding scored equals stands stood total count "
    "score index pop population average record close closed ended reading level value figure n = :".split()
)
CONNECTORS = frozenset("and or from to against vs versus v with than , but while for of by".split())
_STRONG = ("SCALED", "GROUPED", "DEC")


def bare_number(match: RuleMatch) -> Outcome | Declined:
    """A level without a unit: "closed at 13,176", "pop. 1,045,000"; or a number in a list that leaves its unit out."""
    tokens, number = match.tokens, match.index("number")
    if why := _is_no_amount(tokens, match, "number"):
        return Declined(why)
    value = _scaled(match, "number", "letter").value
    strong = match.names("letter") or any(tokens.has(number, name) for name in _STRONG)
    word = _word_before(tokens, number)
    if not (strong or _tells_level(tokens, match, word) or word in CONNECTORS):
        return Declined("nothing says that this is an amount")
    return (_bare(match, value, value, span=match.span()),)


def bare_range(match: RuleMatch) -> Outcome | Declined:
    """Two bounds, or two states of a change, without a unit."""
    tokens = match.tokens
    if why := _is_no_amount(tokens, match, "low") or _is_no_amount(tokens, match, "high"):
        return Declined(why)
    low, high = shared_scale(_scaled(match, "low", "low_letter"), _scaled(match, "high", "high_letter"))
    told = states(match, low, high) if match.names("first") else None
    if told is not None:
        return tuple(_bare(match, value, value, span=span, role=role) for span, value, role in told)
    begins_at_word = tokens.has(match.found.start(), "FROM") or tokens.has(match.found.start(), "BETWEEN")
    strong = any(tokens.has(match.index("high"), name) for name in _STRONG)
    level = begins_at_word or strong or _word_before(tokens, match.index("low")) in LEVELS
    if low >= high or not level:
        return Declined("no range of amounts")
    return (_bare(match, low, high, span=match.span()),)


def _bare(
    match: RuleMatch, low: Decimal, high: Decimal, *, span: tuple[int, int], role: ChangeRole | None = None
) -> Mention:
    return point(match, span=span, kind="quantity", low=low, high=high, unit=None, change_role=role)


def _scaled(match: RuleMatch, number: str, letter: str) -> Numeral:
    numeral = match.numeral(number)
    if not match.names(letter):
        return numeral
    scale = match.tokens.reading(match.index(letter), "SCALE_LETTER")
    return Numeral(numeral.coefficient, numeral.scale * Decimal(scale or 1))


def _is_no_amount(tokens: Tokens, match: RuleMatch, name: str) -> str | None:
    """Why a number cannot be an amount: a year, or letters and signs glued to it."""
    index = match.index(name)
    last = match.index(f"{name}_letter" if name != "number" else "letter") if _has_letter(match, name) else index
    before, after = index - 1, last + 1
    if tokens.has(index, "YEAR") and name != "number":
        return "a year"
    if name != "high" and before >= 0 and (tokens.texts[before][-1].isalnum() or tokens.texts[before] in "#/_-&@"):
        return "glued to what stands before"
    if after < len(tokens.texts) and (tokens.texts[after][0].isalnum() or tokens.texts[after][0] in "/_°@#"):
        return "glued to what stands behind"
    if after < len(tokens.texts) and tokens.has(after, "HYPHEN") and name in ("number", "high"):
        return "glued to what stands behind"
    return None


def _has_letter(match: RuleMatch, name: str) -> bool:
    return match.names("letter" if name == "number" else f"{name}_letter")


def _word_before(tokens: Tokens, number: int) -> str:
    """The word before a number, hedges passed over."""
    before = tokens.before(number)
    while before >= 0 and tokens.texts[before].lower() in HEDGES and tokens.texts[before].lower() not in LEVELS:
        before = tokens.before(before)
    return tokens.texts[before].lower() if before >= 0 else ""


def _tells_level(tokens: Tokens, match: RuleMatch, word: str) -> bool:
    """Whether a small whole number is a level: after "was" or "at", with nothing behind that it could belong to."""
    if word not in LEVELS:
        return False
    after = tokens.after(match.index("number"))
    if after >= len(tokens.texts):
        return True
    right = tokens.texts[after]
    return not right[0].isalnum() or right.lower() in word_classes()["stop"]


PRODUCTIONS = {"bare_number": bare_number, "bare_range": bare_range}
