"""PDF to Content: pages read in the order of their columns, by PDFium."""

from pipeline.ingest.pdf.read import read_pdf

__all__ = ["read_pdf"]
