"""Verbs that the parser often takes for nouns ("the IMF forecasts growth"), put as ones of their length that it knows.

The tree gets its words back from the sentence, so that a stand-in is never seen outside the parser.
"""

from __future__ import annotations

import re

from pipeline.contextualise.cues import NUMBER, word_set

_STAND_INS = {
    "forecasts": "concludes", "projects": "believes", "project": "believe", "targets": "expects", "target": "expect",
    "pledges": "expects", "pledge": "expect", "states": "argues", "state": "argue", "notes": "finds", "note": "find",
    "allege": "insist", "show": "find",
}  # fmt: skip
# What follows a verb and hardly ever a noun; "to" and prepositions follow both.
_FOLLOWING = (
    rf"{NUMBER}|(?:that|a|an|the|its|their|he|she|it|they|growth|inflation|gdp|global|economic|real|annual|average|consumer"
    r"|revenues?|sales|profits?|output|demand|prices|exports|imports|investment|at\s+least|more\s+than|about|around|nearly"
    r"|some|no|only|further|higher|lower|another)(?![\w-])"
)
_VERB = re.compile(rf"(?<![\w-])([^\W\d_][\w.&'’-]*)\s+({'|'.join(_STAND_INS)})(?=\s+(?:{_FOLLOWING}))", re.IGNORECASE)


def with_plain_verbs(text: str) -> str:
    """The text, of the same length, with a stand-in for each verb that is likely to be taken for a noun."""
    return _VERB.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    name, verb = match[1], match[2].lower()
    is_subject = name.lower() in word_set("agent") or name.lower() in word_set("teller") or name[0].isupper()
    if not is_subject or name.lower() in word_set("determiner") or name.lower() in word_set("function"):
        return match[0]
    return match[0][: -len(verb)] + _STAND_INS[verb]
