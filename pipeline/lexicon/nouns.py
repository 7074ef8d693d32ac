"""English nouns after a number: what ends the phrase, which words are plural, and the singular of each."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.lexicon.sets import word_sets

_FILE = "noun_phrases.tsv"
# Plurals in "-uses" whose singular is in "-use"; of the others it is in "-us" ("viruses").
_USE = re.compile(r".*(?:ho|ca|cla|pa|a?bu|excu|spo|mu|fu|blou|acc|ref|hy|infu|cr|tr)uses")
_ES = (
    (re.compile(r"(.*(?:ss|x|ch|sh|zz))es"), r"\1"),
    (re.compile(r"(.*[^aeiou])ies"), r"\1y"),
    (re.compile(r"(.*[^aeiou])oes"), r"\1o"),
    (re.compile(r"(.*us)es"), r"\1"),
)


def word_classes() -> dict[str, frozenset[str]]:
    """Class → its words, in lower case."""
    return word_sets(_FILE)


@cache
def irregular_plurals() -> dict[str, str]:
    """Plural → singular, where spelling does not tell."""
    return dict(pair.split("=") for pair in word_classes()["pairs"])


@lru_cache(maxsize=50_000)
def is_plural(word: str) -> bool:
    """Whether a lower-case word is the plural of a noun by its form; "people" and "staff" count as plurals."""
    if word in irregular_plurals() or word in word_classes()["invariant"]:
        return True
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return False
    return word not in word_classes()["singular"]


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The singular of a lower-case plural; of a hyphenated word its last part's. Any other word comes back as it is."""
    known = irregular_plurals().get(word)
    if known is not None:
        return known
    if not is_plural(word) or word in word_classes()["invariant"]:
        return word
    head, hyphen, last = word.rpartition("-")
    if hyphen:
        return f"{head}-{singular(last)}"
    for pattern, replacement in _ES:
        if pattern.fullmatch(word) and not _USE.fullmatch(word):
            return pattern.sub(replacement, word)
    return word[:-1]
