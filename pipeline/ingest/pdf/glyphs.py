"""The characters of a PDF page, gathered into runs that stand on one line without a wide gap."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped] # it ships no types

# PDFium marks a hyphen that breaks a word with one of these.
_HYPHENS = (0x02, 0xFFFE, 0xAD)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_RAISED = str.maketrans("0123456789+-−–()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿⁱ")
_RAISABLE = frozenset("0123456789+-−–")
_LOWERED = str.maketrans("0123456789+-−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_LINE_SHIFT = 0.6
_WIDE_GAP = 1.4
_STEP_BACK = 0.6
_RAISED_BY = 0.18
_SMALLER = 0.86


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters on one line: its words, its edges, its baseline (y upwards), the height of its letters."""

    text: str
    left: float
    right: float
    base: float
    height: float
    bold: bool = False
    upright: bool = True


@dataclass(slots=True)
class _Glyph:
    character: str
    left: float
    right: float
    base: float
    height: float
    index: int


def runs_of(page: pdfium.PdfTextPage) -> list[Run]:
    """Give the runs of a page in the order of the file."""
    raw = page.raw
    runs: list[Run] = []
    glyphs: list[_Glyph] = []
    for i in range(page.count_chars()):
        glyph = _glyph(raw, i)
        if glyph is None:
            continue
        if glyphs and _parts(glyphs, glyph):
            _close(raw, glyphs, runs)
            glyphs = []
        if glyphs or not glyph.character.isspace():
            glyphs.append(glyph)
    if glyphs:
        _close(raw, glyphs, runs)
    return runs


def _glyph(raw: object, i: int) -> _Glyph | None:
    code = pdfium_c.FPDFText_GetUnicode(raw, i)
    if code in (0, 10, 13):
        return None
    character = "-" if code in _HYPHENS else chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    if not pdfium_c.FPDFText_GetLooseCharBox(raw, i, box):
        return None
    pdfium_c.FPDFText_GetCharOrigin(raw, i, x, y)
    return _Glyph(_LIGATURES.get(character, character), box.left, box.right, y.value, abs(box.top - box.bottom), i)


def _parts(glyphs: list[_Glyph], glyph: _Glyph) -> bool:
    """Tell whether a glyph begins a new run: another line, a step back, or a gap wider than between words."""
    if glyph.height == 0:
        return False
    last = next((before for before in reversed(glyphs) if before.height > 0), glyphs[-1])
    height = max(last.height, glyph.height, 1.0)
    gap = glyph.left - last.right
    return abs(glyph.base - last.base) > _LINE_SHIFT * height or gap > _WIDE_GAP * height or gap < -_STEP_BACK * height


def _close(raw: object, glyphs: list[_Glyph], runs: list[Run]) -> None:
    drawn = [glyph for glyph in glyphs if glyph.height > 0]
    if not drawn:
        return
    height = _most_common([glyph.height for glyph in drawn])
    base = _most_common([glyph.base for glyph in drawn if abs(glyph.height - height) < 0.1] or [drawn[0].base])
    text = " ".join(_written(glyphs, base, height).split())
    if not text:
        return
    angle = pdfium_c.FPDFText_GetCharAngle(raw, drawn[0].index)
    # A run is bold where it begins, goes on and ends so: a bold first word makes no heading.
    sampled = (drawn[0], drawn[len(drawn) // 2], drawn[-1])
    weight = min(pdfium_c.FPDFText_GetFontWeight(raw, glyph.index) for glyph in sampled)
    upright = min(abs(angle), abs(angle - 2 * math.pi)) < 0.2
    runs.append(Run(text, drawn[0].left, max(glyph.right for glyph in drawn), base, height, weight >= 600, upright))


def _written(glyphs: list[_Glyph], base: float, height: float) -> str:
    """Write a run out, figures that stand raised or lowered as superscript or subscript characters."""
    pieces: list[str] = []
    for glyph in glyphs:
        character = glyph.character
        if character in _RAISABLE and 0 < glyph.height < _SMALLER * height:
            shift = glyph.base - base
            if shift > _RAISED_BY * height:
                character = character.translate(_RAISED)
            elif shift < -0.05 * height and pieces and pieces[-1][-1:].isdigit():
                character = character.translate(_LOWERED)
        pieces.append(character)
    return "".join(pieces)


def raised(text: str) -> str:
    """Give figures that stand raised as superscript characters; other text as it is."""
    return text.translate(_RAISED) if _RAISABLE.issuperset(text) else text


def _most_common(values: list[float]) -> float:
    counts: dict[float, int] = {}
    for value in values:
        key = round(value, 1)
        counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: counts[key])
