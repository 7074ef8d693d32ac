"""Headings and first words that tell what part of a document begins: the vocabulary is data."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from pipeline.lexicon.tsv import tsv_rows
from pipeline.model import Block, SectionName

Scope = Literal["rest", "block", "next", "closes"]

_LONGEST_HEADING = 60
_LONGEST_LEAD = 40
_NUMBERING = re.compile(r"(?:[#*_\s>]+|(?:\d+|[IVX]+)(?:\.\d+)*[.):]?\s+)*")
_TRAILING = re.compile(r"[\s.:*_#(){}\[\]\d]+$")
_FIRST = re.compile(r"[*_\s]*([\w©-]+|\(c\))")
_NAMES: dict[str, SectionName] = {
    "references": "references", "abstract": "abstract", "body": "body", "boilerplate": "boilerplate",
}  # fmt: skip
_SCOPES: dict[str, Scope] = {"rest": "rest", "block": "block", "next": "next", "closes": "closes"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading or a lead opens: a section for the rest, for its own block, or for its own block and the next.

    first and last bound where in the document (as a share of its length) it is taken to mean that.
    """

    section: SectionName
    scope: Scope
    first: float = 0.0
    last: float = 1.0
    pattern: re.Pattern[str] | None = None


def heading_of(reading: str, block: Block, share: float) -> Heading | None:
    """Give what a block opens as a heading of its own, or None. share: where it begins, as a share of the text."""
    if block.end - block.start > _LONGEST_HEADING:
        return None
    words = reading[block.start : block.end]
    heading = _headings().get(words.lower())
    if heading is None and not (words[0].isalpha() and words[-1].isalpha() and words[0] not in "IVX"):
        numbering = _NUMBERING.match(words)
        phrase = _TRAILING.sub("", words[numbering.end() if numbering else 0 :]).lower()
        heading = _headings().get(" ".join(phrase.split()))
    return heading if heading and heading.first <= share <= heading.last else None


def lead_of(reading: str, block: Block, share: float) -> Heading | None:
    """Give what the first words of a block tell about it, or None."""
    if reading[block.start : block.start + 3].lower() not in _lead_beginnings():
        return None
    first = _FIRST.match(reading, block.start, min(block.end, block.start + _LONGEST_LEAD))
    if not first:
        return None
    for lead in _leads().get(first[1].lower(), ()):
        if lead.pattern and share <= lead.last and lead.pattern.match(reading, first.start(1), block.end):
            return lead
    return None


@functools.cache
def _headings() -> dict[str, Heading]:
    return {
        row["phrase"]: Heading(_NAMES[row["section"]], _SCOPES[row["scope"]], first=float(row["after"]))
        for row in tsv_rows(__package__, "headings.tsv")
    }


@functools.cache
def _lead_beginnings() -> frozenset[str]:
    """Give the first three characters of every lead, emphasised or not: few blocks begin with any of them."""
    return frozenset((mark + word)[:3] for word in _leads() for mark in ("", "*", "**", "_", "__"))


@functools.cache
def _leads() -> dict[str, list[Heading]]:
    leads: dict[str, list[Heading]] = {}
    for row in tsv_rows(__package__, "leads.tsv"):
        pattern = re.compile(row["pattern"], re.IGNORECASE)
        lead = Heading(_NAMES[row["section"]], _SCOPES[row["scope"]], last=float(row["before"]), pattern=pattern)
        for word in row["words"].split():
            leads.setdefault(word, []).append(lead)
    return leads
