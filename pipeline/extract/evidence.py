"""What a document as a whole says about its own conventions: separators, currency, order of dates."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from pipeline.extract.currency import CurrencyEvidence
from pipeline.extract.document_date import document_year
from pipeline.extract.entries import Entries
from pipeline.extract.numerals import Numeral, solved_digits
from pipeline.extract.shapes import may_be_opaque

if TYPE_CHECKING:
    from pipeline.extract.currency import Currency
    from pipeline.extract.tokens import Tokens
    from pipeline.model import CleanDocument, Sentence
    from pipeline.settings import Settings

# Each begins with a digit, by which the engine skips through a text fastest; what must not stand before it comes after.
_SPACED = re.compile(r"[0-9]\d{0,2}(?: \d{3})+(?![\d.,]*\d)")
# One group alone is thousands where decimals follow and a currency stands beside it: "1 234,56 €".
_SPACED_SUM = re.compile(
    r"(?:[€£$₽₸]|\b[A-Z]{3}) ?\d{1,3}(?: \d{3})+[.,]\d\d(?!\d)"
    r"|(?<![\d.,])\d{1,3}(?: \d{3})+[.,]\d\d ?(?:[€£$₽₸]|[A-Z]{3}\b|zł|Kč|kr\b)"
)
_SPACED_ALONE = re.compile(r"[-(]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?\)?")  # the whole cell of a table
_COMMA_THOUSANDS = re.compile(r"[0-9],\d{3}(?!\d)")
_DECIMAL_POINT = re.compile(r"[0-9]\.\d(?!\d*[.,]\d)")
_SURE_DECIMAL_POINT = re.compile(r"[0-9]\.(?!\d{3}(?!\d))\d+(?![.,]?\d)(?<!\.\d{3})")
_DECIMAL_COMMA = re.compile(
    r"[0-9](?:(?<![\d,].)\d{0,2}(?:\.\d{3})+,\d|(?<![\d,.].)\d*,(?:\d{1,2}|\d{4,})(?![\d,])(?= ?(?:%|[a-zA-Z])))"
)
_POINT_THOUSANDS = re.compile(r"[0-9](?<![\d.].)\d{0,2}(?:(?:\.\d{3}){2,}(?![\d.])|\.\d{3},\d)")
_CITATION = re.compile(
    r"[(;] ?(?:see |cf\. |e\.g\.,? )?[A-Z][\w'-]+(?:,? (?:and|&) [A-Z][\w'-]+| et al\.?)?,? (?:19|20)\d\d[a-z]?(?=[),;:])"
)
_CITED_OTHERS = re.compile(r" et al(?<=[\w'-] et al)\.? \((?:19|20)\d\d")
# As with digits: each begins with the plain class of what it begins with, and what must not stand before it comes after.
_AUTHOR_YEAR = re.compile(r"[A-Z](?<=\b.)(?<![.!?:] .)(?<!\n.)[a-z'-]+ \((?:19|20)\d\d[a-z]?[),;]")
_AUTHORS = re.compile(r"[A-Z](?<=\b.)[a-z'-]+ and [A-Z][a-z'-]+ \((?:19|20)\d\d[a-z]?[),;]")


_LEAST_TICKS = 3
_OF_PATENTS = re.compile(r"\[0\d{3}\]|(?:according to|as claimed in|of) claims? \d")
_VERSION = re.compile(r"\b(?:[Vv]ersions?|[Rr]eleases?) (\d+\.\d+)(?![\d%]|\.\d)")
_KELVIN = re.compile(r"[0-9] K(?=[\s,.;)])")
_MONEY_K = re.compile(r"[$€£] ?\d[\d.,]*K\b")


def _is_scale(text: str) -> bool:
    """Whether numbers parted by spaces grow by equal steps, as along the axis of a chart: "50 100 150 200"."""
    numbers = [int(part) for part in text.split()]
    steps = {behind - number for number, behind in pairwise(numbers)}
    return len(numbers) > _LEAST_TICKS - 1 and len(steps) == 1 and min(steps) > 0


class Evidence:
    """The conventions of one document, each found when it is first asked for."""

    def __init__(self, clean: CleanDocument, settings: Settings) -> None:
        self.clean = clean
        self.settings = settings
        self.entries = Entries(clean)

    @cached_property
    def year(self) -> int | None:
        """The year of the document's own date, where it is known."""
        return document_year(self.clean)

    @cached_property
    def has_opaque(self) -> bool:
        """Whether the document holds web or mail addresses or DOIs, which are single tokens."""
        return may_be_opaque(self.clean.reading)

    def is_opaque(self, sentence: Sentence) -> bool:
        """Whether a sentence may hold any of these: few do, even in a document that has some."""
        return self.has_opaque and may_be_opaque(self.clean.reading[sentence.start : sentence.end])

    @cached_property
    def spaced_thousands(self) -> bool:
        """Whether single spaces group thousands ("1 500"): where no-break or thin spaces do, or no comma does."""
        reading, text = self.clean.reading, self.clean.document.text
        found = False
        for match in _SPACED.finditer(reading):
            if _is_scale(match[0]):
                continue
            found = True
            if any(text[at] != " " and reading[at] == " " for at in range(match.start(), match.end())):
                return True
        return (found or _SPACED_SUM.search(reading) is not None) and _COMMA_THOUSANDS.search(reading) is None

    def spaces_group(self, sentence: Sentence) -> bool:
        """Whether single spaces group thousands in a sentence: as in the document, or because it is one such number."""
        if self.spaced_thousands:
            return True
        alone = _SPACED_ALONE.fullmatch(self.clean.reading, sentence.start, sentence.end)
        return alone is not None and not _is_scale(re.sub(r"[^\d ]|[.,]\d+", "", alone[0]))

    @cached_property
    def decimal_comma(self) -> bool:
        """Whether the document writes decimals with a comma where a number alone could be read both ways."""
        reading = self.clean.reading
        commas = len(_DECIMAL_COMMA.findall(reading))
        if not commas and _POINT_THOUSANDS.search(reading) is None:
            return False
        if not commas:
            return _SURE_DECIMAL_POINT.search(reading) is None
        return commas > len(_DECIMAL_POINT.findall(reading))

    @cached_property
    def versions(self) -> frozenset[str]:
        """The numbers that the document calls versions or releases."""
        return frozenset(_VERSION.findall(self.clean.reading))

    @cached_property
    def describes_invention(self) -> bool:
        """Whether the document is the description of an invention: it numbers its paragraphs, or refers to its claims."""
        return _OF_PATENTS.search(self.clean.reading) is not None

    @cached_property
    def counts_kelvin(self) -> bool:
        """Whether the document measures in kelvin ("48 K") and writes no money with K ("$5K")."""
        reading = self.clean.reading
        return _KELVIN.search(reading) is not None and _MONEY_K.search(reading) is None

    @cached_property
    def cites_by_year(self) -> bool:
        """Whether the document cites works by author and year: it has a bibliography, or does so more than once."""
        if any(section.name == "references" for section in self.clean.sections):
            return True
        found = chain(_CITATION.finditer(self.clean.reading), _CITED_OTHERS.finditer(self.clean.reading))
        return sum(1 for _ in islice(found, 2)) > 1

    @cached_property
    def cites_authors(self) -> bool:
        """Whether the document cites as "Gale (2000)" so often that a capitalised word before such a year is an author."""
        if " (19" not in self.clean.reading and " (20" not in self.clean.reading:
            return False
        if not self.cites_by_year and sum(1 for _ in islice(_AUTHORS.finditer(self.clean.reading), 3)) < 3:
            return False
        return sum(1 for _ in islice(_AUTHOR_YEAR.finditer(self.clean.reading), 3)) > 2

    def currency(self, tokens: Tokens, index: int) -> Currency:
        """The currency that a token names; marked as assumed where a default decided and not the document."""
        return self._currencies.named(tokens, index)

    def currency_of(self, form: str) -> Currency:
        """The currency that a form of the table of choices means in this document."""
        return self._currencies.resolve(form)

    def speaks_of(self, tokens: Tokens, index: int) -> bool:
        """Whether the document speaks of the currency that a token would name, or of its country."""
        return self._currencies.speaks_of(tokens, index)

    @property
    def counts_in_sterling(self) -> bool:
        """Whether the document counts in pounds sterling rather than in dollars."""
        return self._currencies.has_sterling and not self._currencies.has_dollars

    @cached_property
    def weighs_in_pounds(self) -> bool:
        """Whether the document counts money in dollars and in no pounds, so that its pounds are a weight."""
        return self._currencies.has_dollars and not self._currencies.has_sterling

    @cached_property
    def _currencies(self) -> CurrencyEvidence:
        return CurrencyEvidence(self.clean, self.settings)

    def denominator(self, tokens: Tokens, index: int) -> str:
        """The unit that the token after "per" names, in the vocabulary of units."""
        for name in ("DENOMINATOR", "UNIT", "TIME_UNIT"):
            stated = tokens.reading(index, name)
            if stated:
                return stated
        return tokens.texts[index].lower()

    def numeral(self, tokens: Tokens, index: int) -> Numeral:
        """The number that a token writes: composed, a number word, or digits by this document's separators."""
        known = tokens.numerals.get(index)
        if known is None:
            word = tokens.reading(index, "CARD")
            value = (
                Decimal(word) if word is not None else solved_digits(tokens.texts[index], decimal_comma=self.decimal_comma)
            )
            known = tokens.numerals[index] = Numeral(value)
        return known
