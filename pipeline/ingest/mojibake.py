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
# A line beyond this is no prose; repairing it whole would cost more than it can give.
_LONGEST_LINE = 100_000
_NOT_ASCII_LINE = re.compile(r"[^\n]*[^\x00-\x7f\n][^\n]*")


def repaired(text: str) -> str:
    """Give the text with double-encoded lines decoded once more; the same text where none is bad."""
    if text.isascii() or not badness.is_bad(text):
        return text
    return _NOT_ASCII_LINE.sub(lambda line: _repaired_line(line[0]), text)


def _repaired_line(line: str) -> str:
    if len(line) > _LONGEST_LINE or not badness.is_bad(line):
        return line
    return ftfy.fix_encoding(line, _ENCODING_ONLY)
