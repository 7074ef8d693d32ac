"""Why a text is read as it is: its numerals, the rules tried at each of them, and what each rule said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.engine import attempts, scene_of
from pipeline.extract.evidence import Evidence
from pipeline.extract.grammar import load_grammar
from pipeline.extract.rule import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pipeline.extract.grammar import Grammar
    from pipeline.extract.rule import Scene
    from pipeline.model import CleanDocument, Excluded, Mention
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class NumeralSeen:
    """A token that writes a number: its range of the reference text, its value and the types that rules match it by."""

    start: int
    end: int
    value: Decimal
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule whose pattern matched at an offset: what it gave, or why it declined. taken: whether it won."""

    start: int
    rule: str
    place: str
    outcome: tuple[Mention | Excluded, ...]
    declined: str | None
    taken: bool


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """One sentence as the grammar sees it."""

    sentence_index: int
    numerals: tuple[NumeralSeen, ...]
    attempts: tuple[Attempt, ...]


def explanations(clean: CleanDocument, *, settings: Settings) -> Iterator[SentenceExplanation]:
    """An explanation of each sentence of the document, in order."""
    grammar, evidence = load_grammar(settings), Evidence(clean, settings)
    for sentence in clean.sentences:
        scene = scene_of(clean, sentence, grammar=grammar, evidence=evidence)
        yield SentenceExplanation(sentence.index, tuple(_numerals(scene)), tuple(_attempts(scene, grammar)))


def _numerals(scene: Scene) -> Iterator[NumeralSeen]:
    tokens = scene.tokens
    for index, code in enumerate(tokens.types):
        types = tokens.codebook.alphabet.types(code)
        if "NUM" in types:
            value = scene.evidence.numeral(tokens, index).value
            yield NumeralSeen(tokens.starts[index], tokens.starts[index + 1], value, tuple(sorted(types)))


def _attempts(scene: Scene, grammar: Grammar) -> Iterator[Attempt]:
    """Every rule whose pattern matched, at the tokens where the engine tries rules; after a win it moves past it."""
    tokens, at = scene.tokens, 0
    starts = grammar.rules_in(scene.rules_section).starts
    while found := starts.search(tokens.types, at):
        at, won = found.start() + 1, False
        for rule, outcome in attempts(scene, grammar, found.start()):
            said_no = isinstance(outcome, Declined)
            yield Attempt(
                start=tokens.starts[found.start()],
                rule=rule.name,
                place=rule.place,
                outcome=() if isinstance(outcome, Declined) else outcome,
                declined=outcome.why if isinstance(outcome, Declined) else None,
                taken=not said_no and not won,
            )
            if not isinstance(outcome, Declined) and not won:
                won, at = True, max(at, tokens.at_or_after(max(each.end for each in outcome)))
