"""Marks of lists, headings and notes: numbers whose place in the line or behind a word shows what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.productions.calendar import Years, claimed
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
_SYMBOL = 2  # letters of a chemical symbol
_SHORT_WORDS = frozenset(
    {"A", "In", "At", "No", "On", "To", "By", "Of", "We", "If", "It", "He", "My", "Dr", "Mr", "Ms", "St", "Le", "La", "De"}
)


def exclude_at_line(match: RuleMatch) -> Outcome | Declined:
    """A number at the beginning of a line."""
    if opens_line(match.scene, match.tokens.starts[match.found.start()]):
        return excluded(match)
    return Declined("the sentence does not begin a line")


def exclude_list_marker(match: RuleMatch) -> Outcome | Declined:
    """A number with its mark before an item: "1." at the beginning of a line, "2)" at that of a sentence."""
    if is_like_year(match.tokens.texts[match.found.start("span")]):
        return Declined("it could be a year")
    opens = opens_line(match.scene, match.tokens.starts[match.found.start()])
    if match.tokens.has(match.index("mark"), "RPAR") or opens:
        return excluded(match)
    return Declined("the sentence does not begin a line")


def exclude_heading(match: RuleMatch) -> Outcome | Declined:
    """The number of a section before its heading."""
    scene = match.scene
    opens = opens_line(scene, match.tokens.starts[match.found.start()])
    if not opens or scene.sentence.end - scene.sentence.start > _LINE_LENGTH:
        return Declined("the sentence is not a heading")
    is_dotted = any(match.tokens.has(index, "DOTTED") for index in range(*match.found.span()))
    if is_dotted or block_role(scene) in ("heading", "title") or match.tokens.has(0, "HASH"):
        return excluded(match)
    return Declined("the file does not call it a heading")


def exclude_superscript(match: RuleMatch) -> Outcome | Declined:
    """Raised digits behind a word, a mark or a year; not a power. Part of a name in a formula, the number of an entry."""
    tokens, at = match.tokens, match.found.start()
    if _is_isotope(tokens, at) or _is_power(tokens, at):
        return excluded(match, reason="identifier")
    if tokens.has(at - 1, "UNIT") or tokens.has(at - 1, "UNIT_LETTER"):
        return Declined("it is the power of a unit")
    if tokens.has(at - 1, "NUM") and not tokens.has(at - 1, "YEAR"):
        return Declined("it is the power of a number")
    if match.scene.rules_section == "references" and opens_line(match.scene, tokens.starts[at]):
        return excluded(match, reason="reference_number")
    return excluded(match)


def _is_isotope(tokens: Tokens, at: int) -> bool:
    """Whether raised digits stand before the symbol of an element: "¹³C", "⁷⁵As-NMR"; not before a name ("¹Bank of")."""
    if at and not (tokens.texts[at - 1].isspace() or tokens.texts[at - 1] in "(-/"):
        return False
    symbol, behind = tokens.texts[at + 1 : at + 2], tokens.texts[at + 2 : at + 3]
    is_symbol = bool(symbol) and len(symbol[0]) <= _SYMBOL and symbol[0].istitle()
    initial = bool(behind) and behind[0] == "."
    if not is_symbol or initial or symbol[0] in _SHORT_WORDS:
        return False
    # "As", "I" are words too: where white space follows, the digits before them mark a note.
    return not (symbol[0] in ("As", "I") and (not behind or behind[0].isspace()))


def _is_power(tokens: Tokens, at: int) -> bool:
    """Whether raised digits are the power of a variable or a bracket: "x²", "(a+b)² =", "eV⁻¹"."""
    left = tokens.texts[at - 1] if at else " "
    if tokens.texts[at][0] in "⁻⁺" and len(tokens.texts[at]) > 1 and left[-1].isalpha():
        return True
    if len(left) == 1 and left.isalpha() and not tokens.has(at - 1, "UNIT_LETTER"):
        return at < 2 or not tokens.texts[at - 2][-1].isalnum()
    after = tokens.after(at)
    return left == ")" and after < len(tokens.texts) and tokens.texts[after] in "=×*/<>"


_NOT_GLUED = Declined("white space stands before it")


def year_with_note(match: RuleMatch) -> Outcome | Declined:
    """A year that ends its sentence and the mark of a note that lost its raised position: "opens in 2032.2"."""
    tokens, at = match.tokens, match.index("year")
    year, _, note = tokens.texts[at].partition(".")
    if not is_like_year(year) or not note.isdecimal() or int(note) not in range(1, _MAX_NOTE):
        return Declined("neither a year nor the number of a note")
    start, end = tokens.starts[at], tokens.starts[at + 1]
    named = claimed(match, at, Years(int(year), int(year)), span=(start, start + len(year)))
    mark = excluded(match, (end - len(note), end), "footnote_marker")
    return named if isinstance(named, Declined) else (*named, *mark)


def exclude_glued_mark(match: RuleMatch) -> Outcome | Declined:
    """The mark of a note that lost its raised position: "a new low.12 The bank", "its policy3, which"."""
    tokens, at = match.tokens, match.found.start()
    if at == 0 or tokens.texts[at - 1].isspace():
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


def exclude_key(match: RuleMatch) -> Outcome | Declined:
    """A number of the key to a figure, "1 – Oslo, 2 – Rome", where the one before or the next is explained alike."""
    scene, at = match.scene, int(match.tokens.texts[match.found.start("span")])
    told = scene.clean.reading[scene.sentence.start : scene.sentence.end]
    near = (re.search(rf"[(,;:] ?{other} ?[-–—=] ?[\w\"',“„]", told) for other in (at - 1, at + 1))
    return excluded(match) if any(near) else Declined("no other number is explained so")


def exclude_counter(match: RuleMatch) -> Outcome | Declined:
    """The place of a slide among all of them, "23/50", where the one before or the next begins a line too."""
    at, whole = map(int, match.tokens.texts[match.found.start("span")].split("/"))
    text = match.scene.clean.document.text
    near = any(f"\n{other}/{whole} " in text or text.startswith(f"{other}/{whole} ") for other in (at - 1, at + 1))
    if at <= whole and near and opens_line(match.scene, match.tokens.starts[match.found.start()]):
        return excluded(match)
    return Declined("no slide before or behind it")


def exclude_inline_marker(match: RuleMatch) -> Outcome | Declined:
    """Read "(1) …; (2) … and (3) …": the marks of a list in a sentence."""
    tokens, first = match.tokens, match.found.start()
    before = tokens.before(first)
    if int(tokens.texts[first + 1]) > _MOST_ITEMS:
        return Declined("the number is too large for a list")
    if before < 0 or any(tokens.has(before, name) for name in ("COLON", "SEMICOLON", "COMMA", "AND", "OR", "STOP", "TAB")):
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
    "year_with_note": year_with_note,
    "exclude_note_number": exclude_note_number,
    "exclude_numbered_note": exclude_numbered_note,
    "exclude_inline_marker": exclude_inline_marker,
    "exclude_counter": exclude_counter,
    "exclude_key": exclude_key,
}
