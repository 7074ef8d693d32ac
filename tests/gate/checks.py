"""What must hold of the gold before anything is scored against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from pipeline.model import ChangeRole, Comparator, Direction, Reason, Status
from tests.gate.gold import TEXT_FIELDS, GoldDocument, GoldNumber

_ONES = "one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "zero twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = "hundred hundreds thousand thousands million millions billion billions trillion trillions lakh crore dozen dozens"
_PARTS = "half halves halved third thirds quarter quarters first second fourth fifth sixth seventh eighth ninth tenth"
_MULTIPLES = (
    "double doubled doubles doubling triple tripled triples tripling quadruple quadrupled twice thrice "
    "twofold threefold fourfold fivefold tenfold"
)
NUMBER_WORDS = " ".join((_ONES, _TEENS, _TENS, _SCALES, _PARTS, _MULTIPLES)).split()
NUMBER = re.compile(r"\S*[\d²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]\S*|\b(?:" + "|".join(NUMBER_WORDS) + r")\b", re.IGNORECASE)
ALLOWED = {
    "comparator": get_args(Comparator),
    "direction": (*get_args(Direction), None),
    "change_role": (*get_args(ChangeRole), None),
    "status": get_args(Status),
}
# A subject or a speaker may be told by another word form than the text's ("earned" for "earnings").
OWN_WORDS = re.compile(r"\s+")


def faults_of(document: GoldDocument) -> Iterator[str]:
    """Everything that is wrong with the marking of one document, in words."""
    yield from (f"{document.name}: not marked: {number!r}" for number in unmarked(document))
    for number in document.numbers:
        yield from (f"{document.name}: {number.surface!r}: {fault}" for fault in _number_faults(document, number))


def unmarked(document: GoldDocument) -> Iterator[str]:
    """The numbers of a text, by the ledger's own definition, that no brace touches."""
    covered = bytearray(len(document.text))
    for number in document.numbers:
        covered[number.start : number.end] = b"\1" * (number.end - number.start)
    for found in NUMBER.finditer(document.text):
        if not any(covered[found.start() : found.end()]):
            yield found[0]


def _number_faults(document: GoldDocument, number: GoldNumber) -> Iterator[str]:
    if number.surface != number.surface.strip() or not number.surface:
        yield "white space at the edge of a span"
    if number.is_excluded:
        yield from (f"no such reason: {reason}" for reason in number.reasons if reason not in get_args(Reason))
        return
    for name, allowed in ALLOWED.items():
        for answer in number.fields.get(name, ()):
            if answer not in allowed:
                yield f"{name} cannot be {answer!r}"
    if number.unit == (None,) and number.kind[0] in ("percent", "money"):
        yield "no unit"
    text = OWN_WORDS.sub(" ", document.text)
    for name in TEXT_FIELDS:
        answers = [str(answer) for answer in number.fields.get(name, ()) if answer is not None]
        if answers and not any(answer in text for answer in answers):
            yield f"{name} is not in the text: {answers}"
