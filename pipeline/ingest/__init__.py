"""Bytes to Documents: one reader for each format, each with limits."""

from pipeline.ingest.documents import read_documents, read_sources, read_text
from pipeline.ingest.sources import SourceFile, list_sources

__all__ = ["SourceFile", "list_sources", "read_documents", "read_sources", "read_text"]
