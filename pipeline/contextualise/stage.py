"""The stage: batches of cleaned documents with their mentions in, their claims out, in order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.contextualise.asides import read_asides
from pipeline.contextualise.assemble import claim_of, take_from_hosts, take_from_kin
from pipeline.contextualise.chains import read_chains
from pipeline.contextualise.change import read_beside
from pipeline.contextualise.comparatives import COMPARES
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.gaps import read_gaps
from pipeline.contextualise.headlines import read_at_end, read_headline, read_set_off
from pipeline.contextualise.hedges import read_status_beside, read_status_flat
from pipeline.contextualise.labels import read_labels
from pipeline.contextualise.measures import read_measures
from pipeline.contextualise.modality import read_status
from pipeline.contextualise.moves import read_moves
from pipeline.contextualise.periods import read_periods, read_year_roles, read_year_status
from pipeline.contextualise.quotations import last_named, voice_at, voices_of
from pipeline.contextualise.speakers import has_pronoun_speaker, read_speakers
from pipeline.contextualise.strip import strips_of
from pipeline.contextualise.tables import read_cell, tables_of
from pipeline.contextualise.times import settle_times
from pipeline.contextualise.tree import tree_of
from pipeline.contextualise.view import view_of
from pipeline.contextualise.wording import wording_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.contextualise.parse import Parser
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import Piece, View
    from pipeline.model import Claim, CleanDocument, Extraction
    from pipeline.settings import Settings


def contextualise(
    batch: Iterable[tuple[CleanDocument, Extraction]], *, parser: Parser | None, settings: Settings
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document of the batch, in order. With no parser context comes from rules alone.

    Sentences of all documents that need a parse go to the parser together; a document's claims never depend on its company.
    """
    documents = [read_surface(clean, extraction) for clean, extraction in batch]
    views = [view for document in documents for view in document]
    trees = _trees(views, parser)
    for document in documents:
        for view in document:
            _read_rest(view, trees.get(id(view), {}))
        if document:
            _read_voices(document, trees)
        yield tuple(claim_of(view, draft) for view in document for draft in view.drafts)


def claims_without_context(clean: CleanDocument, extraction: Extraction) -> tuple[Claim, ...]:
    """The claims with what their mentions say and defaults for the rest."""
    return tuple(claim_of(view, draft) for view in views_of(clean, extraction) for draft in view.drafts)


def views_of(clean: CleanDocument, extraction: Extraction) -> list[View]:
    """A view of each sentence that holds a mention, in text order."""
    by_sentence = groupby(extraction.mentions, key=lambda mention: mention.sentence_index)
    return [view_of(clean, clean.sentences[index], mentions) for index, mentions in by_sentence]


def read_surface(clean: CleanDocument, extraction: Extraction) -> list[View]:
    """The views of a document with all that needs no parse: tables, labels, asides, and what stands right at a number."""
    tables = tables_of(clean, extraction)
    views = views_of(clean, extraction)
    for view in views:
        read_year_roles(view)
        if tables is not None and view.sentence.section == "table":
            read_cell(view, tables)
        read_labels(view)
        read_headline(view)
        settle_times(view)
        read_asides(view)
        read_status_beside(view)
    return views


def _trees(views: Sequence[View], parser: Parser | None) -> dict[int, dict[int, Tree]]:
    """View's id → piece's start → tree, for every piece that the surface did not settle."""
    if parser is None:
        return {}
    wanted = [(view, piece) for view in views for piece in view.pieces if _needs_parse(piece)]
    wordings = [wording_of(view, piece) for view, piece in wanted]
    trees: dict[int, dict[int, Tree]] = {}
    for (view, piece), wording, parse in zip(wanted, wordings, parser.parses([w.text for w in wordings]), strict=True):
        trees.setdefault(id(view), {})[piece.start] = tree_of(parse, wording, view.text)
    return trees


def _needs_parse(piece: Piece) -> bool:
    return any(not draft.is_year and not draft.settled for draft in piece.drafts)


def _read_rest(view: View, trees: dict[int, Tree]) -> None:
    _read_change(view, trees)
    for piece in view.pieces:
        tree = trees.get(piece.start)
        if tree is not None:
            tree.earlier = [draft for draft in view.numbers_outside() if draft.end <= piece.start]
        if tree is None:
            read_status_flat(view, piece.drafts)
            continue
        read_measures(tree)
        read_status(tree, view)
        read_speakers(tree, view)
    read_set_off(view)
    read_at_end(view)
    read_periods(view, list(trees.values()))
    take_from_kin(view)
    take_from_hosts(view)
    read_year_status(view)


def _read_change(view: View, trees: dict[int, Tree]) -> None:
    told = " than " in view.marked or any(cue.category.startswith("change") for cue in view.cues)
    told = told or any(draft.comparator_word in word_set("level_comparator") for draft in view.drafts)
    told = told or COMPARES.search(view.marked) is not None
    if len(view.drafts) == 1 and not told:
        return
    tags = {start: tag for tree in trees.values() for (start, _), tag in zip(tree.places, tree.tags, strict=True)}
    strips = strips_of(view)
    for strip in strips:
        strip.tags = tags
        read_beside(strip)
    for tree in trees.values():
        read_moves(tree)
    for strip in strips:
        read_chains(strip)
        read_gaps(strip)


def _read_voices(views: Sequence[View], trees: dict[int, dict[int, Tree]]) -> None:
    """Give the numbers in quotations their speakers, and those told by "he said" the one who is meant."""
    clean = views[0].clean
    voices = voices_of(clean)
    for view in views:
        told_by_pronoun = any(has_pronoun_speaker(tree) for tree in trees.get(id(view), {}).values())
        for draft in view.drafts:
            if draft.is_year or draft.speaker is not None:
                continue
            draft.speaker_text = voice_at(voices, draft.mention.start)
            if draft.speaker_text is None and told_by_pronoun:
                draft.speaker_text = last_named(clean, view.sentence.start)
