"""Text within a block of HTML: white space as a browser has it, raised and lowered figures kept apart from numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r"(?<! ) *\n *")
_MANY_SPACES = re.compile(r"  +")
# Soft hyphen, zero-width space, word joiner, byte order mark, bidi controls: invisible, and only in the way of matching.
INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_FIGURES = re.compile(r"[+\-−–]?\d+|\d+[+\-−–]")
_MARK = re.compile(r"\[?(?:\d+|[a-z]{1,2}|[*†‡§¶#]+)(?:\s*[,;–-]\s*(?:\d+|[a-z]))*\]?\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|ère|ème|tm|sm|®|™|©)", re.IGNORECASE)
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d/·.(×])(?:[kcdmµμn]?m|km|ft|in|mi|yd|h|s|kg|g|sec|hr|min|mol|K|J|V|W|L|l|ha|Pa|Hz)$")
_UNIT_POWER = re.compile(r"[-−–]?[1-4]")


def _run_together(before: str, after: str) -> bool:
    """Tell whether two characters of elements side by side, set apart on the screen alone, would make a false word."""
    return before.isalpha() and (after.isdigit() or (before.islower() and after.isupper()))


@dataclass(slots=True)
class InlineText:
    """The text of the block being read, piece by piece, and how much of it stands in links."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    closed_at: int = -1
    meets: bool = False

    def add(self, text: str, *, in_link: bool = False, keep_spaces: bool = False) -> None:
        """Append text as the file has it."""
        if not text.isascii():
            text = text.translate(INVISIBLE)
        text = text.replace("\r\n", "\n").replace("\r", "\n") if keep_spaces else _SPACES.sub(" ", text)
        if text:
            if self.meets and self.pieces and _run_together(self.pieces[-1][-1], text[0]):
                self.pieces.append(" ")
            self.meets = False
            self.pieces.append(text)
            self.length += len(text)
            self.linked += len(text) if in_link else 0

    def open_element(self) -> None:
        """Note that an inline element begins: right behind another one, its words are not the other's."""
        self.meets = self.meets or self.closed_at == len(self.pieces)

    def close_element(self) -> None:
        """Note that an inline element ends."""
        self.closed_at = len(self.pieces)

    def add_break(self) -> None:
        """Append a line break."""
        self.pieces.append("\n")

    def add_raised(self, text: str, *, is_mark: bool, before_slash: bool) -> None:
        """Append superscript text: an exponent as superscript characters, an ordinal's letters plainly, no footnote mark.

        is_mark: the file says that it is one (it is a link, or classed so). before_slash: a fraction's numerator.
        """
        text = _SPACES.sub(" ", text.translate(INVISIBLE)).strip()
        before = self.tail()
        if not text:
            return
        if before_slash and text.isdecimal():
            self.add((" " if before[-1:].isdigit() else "") + text)
        elif _ORDINAL.fullmatch(text) and not is_mark:
            self.add(text)
        elif is_mark and _MARK.fullmatch(text):
            if not before.strip():
                self.add(text.translate(_RAISED) + " ")
        elif _FIGURES.fullmatch(text) and (before[-1:].isdigit() or self._is_unit_power(before, text)):
            self.add(text.translate(_RAISED))
        elif not before.strip():
            self.add((text.translate(_RAISED) if _FIGURES.fullmatch(text) else text) + " ")
        elif not _MARK.fullmatch(text):
            self.add("^" + text if before[-1:].isdigit() else " " + text)

    def add_lowered(self, text: str) -> None:
        """Append subscript text: plainly after a letter ("CO2"), as subscript characters after a figure."""
        text = _SPACES.sub(" ", text.translate(INVISIBLE)).strip()
        before = self.tail()[-1:]
        self.add(text.translate(_LOWERED) if before.isdigit() else text)

    def tail(self) -> str:
        """Give the last characters so far, enough to judge what comes next."""
        return "".join(self.pieces[-3:])[-12:]

    def take(self) -> str:
        """Give the text with white space tidied, and start afresh; "" where nothing is left."""
        text = "".join(self.pieces)
        self.pieces.clear()
        self.length = self.linked = 0
        return _MANY_SPACES.sub(" ", _AROUND_BREAK.sub("\n", text)).strip()

    @staticmethod
    def _is_unit_power(before: str, text: str) -> bool:
        return _UNIT_POWER.fullmatch(text) is not None and _UNIT_BEFORE.search(before) is not None
