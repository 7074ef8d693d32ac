"""Bibliographies told by their shape: runs of entries with numbers, initials, years, volumes and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Block

# Without any of these in the text there is no bibliography to look for.
_HINTS = ("pp.", "vol.", "Vol.", "doi", "DOI", "ccessed", "vailable at", "etrieved", "et al", "ISBN", "ds.", "(19", "(20")
_CUE = re.compile(
    r"\bpp?\.\s?\d|\d+\s?p\.(?:\s|$)|\bvol\.?\s?\d|\bno\.\s?\d|\biss\.\s?\d|\bdoi\b|doi\.org|\baccessed\b|\bretrieved\b|"
    r"\bavailable (?:at|from|online)\b|\beds?\.|\bet al\b|\bISBN\b|\(In [A-Z][a-z]+\.?\)|"
    r"\b\d+\s?\(\d+\)\s?[:,]\s?(?:pp?\.\s?)?\d|"
    r"\d+:\s?\d+[-–]\d+|\(\d{4}[a-z]?\)[.,:]|\d, ?\d+(?:\([A-Z]\))? ?\((?:19|20)\d\d\)|"
    r"\bUniversity Press\b|\bPublish(?:er|ing)\b|\bProceedings\b|\bJournal of\b|https?://",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}[.)])\s|[⁰¹²³⁴-⁹]{1,3}\s?(?=[A-Z])")
_JOURNAL = re.compile(r"\d, ?\d+(?:[-–]\d+)?(?:\([A-Z]\))? ?\((?:19|20)\d\d\)|\b[Vv]ol\. ?\d|\bpp\. ?\d|\d+: ?\d+[-–]\d+")
_RAISED = frozenset("¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_WITHIN = re.compile(r"[.)] [¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2} ?[A-Z][.\w]")
_AUTHOR = re.compile(
    r"[A-Z][\w'-]+,?\s(?:[A-Z]\.\s?-?){1,3}|[A-Z][\w'-]+(?:,? (?:and|&) [A-Z][\w'-]+)?,? \(\d{4}|[A-Z][\w' -]+,? et al"
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}[a-z]?\b")
_NUMBER_STARTS = frozenset("[0123456789") | _RAISED
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
    raised = False
    for i, block in enumerate([*blocks, None]):
        if block is not None and reading[block.start] in _NUMBER_STARTS and _is_numbered(reading, block):
            raised = reading[block.start] in _RAISED
            run.append(i)
            continue
        if block is not None and run and raised and (block.role == "boilerplate" or _goes_on(reading, blocks, i)):
            run.append(i)
            continue
        if len(run) >= _LEAST_ENTRIES:
            found.extend(_cited(reading, blocks, run))
        run = []
    return found


def _goes_on(reading: str, blocks: Sequence[Block], i: int) -> bool:
    """Tell whether a block is the rest of an entry that begins with a raised number at or within the block before."""
    block = blocks[i]
    before = next((each for each in reversed(blocks[:i]) if each.role != "boilerplate"), block)
    short = block.end - block.start <= _LONGEST_ENTRY and block.role in ("paragraph", "list_item", "heading", "footnote")
    return short and (
        reading[before.start] in _RAISED or _RAISED_WITHIN.search(reading, before.start, before.end) is not None
    )


def _cited(reading: str, blocks: Sequence[Block], run: list[int]) -> list[int]:
    """Give the blocks of a run where enough of its entries bear the marks of one; page furniture among them is none.

    Behind raised numbers an entry must give a volume or pages: footnotes cite as well ("May (2006)").
    """
    parts = [j for j in run if blocks[j].role != "boilerplate"]
    firsts = [n for n, j in enumerate(parts) if _NUMBERED.match(reading, blocks[j].start)]
    wholes = [
        reading[blocks[parts[n]].start : blocks[parts[behind - 1]].end] for n, behind in pairwise([*firsts, len(parts)])
    ]
    raised = reading[blocks[parts[0]].start] in _RAISED
    cued = sum((_JOURNAL.search(whole) is not None) if raised else looks_cited(whole) for whole in wholes)
    return parts if cued >= _NUMBERED_SHARE * len(wholes) else []


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
        short
        and block.role in ("paragraph", "list_item", "heading", "footnote")
        and _NUMBERED.match(reading, block.start) is not None
    )


def _is_authored(reading: str, block: Block) -> bool:
    if block.end - block.start > _LONGEST_ENTRY or not _AUTHOR.match(reading, block.start):
        return False
    words = reading[block.start : block.end]
    return len(_CUE.findall(words)) >= 1 and _YEAR.search(words) is not None
