"""Reads a sentence with the grammar: from left to right, the first rule whose production accepts takes its tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.compose import composed
from pipeline.extract.inherit import inherit_units
from pipeline.extract.rule import Declined, Outcome, Rule, RuleMatch, Scene
from pipeline.extract.typeset import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.evidence import Evidence
    from pipeline.extract.grammar import Grammar
    from pipeline.model import CleanDocument, Excluded, Mention, Sentence

# How many tokens a pattern may see. A list of a hundred numbers is one; in a text whose sentences do not end every number
# would look through all the rest.
_FARTHEST = 300


def scene_of(clean: CleanDocument, sentence: Sentence, *, grammar: Grammar, evidence: Evidence) -> Scene:
    """The sentence as typed tokens, its numerals composed."""
    tokens = grammar.codebook.tokens(
        clean.reading,
        sentence.start,
        sentence.end,
        spaced=evidence.spaces_group(sentence),
        opaque=evidence.is_opaque(sentence),
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
    types, rules = scene.tokens.types, grammar.rules_in(scene.rules_section)
    found = rules.starts.search(types)
    taken = scene.sentence.start
    while found:
        at = found.start()
        candidates = rules.candidates(scene.tokens, at)
        outcome = _first_outcome(scene, candidates, at, taken=taken) if candidates else None
        if outcome:
            out += outcome
            taken = max(each.end for each in outcome)
            at = max(at + 1, scene.tokens.at_or_after(taken))
        else:
            at += 1
        found = rules.starts.search(types, at)
    return inherit_units(scene, out)


def _first_outcome(scene: Scene, rules: Iterable[Rule], at: int, *, taken: int) -> Outcome | None:
    """What the first rule that accepts makes of the tokens from at on; it may not reach back over what is taken already.

    Productions that look at characters may find more than their pattern's tokens: a web address to the left of its digits.
    """
    for _, outcome in attempts(scene, rules, at):
        if isinstance(outcome, Declined):
            continue
        if all(taken <= each.start and each.end <= scene.sentence.end for each in outcome):
            return outcome
    return None


def attempts(scene: Scene, rules: Iterable[Rule], at: int) -> Iterator[tuple[Rule, Outcome | Declined]]:
    """Those of the rules whose pattern matches at a token, in order, with what their production says."""
    types = scene.tokens.types
    glued = types[at - 1 : at]
    before = types[at - 2 : at - 1] if glued == SPACE else glued
    for rule in rules:
        if before in rule.not_after or glued in rule.not_glued_to or (rule.only_after and before not in rule.only_after):
            continue
        match = rule.pattern.regex.match(types, at, at + _FARTHEST)
        if match is not None:
            yield rule, rule.produce(RuleMatch(rule, scene, match))
