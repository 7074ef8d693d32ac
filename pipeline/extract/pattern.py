"""The pattern language of the rules, compiled to regular expressions over type strings.

CURRENCY number:NUM SCALE?          elements in a row, white space between them allowed
NUM ~UNIT                           "~": no white space before the element
NUM|ORD                             either type;   !NUM|ORD  any token but these
low:NUM DASH high:NUM               names for the production
( COMMA NUM )*                      groups with ?, *, +, {2,3} and their lazy forms (*? …)
span:( NUM UNIT ) 'of'              a named group; 'of' is the word itself, in any case
^ … $                               the start or end of the sentence
(?= … )  (?! … )                    what must or must not follow
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import RuleError

if TYPE_CHECKING:
    from pipeline.extract.typeset import TypeAlphabet

_ATOM = re.compile(
    r"(?P<space>\s+)|(?P<look>\(\?[=!])|(?P<anchor>[$^])|(?P<bar>\|\|)"
    r"|(?P<open>(?P<group_glue>~)?(?:(?P<group>[a-z_]+):)?\()|(?P<close>\)(?P<close_times>[?*+]\??|\{[\d,]+\}\??)?)"
    r"|(?P<glue>~)?(?:(?P<name>[a-z_]+):)?(?P<negated>!)?(?P<types>(?:[A-Z][A-Z0-9_]*|'[^']+')(?:\|(?:[A-Z][A-Z0-9_]*|'[^']+'))*)"
    r"(?P<times>[?*+]\??|\{[\d,]+\}\??)?"
)
_MAY_SPACE = " ?"


def literal_type(word: str) -> str:
    """The type that a word quoted in a pattern gets."""
    return "IS_" + word


def literals(pattern: str) -> list[str]:
    """The words quoted in a pattern, lower-cased, without their quotes."""
    return [word.lower() for word in re.findall(r"'([^']+)'", pattern)]


def compiled(pattern: str, alphabet: TypeAlphabet, *, place: str) -> re.Pattern[str]:
    """The pattern as a regular expression over type strings. Raises RuleError naming place and what cannot be read."""
    out: list[str] = []
    at, inner_first = 0, False
    while at < len(pattern):
        atom = _ATOM.match(pattern, at)
        if atom is None:
            raise RuleError(f"cannot read the pattern from {pattern[at : at + 20]!r}", place=place)
        at = atom.end()
        if atom["space"]:
            continue
        if atom["look"]:
            out.append(atom["look"])
            inner_first = False
        elif atom["anchor"]:
            out.append(r"\A ?" if atom["anchor"] == "^" else r" ?\Z")
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
        else:
            out.append(_element(atom, alphabet, place=place, glued=bool(atom["glue"]) or inner_first))
            inner_first = False
    try:
        return re.compile("".join(out))
    except re.error as error:
        raise RuleError(f"the pattern {pattern!r} is not well formed ({error})", place=place) from error


def first_codes(pattern: str, alphabet: TypeAlphabet, *, place: str) -> frozenset[str]:
    """The characters with which a match may begin (never too few): all elements up to the first that must be there."""
    codes: set[str] = set()
    depth = 0
    for atom in _ATOM.finditer(pattern):
        if atom["open"] or atom["look"]:
            depth += 1
        elif atom["close"]:
            depth -= 1
            if depth == 0 and not (atom["close_times"] or "").startswith(("?", "*")) and codes:
                return frozenset(codes)
        elif atom["types"]:
            if atom["negated"]:
                raise RuleError("a pattern cannot begin with what a token is not", place=place)
            codes.update(_class_codes(atom, alphabet, place=place))
            if depth == 0 and not (atom["times"] or "").startswith(("?", "*")):
                return frozenset(codes)
    raise RuleError("a pattern needs at least one token that must be there", place=place)


def _class_codes(atom: re.Match[str], alphabet: TypeAlphabet, *, place: str) -> frozenset[str]:
    names = [literal_type(part[1:-1].lower()) if part[0] == "'" else part for part in atom["types"].split("|")]
    return alphabet.codes_with(names, place=place)


def _element(atom: re.Match[str], alphabet: TypeAlphabet, *, place: str, glued: bool) -> str:
    codes = "".join(sorted(_class_codes(atom, alphabet, place=place)))
    codes = f"[^ {codes}]" if atom["negated"] else f"[{codes}]"
    if atom["name"]:
        codes = f"(?P<{atom['name']}>{codes})"
    element = codes if glued else _MAY_SPACE + codes
    return f"(?:{element}){atom['times']}" if atom["times"] else element
