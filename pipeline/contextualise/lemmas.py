"""Keys to group measures by: their words in lower case, nouns in the singular."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "geese": "goose", "oxen": "ox", "lives": "life", "wives": "wife", "knives": "knife", "leaves": "leaf", "halves": "half",
    "shelves": "shelf", "thieves": "thief", "wolves": "wolf", "criteria": "criterion", "phenomena": "phenomenon",
    "indices": "index", "crises": "crisis", "analyses": "analysis", "bases": "basis", "taxes": "tax", "data": "data",
}  # fmt: skip
_INVARIABLE = re.compile(r"(?:ss|us|is|ws|ics|[sx]eries|species|gas|gross|plus|means|overseas|reserves?ss)$")
_DETERMINERS = frozenset(("the", "a", "an"))


def key_of(text: str) -> str | None:
    """The key of a measure: lower-case lemmas joined by spaces; None where the text holds no word."""
    words = [lemma(word) for word in _WORD.findall(text.lower().replace("’", "'"))]
    return " ".join(word for word in words if word not in _DETERMINERS) or None


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The singular of a lower-case noun; other words as they are."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or _INVARIABLE.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
