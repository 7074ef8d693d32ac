"""Entries of a bibliography outside a section of references: told by their own shape, or by the heading above them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import CleanDocument, SectionName, Sentence

_LONGEST_ENTRY = 700
_LONGEST_HEADING = 40
_CUES = (
    r"\d ?\(\d{1,3}(?:[-–/]\d+)?\) ?[:,.]",
    r"\b(?:19|20)\d\d ?; ?\d",
    r"\bpp?\. ?[A-Z]?\d",
    r"\b\d+ pp?\.",
    r"\b(?:[Vv]ol|[Nn]o|[Ii]ss)\. ?\d",
    r"\bdoi\b|\bDOI\b|doi\.org",
    r"\b[Aa]ccessed\b|\b[Rr]etrieved\b|\b[Aa]vailable (?:at|from)\b",
    r"\bIS[BS]N\b",
    r"\b[Ee]ds?\.",
    r" // ",
    r"\b(?:Press|Verlag|Publish\w+)\b",
    r"\bet al\b",
    r"\d, ?\d+(?:[-–]\d+)? ?\((?:19|20)\d\d\)",
    r"\bOJ [LC]\b|\b[Ii]bid\b",
)
_CUE = re.compile("|".join(f"(?P<c{number}>{cue})" for number, cue in enumerate(_CUES)))
_YEAR = re.compile(r"[12](?<=\b.)(?:(?<=1)[89]|(?<=2)0)\d\d[a-z]?\b")  # the class first: so the search is fastest
_NUMBERED = re.compile(r"\W{0,3}(?:\[\d{1,3}\]|\d{1,3}[.)])\s")
_AUTHOR = re.compile(
    r"\W{0,3}(?:\[?\d{1,3}[\].)]*\s+|[⁰¹²³⁴-⁹]+\s*)?"
    r"(?:[A-Z][\w'’-]+,?\s(?:[A-Z]\.\s?-?){1,3}|(?:[A-Z]\.\s?-?){1,3}[A-Z][\w'’-]+(?:,| and\b))"
)
_LEAD = re.compile(r"\W{0,3}(?:cite (?:this|as)|how to cite|for citation|to cite|suggested citation)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"[\W\d]*(?:references(?: and notes)?|(?:selected )?bibliography|works cited|literature(?: cited)?|sources"
    r"|reference list|notes(?: and references)?|list of references)\W*",
    re.IGNORECASE,
)


class Entries:
    """Finds the sentences of one document that belong to entries of a bibliography."""

    def __init__(self, clean: CleanDocument) -> None:
        self._clean = clean
        self._known: dict[tuple[int, int], bool] = {}
        self._starts = [block.start for block in clean.document.blocks]

    def rules_section(self, sentence: Sentence) -> SectionName:
        """The section whose rules apply to a sentence: its own, or that of references where it is part of an entry."""
        if sentence.section in ("references", "table", "title", "caption"):
            return sentence.section
        span = self._block(sentence)
        if span not in self._known:
            self._known[span] = self._is_entry(*span)
        return "references" if self._known[span] else sentence.section

    def _block(self, sentence: Sentence) -> tuple[int, int]:
        at = bisect_right(self._starts, sentence.start) - 1
        return (self._starts[at], self._clean.document.blocks[at].end) if at >= 0 else (sentence.start, sentence.end)

    def _is_entry(self, start: int, end: int) -> bool:
        text = self._clean.reading[start : min(end, start + _LONGEST_ENTRY)]
        if _YEAR.search(text) is None:
            return False
        if _LEAD.match(text):
            return True
        if end - start > _LONGEST_ENTRY:
            return False
        by_author = _AUTHOR.match(text) is not None
        is_headed = self._heading_end is not None and start >= self._heading_end
        if not (by_author or is_headed or _NUMBERED.match(text)):
            return False
        cues = {found.lastgroup for found in _CUE.finditer(text)}
        if is_headed:
            return by_author or bool(cues)
        return len(cues) > (0 if by_author else 1)

    @cached_property
    def _heading_end(self) -> int | None:
        """Where the first heading of a bibliography ends that the file does not set apart as a section."""
        for sentence in self._clean.sentences:
            length = sentence.end - sentence.start
            if length <= _LONGEST_HEADING and _HEADING.fullmatch(self._clean.reading, sentence.start, sentence.end):
                return sentence.end
        return None
