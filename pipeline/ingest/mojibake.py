"""Undoes double encoding ("â€“" for "–"), line by line and only where a line is bad; nothing else is touched."""

from __future__ import annotations

import re

import ftfy
from ftfy import badness

_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
# Text encoded twice shows two strange characters side by side, or one of the few that lead such pairs.
_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[ÂÃâÐÑŃ\x80-\x9f]")
# A line beyond this is no prose; repairing it whole would cost more than it can give.
_LONGEST_LINE = 100_000


def repaired(text: str) -> str:
    """Give the text with double-encoded lines decoded once more; the same text where none is bad."""
    if text.isascii():
        return text
    pieces: list[str] = []
    at = 0
    suspect = _SUSPECT.search(text)
    while suspect:
        start = text.rfind("\n", at, suspect.start()) + 1 or at
        end = text.find("\n", suspect.end())
        end = end if end >= 0 else len(text)
        line = text[start:end]
        if len(line) <= _LONGEST_LINE and badness.is_bad(line):
            pieces.append(text[at:start])
            pieces.append(ftfy.fix_encoding(line, _ENCODING_ONLY))
            at = end
        suspect = _SUSPECT.search(text, end)
    return "".join([*pieces, text[at:]]) if pieces else text
