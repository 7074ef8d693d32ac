"""Which language a text is in, judged on a sample; only a sure judgement sets a text aside."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped] # it ships no types

from pipeline.model import Document

# Placeholder text is taken for Latin, figures and codes for no language (zxx) or an undetermined one.
_READ = frozenset(("en", "la", "zxx", "und"))
_LEAST_LETTERS = 200
_SURE = 0.95
_SLICE = 600
_SLICES = 3
_DOUBTFUL = 0.6
_LEAST_PASSAGE = 100
_MOST_PASSAGES = 500
_NOT_WORDS = re.compile(r"[\W\d_]+")


def language_of(text: str) -> tuple[str, float] | None:
    """Give the language (ISO 639) and its normalised probability, or None for a text without letters."""
    words = _NOT_WORDS.sub(" ", _sample(text)).strip()
    if not words:
        return None
    language, score = _identifier().classify(words)
    return language, round(score, 4)


def is_surely_foreign(document: Document, language: str, score: float) -> bool:
    """Tell whether a document is so surely not English that it is set aside.

    It takes 200 letters, a probability of 0.95 over all, and no longer passage that may be English after all: a paper in
    German with an English abstract is read.
    """
    if language in _READ or score < _SURE or not _has_letters(document.text, _LEAST_LETTERS):
        return False
    return not any(_may_be_english(passage) for passage in _passages(document))


def _may_be_english(passage: str) -> bool:
    language, score = _identifier().classify(passage)
    return bool(language == "en" or score < _DOUBTFUL)


def _passages(document: Document) -> Iterator[str]:
    """Give the beginnings of the document's own longer passages, a few hundred of them at most."""
    own = (block for block in document.blocks if block.role not in ("boilerplate", "metadata", "table"))
    for block in itertools.islice(own, _MOST_PASSAGES):
        passage = document.text[block.start : min(block.end, block.start + _SLICE)]
        if len(passage) >= _LEAST_PASSAGE:
            yield passage


def _sample(text: str) -> str:
    if len(text) <= _SLICE * _SLICES:
        return text
    step = (len(text) - _SLICE) // (_SLICES - 1)
    return " ".join(text[at : at + _SLICE] for at in range(0, step * _SLICES, step))


def _has_letters(text: str, least: int) -> bool:
    seen = 0
    for found in re.finditer(r"[^\W\d_]+", text):
        seen += len(found[0])
        if seen >= least:
            return True
    return False


@functools.cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
