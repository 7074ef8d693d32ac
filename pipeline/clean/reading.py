"""The reading of a text: the same length, look-alikes folded one to one, so that rules match one form and offsets stay true.

A word that the text breaks (soft hyphen, zero-width character, hyphen at a line end) is read whole, from the place where it
begins; the characters this leaves over become spaces behind it. So a match that begins at a word's start begins truly, and
one that ends before such spaces ends where the text's own white space begins.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from importlib import resources

from pipeline.lexicon.tsv import tsv_rows
from pipeline.model import Block

_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_HAS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_ALL_INVISIBLE = re.compile(f"[{_INVISIBLE}]+")
# Possessive and anchored at a word's start, so that a text without spaces costs no more than any other.
_RUN = re.compile(rf"(?<![^\s{_INVISIBLE}])[^\s{_INVISIBLE}]++(?:[{_INVISIBLE}]++[^\s{_INVISIBLE}]++)++")
_CORE = re.compile(r"(.*[\w%])?(.*)", re.DOTALL)
_BROKEN = re.compile(r"(?<!\w)(\w++)-[ \t]*+(?:\r?\n|\r)[ \t]*+(\w(?:[\w.,]*\w)?%?)")
# Where a word may be broken: an invisible character, or a hyphen at a line end.
_SPOT = re.compile(rf"[{_INVISIBLE}]|-[ \t]*+[\r\n]")
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SPACE_LIKE = "\u00a0\u1680\u202f\u205f\u3000\u000b\u000c\u0085\u2028\u2029" + "".join(map(chr, range(0x2000, 0x200B)))


def reading_of(text: str, blocks: Sequence[Block]) -> str:
    """Give the reading of a text, of the same length. Line ends within a block, tables apart, become spaces."""
    folded = _folded(text)
    spots = [found.start() for found in _SPOT.finditer(folded)]
    words: list[frozenset[str]] = []
    pieces: list[str] = []
    at = next_spot = 0
    for block in blocks:
        inner = folded[block.start : block.end]
        mended = inner
        while next_spot < len(spots) and spots[next_spot] < block.start:
            next_spot += 1
        if next_spot < len(spots) and spots[next_spot] < block.end:
            mended = _mended(inner, folded, words)
        if block.role != "table" and ("\n" in mended or "\r" in mended):
            mended = mended.replace("\n", " ").replace("\r", " ")
        if mended is not inner:
            pieces.append(folded[at : block.start])
            pieces.append(mended)
            at = block.end
    pieces.append(folded[at:])
    reading = "".join(pieces)
    return _without_invisible(reading) if spots else reading


def _folded(text: str) -> str:
    if text.isascii():
        return text.replace("\x0b", " ").replace("\x0c", " ")
    for character, plain in _folds():
        text = text.replace(character, plain)
    return text


def _mended(inner: str, whole: str, words: list[frozenset[str]]) -> str:
    """Read broken words whole; `words` keeps the document's vocabulary once it is asked for."""
    if _HAS_INVISIBLE.search(inner):
        inner = _RUN.sub(lambda run: _closed_up(run[0]), inner)
    if "-" in inner and ("\n" in inner or "\r" in inner):
        if not words:
            words.append(frozenset(_WORDS.findall(whole.lower())))
        inner = _BROKEN.sub(lambda found: _joined(found, words[0]), inner)
    return inner


def _closed_up(run: str) -> str:
    closed = _ALL_INVISIBLE.sub("", run)
    core = _CORE.fullmatch(closed)
    word, rest = (core[1] or "", core[2]) if core else (closed, "")
    return word + " " * (len(run) - len(closed)) + rest


def _joined(found: re.Match[str], words: frozenset[str]) -> str:
    first, second = found[1], found[2]
    hyphen = "-" if _keeps_hyphen(first, second, words) else ""
    return f"{first}{hyphen}{second}".ljust(len(found[0]))


def _keeps_hyphen(first: str, second: str, words: frozenset[str]) -> bool:
    """Tell a hyphen that belongs to the word from one that only breaks it, by the document's own use of both."""
    if not first.isalpha() or not second.isalpha() or second[0].isupper():
        return True
    joined = (first + second).lower()
    hyphenated = f"{first}-{second}".lower()
    if joined in words or hyphenated in words:
        return joined not in words
    return first.lower() in _hyphen_prefixes()


def _without_invisible(text: str) -> str:
    return _ALL_INVISIBLE.sub(lambda found: " " * len(found[0]), text)


@functools.cache
def _folds() -> tuple[tuple[str, str], ...]:
    rows = tsv_rows(__package__, "folds.tsv")
    listed = [(chr(int(code, 16)), row["reading"]) for row in rows for code in row["characters"].split()]
    return (*((character, " ") for character in _SPACE_LIKE), *listed)


@functools.cache
def _hyphen_prefixes() -> frozenset[str]:
    source = resources.files(__package__).joinpath("hyphen_prefixes.txt").read_text(encoding="utf-8")
    return frozenset(source.split())
