"""Bibliographies told by their shape: runs of entries with numbers, initials, years, volumes and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Block

# Without any of these in the text there is no bibliography to look for.
_HINTS = ("pp.", "vol.", "Vol.", "doi", "DOI", "ccessed", "vailable at", "etrieved", "et al", "ISBN", "ds.", "(19", "(20")
_CUE = re.compile(
    r"\bpp?\.\s?\d|\d+\s?p\.(?:\s|$)|\bvol\.?\s?\d|\bno\.\s?\d|\biss\.\s?\d|\bdoi\b|doi\.org|\baccessed\b|\bretrieved\b|"
    r"\bavailable (?:at|from|online)\b|\beds?\.|\bet al\b|\bISBN\b|\(In [A-Z][a-z]+\.?\)|"
    r"\b\d+\s?\(\d+\)\s?[:,]\s?(?:pp?\.\s?)?\d|"
    r"\d+:\s?\d+[-–]\d+|\(\d{4}[a-z]?\)[.,:]|"
    r"\bUniversity Press\b|\bPublish(?:er|ing)\b|\bProceedings\b|\bJournal of\b|https?://",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}[.)])\s")
_AUTHOR = re.compile(
    r"[A-Z][\w'-]+,?\s(?:[A-Z]\.\s?-?){1,3}|[A-Z][\w'-]+(?:,? (?:and|&) [A-Z][\w'-]+)?,? \(\d{4}|[A-Z][\w' -]+,? et al"
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}[a-z]?\b")
_NUMBER_STARTS = frozenset("[0123456789")
_LONGEST_ENTRY = 1000
_LEAST_ENTRIES = 3
_NUMBERED_SHARE = 0.6


def reference_runs(reading: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Give the indices of the blocks that are entries of a bibliography by their shape."""
    if not any(hint in reading for hint in _HINTS):
        return frozenset()
    return frozenset(_numbered_runs(reading, blocks)) | frozenset(_authored_runs(reading, blocks))


def looks_cited(words: str) -> bool:
    """Tell whether a text of a block bears a mark of bibliographies beside its year."""
    return _CUE.search(words) is not None


def _numbered_runs(reading: str, blocks: Sequence[Block]) -> list[int]:
    found: list[int] = []
    run: list[int] = []
    for i, block in enumerate([*blocks, None]):
        if block is not None and reading[block.start] in _NUMBER_STARTS and _is_numbered(reading, block):
            run.append(i)
            continue
        if len(run) >= _LEAST_ENTRIES:
            cued = sum(looks_cited(reading[blocks[j].start : blocks[j].end]) for j in run)
            if cued >= _NUMBERED_SHARE * len(run):
                found.extend(run)
        run = []
    return found


def _authored_runs(reading: str, blocks: Sequence[Block]) -> list[int]:
    found: list[int] = []
    run: list[int] = []
    for i, block in enumerate([*blocks, None]):
        if block is not None and _is_authored(reading, block):
            run.append(i)
            continue
        if len(run) >= _LEAST_ENTRIES:
            found.extend(run)
        run = []
    return found


def _is_numbered(reading: str, block: Block) -> bool:
    short = block.end - block.start <= _LONGEST_ENTRY
    return (
        short and block.role in ("paragraph", "list_item", "heading") and _NUMBERED.match(reading, block.start) is not None
    )


def _is_authored(reading: str, block: Block) -> bool:
    if block.end - block.start > _LONGEST_ENTRY or not _AUTHOR.match(reading, block.start):
        return False
    words = reading[block.start : block.end]
    return len(_CUE.findall(words)) >= 1 and _YEAR.search(words) is not None
