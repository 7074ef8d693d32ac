"""Sets of token types as single characters, so that a pattern over typed tokens is a regular expression.

A token may have several types ("second": ordinal and unit of time). Each set of types that occurs gets one character; the
types of a sentence's tokens form a string, and a type in a pattern is the class of all characters whose set holds it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = " "
_FIRST_CODE = 0x4E00  # letters of one plane without meaning for `re`


class TypeAlphabet:
    """One character for each of the sets of types that can occur."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        self._code_of: dict[frozenset[str], str] = {}
        self._codes_with: dict[str, list[str]] = {"SPACE": [SPACE]}
        self.types_of: dict[str, frozenset[str]] = {SPACE: frozenset()}
        for code, types in enumerate(_neighbours_alike(set(sets)), _FIRST_CODE):
            self._code_of[types] = chr(code)
            self.types_of[chr(code)] = types
            for name in types:
                self._codes_with.setdefault(name, []).append(chr(code))

    def code(self, types: frozenset[str]) -> str:
        """The character of this set of types; RuleError for a set that was not declared."""
        code = self._code_of.get(types)
        if code is None:
            raise RuleError(f"the set of types {sorted(types)} was not declared before the rules were compiled")
        return code

    def codes_with(self, names: Iterable[str], *, place: str) -> frozenset[str]:
        """The characters of the sets that hold any of the types ("ANY": all); RuleError for a type nothing has."""
        codes: set[str] = set()
        for name in names:
            if name == "ANY":
                codes.update(self._code_of.values())
            elif name not in self._codes_with:
                raise RuleError(f"no word and no shape has the type {name!r}", place=place)
            else:
                codes.update(self._codes_with[name])
        return frozenset(codes)

    def character_class(self, names: Iterable[str], *, place: str) -> str:
        """codes_with as a class of a regular expression."""
        return f"[{ranges(self.codes_with(names, place=place))}]"


def ranges(codes: Iterable[str]) -> str:
    """The characters as the inside of a class of a regular expression, neighbours as ranges: it compiles the faster."""
    out: list[str] = []
    first = last = ""
    for code in sorted(codes):
        if last and ord(code) == ord(last) + 1:
            last = code
            continue
        out.append(_range(first, last))
        first = last = code
    return "".join((*out, _range(first, last)))


def _range(first: str, last: str) -> str:
    between = ord(last) - ord(first) if first != last else 0
    return f"{first}-{last}" if between > 1 else f"{first}{last}" if between else first


def _neighbours_alike(sets: set[frozenset[str]]) -> list[frozenset[str]]:
    """The sets in an order in which those that share their commonest types lie together."""
    often = Counter(name for types in sets for name in types)
    return sorted(sets, key=lambda types: sorted((-often[name], name) for name in types))
