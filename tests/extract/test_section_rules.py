"""The index of the rules by the beginning of what they match: it may offer a rule too many, never one too few."""

from __future__ import annotations

import pytest

from pipeline.errors import RuleError
from pipeline.extract.grammar import load_grammar
from pipeline.extract.pattern import Pattern
from pipeline.extract.typeset import TypeAlphabet
from pipeline.settings import Settings

GRAMMAR = load_grammar(Settings())
ALPHABET = TypeAlphabet(
    frozenset(each.split()) for each in ("NUM", "NUM YEAR", "PCT", "LPAR", "RPAR", "WORD", "WORD CAP", "TAB")
)


def codes(*sets: str) -> str:
    return "".join(" " if each == " " else ALPHABET.code(frozenset(each.split("+"))) for each in sets)


def sentences() -> list[str]:
    told = [each for rule in GRAMMAR.rules for each in (*rule.examples, *rule.counterexamples)]
    cells = ["(19) Office\t(12) Plan\t3. Cost", "Rent\t30\t2020\t$ 5"]
    return [each.translate(str.maketrans("", "", "[]⟦⟧")) for each in told] + cells * 3


def test_no_rule_that_matches_is_left_out():
    for section in ("body", "references"):
        rules = GRAMMAR.rules_in(section)
        applying = [rule for rule in GRAMMAR.rules if not rule.sections or section in rule.sections]
        for text in sentences()[::3]:
            tokens = GRAMMAR.codebook.tokens(text, 0, len(text), spaced=False, opaque=True)
            for found in rules.starts.finditer(tokens.types):
                at = found.start()
                free = tokens.is_free(at)
                matching = [
                    rule for rule in applying
                    if not (rule.only_glued and free) and rule.pattern.regex.match(tokens.types, at)
                ]  # fmt: skip
                candidates = rules.candidates(tokens, at)
                assert [rule for rule in candidates if rule in matching] == matching, (text, at)


def test_few_rules_are_offered():
    tokens = GRAMMAR.codebook.tokens("a rise of 12% on", 0, 16, spaced=False, opaque=False)
    assert len(GRAMMAR.rules_in("body").candidates(tokens, 6)) < len(GRAMMAR.rules) / 10


@pytest.mark.parametrize(
    ("pattern", "may", "may_not"),
    [
        ("NUM PCT", [("NUM",), ("NUM", " "), ("NUM", " ", "PCT")], [("NUM", " ", "WORD"), ("PCT",)]),
        ("NUM ~PCT", [("NUM", "PCT")], [("NUM", " ")]),
        ("LPAR ( CAP )? span:( YEAR ) (?= RPAR )", [("LPAR", "WORD+CAP"), ("LPAR", "NUM+YEAR", "RPAR")], [("LPAR", "NUM")]),
        ("NUM (?! PCT ) WORD", [("NUM", " ", "WORD")], [("NUM", "PCT")]),
        ("NUM (?! PCT )", [("NUM", "PCT")], []),
    ],
)
def test_an_opening_is_what_a_match_may_begin_with(pattern, may, may_not):
    opening = Pattern(pattern, ALPHABET, place="here").opening
    assert all(opening.match(codes(*each)) for each in may)
    assert not any(opening.match(codes(*each)) for each in may_not)


def test_the_start_of_a_sentence_is_no_other_place():
    opening = Pattern("^ NUM", ALPHABET, place="here").opening
    assert opening.match(codes("NUM"))
    assert not opening.match(codes("WORD", "NUM"), 1)


@pytest.mark.parametrize("pattern", ["NUM ( PCT", "NUM ?? ", "lower", "PCT UNKNOWN_TYPE"])
def test_a_malformed_pattern_is_named(pattern):
    with pytest.raises(RuleError, match="here"):
        Pattern(pattern, ALPHABET, place="here")
