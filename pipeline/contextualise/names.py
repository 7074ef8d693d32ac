"""Names by their use in the document: what it writes with a capital inside its sentences too is a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Span
    from pipeline.contextualise.view import View

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_LONGEST = 5


def could_speak(view: View, span: Span) -> bool:
    """Whether a label or a stretch behind a colon names one who says so: a study, officials, or a name of the document."""
    words = [word.lower() for word in _WORD.findall(view.text[slice(*span)])]
    return (
        0 < len(words) <= _LONGEST
        and len("".join(words)) > 1
        and (words[-1] in word_set("teller") or is_name_here(view, span))
    )


def is_name_here(view: View, span: Span) -> bool:
    """Whether the document writes the words with a capital inside its sentences too."""
    name = " ".join(view.text[slice(*span)].split())
    if not name or not name[0].isupper():
        return False
    return re.search(rf"[a-z,]\s+(?:[A-Z][\w.'’-]*\s+)*{re.escape(name)}\b(?!\s*:)", view.clean.reading) is not None
