"""Words that tell a change, from the cue tables, as types of the number grammar: they decide what "from … to …" means."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.extract.shapes import shape_of
from pipeline.lexicon.cues import package_cues
from pipeline.lexicon.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

_CATEGORIES = {"change", "change_noun", "change_adverb"}
_PAST = 2  # a verb's row lists base, third person and past first


def with_change_words(words: Mapping[str, Word]) -> dict[str, Word]:
    """The vocabulary with the type CHANGE on every single word that tells a change, CHANGE_PAST on past forms of verbs."""
    out = dict(words)
    rows = [row for row in package_cues() if row.category in _CATEGORIES]
    for place, group in groupby(rows, key=lambda row: row.place):
        for position, row in enumerate(group):
            if row.literal.isalpha():
                past = row.category == "change" and position == _PAST
                _add(out, row.literal, {"CHANGE": ""} | ({"CHANGE_PAST": ""} if past else {}), place)
    return out


def _add(words: dict[str, Word], form: str, readings: dict[str, str], place: str) -> None:
    known = words.get(form)
    base = known.readings if known else dict.fromkeys(shape_of(form), "")
    words[form] = Word(form, {**base, **readings}, known.place if known else place)
