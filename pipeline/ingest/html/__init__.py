"""HTML to Content, walked by our own reader so that no figure is glued to another and nothing visible is lost."""

from pipeline.ingest.html.walk import read_html

__all__ = ["read_html"]
