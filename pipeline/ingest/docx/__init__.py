"""DOCX to Content: paragraphs, tables, text boxes and notes in the order of the document."""

from pipeline.ingest.docx.read import read_docx

__all__ = ["read_docx"]
