"""Marks of lists, headings and notes: numbers whose place in the line or behind a word shows what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.exclusions import excluded
from pipeline.extract.productions.places import block_role, is_like_year, opens_line
from pipeline.extract.rule import Declined, Outcome, RuleMatch

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_LINE_LENGTH = 90
_MAX_NOTE = 250
_LONG_WORD = 4
_MOST_ITEMS = 40
_NOTE_LENGTH = 600


def exclude_at_line(match: RuleMatch) -> Outcome | Declined:
    """A number at the beginning of a line."""
    return excluded(match) if opens_line(match.scene) else Declined("the sentence does not begin a line")


def exclude_list_marker(match: RuleMatch) -> Outcome | Declined:
    """A number with its mark before an item: "1." at the beginning of a line, "2)" at that of a sentence."""
    if is_like_year(match.tokens.texts[match.found.start("span")]):
        return Declined("it could be a year")
    if match.tokens.has(match.index("mark"), "RPAR") or opens_line(match.scene):
        return excluded(match)
    return Declined("the sentence does not begin a line")


def exclude_heading(match: RuleMatch) -> Outcome | Declined:
    """The number of a section before its heading."""
    scene = match.scene
    if not opens_line(scene) or scene.sentence.end - scene.sentence.start > _LINE_LENGTH:
        return Declined("the sentence is not a heading")
    is_dotted = any(match.tokens.has(index, "DOTTED") for index in range(*match.found.span()))
    if is_dotted or block_role(scene) in ("heading", "title") or match.tokens.has(0, "HASH"):
        return excluded(match)
    return Declined("the file does not call it a heading")


def exclude_superscript(match: RuleMatch) -> Outcome | Declined:
    """Raised digits behind a word, a mark or a year; not a power."""
    tokens, at = match.tokens, match.found.start()
    if tokens.has(at - 1, "UNIT") or tokens.has(at - 1, "UNIT_LETTER"):
        return Declined("it is the power of a unit")
    if tokens.has(at - 1, "NUM") and not tokens.has(at - 1, "YEAR"):
        return Declined("it is the power of a number")
    return excluded(match)


_NOT_GLUED = Declined("white space stands before it")


def exclude_glued_mark(match: RuleMatch) -> Outcome | Declined:
    """The mark of a note that lost its raised position: "a new low.12 The bank", "its policy3, which"."""
    tokens, at = match.tokens, match.found.start()
    if at == 0 or tokens.types[at - 1] == " ":
        return _NOT_GLUED
    if int(tokens.texts[at]) not in range(1, _MAX_NOTE) or not _ends(tokens, at):
        return Declined("a note's number is small and ends a word")
    before = at - 1
    while before > 0 and tokens.texts[before] in "\"'”’)":
        before -= 1
    if tokens.texts[before] in ".,;:!?":
        before -= 1
        if not tokens.texts[at - 1].isspace() and tokens.texts[before + 1] in ".!?" and not _new_sentence(tokens, at):
            return Declined("the sentence goes on after it")
    if before < 0 or (before == at - 1 and match.tokens.has(before, "UNIT")):
        return Declined("it belongs to a unit")
    word = tokens.texts[before]
    marked = before < at - 1
    is_plain = word[1:].islower() if marked else word.islower()
    if word.isalpha() and is_plain and len(word) >= _LONG_WORD + (not marked) and not tokens.has(before, "LABEL"):
        return excluded(match)
    return Declined("no word ends before it")


def _ends(tokens: Tokens, at: int) -> bool:
    return at + 1 >= len(tokens.texts) or tokens.texts[at + 1].isspace() or tokens.texts[at + 1] in '.,;:!?)"”'


def _new_sentence(tokens: Tokens, at: int) -> bool:
    after = tokens.after(at)
    return after >= len(tokens.texts) or tokens.has(after, "CAP") or tokens.has(after, "QUOTE")


def exclude_note_number(match: RuleMatch) -> Outcome | Declined:
    """A note's number glued to its first word: "1Department of Trade"."""
    word = match.tokens.texts[match.found.end() - 1]
    if opens_line(match.scene, match.tokens.starts[match.found.start()]) and len(word) >= _LONG_WORD and word[1:].islower():
        return excluded(match)
    return Declined("it does not begin a note")


def exclude_numbered_note(match: RuleMatch) -> Outcome | Declined:
    """The number before a note, where the next or the one before begins a line too."""
    text, scene = match.scene.clean.document.text, match.scene
    number = int(match.tokens.texts[match.found.start("span")])
    line = scene.sentence.start
    after = text.find(f"\n{number + 1} ", line, line + _NOTE_LENGTH)
    before = text.rfind(f"\n{number - 1} ", max(0, line - _NOTE_LENGTH), line)
    first = number == 2 and text.startswith("1 ")
    if opens_line(scene) and number < _MAX_NOTE and (after >= 0 or before >= 0 or first):
        return excluded(match)
    return Declined("it is not one of a series of notes")


def _in_series(match: RuleMatch, number: int) -> bool:
    """Whether "(1)" stands before "(2)", and so on, not far off in the text."""
    reading, start = match.scene.clean.reading, match.span()[0]
    if number == 1:
        return reading.find(" (2) ", start, start + _NOTE_LENGTH) >= 0
    before = reading[max(0, start - number * _NOTE_LENGTH) : start]
    return f" ({number - 1}) " in before and " (1) " in before


def exclude_inline_marker(match: RuleMatch) -> Outcome | Declined:
    """Read "(1) …; (2) … and (3) …": the marks of a list in a sentence."""
    tokens, first = match.tokens, match.found.start()
    before = tokens.before(first)
    if int(tokens.texts[first + 1]) > _MOST_ITEMS:
        return Declined("the number is too large for a list")
    if before < 0 or any(tokens.has(before, name) for name in ("COLON", "SEMICOLON", "COMMA", "AND", "OR", "STOP")):
        return excluded(match)
    if _in_series(match, int(tokens.texts[first + 1])):
        return excluded(match)
    return Declined("no mark stands before it and no other of its series")


PRODUCTIONS = {
    "exclude_at_line": exclude_at_line,
    "exclude_list_marker": exclude_list_marker,
    "exclude_heading": exclude_heading,
    "exclude_superscript": exclude_superscript,
    "exclude_glued_mark": exclude_glued_mark,
    "exclude_note_number": exclude_note_number,
    "exclude_numbered_note": exclude_numbered_note,
    "exclude_inline_marker": exclude_inline_marker,
}
