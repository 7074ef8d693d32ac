"""Keys to group measures by: their words in lower case, nouns in the singular."""

from __future__ import annotations

import re

from pipeline.lexicon.nouns import singular

_WORD = re.compile(r"[^\W_]+(?:['.&/-][^\W_]+)*")
_DETERMINERS = frozenset(("the", "a", "an"))


def key_of(text: str) -> str | None:
    """The key of a measure: lower-case lemmas joined by spaces; None where the text holds no word."""
    words = [singular(word.removesuffix("'s")) for word in _WORD.findall(text.lower().replace("’", "'"))]
    return " ".join(word for word in words if word not in _DETERMINERS) or None
