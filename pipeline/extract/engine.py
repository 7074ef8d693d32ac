"""Reads a sentence with the grammar: from left to right, the first rule whose production accepts takes its tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.compose import composed
from pipeline.extract.inherit import inherit_units
from pipeline.extract.rule import Declined, Outcome, Rule, RuleMatch, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.evidence import Evidence
    from pipeline.extract.grammar import Grammar
    from pipeline.model import CleanDocument, Excluded, Mention, Sentence


def scene_of(clean: CleanDocument, sentence: Sentence, *, grammar: Grammar, evidence: Evidence) -> Scene:
    """The sentence as typed tokens, its numerals composed."""
    tokens = grammar.codebook.tokens(
        clean.reading, sentence.start, sentence.end, spaced=evidence.spaces_group(sentence), opaque=evidence.has_opaque
    )
    return Scene(
        clean,
        sentence,
        composed(tokens, decimal_comma=evidence.decimal_comma),
        evidence,
        evidence.entries.rules_section(sentence),
    )


def read_sentence(scene: Scene, grammar: Grammar) -> list[Mention | Excluded]:
    """Every number that a rule reads or excludes, in text order, no two overlapping."""
    out: list[Mention | Excluded] = []
    types = scene.tokens.types
    starter = grammar.rules_in(scene.rules_section).starts
    found = starter.search(types)
    taken = scene.sentence.start
    while found:
        at = found.start()
        outcome = _first_outcome(scene, grammar, at, taken=taken)
        if outcome:
            out += outcome
            taken = max(each.end for each in outcome)
            at = max(at + 1, scene.tokens.at_or_after(taken))
        else:
            at += 1
        found = starter.search(types, at)
    return inherit_units(scene, out)


def _first_outcome(scene: Scene, grammar: Grammar, at: int, *, taken: int) -> Outcome | None:
    """What the first rule that accepts makes of the tokens from at on; it may not reach back over what is taken already.

    Productions that look at characters may find more than their pattern's tokens: a web address to the left of its digits.
    """
    for _, outcome in attempts(scene, grammar, at):
        if isinstance(outcome, Declined):
            continue
        if all(taken <= each.start and each.end <= scene.sentence.end for each in outcome):
            return outcome
    return None


def attempts(scene: Scene, grammar: Grammar, at: int) -> Iterator[tuple[Rule, Outcome | Declined]]:
    """The rules whose pattern matches at a token, in order, with what their production says."""
    for rule, match in grammar.rules_in(scene.rules_section).matching(
        scene.tokens.types, at, is_free=scene.tokens.is_free(at)
    ):
        if (rule.not_after or rule.not_glued_to) and _stands_wrong(scene, rule, at):
            continue
        yield rule, rule.produce(RuleMatch(rule, scene, match))


def _stands_wrong(scene: Scene, rule: Rule, at: int) -> bool:
    tokens = scene.tokens
    if any(tokens.has(at - 1, name) for name in rule.not_glued_to):
        return True
    before = tokens.before(at)
    return any(tokens.has(before, name) for name in rule.not_after)
