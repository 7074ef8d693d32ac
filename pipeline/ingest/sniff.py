"""Which format a file is in, told by its content; its name only decides between formats that share their content."""

from __future__ import annotations

import functools
import io
import json
import re
import zipfile
from dataclasses import dataclass

from pipeline.errors import EmptyDocument, UnreadableDocument
from pipeline.lexicon.tsv import tsv_rows

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MAIL = "message/rfc822"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_HEAD = 8192
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|"
    r"div|p|h[1-6]|table|ul|ol|dl|article|section|main|header|nav|span|a|b|i|strong|em|br|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(r"\s*<\?xml\b|\s*<(?:rss|feed|article|TEI|svg)\b[^>]*\bxmlns|\s*<rss\b")
_JSON_START = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"\d])")
_MAIL_HEADER = re.compile(
    r"^(?:from|to|cc|date|subject|received|return-path|delivered-to|mime-version|message-id|content-type|reply-to|sender|"
    r"x-[\w-]+|dkim-signature|arc-[\w-]+)(?=:)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_FIRST = re.compile(r"\s*(?:From \S+ .*\n|[A-Za-z][A-Za-z-]{1,40}:)")
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name for people, its media type, and what to do with a file of it that is not read."""

    name: str
    media_type: str
    remedy: str = ""
    offset: int = 0
    magic: bytes = b""
    is_text: bool = False

    @property
    def is_read(self) -> bool:
        """Tell whether there is a reader for it."""
        return self.media_type in (PDF, DOCX, HTML, MAIL, MARKDOWN, PLAIN)


_XML = Format("XML file", "application/xml", "Convert it to HTML or text")
_JSON = Format("JSON file, but not JSON Lines of records", "application/json", 'Write one {"id": …, "text": …} a line')


def format_of_bytes(data: bytes) -> Format | None:
    """Give the format of a binary file or RTF, or None where the bytes must be decoded to tell.

    Raises EmptyDocument, and UnreadableDocument for an encrypted Office file or a damaged ZIP.
    """
    if not data.strip():
        raise EmptyDocument(
            "the file holds nothing but white space" if data else "the file has no bytes", remedy="Remove it"
        )
    if b"%PDF-" in data[:1024]:
        return Format("PDF", PDF)
    known = _known_by_magic(data)
    if known and known.magic.startswith(b"PK"):
        return _inside_zip(data) or known
    if known and known.magic.startswith(b"\xd0\xcf"):
        return _inside_ole(data) or known
    return known


def format_of_text(text: str, *, name: str) -> Format:
    """Give the format of a decoded file; its name decides only between HTML and Markdown that hold the same."""
    head = text[:_HEAD]
    suffix = name.lower().removesuffix(".gz").removesuffix(".zst").rpartition(".")[2]
    is_xml = _XML_START.match(head) is not None and "<html" not in head.lower()
    if not is_xml and (_HTML_START.match(head) or (suffix in ("html", "htm", "xhtml") and "<" in head)):
        return Format("HTML", HTML)
    if is_xml:
        return _XML
    if suffix in ("md", "markdown"):
        return Format("Markdown", MARKDOWN)
    if suffix != "txt" and _JSON_START.match(head) and _is_json(text):
        return _JSON
    return Format("mail", MAIL) if is_mail(head) else Format("text", PLAIN)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def is_mail(head: str) -> bool:
    """Tell whether a text begins with the headers of a mail."""
    if not _MAIL_FIRST.match(head):
        return False
    headers = _BLANK_LINE.split(head.lstrip(), maxsplit=1)[0]
    names = {found[0].lower() for found in _MAIL_HEADER.finditer(headers)}
    return len(names) >= 3 and not names.isdisjoint({"from", "received", "mime-version", "message-id", "return-path"})


def _known_by_magic(data: bytes) -> Format | None:
    has_controls = _CONTROLS.search(data[:1024]) is not None
    for known in _formats():
        if data.startswith(known.magic, known.offset) and (has_controls or known.is_text):
            return known
    return None


def _inside_zip(data: bytes) -> Format | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableDocument(f"the DOCX or ZIP file is damaged ({error})", remedy="Fetch the file again") from error
    return next((known for part, known in _containers("zip") if part in names), None)


def _inside_ole(data: bytes) -> Format | None:
    for part, known in _containers("ole"):
        if part.encode("utf-16-le") in data:
            if known.media_type == "application/encrypted":
                raise UnreadableDocument(f"the file is an {known.name}", remedy=known.remedy)
            return known
    return None


@functools.cache
def _formats() -> tuple[Format, ...]:
    return tuple(
        Format(
            row["format"],
            row["media_type"],
            row["remedy"],
            int(row["offset"]),
            bytes.fromhex(row["magic"]),
            row["content"] == "text",
        )
        for row in tsv_rows(__package__, "formats.tsv")
    )


@functools.cache
def _containers(kind: str) -> tuple[tuple[str, Format], ...]:
    rows = [row for row in tsv_rows(__package__, "containers.tsv") if row["container"] == kind]
    return tuple((row["part"], Format(row["format"], row["media_type"], row["remedy"])) for row in rows)
