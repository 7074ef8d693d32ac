"""Documents → the rows of the published tables: ids, surfaces, values, sentences and counts are derived here, once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pipeline.model import Claim, Excluded, FileFacts, ReadDocument, Sentence, SetAside

# One endless line with a thousand numbers must not be repeated a thousand times in full.
MAX_SENTENCE = 4_000
# float64 ends near 1e308 and 1e-324; an exact fraction beyond that would only cost memory.
MAX_EXPONENT = 400
SURROGATE = re.compile("[\ud800-\udfff]")

Row = dict[str, object]


def claim_id(document_id: str, start: int, end: int, kind: str) -> str:
    """First 16 hex digits of SHA-256 over the UTF-8 bytes of "document_id:start:end:kind", numbers in decimal."""
    return hashlib.sha256(f"{document_id}:{start}:{end}:{kind}".encode()).hexdigest()[:16]


def claim_rows(document: ReadDocument) -> Iterator[Row]:
    """One row per claim, in text order, with every column of `claims` in the dictionary's order."""
    facts, text = document.clean.document.facts, storable_text(document.clean.document.text)
    for claim in document.claims:
        yield _claim_row(claim, document.clean.sentences[claim.sentence_index], facts, text)


def _claim_row(claim: Claim, sentence: Sentence, facts: FileFacts, text: str) -> Row:
    return {
        "claim_id": claim_id(facts.document_id, claim.start, claim.end, claim.kind),
        "document_id": facts.document_id,
        "source": storable_name(facts.source),
        "page": sentence.page,
        "locator": sentence.locator or None,
        "section": sentence.section,
        "sentence_index": sentence.index,
        "sentence": sentence_text(text, sentence, claim.start),
        "char_start": claim.start,
        "char_end": claim.end,
        "surface": text[claim.start : claim.end],
        "kind": claim.kind,
        "value_low": float(claim.value_low),
        "value_high": float(claim.value_high),
        "value": middle(claim.value_low, claim.value_high),
        "unit": claim.unit or None,
        "unit_assumed": claim.unit_assumed,
        "per": claim.per or None,
        "comparator": claim.comparator,
        "direction": claim.direction,
        "change_role": claim.change_role,
        "status": claim.status,
        "negated": claim.negated,
        "measure": claim.measure or None,
        "measure_key": claim.measure_key or None,
        "subject": claim.subject or None,
        "of": claim.of or None,
        "attributed_to": claim.attributed_to or None,
        "year_start": claim.year_start,
        "year_end": claim.year_end,
        "year_role": claim.year_role,
        "rule": claim.rule,
    }


def excluded_rows(document: ReadDocument) -> Iterator[Row]:
    """One row per number that is no claim, in text order, with every column of `excluded`."""
    facts, text = document.clean.document.facts, storable_text(document.clean.document.text)
    for number in document.excluded:
        yield _excluded_row(number, facts, text)


def _excluded_row(number: Excluded, facts: FileFacts, text: str) -> Row:
    return {
        "document_id": facts.document_id,
        "source": storable_name(facts.source),
        "section": number.section,
        "char_start": number.start,
        "char_end": number.end,
        "surface": text[number.start : number.end],
        "reason": number.reason,
        "rule": number.rule,
    }


def document_row(document: ReadDocument | SetAside) -> Row:
    """The row of `documents` for a document, read or set aside."""
    if isinstance(document, SetAside):
        row = _facts_row(document.facts, document.status)
        return row | {"duplicate_of": document.duplicate_of or None, "error": document.error or None}
    row = _facts_row(document.clean.document.facts, "ok")
    return row | {
        "chars": len(document.clean.document.text),
        "sentences": len(document.clean.sentences),
        "claims": len(document.claims),
        "excluded": len(document.excluded),
    }


def _facts_row(facts: FileFacts, status: str) -> Row:
    return {
        "document_id": facts.document_id,
        "source": storable_name(facts.source),
        "status": status,
        "duplicate_of": None,
        "error": None,
        "media_type": facts.media_type or None,
        "encoding": facts.encoding or None,
        "language": facts.language or None,
        "language_score": facts.language_score,
        "title": storable_text(facts.title or "") or None,
        "published": facts.published or None,
        "publisher": storable_text(facts.publisher or "") or None,
        "url": facts.url or None,
        "bytes": facts.size,
        "chars": None,
        "sentences": None,
        "claims": 0,
        "excluded": 0,
    }


def text_row(document: ReadDocument) -> Row:
    """The row of `texts` for a document that was read."""
    read = document.clean.document
    return {"document_id": read.facts.document_id, "text": storable_text(read.text)}


def storable_text(text: str) -> str:
    """The text with every lone surrogate, which no UTF-8 file can hold, as one U+FFFD: offsets stay true."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def storable_name(name: str) -> str:
    """A file name whose undecodable bytes are spelt out, so that two such names stay two."""
    return name.encode(errors="backslashreplace").decode()


def sentence_text(text: str, sentence: Sentence, start: int) -> str:
    """The text of a sentence, or, of an overlong one, the stretch of it around the claim that starts at start.

    Stretches lie on a grid of half their length, so that neighbouring claims share one and the column compresses.
    """
    if sentence.end - sentence.start <= MAX_SENTENCE:
        return text[sentence.start : sentence.end]
    step = MAX_SENTENCE // 2
    offset = max(0, (start - sentence.start) // step * step - step // 2)
    begin = min(sentence.start + offset, sentence.end - MAX_SENTENCE)
    return text[begin : begin + MAX_SENTENCE]


def middle(low: Decimal, high: Decimal) -> float:
    """The float64 nearest to the exact middle of two bounds, rounded once."""
    if low == high:
        return float(low)
    if max(abs(low.adjusted()), abs(high.adjusted())) > MAX_EXPONENT:
        return float(low) / 2 + float(high) / 2
    return _quotient((Fraction(low) + Fraction(high)) / 2)


def _quotient(number: Fraction) -> float:
    try:
        return number.numerator / number.denominator
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
