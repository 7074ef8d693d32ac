"""Sets of token types as single characters, so that a pattern over typed tokens is a regular expression.

A token may have several types ("second": ordinal and unit of time). Each set of types that occurs gets one character; the
types of a sentence's tokens form a string, and a type in a pattern is the class of all characters whose set holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = " "
_FIRST_CODE = 0x4E00  # letters of one plane without meaning for `re`


class TypeAlphabet:
    """Hands out one character for each set of types; grows only until the first pattern is compiled."""

    def __init__(self) -> None:
        self._code_of: dict[frozenset[str], str] = {}
        self._codes_with: dict[str, list[str]] = {"SPACE": [SPACE]}
        self._types_of: dict[str, frozenset[str]] = {}
        self._sealed = False

    def code(self, types: Iterable[str]) -> str:
        """The character of this set of types; RuleError for a new set once patterns have been compiled."""
        key = frozenset(types)
        code = self._code_of.get(key)
        if code is None:
            if self._sealed:
                raise RuleError(f"the set of types {sorted(key)} was not declared before the rules were compiled")
            code = chr(_FIRST_CODE + len(self._code_of))
            self._code_of[key] = code
            self._types_of[code] = key
            for name in key:
                self._codes_with.setdefault(name, []).append(code)
        return code

    def types(self, code: str) -> frozenset[str]:
        """The set of types that a character stands for (empty for white space)."""
        return self._types_of.get(code, frozenset())

    def codes_with(self, names: Iterable[str], *, place: str) -> frozenset[str]:
        """The characters of the sets that hold any of the types ("ANY": all); RuleError for a type nothing has."""
        self._sealed = True
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
        return "[" + "".join(sorted(self.codes_with(names, place=place))) + "]"
