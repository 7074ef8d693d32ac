"""Named sets of words, one on a line or several: what the rules of noun phrases and of numbers ask about by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pipeline.errors import LexiconError


@cache
def word_sets(file: str) -> dict[str, frozenset[str]]:
    """Name → its words, of a file of rows `name`, tab, words. Raises LexiconError for a row without words."""
    found: dict[str, set[str]] = {}
    for number, line in enumerate((files("pipeline.lexicon") / file).read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("# "):
            name, _, words = line.partition("\t")
            if not words.split():
                raise LexiconError("a row is a name, a tab and words", place=f"lexicon/{file}:{number}")
            found.setdefault(name, set()).update(words.split())
    return {name: frozenset(words) for name, words in found.items()}


def word_set(name: str) -> frozenset[str]:
    """A set of `word_sets.tsv`. Raises LexiconError for a name that it has not got."""
    known = word_sets("word_sets.tsv").get(name)
    if known is None:
        raise LexiconError(f"no set of words is called {name!r}", place="lexicon/word_sets.tsv")
    return known
