"""Why a text is read as it is: its numerals, the rules tried at each of them, what each rule said, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.cell_units import NOTHING
from pipeline.extract.cells import CELL_RULE, bare_cell
from pipeline.extract.engine import attempts, scene_of
from pipeline.extract.evidence import Evidence
from pipeline.extract.grammar import load_grammar
from pipeline.extract.reader import read_scene
from pipeline.extract.rule import Declined
from pipeline.extract.tables import DocumentTables
from pipeline.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pipeline.extract.grammar import Grammar
    from pipeline.extract.rule import Scene
    from pipeline.model import CleanDocument, Excluded
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
    """One sentence as the grammar sees it.

    settled: what was read after the rules won, where the numbers around, the table or the section changed it: a unit taken
    from a neighbour, a scale from a header, a claim in boilerplate.
    """

    sentence_index: int
    numerals: tuple[NumeralSeen, ...]
    attempts: tuple[Attempt, ...]
    settled: tuple[Mention | Excluded, ...]


def explanations(clean: CleanDocument, *, settings: Settings) -> Iterator[SentenceExplanation]:
    """An explanation of each sentence of the document, in order, read with all that the document says of itself."""
    grammar, evidence = load_grammar(settings), Evidence(clean, settings)
    tables = DocumentTables(clean, grammar.codebook, evidence) if clean.document.tables else None
    for sentence in clean.sentences:
        scene = scene_of(clean, sentence, grammar=grammar, evidence=evidence)
        tried = (*_cell_attempts(scene, tables), *_attempts(scene, grammar))
        if tried and tried[0].taken and tried[0].rule == CELL_RULE:
            tried = tried[:1]
        won = {_reading_of(each) for attempt in tried if attempt.taken for each in attempt.outcome}
        settled = tuple(each for each in read_scene(scene, grammar, tables) if _reading_of(each) not in won)
        yield SentenceExplanation(sentence.index, tuple(_numerals(scene)), tried, settled)


def _reading_of(each: Mention | Excluded) -> tuple[object, ...]:
    """What a number was read as, by which two readings of it are compared; where a broken word ends is no difference."""
    if isinstance(each, Mention):
        return (each.start, each.kind, each.value_low, each.value_high, each.unit, each.per)
    return (each.start, each.reason)


def _cell_attempts(scene: Scene, tables: DocumentTables | None) -> Iterator[Attempt]:
    """What the table makes of a cell's number, before any rule is tried; nothing outside of tables that say something."""
    sentence = scene.sentence
    unit = tables.cell_unit(sentence.start, sentence.end) if tables and sentence.section != "boilerplate" else None
    if unit is None or unit == NOTHING:
        return
    bare = bare_cell(scene, unit)
    yield Attempt(
        start=sentence.start,
        rule=CELL_RULE,
        place="the headers and the caption of the table",
        outcome=(bare,) if bare else (),
        declined=None if bare else "the cell is more than one bare number",
        taken=bare is not None,
    )


def _numerals(scene: Scene) -> Iterator[NumeralSeen]:
    tokens = scene.tokens
    for index, code in enumerate(tokens.types):
        types = tokens.codebook.alphabet.types_of[code]
        if "NUM" in types:
            value = scene.evidence.numeral(tokens, index).value
            yield NumeralSeen(tokens.starts[index], tokens.starts[index + 1], value, tuple(sorted(types)))


def _attempts(scene: Scene, grammar: Grammar) -> Iterator[Attempt]:
    """Every rule whose pattern matched, at the tokens where the engine tries rules; after a win it moves past it."""
    tokens, at = scene.tokens, 0
    rules = grammar.rules_in(scene.rules_section)
    while found := rules.starts.search(tokens.types, at):
        at, won = found.start() + 1, False
        for rule, outcome in attempts(scene, rules.candidates(tokens, found.start()), found.start()):
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
