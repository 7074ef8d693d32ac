"""The reader for each format: bytes in, Content out."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.errors import UnsupportedDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content
from pipeline.ingest.decode import decoded
from pipeline.ingest.docx import read_docx
from pipeline.ingest.html import read_html
from pipeline.ingest.mail import read_mail
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.sniff import DOCX, HTML, MAIL, PDF, format_of_bytes, format_of_text
from pipeline.ingest.text import read_any_text

_META_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)


def content_of(data: bytes, *, name: str, budget: Budget) -> Content:
    """Read a whole file, unpacked. Raises a DocumentError naming cause and remedy where it is none that is read."""
    found = format_of_bytes(data)
    if found is None:
        return _content_of_text(data, name=name, budget=budget)
    if found.media_type == PDF:
        return replace(read_pdf(data, budget), media_type=PDF)
    if found.media_type == DOCX:
        return replace(read_docx(data, budget), media_type=DOCX)
    raise UnsupportedDocument(f"the file is a {found.name}, which is not read", remedy=found.remedy)


def _content_of_text(data: bytes, *, name: str, budget: Budget) -> Content:
    declared = _META_CHARSET.search(data[:4096])
    text, encoding = decoded(data, declared=declared[1].decode("ascii", "replace") if declared else None)
    budget.check_chars(len(text))
    found = format_of_text(text, name=name)
    if not found.is_read:
        raise UnsupportedDocument(f"the file is a {found.name}, which is not read", remedy=found.remedy)
    if found.media_type == HTML:
        return replace(read_html(text, budget), media_type=HTML, encoding=encoding)
    if found.media_type == MAIL:
        return replace(read_mail(text, budget), media_type=MAIL, encoding=encoding)
    return replace(read_any_text(text, name=name, budget=budget), encoding=encoding)
