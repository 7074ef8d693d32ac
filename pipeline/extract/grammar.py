"""Rules from `rules/*.toml`, compiled over the vocabulary: the grammar that reads a sentence."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.errors import RuleError
from pipeline.extract.change_words import with_change_words
from pipeline.extract.pattern import Pattern, literals
from pipeline.extract.productions import PRODUCTIONS
from pipeline.extract.rule import Rule
from pipeline.extract.scan import number_pattern, numbers_in
from pipeline.extract.section_rules import SectionRules
from pipeline.extract.tokens import Codebook
from pipeline.lexicon.vocabulary import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.lexicon.vocabulary import Word
    from pipeline.model import SectionName
    from pipeline.settings import Settings

_KEYS = {
    "name",
    "pattern",
    "produce",
    "sections",
    "only_after",
    "not_after",
    "not_glued_to",
    "only_glued",
    "numberless",
    "options",
    "examples",
    "counterexamples",
}
# Every rule takes a token of one of these types.
_NUMBER_TYPES = (
    "NUM", "ORDWORD", "PART", "MULTIPLE", "TIMES_WORD", "FOLD", "DOZEN", "VAGUE", "SCALE", "SCALE_PLURAL", "YEAR_SPLIT",
    "FRACTION", "SLASHED", "DATE", "DATE_SHORT", "TIME", "DOTTED", "SUPER", "SUB", "VULGAR", "URL", "EMAIL", "DOI",
)  # fmt: skip
_MACRO = re.compile(r"\{([a-z_]+)\}")


class Grammar:
    """The vocabulary as a codebook, the patterns that find numbers, and the rules in the order in which they are tried."""

    def __init__(self, codebook: Codebook, rules: Iterable[Rule], words: Mapping[str, Word]) -> None:
        self.codebook = codebook
        self.numbers = number_pattern(words)
        self.numbers_and_years = number_pattern(words, relative_years=True)
        self.rules = tuple(rules)
        # The sections that have rules of their own; all the others share theirs.
        self._named = frozenset(section for rule in self.rules for section in rule.sections)
        self._by_section: dict[SectionName | None, SectionRules] = {}

    def rules_in(self, section: SectionName) -> SectionRules:
        """The rules that apply in a section, by the types of the tokens at which they may begin."""
        apart = section if section in self._named else None
        known = self._by_section.get(apart)
        if known is None:
            rules = [rule for rule in self.rules if not rule.sections or section in rule.sections]
            known = self._by_section[apart] = SectionRules(rules, numbers=self._number_codes)
        return known

    @cached_property
    def _number_codes(self) -> frozenset[str]:
        """The type characters of tokens that write a number."""
        written = self.codebook.codes_where(lambda form: any(numbers_in(form, self.numbers)))
        return self.codebook.alphabet.codes_with(_NUMBER_TYPES, place="grammar") | written


def package_rules() -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, row) of every rule of the package; files in the order of their `priority`, rows as written."""
    folder = files("pipeline.extract") / "rules"
    tables: list[tuple[int, str, list[dict[str, Any]]]] = []
    macros: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            try:
                table = tomllib.loads(file.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise RuleError(f"not readable as TOML ({error})", place=f"extract/rules/{file.name}") from error
            tables.append((table["priority"], file.name, table["rule"]))
            _add_macros(macros, table.get("macros", {}), place=f"extract/rules/{file.name}")
    for _, name, rows in sorted(tables, key=lambda entry: entry[:2]):
        for row in rows:
            place = f"extract/rules/{name}: {row.get('name', '?')}"
            yield place, {**row, "pattern": _expanded(row["pattern"], macros, place=place)}


def _add_macros(macros: dict[str, str], more: dict[str, str], *, place: str) -> None:
    """Add a file's macros to those of the others; RuleError for a name that another file has."""
    if twice := macros.keys() & more.keys():
        raise RuleError(f"another file defines the macros {sorted(twice)} too", place=place)
    macros.update(more)


def _expanded(pattern: str, macros: dict[str, str], *, place: str) -> str:
    """The pattern with each {name} replaced by its macro, macros in macros too; RuleError for a name no file defines."""
    try:
        while _MACRO.search(pattern):
            pattern = _MACRO.sub(lambda found: macros[found[1]], pattern)
    except KeyError as error:
        raise RuleError(f"no macro is called {error}", place=place) from error
    return pattern


def load_grammar(settings: Settings) -> Grammar:
    """The grammar with the user's vocabulary rows added; built once for each set of rows.

    Raises LexiconError or RuleError, naming the place, where a row or rule is malformed.
    """
    return _load_grammar(tuple((row.place, row.line) for row in settings.lexicon if row.table == "words"))


@lru_cache(maxsize=8)
def _load_grammar(user_rows: tuple[tuple[str, str], ...]) -> Grammar:
    rows = list(package_rules())
    quoted = sorted({word for _, row in rows for word in literals(row["pattern"])})
    words = with_change_words(load_words(user_rows))
    codebook = Codebook(words, quoted)
    return Grammar(codebook, [_rule(place, row, codebook) for place, row in rows], words)


def _rule(place: str, row: dict[str, Any], codebook: Codebook) -> Rule:
    if unknown := row.keys() - _KEYS:
        raise RuleError(f"unknown keys {sorted(unknown)}", place=place)
    if row["produce"] not in PRODUCTIONS:
        raise RuleError(f"no production is called {row['produce']!r}", place=place)
    return Rule(
        name=row["name"],
        pattern=Pattern(row["pattern"], codebook.alphabet, place=place),
        produce=PRODUCTIONS[row["produce"]],
        sections=frozenset(row.get("sections", ())),
        only_after=codebook.alphabet.codes_with(row.get("only_after", ()), place=place),
        not_after=codebook.alphabet.codes_with(row.get("not_after", ()), place=place),
        not_glued_to=codebook.alphabet.codes_with(row.get("not_glued_to", ()), place=place),
        only_glued=row.get("only_glued", False),
        numberless=row.get("numberless", False),
        options=row.get("options", {}),
        examples=tuple(row.get("examples", ())),
        counterexamples=tuple(row.get("counterexamples", ())),
        place=place,
    )
