"""The reader for each format: bytes in, Content out."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.errors import UnsupportedDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content
from pipeline.ingest.decode import decoded
from pipeline.ingest.html import read_html
from pipeline.ingest.sniff import DOCX, HTML, MAIL, PDF, PLAIN, MARKDOWN, Format, format_of_bytes, format_of_text
from pipeline.ingest.text import read_any_text

_META_CHARSET = re.compile(rb"(?:<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def content_of(data: bytes, *, name: str, budget: Budget) -> Content:
    """Read a whole file, unpacked. Raises a DocumentError naming cause and remedy where it is none that is read."""
    found = format_of_bytes(data)
    if found is None:
        return _content_of_text(data, name=name, budget=budget)
    raise UnsupportedDocument(f"the file is a {found.name}, which is not read", remedy=found.remedy)


def _content_of_text(data: bytes, *, name: str, budget: Budget) -> Content:
    declared = _META_CHARSET.search(data[:4096])
    text, encoding = decoded(data, declared=declared[1].decode("ascii", "replace") if declared else None)
    budget.check_chars(len(text))
    found = format_of_text(text, name=name)
    if not found.is_read:
        raise UnsupportedDocument(f"the file is a {found.name}, which is not read", remedy=found.remedy)
    content = read_html(text, budget) if found.media_type == HTML else read_any_text(text, name=name, budget=budget)
    return replace(content, media_type=found.media_type, encoding=encoding)
