"""Rules from `rules/*.toml`, compiled over the vocabulary: the grammar that reads a sentence."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.errors import RuleError
from pipeline.extract.change_words import with_change_words
from pipeline.extract.pattern import compiled, first_codes, literals
from pipeline.extract.productions import PRODUCTIONS
from pipeline.extract.rule import Rule
from pipeline.extract.scan import number_pattern, with_relative_years
from pipeline.extract.tokens import Codebook
from pipeline.lexicon.vocabulary import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model import SectionName
    from pipeline.settings import Settings

_KEYS = {
    "name",
    "pattern",
    "produce",
    "sections",
    "not_after",
    "not_glued_to",
    "only_glued",
    "numberless",
    "options",
    "examples",
    "counterexamples",
}
# Every rule takes a token of one of these types, and begins at most this many tokens, white space counted, before it.
_NUMBER_TYPES = (
    "NUM", "ORDWORD", "PART", "MULTIPLE", "TIMES_WORD", "FOLD", "DOZEN", "VAGUE", "SCALE", "SCALE_PLURAL", "YEAR_SPLIT",
    "FRACTION", "SLASHED", "DATE", "DATE_SHORT", "TIME", "DOTTED", "SUPER", "SUB", "VULGAR", "URL", "EMAIL", "DOI",
)  # fmt: skip
_FARTHEST_LEAD = 16
_MACRO = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class SectionRules:
    """The rules that apply in one section of documents.

    starts finds the tokens at which one may begin; by_code has them by the type character of that token, in order, and
    free_by_code those that also apply to a token with white space around it; tried remembers, for ends of sentences by
    their types, which match.
    """

    starts: re.Pattern[str]
    by_code: dict[str, tuple[Rule, ...]]

    free_by_code: dict[str, tuple[Rule, ...]]
    tried: dict[tuple[str, bool, bool], Tried]

    def matching(self, types: str, at: int, *, is_free: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The rules whose pattern matches at a token, in the order in which they are tried.

        Which rules match is decided by the types from there on, so that it is remembered for the ends of sentences.
        """
        rules = (self.free_by_code if is_free else self.by_code)[types[at]]
        tried = self._tried(types, at, is_free)
        for rule in tried.matched:
            match = rule.regex.match(types, at)
            assert match is not None
            yield rule, match
        while tried.count < len(rules):
            rule = rules[tried.count]
            tried.count += 1
            match = rule.regex.match(types, at)
            if match is not None:
                tried.matched.append(rule)
                yield rule, match

    def _tried(self, types: str, at: int, is_free: bool) -> Tried:
        if len(types) - at > _REMEMBERED_TOKENS:
            return Tried([], 0)
        key = (types[at:], at == 0, is_free)
        tried = self.tried.get(key)
        if tried is None:
            tried = Tried([], 0)
            if len(self.tried) < _REMEMBERED_ENDS:
                self.tried[key] = tried
        return tried


@dataclass(slots=True)
class Tried:
    """How many of the rules have been tried on one end of a sentence, and which of them matched."""

    matched: list[Rule]
    count: int


_REMEMBERED_TOKENS = 40
_REMEMBERED_ENDS = 50_000


class Grammar:
    """The vocabulary as a codebook, the pattern that finds numbers, and the rules in the order in which they are tried."""

    def __init__(self, codebook: Codebook, rules: Iterable[Rule], numbers: re.Pattern[str]) -> None:
        self.codebook = codebook
        self.numbers = numbers
        self.numbers_and_years = with_relative_years(numbers)
        self.rules = tuple(rules)
        self._by_section: dict[SectionName, SectionRules] = {}

    def rules_in(self, section: SectionName) -> SectionRules:
        """The rules that apply in a section, by the type character of the token at which they may begin."""
        known = self._by_section.get(section)
        if known is None:
            rules = [rule for rule in self.rules if not rule.sections or section in rule.sections]
            codes = sorted({code for rule in rules for code in rule.first_codes})
            by_code = {code: tuple(rule for rule in rules if code in rule.first_codes) for code in codes}
            free = {code: tuple(rule for rule in found if not rule.only_glued) for code, found in by_code.items()}
            known = self._by_section[section] = SectionRules(self._starts(codes, rules), by_code, free, {})
        return known

    def _starts(self, codes: list[str], rules: list[Rule]) -> re.Pattern[str]:
        """Finds the tokens at which a rule may begin: numbers, and other first tokens with a number not far behind.

        A rule that takes no number ("last year") says so, and begins wherever its first token stands.
        """
        alone = {code for rule in rules if rule.numberless for code in rule.first_codes}
        numbers = self.codebook.alphabet.codes_with(_NUMBER_TYPES, place="grammar") | self.codebook.codes_of(self.numbers)
        own = "".join(map(re.escape, sorted(numbers.intersection(codes) | alone)))
        led = "".join(map(re.escape, sorted(set(codes) - numbers - alone)))
        beyond = "".join(map(re.escape, sorted(numbers)))
        return re.compile(f"[{own}]|[{led}](?=.{{0,{_FARTHEST_LEAD}}}[{beyond}])" if led else f"[{own}]")


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
    return Grammar(codebook, [_rule(place, row, codebook) for place, row in rows], number_pattern(words))


def _rule(place: str, row: dict[str, Any], codebook: Codebook) -> Rule:
    if unknown := row.keys() - _KEYS:
        raise RuleError(f"unknown keys {sorted(unknown)}", place=place)
    if row["produce"] not in PRODUCTIONS:
        raise RuleError(f"no production is called {row['produce']!r}", place=place)
    return Rule(
        name=row["name"],
        regex=compiled(row["pattern"], codebook.alphabet, place=place),
        first_codes=first_codes(row["pattern"], codebook.alphabet, place=place),
        produce=PRODUCTIONS[row["produce"]],
        sections=frozenset(row.get("sections", ())),
        not_after=frozenset(row.get("not_after", ())),
        not_glued_to=frozenset(row.get("not_glued_to", ())),
        only_glued=row.get("only_glued", False),
        numberless=row.get("numberless", False),
        options=row.get("options", {}),
        examples=tuple(row.get("examples", ())),
        counterexamples=tuple(row.get("counterexamples", ())),
        place=place,
    )
