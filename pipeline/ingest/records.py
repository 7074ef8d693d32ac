"""JSON Lines: a document for each record, read line by line, so that memory does not grow with the file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import DocumentError, DocumentTooLarge, UnreadableDocument
from pipeline.ingest.dates import iso_date
from pipeline.ingest.decode import without_surrogates
from pipeline.ingest.mojibake import repaired
from pipeline.ingest.packed import ByteStream, peeked, read_line
from pipeline.ingest.seen import Seen

_RECORD_START = re.compile(rb"\s*\{\s*(?:\"|\})")
# How many lines are judged, and from which length on a line that is no object may be one cut off.
_JUDGED = 9
_LONG_LINE = 4096
_HAS_TEXT = re.compile(rb'"text"\s*:')
_BROKEN = 'Write one JSON object a line, in UTF-8, with a string under "text"'
# A packed stream that swells further than this, beyond a first allowance, is a decompression bomb.
MOST_SWELLING = 400


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a JSON Lines file: its name in the file, its size in bytes, and what it holds or why it cannot be read."""

    document_id: str
    name: str
    size: int
    text: str = ""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    error: DocumentError | None = None


def is_records(stream: ByteStream) -> bool:
    """Tell whether a stream holds JSON Lines, from its first bytes, none of which are consumed.

    It does where most of its first lines begin like objects and one of them is one, or the only line seen is cut off.
    """
    head = peeked(stream).removeprefix(b"\xef\xbb\xbf").lstrip()
    lines = [line for line in head.split(b"\n")[:_JUDGED] if line.strip()]
    begun = [line for line in lines if _RECORD_START.match(line)]
    if len(begun) * 2 <= len(lines):
        return False
    if len(lines) == 1 and not _is_object(lines[0]):
        return len(lines[0]) >= _LONG_LINE and _HAS_TEXT.search(lines[0]) is not None
    return any(map(_is_object, begun)) and (len(lines) > 1 or _HAS_TEXT.search(head) is not None)


def read_records(stream: ByteStream, *, longest: int, file_size: int, packed: bool) -> Iterator[Record]:
    """Give the records of a JSON Lines stream in order; blank lines are skipped.

    A line that is longer than `longest` bytes, is no JSON object or holds no text comes with its error. Raises
    UnreadableDocument for a damaged packing and DocumentTooLarge for one that swells beyond all measure.
    """
    read = 0
    number = 0
    with Seen() as seen:
        while raw := read_line(stream, longest + 2):
            number += 1
            digest = hashlib.sha256()
            size, line = hashed_line(stream, raw, digest, longest)
            read += size
            if packed and read > longest + MOST_SWELLING * file_size:
                cause = f"unpacked, the file is more than {MOST_SWELLING} times as large"
                raise DocumentTooLarge(cause, remedy="Check the file; unpack it yourself if it is sound")
            if size > longest:
                cause = f"the record has more than {longest:,} bytes"
                error = DocumentTooLarge(cause, remedy="Split it or raise max_bytes under [limits] in tidyclaims.toml")
                yield Record(digest.hexdigest()[:16], str(number), size, error=error)
            elif line.strip():
                yield _record(line, number, digest.hexdigest()[:16], seen)


def hashed_line(stream: ByteStream, raw: bytes, digest: hashlib._Hash, longest: int) -> tuple[int, bytes]:
    """Hash a line without its end; give its size and its bytes, reading on past an overlong line without keeping it."""
    line = raw.rstrip(b"\r\n")
    digest.update(line)
    size = len(line)
    while not raw.endswith(b"\n") and size > longest and (raw := read_line(stream, 1 << 20)):
        more = raw.rstrip(b"\r\n")
        digest.update(more)
        size += len(more)
    return size, line


def _record(line: bytes, number: int, document_id: str, seen: Seen) -> Record:
    try:
        stated = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return _broken(document_id, number, len(line), f"line {number} is not JSON ({error})")
    if not isinstance(stated, dict):
        return _broken(document_id, number, len(line), f"line {number} is no JSON object")
    name = name_of_record(stated.get("id"), number, seen)
    text = stated.get("text")
    if not isinstance(text, str):
        cause = f'the record on line {number} has no string under "text"'
        return Record(document_id, name, len(line), error=UnreadableDocument(cause, remedy=_BROKEN))
    return Record(
        document_id,
        name,
        len(line),
        repaired(without_surrogates(text)),
        title=_stated(stated, "title"),
        published=iso_date(_stated(stated, "published", "date")),
        publisher=_stated(stated, "publisher"),
        url=_stated(stated, "url"),
    )


def _broken(document_id: str, number: int, size: int, cause: str) -> Record:
    return Record(document_id, str(number), size, error=UnreadableDocument(cause, remedy=_BROKEN))


def name_of_record(stated: object, number: int, seen: Seen) -> str:
    """Give the record's id, or its line number where it has none; an id met before is told apart by its line number."""
    if isinstance(stated, bool) or not isinstance(stated, str | int) or not str(stated).strip():
        return str(number)
    name = without_surrogates(str(stated))
    return name if seen.add(name) else f"{name}@{number}"


def _stated(record: dict[str, object], *keys: str) -> str | None:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return without_surrogates(str(value).strip())
    return None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
