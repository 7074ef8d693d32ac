"""The words of a DOCX paragraph, run by run, so that raised figures, deletions and fields are read as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped] # it ships no types

from pipeline.ingest.html.inline import InlineText

_TEXT, _MATH_TEXT = qn("w:t"), qn("m:t")
_BREAKS = frozenset((qn("w:br"), qn("w:cr")))
_TAB = qn("w:tab")
_HYPHEN = qn("w:noBreakHyphen")
_RUN = qn("w:r")
_VERTICAL = qn("w:vertAlign")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    (*map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "w:footnoteReference",
               "w:endnoteReference", "w:footnoteRef", "w:endnoteRef", "w:txbxContent", "w:commentReference", "w:fldData")),
     _FALLBACK)
)  # fmt: skip
_BOX = qn("w:txbxContent")
_HIDDEN = f"{qn('w:rPr')}/{qn('w:vanish')}"


def words_of(paragraph: etree._Element) -> str:
    """Give the visible words of a paragraph, line breaks as line ends; note marks and deleted words are left out."""
    inline = InlineText()
    stack: list[etree._Element] = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == _RUN:
            _add_run(element, inline, stack)
        elif tag in (_TEXT, _MATH_TEXT):
            inline.add(element.text or "", keep_spaces=True)
        elif tag in _BREAKS:
            inline.add_break()
        elif tag == _TAB:
            inline.pieces.append("\t")
        elif tag == _HYPHEN:
            inline.add("-")
        else:
            stack.extend(reversed(element))
    return inline.take().strip()


def boxes_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Give the text boxes anchored in a paragraph, each once: those repeated for old programs are left out."""
    for box in paragraph.iter(_BOX):
        outer = box.getparent()
        while outer is not None and outer is not paragraph and outer.tag not in (_FALLBACK, _BOX):
            outer = outer.getparent()
        if outer is paragraph:
            yield box


def _add_run(run: etree._Element, inline: InlineText, stack: list[etree._Element]) -> None:
    if run.find(_HIDDEN) is not None:
        return
    raised = run.find(f"{qn('w:rPr')}/{_VERTICAL}")
    placed = raised.get(qn("w:val")) if raised is not None else None
    if placed not in ("superscript", "subscript"):
        stack.extend(reversed(run))
        return
    text = "".join(element.text or "" for element in run.iter(_TEXT))
    if placed == "superscript":
        inline.add_raised(text, is_mark=False, before_slash=False)
    else:
        inline.add_lowered(text)
