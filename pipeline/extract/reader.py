"""A cleaned document to its numbers: every one a mention or an exclusion, each exactly once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cells import bare_cell, counted_cell, scaled_by_table
from pipeline.extract.engine import read_sentence, scene_of
from pipeline.extract.evidence import Evidence
from pipeline.extract.grammar import load_grammar
from pipeline.extract.scan import numbers_in
from pipeline.extract.tables import DocumentTables
from pipeline.model import Excluded, Extraction, Mention

if TYPE_CHECKING:
    import re

    from pipeline.extract.grammar import Grammar
    from pipeline.extract.rule import Scene
    from pipeline.model import CleanDocument, Reason, Sentence
    from pipeline.settings import Settings

UNREAD = "number_no_rule_reads"
BOILERPLATE = "boilerplate_section"
# Reasons that a number's place in running text gives; in navigation and at the edges of a page it has no such place.
_OF_PROSE = frozenset({"section_number", "list_marker", "reference_number", "score", "page_range"})


def extract_mentions(clean: CleanDocument, *, settings: Settings) -> Extraction:
    """Every number of the document (CONTRACT: the ledger), as a mention or an exclusion, in text order."""
    grammar = load_grammar(settings)
    evidence = Evidence(clean, settings)
    tables = DocumentTables(clean, grammar.codebook, evidence) if clean.document.tables else None
    mentions: list[Mention] = []
    excluded: list[Excluded] = []
    pattern = grammar.numbers if evidence.year is None else grammar.numbers_and_years
    for sentence, numbers in _sentences_with_numbers(clean, pattern):
        scene = scene_of(clean, sentence, grammar=grammar, evidence=evidence)
        read = read_scene(scene, grammar, tables)
        for each in read:
            (mentions if isinstance(each, Mention) else excluded).append(each)  # type: ignore[arg-type]
        excluded += _unread(clean, sentence, numbers, read)
    excluded.sort(key=lambda each: each.start)
    return Extraction(tuple(mentions), tuple(excluded))


def read_scene(scene: Scene, grammar: Grammar, tables: DocumentTables | None) -> list[Mention | Excluded]:
    """What is read in a sentence, each number to the end of its last word."""
    return [_whole(each, scene.clean) for each in _by_section(scene, grammar, tables)]


def _by_section(scene: Scene, grammar: Grammar, tables: DocumentTables | None) -> list[Mention | Excluded]:
    """What the rules read in a sentence; in a table's cell, with what the table says of them; no claim in boilerplate."""
    if scene.sentence.section == "boilerplate":
        return [_no_claim(each) if _is_no_more(each, scene) else each for each in read_sentence(scene, grammar)]
    unit = tables.cell_unit(scene.sentence.start, scene.sentence.end) if tables else None
    if tables is None or unit is None:
        return read_sentence(scene, grammar)
    bare = bare_cell(scene, unit)
    if bare is not None:
        return [bare]
    read = scaled_by_table(scene, read_sentence(scene, grammar), unit)
    role = tables.column_role(scene.sentence.start, scene.sentence.end)
    return counted_cell(scene, read, role) if role else read


def _whole(each: Mention | Excluded, clean: CleanDocument) -> Mention | Excluded:
    """The same, to the end of its last word: the reading closes up a broken word and pads it with spaces."""
    text, reading, end = clean.document.text, clean.reading, each.end
    while end < len(text) and reading[end] == " " and not text[end].isspace():
        end += 1
    while end > each.end and not (text[end - 1].isalnum() or text[end - 1] == "%"):
        end -= 1
    return replace(each, end=end) if end > each.end else each


def _is_no_more(each: Mention | Excluded, scene: Scene) -> bool:
    """Whether something read in boilerplate is nothing but that: a would-be claim, a place in prose, a bare number."""
    if isinstance(each, Mention) or each.reason in _OF_PROSE:
        return True
    surface = scene.clean.reading[each.start : each.end]
    return each.reason in ("identifier", "idiom") and not (surface.isascii() and any(map(str.isalpha, surface)))


def _no_claim(each: Mention | Excluded) -> Excluded:
    return Excluded(each.start, each.end, "boilerplate", "boilerplate", BOILERPLATE)


def _sentences_with_numbers(clean: CleanDocument, pattern: re.Pattern[str]) -> list[tuple[Sentence, list[tuple[int, int]]]]:
    """The sentences in which the pattern finds something, each with the spans of its numbers (not of "last year")."""
    out: list[tuple[Sentence, list[tuple[int, int]]]] = []
    sentences, at = clean.sentences, 0
    for start, end, is_number in numbers_in(clean.reading, pattern):
        while at < len(sentences) and sentences[at].end <= start:
            at += 1
        if at == len(sentences):
            break
        if not out or out[-1][0] is not sentences[at]:
            out.append((sentences[at], []))
        if is_number:
            out[-1][1].append((start, end))
    return out


def _unread(
    clean: CleanDocument, sentence: Sentence, numbers: list[tuple[int, int]], read: list[Mention | Excluded]
) -> list[Excluded]:
    """The numbers that no rule took, as exclusions, so that the ledger closes."""
    out: list[Excluded] = []
    taken, at = sorted((each.start, each.end) for each in read), 0
    for start, end in numbers:
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or taken[at][0] >= end:
            out.append(_without_rule(clean, sentence, start, end))
    return out


def _without_rule(clean: CleanDocument, sentence: Sentence, start: int, end: int) -> Excluded:
    """A number that nothing reads: by its form a turn of phrase or an identifier."""
    if sentence.section == "boilerplate":
        return Excluded(start, end, sentence.section, "boilerplate", BOILERPLATE)
    reason: Reason = "idiom" if clean.reading[start].isalpha() else "identifier"
    return Excluded(start, end, sentence.section, reason, UNREAD)
