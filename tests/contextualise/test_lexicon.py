import pytest

from pipeline.contextualise import cues_found
from pipeline.contextualise.cues import find_cues, trie_pattern
from pipeline.errors import LexiconError
from pipeline.lexicon.cues import COLUMNS, loaded_rows, package_cues, package_lines

GOOD = "rise|rises|rose\tchange\tincrease\tverb\tforward\tclause"


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("rise\tchange\tincrease\tverb\tforward", "columns"),
        ("rise\tchange\t\tverb\tforward\tclause", "columns"),
        ("rise\tmotion\tincrease\tverb\tforward\tclause", "category"),
        ("rise\tchange\tincrease\tverb\tupward\tclause", "scope"),
        ("rise\tchange\tincrease\tverb\tforward\tfar", "reach"),
        ("Rise\tchange\tincrease\tverb\tforward\tclause", "lower case"),
        ("rise||rose\tchange\tincrease\tverb\tforward\tclause", "empty"),
    ],
)
def test_a_malformed_row_is_refused_with_its_place(line, cause):
    with pytest.raises(LexiconError, match=cause) as refusal:
        loaded_rows([("cues_x.tsv:7", line)])
    assert refusal.value.place == "cues_x.tsv:7"


def test_a_second_owner_is_refused_and_the_first_named():
    with pytest.raises(LexiconError, match=r"'rose' is owned by cues_x\.tsv:2 already") as refusal:
        loaded_rows([("cues_x.tsv:2", GOOD), ("cues_y.tsv:9", "rose\tchange\tincrease\tverb\tforward\tclause")])
    assert refusal.value.place == "cues_y.tsv:9"


def test_a_word_may_be_a_verb_and_a_noun_of_change():
    rows = loaded_rows([("a:1", GOOD), ("a:2", "rise\tchange_noun\tincrease\tnoun\tboth\tclause")])
    assert len(rows) == 4


def test_every_row_of_the_package_is_well_formed():
    lines = list(package_lines())
    assert lines and len(package_cues()) > 2000
    assert all(line.count("\t") == len(COLUMNS) - 1 for _, line in lines)


def test_the_longest_cue_wins_at_a_place():
    assert [cue.literal for cue in find_cues("no longer, not only, not") if cue.category != "terminate"][:2] == [
        "no longer",
        "not only",
    ]


def test_cues_found_names_literal_category_and_scope():
    found = cues_found("The bank expects growth to slow, according to its report.")
    assert [(cue.literal, cue.category) for cue in found if cue.category in ("change", "source")] == [
        ("slow", "change"),
        ("according to", "source"),
    ]
    assert {(cue.category, cue.value) for cue in found if cue.literal == "expects"} == {
        ("status", "forecast"),
        ("speech", "forecasts"),
    }


@pytest.mark.parametrize("text", ["In May 300 people left.", "Will Turner earned it.", "at will"])
def test_names_and_look_alikes_are_no_modals(text):
    assert not [cue for cue in cues_found(text) if cue.category == "status"]


def test_a_trie_matches_the_longest_literal_over_any_white_space():
    import re

    pattern = re.compile(trie_pattern(["up", "up to", "up to date"]))
    assert pattern.match("up to  date")[0] == "up to  date"
    assert pattern.match("up top")[0] == "up to"
