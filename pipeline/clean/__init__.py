"""Documents to sections and sentences, as standoff over an unchanged reference text."""

from pipeline.clean.document import clean

__all__ = ["clean"]
