"""Sections: which part of a document each block belongs to, by its role, by the headings above it, and by its shape."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.headings import Heading, heading_of, lead_of
from pipeline.clean.references import reference_runs
from pipeline.model import Block, BlockRole, Document, Section, SectionName

_BY_ROLE: dict[BlockRole, SectionName] = {
    "title": "title", "table": "table", "caption": "caption", "footnote": "footnote", "reference": "references",
    "metadata": "boilerplate", "boilerplate": "boilerplate",
}  # fmt: skip
_LONG_PARAGRAPH = 200
_OPENING_SHARE = 0.3


def section_names(document: Document, reading: str) -> list[SectionName]:
    """Give the section of each block of a document, in order."""
    blocks = document.blocks
    names: list[SectionName] = ["body"] * len(blocks)
    entries = reference_runs(reading, blocks)
    state: SectionName = "body"
    carried: SectionName | None = None
    for i, block in enumerate(blocks):
        fixed = "references" if i in entries else _BY_ROLE.get(block.role)
        if fixed == "title":
            heading = heading_of(reading, block, 1.0)
            state = "references" if heading and heading.section == "references" else "body"
        if fixed:
            names[i] = fixed
            continue
        if carried:
            names[i], carried = carried, None
            continue
        names[i], state, carried = _placed(document, reading, i, state, is_entry=i in entries)
    _mark_abstract(blocks, names, reading)
    _mark_masthead(blocks, names)
    return names


def sections_of(blocks: Sequence[Block], names: Sequence[SectionName], length: int) -> tuple[Section, ...]:
    """Lay the blocks' sections over the whole text, without a gap; neighbours of one name are one section."""
    if not length:
        return ()
    if not blocks:
        return (Section(0, length, "body"),)
    starts: list[tuple[int, SectionName]] = []
    for block, name in zip(blocks, names, strict=True):
        if not starts or starts[-1][1] != name:
            starts.append((block.start if starts else 0, name))
    ends = [start for start, _ in starts[1:]] + [length]
    return tuple(Section(start, end, name) for (start, name), end in zip(starts, ends, strict=True))


def _placed(
    document: Document, reading: str, i: int, state: SectionName, *, is_entry: bool
) -> tuple[SectionName, SectionName, SectionName | None]:
    """Give a block's section, the state for the blocks behind it, and the section of the next one where that is settled."""
    block = document.blocks[i]
    if is_entry:
        return "references", "body" if state == "abstract" else state, None
    share = block.start / len(reading)
    heading = heading_of(reading, block, share)
    if heading:
        return heading.section, heading.section if heading.scope == "rest" else state, _next(heading)
    lead = lead_of(reading, block, share)
    if lead:
        return lead.section, lead.section if lead.scope == "rest" else "body" if lead.scope == "closes" else state, None
    if state != "body" and _ends_state(document, i, state):
        return "body", "body", None
    return state, state, None


def _next(heading: Heading) -> SectionName | None:
    return heading.section if heading.scope == "next" else None


def _ends_state(document: Document, i: int, state: SectionName) -> bool:
    """Tell whether a heading of no known kind ends the part it stands in.

    In plain text a heading is only guessed; it must stand above a real paragraph.
    """
    block = document.blocks[i]
    if block.role != "heading" or (state == "references" and document.text[block.end - 1] in ",;&"):
        return False
    if document.facts.media_type not in (None, "text/plain", "application/x-ndjson"):
        return True
    following = document.blocks[i + 1] if i + 1 < len(document.blocks) else None
    return state != "boilerplate" and following is not None and following.end - following.start > _LONG_PARAGRAPH


def _mark_abstract(blocks: Sequence[Block], names: list[SectionName], reading: str) -> None:
    """Take the paragraph right before the line of keywords for the abstract that no heading announces."""
    if "abstract" not in names:
        return
    first = names.index("abstract")
    keywords = first > 0 and (lead := lead_of(reading, blocks[first], 0.0)) is not None and lead.scope == "closes"
    if keywords and names[first - 1] == "body" and blocks[first - 1].end - blocks[first - 1].start > _LONG_PARAGRAPH:
        names[first - 1] = "abstract"


def _mark_masthead(blocks: Sequence[Block], names: list[SectionName]) -> None:
    """Take what stands between title and abstract (authors, addresses, dates of submission) for boilerplate."""
    if "abstract" not in names:
        return
    first = names.index("abstract")
    length = blocks[-1].end
    if blocks[first].start > _OPENING_SHARE * length and first > 12:
        return
    for i in range(first):
        if names[i] == "body":
            names[i] = "boilerplate"
