"""Which currency a symbol, code or name means in a document, and whether that is assumed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.lexicon.currencies import choices, traces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.tokens import Tokens
    from pipeline.lexicon.currencies import Choice
    from pipeline.model import CleanDocument
    from pipeline.settings import Settings

_CODE_LENGTH = 3
_CENT = Decimal("0.01")
_TYPES = ("CUR_SYMBOL", "CUR_CODE", "CUR_NAME", "CUR_SUB", "CUR_WEAK", "CUR_WEAK_NAME", "CUR_SUB_LETTER")
_SUBUNITS = ("CUR_SUB", "CUR_SUB_LETTER")
_CAPITALS = re.compile(r"[A-Z][\w/&]*(?:\.[A-Z]\.?)?")
_SIGNED = ("$", re.compile(r"[A-Za-z.]{1,4}\Z")), ("£", re.compile(r"[A-Z]{1,3}\Z"))  # a sign, and what is told with it
# A sum and its worth in another currency: "A$5 million ($3.5 million)", "10.5 million Australian dollars ($7.5 million)".
_GLOSS = re.compile(r"\((?:about |some |around |roughly |worth )?\$\d")
_GLOSSED = re.compile(r"[^().;\n]{0,12}\d[^()\n]{0,40}\Z")
_GLOSSED_LENGTH = 60
# "SYDNEY, May 3 (Reuters) -", "TORONTO -": where the writer is.
_DATELINE = re.compile(
    r"^[ \t]*([A-Z][A-Za-z .,/']{2,40}?)(?:,? +[A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([A-Za-z ]+\)\s*)?(?:--?|—|–)\s",
    re.MULTILINE,
)
_HEAD = 600
_LONGEST_LETTERS = 4
# "$1.1 billion (US$720 million)": the bare sign is not the one in the gloss.
_GLOSSED_BY = re.compile(r"\$(?<![\w$].)\d[^()\n]{0,20}\((?:about |some |around |roughly )?([A-Z.]{1,4}\$|[A-Z]{3} ?\d)")
# A document that says so counts in them, wherever it is at home: "converted to US dollars at average rates".
_TOLD_IN_US_DOLLARS = re.compile(
    r"\b(?:in|to|into) (?:current |constant |(?:thousands|millions|billions) of )?(?:US|U\.S\.|United States) dollars"
)
_MARK, _PLACE, _NAME, _HOME = 3, 2, 1, 5
_MOST_MARKS, _MOST_NAMES = 2, 3
# What a bare "$" needs to mean another currency than the default. A country that is only spoken of is not enough.
_SWITCH, _SWITCH_IN_CONTRAST, _SWITCH_FROM_FIRM = 6, 4, 3


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217 code, what one of the named unit is worth in it (a cent: 0.01), and whether the code is a default."""

    code: str
    factor: Decimal = Decimal(1)
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class _Score:
    """What a document says for one currency. marks are kept apart: beside "US$", a bare "$" is something else.

    at_home: its dateline or address is in the country.
    """

    marks: int
    places: int
    names: int
    at_home: bool

    @property
    def told_of(self) -> int:
        """What speaks for the country, the currency's own signs aside."""
        return self.places + self.names + _HOME * self.at_home

    @property
    def total(self) -> int:
        """All that speaks for the currency."""
        return self.marks + self.told_of

    @property
    def is_plain(self) -> bool:
        """Whether more than talk of the country speaks for the currency."""
        return self.at_home or self.marks > _MARK or (self.marks > 0 and self.places > 0)


class CurrencyEvidence:
    """The currencies of one document. Evidence is counted when an ambiguous form is first met, once for each form."""

    def __init__(self, clean: CleanDocument, settings: Settings) -> None:
        self._clean = clean
        self._settings = settings
        self._resolved: dict[str, Currency] = {}

    def named(self, tokens: Tokens, index: int) -> Currency:
        """The currency that a token of a currency type names."""
        behind = tokens.has(index, "CUR_SUB_LETTER") and tokens.has(index - 1, "NUM")  # "5P" in a headline, not "P5 million"
        name = "CUR_SUB_LETTER" if behind else next(name for name in _TYPES if tokens.reading(index, name) is not None)
        currency = self.resolve(tokens.reading(index, name) or "")
        factor = tokens.reading(index, "CUR_FACTOR")
        if factor is not None:
            return replace(currency, factor=Decimal(factor))
        return replace(currency, factor=_CENT) if name in _SUBUNITS else currency

    def resolve(self, form: str) -> Currency:
        """The currency that a value of the vocabulary means here: an ISO 4217 code, or a form that several share."""
        if len(form) == _CODE_LENGTH and form.isupper():
            return Currency(form)
        known = self._resolved.get(form)
        if known is None:
            known = self._resolved[form] = self._chosen(choices()[form])
        return known

    def speaks_of(self, tokens: Tokens, index: int) -> bool:
        """Whether anything in the document speaks for the currency that a token would name."""
        code = self.named(tokens, index).code
        return code in traces() and self._score(code).total > 0

    @property
    def has_dollars(self) -> bool:
        """Whether the document counts in dollars."""
        return "$" in self._reading or "dollar" in self._reading

    @property
    def has_sterling(self) -> bool:
        """Whether the document speaks of pounds sterling, or of Britain."""
        return "£" in self._reading or self._score("GBP").total > 0

    def _chosen(self, choice: Choice) -> Currency:
        if choice.form == "cent":
            return self._cents(choice)
        scores = {code: self._score(code) for code in choice.candidates}
        if choice.default is None:
            return self._dollars(scores)
        best = max(scores, key=lambda code: (scores[code].total, code == choice.default))
        ahead = scores[best].total - scores[choice.default].total
        if choice.firm and ahead < _SWITCH_FROM_FIRM:
            best = choice.default
        return Currency(best, assumed=scores[best].total == 0 and not choice.firm)

    def _cents(self, choice: Choice) -> Currency:
        """Cents of the dollars that the document counts in, else of its euros or rands."""
        if "$" not in self._reading and "dollar" not in self._reading and "dlr" not in self._reading:
            for code in ("EUR", "ZAR"):
                if code in choice.candidates and self._score(code).marks:
                    return Currency(code)
        return self.resolve("$")

    def _dollars(self, scores: dict[str, _Score]) -> Currency:
        """The bare "$": the user's default, unless the document is at home elsewhere."""
        default = self._settings.default_currency
        if default == "USD" and default not in self._glossed and _TOLD_IN_US_DOLLARS.search(self._reading):
            return Currency(default)
        others = {code: score for code, score in scores.items() if code not in (default, *self._glossed)}
        best = max(others, key=lambda code: others[code].total, default=default)
        usual = scores.get(default, _Score(0, 0, 0, at_home=False))
        if best != default and self._switches(others[best], usual, glossed=default in self._glossed):
            return Currency(best)
        return Currency(default, assumed=usual.total == 0)

    @staticmethod
    def _switches(score: _Score, usual: _Score, *, glossed: bool) -> bool:
        """Whether a bare "$" means the other currency. glossed: "US$5m ($7m)" says that it is not the usual one."""
        if glossed:
            return score.told_of > 0
        if usual.marks:
            return score.total >= _SWITCH_IN_CONTRAST and (score.is_plain or score.places > _PLACE)
        return score.is_plain and score.total >= (_HOME if score.at_home else _SWITCH) and score.total > usual.told_of

    @property
    def _reading(self) -> str:
        return self._clean.reading

    @cached_property
    def _capitals(self) -> Counter[str]:
        """How often each capitalised word, and each word with a currency sign, stands in the document."""
        reading = self._reading
        return Counter(_CAPITALS.findall(reading)) + Counter(_signed(reading))

    @cached_property
    def _glossed(self) -> frozenset[str]:
        """Currencies that the document glosses with a bare "$", which therefore is another."""
        reading = self._reading
        before = (_GLOSSED.search(reading, max(0, m.start() - _GLOSSED_LENGTH), m.start()) for m in _GLOSS.finditer(reading))
        sums = [found[0] for found in before if found] + _GLOSSED_BY.findall(reading)
        return frozenset(
            code for code in choices()["$"].candidates for mark in traces()[code].marks if any(mark in each for each in sums)
        )

    @cached_property
    def _datelines(self) -> str:
        """Where the head of the document says that it was written, in lower case."""
        return " ".join(_DATELINE.findall(self._reading[:_HEAD])).lower()

    def _score(self, code: str) -> _Score:
        row = traces()[code]
        marks = sum(min(self._count(mark), _MOST_MARKS) for mark in row.marks)
        places = sum(self._count(place) > 0 for place in row.places if not place.startswith("."))
        names = sum(min(self._count(name), _MOST_NAMES) for name in row.names)
        address = f"{self._clean.document.facts.url or ''}/"
        at_home = any(f"{place}/" in address for place in row.places if place.startswith(".")) or any(
            term.lower() in self._datelines for term in (*row.places, *row.names) if len(term) > _CODE_LENGTH
        )
        return _Score(
            _MARK * min(marks, _MOST_MARKS), _PLACE * min(places, _MOST_NAMES), _NAME * min(names, _MOST_NAMES), at_home
        )

    def _count(self, term: str) -> int:
        first, _, rest = term.partition(" ")
        if not first[0].isupper() and first.isascii() and first[0].isalpha():
            return self._reading.count(f" {term}")
        if not first.isascii() or not first[0].isalnum():
            return self._reading.count(term)
        if not rest:
            return self._capitals[term]
        return self._reading.count(term) if first.rstrip(".") in self._firsts else 0

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The capitalised words, without the stop that an abbreviation ends with."""
        return frozenset(word.rstrip(".") for word in self._capitals)


def _signed(reading: str) -> Iterator[str]:
    """Each currency sign with the letters before it ("US$"): looked for from the few signs, not from every letter."""
    for sign, letters in _SIGNED:
        *before, _ = reading.split(sign)
        for piece in before:
            found = letters.search(piece[-_LONGEST_LETTERS:])
            if found is not None:
                yield found[0] + sign
