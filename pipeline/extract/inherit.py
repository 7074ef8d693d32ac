"""Units that a sentence leaves out: "1.56 mln tonnes in 1987 and 2.11 mln in 1988", "rose to $45 from 38"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.productions.bare import CONNECTORS, HEDGES, LEVELS
from pipeline.model import Mention

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Excluded

BARE_RULES = frozenset({"bare_number", "bare_range", "bare_from_to", "bare_between"})
_KINDS = frozenset({"quantity", "money", "percent"})
_FARTHEST, _FARTHEST_BACK = 30, 12
_MOST_APART = {"percent": Decimal(20), "money": Decimal(1000), "quantity": Decimal(200)}
_LISTS = frozenset({"and", "or", ",", "but", "while"})
_LEVEL_AFTER_STEP = frozenset({"to", "at"})
_STRONG = ("SCALED", "GROUPED", "DEC")


def inherit_units(scene: Scene, read: list[Mention | Excluded]) -> list[Mention | Excluded]:
    """What was read, with each bare number given the kind, unit and rate of the amount that it is listed or compared with.

    A bare small number that neither stands beside such an amount nor is told as a level is dropped: it is no claim.
    """
    if not any(isinstance(each, Mention) and each.rule in BARE_RULES for each in read):
        return read
    out: list[Mention | Excluded] = []
    for position, each in enumerate(read):
        if not isinstance(each, Mention) or each.rule not in BARE_RULES:
            out.append(each)
            continue
        donor = _donor_before(scene, out, each) or _donor_after(scene, read[position + 1 :], each)
        if donor is not None:
            given = replace(each, kind=donor.kind, unit=donor.unit, unit_assumed=donor.unit_assumed, per=donor.per)
            out.append(_in_subunits(given, donor, scene))
        elif _stands_alone(scene.tokens, each):
            out.append(each)
    return out


def _donor_before(scene: Scene, done: list[Mention | Excluded], bare: Mention) -> Mention | None:
    """The nearest amount to the left that the bare number is listed or compared with."""
    for each in reversed(done):
        if not isinstance(each, Mention) or each.kind == "year":
            continue
        return (
            each
            if each.unit is not None and _goes_with(scene.tokens, each, bare, _word_before(scene.tokens, bare))
            else None
        )
    return None


def _donor_after(scene: Scene, rest: list[Mention | Excluded], bare: Mention) -> Mention | None:
    """The amount right behind that a bare number is compared with: "720,000 against 695,000 tonnes"."""
    tokens = scene.tokens
    for each in rest:
        if not isinstance(each, Mention) or each.kind == "year":
            continue
        if each.unit is None or each.rule in BARE_RULES or each.kind == "percent":
            return None
        first, last = tokens.at_or_after(bare.end), tokens.at_or_after(each.start)
        word = _word_before(tokens, each)
        near = last - first <= _FARTHEST_BACK and word in CONNECTORS - {",", "of", "for", "by", "but", "while"}
        return each if near and _is_like(each, bare) else None
    return None


def _goes_with(tokens: Tokens, donor: Mention, bare: Mention, word: str) -> bool:
    first, last = tokens.at_or_after(donor.end), tokens.at_or_after(bare.start)
    if donor.kind not in _KINDS or word not in CONNECTORS or last - first > _FARTHEST or not _is_like(donor, bare):
        return False
    if any(tokens.has(index, "SEMICOLON") for index in range(first, last)):
        return False
    if donor.kind == "percent":
        return word not in _LEVEL_AFTER_STEP or donor.change_role == "from"
    if word in ("of", "for", "by"):
        return _is_strong(tokens, bare)
    if word in _LISTS:
        # In a list a whole number goes with whole numbers, and a scaled one with scaled ones.
        return _is_strong(tokens, bare) or not _is_strong(tokens, donor) or donor.value_low == int(donor.value_low)
    return True


def _is_like(donor: Mention, bare: Mention) -> bool:
    """Whether the two amounts are of one order, so that they can be of one kind."""
    one, other = abs(donor.value_high), abs(bare.value_high)
    if donor.kind == "money" and donor.value_high != donor.value_high.to_integral_value() and other >= 1:
        other = other if one >= 1 else other / 100
    most = _MOST_APART.get(donor.kind, Decimal(1))
    return one <= other * most and other <= one * most


def _in_subunits(given: Mention, donor: Mention, scene: Scene) -> Mention:
    """The mention in the main unit where the donor counts in cents ("34 cents against 27")."""
    text = scene.clean.reading[donor.start : donor.end].lower()
    if given.kind != "money" or not any(sub in text for sub in ("cent", "pence", " p", "kopeck", "cts", " ct")):
        return given
    factor = Decimal("0.01")
    return replace(given, value_low=given.value_low * factor, value_high=given.value_high * factor)


def _word_before(tokens: Tokens, mention: Mention) -> str:
    before = tokens.before(tokens.at_or_after(mention.start))
    while before >= 0 and tokens.texts[before].lower() in HEDGES - LEVELS - CONNECTORS:
        before = tokens.before(before)
    return tokens.texts[before].lower() if before >= 0 else ""


def _is_strong(tokens: Tokens, mention: Mention) -> bool:
    index = tokens.at_or_after(mention.start)
    return any(tokens.has(index, name) for name in _STRONG) or tokens.has(index + 1, "SCALE_LETTER")


def _stands_alone(tokens: Tokens, bare: Mention) -> bool:
    return bare.rule != "bare_number" or _is_strong(tokens, bare) or _word_before(tokens, bare) in LEVELS
