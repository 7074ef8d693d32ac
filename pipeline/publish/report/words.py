"""How the report words numbers, names and text that may be hostile."""

from __future__ import annotations

import re
from datetime import datetime

KINDS = ("percent", "money", "year", "quantity", "ratio", "rank")
STATUSES = ("actual", "estimate", "forecast", "target", "hypothetical")
# A letter for each kind and status, so that no chart or mark speaks by colour alone.
KIND_GLYPHS = {"percent": "%", "money": "$", "year": "Y", "quantity": "#", "ratio": "×", "rank": "№"}
KIND_NAMES = {
    "percent": "percentages",
    "money": "sums of money",
    "year": "years",
    "quantity": "quantities",
    "ratio": "ratios",
    "rank": "ranks",
}
STATUS_NAMES = {
    "actual": "told as fact",
    "estimate": "estimate",
    "forecast": "forecast",
    "target": "target",
    "hypothetical": "hypothetical",
}

SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
# Characters that reorder or hide what stands around them: bidirectional controls, and control characters without a shape.
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def visible(text: str | None) -> str:
    """The text with every control character spelt out ("[U+202E]"), so that nothing in it can reorder or hide the rest."""
    return UNSEEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text or "")


def grouped(number: int) -> str:
    """The number with its thousands apart: "12,345"."""
    return f"{number:,}"


def short(number: float) -> str:
    """At most three figures and a scale: "1.2M"."""
    if abs(number) < 1e15:
        for size, name in SCALES:
            if abs(number) >= size:
                return f"{number / size:.3g}{name}"
    return f"{number:.3g}"


def share(part: int, whole: int) -> str:
    """A share in words: "12 %"; "under 1 %" rather than a zero that is none."""
    if not whole:
        return "0 %"
    percent = 100 * part / whole
    return "under 1 %" if 0 < percent < 1 else f"{percent:.0f} %"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 claim", "12,345 claims"."""
    return f"{grouped(number)} {one if number == 1 else many or one + 's'}"


def clipped(text: str, width: int) -> str:
    """The text, or its start and end around "…" where it is longer than width characters: names differ at their ends."""
    if len(text) <= width:
        return text
    head = (width - 1) * 3 // 5
    return f"{text[:head]}…{text[len(text) - (width - 1 - head) :]}"


def plain(number: float) -> str:
    """A value in full, with its thousands apart: "21,700,000,000"."""
    return f"{number:,.12g}" if abs(number) < 1e15 else f"{number:.6g}"


def moment(told: str) -> str:
    """An ISO time for the eye: "2025-11-21 09:30 UTC"."""
    time = datetime.fromisoformat(told)
    return f"{time:%Y-%m-%d %H:%M} {time.tzname() or ''}".rstrip()


def spaced(name: str) -> str:
    """A name of the tables in words: "footnote_marker" is "footnote marker"."""
    return name.replace("_", " ")


def around(sentence: str, surface: str, reach: int = 160) -> tuple[str, str, str]:
    """A sentence before its claim, the claim, and the sentence after it, cut to so many characters on either side."""
    at = sentence.find(surface)
    if at < 0:
        return "", surface, f" in: {sentence[: 2 * reach]}"
    end = at + len(surface)
    before, after = sentence[max(0, at - reach) : at], sentence[end : end + reach]
    return ("…" if at > reach else "") + before, surface, after + ("…" if end + reach < len(sentence) else "")
