"""Bytes to text: the encoding found, the byte order mark dropped, double encoding undone."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from pipeline.errors import UnreadableDocument
from pipeline.ingest.mojibake import repaired

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages declare and what they mean by it.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
}
# Among code pages that decode the sample alike, the one people use.
_USUAL = ("cp1252", "cp1251", "koi8_r", "cp866", "cp037")
_SAMPLE = 1 << 18
_SHORT = 100
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("[\udc80-\udcff]+")
_REMEDY = "Convert the file to UTF-8 text"


def decoded(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """Decode a file; give its text and the encoding's name.

    Tried in turn: byte order mark, UTF-16 without a mark, UTF-8, UTF-8 with damaged bytes, the encoding the file declares,
    Western text, charset-normalizer's judgement. Raises UnreadableDocument for bytes that are no text.
    """
    text, encoding = _decoded(data, declared)
    return (repaired(text) if encoding == "utf-8" else text), encoding


def without_surrogates(text: str) -> str:
    """Give the text with lone surrogates, which no encoding can write, replaced by U+FFFD one for one."""
    return _SURROGATE.sub("\ufffd", text)


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    sample = data[:_SAMPLE]
    wide = _wide_encoding(sample)
    if wide:
        return data.decode(wide, errors="replace"), wide
    if b"\0" in sample and sample.count(b"\0") * 500 > len(sample):
        raise UnreadableDocument("the file is binary data, not text", remedy=_REMEDY)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_legacy(data, sample, declared)
    if len(_CONTROLS.findall(sample)) * 50 > len(sample):
        raise UnreadableDocument("the file is binary data, not text", remedy=_REMEDY)
    return text, "utf-8"


def _decoded_legacy(data: bytes, sample: bytes, declared: str | None) -> tuple[str, str]:
    damaged = _damaged_utf8(data)
    if damaged is not None:
        return damaged, "utf-8"
    encoding = _declared_encoding(data, declared) or _western(sample) or _guessed(sample)
    if encoding is None:
        raise UnreadableDocument("the file is binary data, or text in an encoding that cannot be told", remedy=_REMEDY)
    return data.decode(encoding, errors="replace"), encoding


def _wide_encoding(sample: bytes) -> str | None:
    """Recognise UTF-16 without a mark: zeros in nearly every second byte of Latin text."""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if pairs < 4 or max(even, odd) * 2 < pairs or min(even, odd) * 20 > pairs:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _damaged_utf8(data: bytes) -> str | None:
    """Read UTF-8 with a few stray bytes, each taken as Windows-1252; None where stray bytes are not the exception."""
    text = data.decode("utf-8", errors="surrogateescape")
    stray = sum(map(len, _ESCAPED.findall(text)))
    sound = len(data) - len(text)
    if stray * 10 > sound:
        return None
    return _ESCAPED.sub(lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def _declared_encoding(data: bytes, declared: str | None) -> str | None:
    try:
        encoding = codecs.lookup(_MEANT.get((declared or "").strip().lower(), declared or "")).name
        data.decode(encoding)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return encoding


def _western(sample: bytes) -> str | None:
    """Recognise mostly ASCII text with lone bytes above it (quotes, dashes, accents): Windows-1252 in English texts."""
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    controls = len(_CONTROLS.findall(sample))
    few = high * 33 < len(sample) or high * 4 <= len(sample) < _SHORT
    lone = few and controls * 200 < len(sample) and not _HIGH_RUN.search(sample)
    return "cp1252" if lone else None


def _guessed(sample: bytes) -> str | None:
    best = charset_normalizer.from_bytes(sample, enable_fallback=False).best()
    if best is None:
        return None
    alike = {best.encoding, *best.could_be_from_charset}
    return next((encoding for encoding in _USUAL if encoding in alike), best.encoding)
