"""The pattern language of the rules, compiled to regular expressions over type strings.

CURRENCY number:NUM SCALE?          elements in a row, white space between them allowed
NUM ~UNIT                           "~": no white space before the element
NUM|ORD                             either type;   !NUM|ORD  any token but these
low:NUM DASH high:NUM               names for the production
( COMMA NUM )*                      groups with ?, *, +, {2,3} and their lazy forms (*? …)
span:( NUM UNIT ) 'of'              a named group; 'of' is the word itself, in any case
^ … $                               the start or end of the sentence, or of a cell in it that a tab parts off
(?= … )  (?! … )                    what must or must not follow
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import RuleError
from pipeline.extract.typeset import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.typeset import TypeAlphabet

_ATOM = re.compile(
    r"(?P<space>\s+)|(?P<look>\(\?[=!])|(?P<anchor>[$^])|(?P<bar>\|\|)"
    r"|(?P<open>(?P<group_glue>~)?(?:(?P<group>[a-z_]+):)?\()|(?P<close>\)(?P<close_times>[?*+]\??|\{[\d,]+\}\??)?)"
    r"|(?P<glue>~)?(?:(?P<name>[a-z_]+):)?(?P<negated>!)?(?P<types>(?:[A-Z][A-Z0-9_]*|'[^']+')(?:\|(?:[A-Z][A-Z0-9_]*|'[^']+'))*)"
    r"(?P<times>[?*+]\??|\{[\d,]+\}\??)?"
)
_MAY_SPACE = " ?"
OPENING = 3  # the types that an opening is tried on: a token, white space and the token behind it, or three that touch


def literal_type(word: str) -> str:
    """The type that a word quoted in a pattern gets."""
    return "IS_" + word


def literals(pattern: str) -> list[str]:
    """The words quoted in a pattern, lower-cased, without their quotes."""
    return [word.lower() for word in re.findall(r"'([^']+)'", pattern)]


class Pattern:
    """A pattern of one rule, compiled. RuleError, naming the place, for what cannot be read.

    regex: the pattern as a regular expression over type strings. first_codes: the characters with which a match may begin.
    opening: matches the first few types of every place where the pattern may match, whatever follows them. It is the pattern
    without what must not follow and what lies behind more tokens than are looked at, each token of which may be the end.
    """

    def __init__(self, source: str, alphabet: TypeAlphabet, *, place: str) -> None:
        self._source, self._alphabet, self._place = source, alphabet, place
        self.first_codes = _first_codes(source, alphabet, place=place)
        self.regex = self._compiled(tokens=None)
        self.opening = self._compiled(tokens=OPENING)

    def _compiled(self, *, tokens: int | None) -> re.Pattern[str]:
        expression = _expression(self._source, self._alphabet, place=self._place, tokens=tokens)
        try:
            return re.compile(expression)
        except re.error as error:
            raise RuleError(f"the pattern {self._source!r} is not well formed ({error})", place=self._place) from error


def _expression(pattern: str, alphabet: TypeAlphabet, *, place: str, tokens: int | None) -> str:
    """The expression of a pattern; of its opening alone, where the number of tokens says how far that is looked at."""
    out: list[str] = []
    inner_first, ahead = False, 0  # ahead: how many groups are open in one that an opening leaves out
    passed = _Passed()
    for atom in _atoms(pattern, place=place):
        if ahead or (tokens is not None and atom["look"] == "(?!"):
            ahead += bool(atom["look"] or atom["open"]) - bool(atom["close"])
            continue
        enough = tokens is not None and passed.count >= tokens
        passed.over(atom)
        if atom["look"]:
            out.append(atom["look"])
            inner_first = False
        elif atom["anchor"]:
            tab = "".join(alphabet.codes_with(["TAB"], place=place))
            out.append(rf"(?:\A ?|(?<=[{tab}]))" if atom["anchor"] == "^" else rf"(?: ?\Z|(?=[{tab}]))")
        elif atom["bar"]:
            out.append("|")
            inner_first = False
        elif atom["open"]:
            # White space before a named group stays outside it, so that the group starts at a token.
            if atom["group"]:
                out.append(("" if atom["group_glue"] or inner_first else _MAY_SPACE) + f"(?P<{atom['group']}>")
                inner_first = True
            else:
                out.append("(?:")
        elif atom["close"]:
            out.append(")" + (atom["close_times"] or ""))
            inner_first = False
        elif not enough:
            glued = bool(atom["glue"]) or inner_first
            out.append(_element(atom, alphabet, place=place, glued=glued, may_end=tokens is not None))
            inner_first = False
    return "".join(out)


class _Passed:
    """Counts the tokens that every way through a pattern has passed, atom by atom."""

    def __init__(self) -> None:
        self.count = 0
        self._groups: list[tuple[int, int | None]] = []  # of each open group: the count at its start, the least of its ends

    def over(self, atom: re.Match[str]) -> None:
        """Pass over the next atom."""
        if atom["open"] or atom["look"]:
            self._groups.append((self.count, None if atom["open"] else self.count))
        elif atom["bar"] and self._groups:
            start, least = self._groups.pop()
            self._groups.append((start, self._least(least)))
            self.count = start
        elif atom["bar"]:
            self.count = 0
        elif atom["close"] and self._groups:
            start, least = self._groups.pop()
            self.count = start if _may_be_left_out(atom["close_times"]) else self._least(least)
        elif atom["types"] and not _may_be_left_out(atom["times"]):
            self.count += 1

    def _least(self, least: int | None) -> int:
        return self.count if least is None else min(least, self.count)


def _may_be_left_out(times: str | None) -> bool:
    return (times or "").startswith(("?", "*", "{0", "{,"))


def _atoms(pattern: str, *, place: str) -> Iterator[re.Match[str]]:
    """The parts of a pattern that are no white space, in order."""
    at = 0
    while at < len(pattern):
        atom = _ATOM.match(pattern, at)
        if atom is None:
            raise RuleError(f"cannot read the pattern from {pattern[at : at + 20]!r}", place=place)
        at = atom.end()
        if not atom["space"]:
            yield atom


def _first_codes(pattern: str, alphabet: TypeAlphabet, *, place: str) -> frozenset[str]:
    """The characters with which a match may begin: of every way through the pattern, the first token that must be there."""
    reader = _FirstCodes(_atoms(pattern, place=place), alphabet, place=place)
    codes, may_be_empty = reader.sequence()
    if may_be_empty or not codes:
        raise RuleError("a pattern needs at least one token that must be there", place=place)
    return frozenset(codes)


class _FirstCodes:
    """Walks the atoms of a pattern once, group by group."""

    def __init__(self, atoms: Iterator[re.Match[str]], alphabet: TypeAlphabet, *, place: str) -> None:
        self._atoms, self._alphabet, self._place = atoms, alphabet, place
        self._closed_by = ""

    def sequence(self, *, counts: bool = True) -> tuple[set[str], bool]:
        """First characters of the alternatives up to the end of the group, and whether one of them may be empty.

        counts: whether a match can begin here at all; where not, the atoms are only passed over.
        """
        codes: set[str] = set()
        may_be_empty = False
        at_start = True
        for atom in self._atoms:
            if atom["close"]:
                self._closed_by = atom["close_times"] or ""
                break
            if atom["bar"]:
                may_be_empty, at_start = may_be_empty or at_start, True
            elif atom["look"]:
                self.sequence(counts=False)
            elif atom["open"]:
                inner, empty = self.sequence(counts=counts and at_start)
                codes |= inner if at_start else set()
                at_start = at_start and (empty or _may_be_left_out(self._closed_by))
            elif atom["types"] and at_start and counts:
                if atom["negated"]:
                    raise RuleError("a pattern cannot begin with what a token is not", place=self._place)
                codes |= _class_codes(atom, self._alphabet, place=self._place)
                at_start = _may_be_left_out(atom["times"])
        return codes, may_be_empty or at_start


def _class_codes(atom: re.Match[str], alphabet: TypeAlphabet, *, place: str) -> frozenset[str]:
    names = [literal_type(part[1:-1].lower()) if part[0] == "'" else part for part in atom["types"].split("|")]
    return alphabet.codes_with(names, place=place)


def _element(atom: re.Match[str], alphabet: TypeAlphabet, *, place: str, glued: bool, may_end: bool) -> str:
    codes = ranges(_class_codes(atom, alphabet, place=place))
    codes = f"[^ {codes}]" if atom["negated"] else f"[{codes}]"
    if may_end:
        codes = rf"(?:{codes}|\Z)"
    if atom["name"]:
        codes = f"(?P<{atom['name']}>{codes})"
    element = codes if glued else _MAY_SPACE + codes
    return f"(?:{element}){atom['times']}" if atom["times"] else element
