"""Text that is read as it stands: Markdown where it reads like Markdown, plain text otherwise."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content
from pipeline.ingest.markdown import looks_like_markdown, read_markdown
from pipeline.ingest.plain import read_plain
from pipeline.ingest.sniff import MARKDOWN, PLAIN


def read_any_text(text: str, *, name: str, budget: Budget) -> Content:
    """Read decoded text; the name decides where it ends in .md, the content otherwise. Raises as budget does."""
    if name.lower().endswith((".md", ".markdown")) or looks_like_markdown(text):
        return replace(read_markdown(text, budget), media_type=MARKDOWN)
    return replace(read_plain(text, budget), media_type=PLAIN)
