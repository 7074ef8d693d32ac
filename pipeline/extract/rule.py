"""A rule of the number grammar, and what its production sees and says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from decimal import Decimal

    from pipeline.extract.evidence import Evidence
    from pipeline.extract.numerals import Numeral
    from pipeline.extract.pattern import Pattern
    from pipeline.extract.tokens import Tokens
    from pipeline.model import CleanDocument, Excluded, Mention, SectionName, Sentence


@dataclass(frozen=True, slots=True)
class Declined:
    """A production that matched by form and says no, and why (shown by `explain`)."""

    why: str


Outcome = tuple["Mention | Excluded", ...]
Production = "Callable[[RuleMatch], Outcome | Declined]"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A named pattern over typed tokens and the production that reads what it matches.

    sections: where it applies (empty: everywhere). only_after, not_after: types of which the token to the left, white space
    passed over, must have one (where any is given) and none; not_glued_to: types that the token right before must not have.
    only_glued: whether something other than white space must stand right beside the first token. numberless: whether what it
    takes holds no number ("last year").
    options: what the TOML row says beside, for the production. examples and counterexamples are run by the tests.
    """

    name: str
    pattern: Pattern
    produce: Callable[[RuleMatch], Outcome | Declined]
    sections: frozenset[str]
    only_after: frozenset[str]
    not_after: frozenset[str]
    not_glued_to: frozenset[str]
    only_glued: bool
    numberless: bool
    options: dict[str, Any]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentence that is being read: what every production may look at.

    rules_section: the section whose rules apply; "references" in an entry of a bibliography wherever it stands.
    """

    clean: CleanDocument
    sentence: Sentence
    tokens: Tokens
    evidence: Evidence
    rules_section: SectionName


@dataclass(slots=True)
class RuleMatch:
    """One match of one rule: token indices by the names in its pattern."""

    rule: Rule
    scene: Scene
    found: re.Match[str]

    @property
    def tokens(self) -> Tokens:
        """The sentence's tokens."""
        return self.scene.tokens

    def __getitem__(self, name: str) -> int | None:
        """The index of the (first) token that the pattern names so, or None where that part did not take part."""
        index = self.found.start(name)
        return None if index < 0 else index

    def index(self, name: str) -> int:
        """As [name], for a part that always takes part."""
        index = self.found.start(name)
        assert index >= 0, (self.rule.name, name)
        return index

    def names(self, name: str) -> bool:
        """Whether the pattern has a part of that name and it took part."""
        return name in self.found.re.groupindex and self.found.start(name) >= 0

    def span(self) -> tuple[int, int]:
        """Offsets of the group `span`, or of the whole match where the pattern has no such group."""
        first, last = self.found.span("span" if "span" in self.found.re.groupindex else 0)
        return self.tokens.starts[first], self.tokens.starts[last]

    def offsets(self, name: str) -> tuple[int, int]:
        """Offsets of a named part."""
        first, last = self.found.span(name)
        return self.tokens.starts[first], self.tokens.starts[last]

    def numeral(self, name: str) -> Numeral:
        """The number that the named token writes."""
        return self.scene.evidence.numeral(self.tokens, self.index(name))

    def value(self, name: str) -> Decimal:
        """The value of the number that the named token writes."""
        return self.numeral(name).value
