"""Every rule of the grammar on its own examples and counterexamples."""

from __future__ import annotations

import re

import pytest

from pipeline.extract.grammar import load_grammar
from pipeline.settings import Settings
from tests.extract.reading import extraction_of

RULES = load_grammar(Settings()).rules
_BRACKETS = re.compile(r"[\[\]]")


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The example without its brackets, and the spans that they held; ⟦ ⟧ mark where the text has brackets of its own."""
    opening, closing = "⟦⟧" if "⟦" in example else "[]"
    spans, opened, text = [], 0, ""
    for part in re.split(rf"([\{opening}\{closing}])", example):
        if part == opening:
            opened = len(text)
        elif part == closing:
            spans.append((opened, len(text)))
        else:
            text += part
    return text, spans


def read_by(rule_name: str, text: str, sections: frozenset[str]) -> list[tuple[int, int]]:
    extraction = extraction_of(text, section=min(sections, default="body"))  # type: ignore[arg-type]
    rows = sorted((*extraction.mentions, *extraction.excluded), key=lambda each: each.start)
    return [(each.start, each.end) for each in rows if each.rule == rule_name]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_reads_its_examples(rule):
    assert rule.examples, "a rule without an example proves nothing"
    for example in rule.examples:
        text, spans = marked(example)
        read = [text[start:end] for start, end in read_by(rule.name, text, rule.sections)]
        assert read == [text[start:end] for start, end in spans], example


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.counterexamples], ids=lambda rule: rule.name)
def test_rule_leaves_its_counterexamples(rule):
    for text in rule.counterexamples:
        assert not _BRACKETS.search(text), text
        read = [text[start:end] for start, end in read_by(rule.name, text, rule.sections)]
        assert read == [], text


def test_rule_names_are_unique():
    names = [rule.name for rule in RULES]
    assert sorted(set(names)) == sorted(names)
