"""The stage: batches of cleaned documents with their mentions in, their claims out, in order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.contextualise.assemble import claim_of, take_from_hosts
from pipeline.contextualise.change import read_change
from pipeline.contextualise.labels import read_labels
from pipeline.contextualise.measures import read_measures
from pipeline.contextualise.modality import read_status, read_status_flat
from pipeline.contextualise.periods import read_periods, read_year_roles
from pipeline.contextualise.speakers import read_speakers
from pipeline.contextualise.tree import tree_of
from pipeline.contextualise.view import view_of
from pipeline.contextualise.wording import wording_of
from pipeline.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.contextualise.parse import Parser
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import Piece, View
    from pipeline.model import CleanDocument, Extraction
    from pipeline.settings import Settings


def contextualise(
    batch: Iterable[tuple[CleanDocument, Extraction]], *, parser: Parser | None, settings: Settings
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document of the batch, in order. With no parser context comes from rules alone."""
    documents = [views_of(clean, extraction) for clean, extraction in batch]
    views = [view for document in documents for view in document]
    for view in views:
        _read_surface(view)
    trees = _trees(views, parser)
    for view in views:
        _read_rest(view, trees.get(id(view), {}))
    for document in documents:
        yield tuple(claim_of(view, draft) for view in document for draft in view.drafts)


def views_of(clean: CleanDocument, extraction: Extraction) -> list[View]:
    """A view of each sentence that holds a mention, in text order."""
    by_sentence = groupby(extraction.mentions, key=lambda mention: mention.sentence_index)
    return [view_of(clean, clean.sentences[index], mentions) for index, mentions in by_sentence]


def claims_without_context(clean: CleanDocument, extraction: Extraction) -> tuple[Claim, ...]:
    """The claims with what their mentions say and defaults for the rest."""
    return tuple(claim_of(view, draft) for view in views_of(clean, extraction) for draft in view.drafts)


def _read_surface(view: View) -> None:
    read_year_roles(view)
    read_labels(view)
    for piece in view.pieces:
        read_change(view, piece)


def _trees(views: list[View], parser: Parser | None) -> dict[int, dict[int, Tree]]:
    """view's id → piece's start → tree, for every piece that the surface did not settle."""
    if parser is None:
        return {}
    wanted = [(view, piece) for view in views for piece in view.pieces if _needs_parse(piece)]
    wordings = [wording_of(view, piece) for view, piece in wanted]
    trees: dict[int, dict[int, Tree]] = {}
    for (view, piece), wording, parse in zip(wanted, wordings, parser.parses([w.text for w in wordings]), strict=True):
        trees.setdefault(id(view), {})[piece.start] = tree_of(parse, wording)
    return trees


def _needs_parse(piece: Piece) -> bool:
    return any(not draft.is_year and not draft.settled for draft in piece.drafts)


def _read_rest(view: View, trees: dict[int, Tree]) -> None:
    for piece in view.pieces:
        tree = trees.get(piece.start)
        if tree is None:
            read_status_flat(view, piece)
            continue
        read_measures(tree)
        read_status(tree, view)
        read_speakers(tree, view)
    read_periods(view, trees.values())
    take_from_hosts(view)
