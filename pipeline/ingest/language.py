"""Which language a text is in, judged on a sample; only a sure judgement sets a text aside."""

from __future__ import annotations

import functools
import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_LEAST_LETTERS = 200
_SURE = 0.95
_SLICE = 600
_SLICES = 3
_NOT_WORDS = re.compile(r"[\W\d_]+")


def language_of(text: str) -> tuple[str, float] | None:
    """Give the language (ISO 639) and its normalised probability, or None for a text without letters."""
    words = _NOT_WORDS.sub(" ", _sample(text)).strip()
    if not words:
        return None
    language, score = _identifier().classify(words)
    return language, round(score, 4)


def is_surely_foreign(text: str, language: str, score: float) -> bool:
    """Tell whether a text is so surely not English that it is set aside: enough letters and a high probability."""
    return language != "en" and score >= _SURE and _has_letters(text, _LEAST_LETTERS)


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
