"""`extract` and `explain`: texts and files read in this process, with no server and, without context, no model."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.api import read
from pipeline.cli.console import Exit, complain, note
from pipeline.cli.rows import Format, Row, print_rows
from pipeline.errors import InputError, TidyclaimsError
from pipeline.ingest import read_sources, read_text
from pipeline.model import Document, ReadDocument, SetAside
from pipeline.places import Place, place_of
from pipeline.publish.rows import claim_rows, excluded_rows

if TYPE_CHECKING:
    from pipeline.settings import Settings

STANDARD_INPUT = "-"


def extract(paths: Sequence[str], form: Format, *, context: bool, ledger: bool, settings: Settings) -> Exit:
    """Print the claims of files, folders or standard input; what was named and could not be read decides the status."""
    failed: list[TidyclaimsError] = []
    documents = _documents(paths, settings=settings, failed=failed)
    read_ones = read(documents, context=context, settings=settings)
    print_rows(_rows(read_ones, ledger=ledger), form, ledger=ledger)
    for error in failed:
        complain(error)
    return Exit.UNREADABLE if failed else Exit.DONE


def _documents(paths: Sequence[str], *, settings: Settings, failed: list[TidyclaimsError]) -> Iterator[Document | SetAside]:
    for name in paths:
        if name == STANDARD_INPUT:
            yield read_text(sys.stdin.buffer.read().decode("utf-8", "replace"))
            continue
        try:
            yield from _documents_at(place_of(name), settings=settings, failed=failed)
        except InputError as error:
            failed.append(error)


def _documents_at(root: Place, *, settings: Settings, failed: list[TidyclaimsError]) -> Iterator[Document | SetAside]:
    is_file = not root.is_dir()
    for file, document in read_sources(root, limits=settings.limits):
        if isinstance(document, SetAside) and is_file and document.facts.source == file.source:
            failed.append(InputError(document.error or document.status, place=str(root)))
        else:
            yield document


def _rows(documents: Iterator[ReadDocument | SetAside], *, ledger: bool) -> Iterator[list[Row]]:
    for document in documents:
        if isinstance(document, SetAside):
            note(f"{document.facts.source}: set aside as {document.status}: {document.error}")
            continue
        rows = list(claim_rows(document))
        if ledger:
            rows += excluded_rows(document)
            rows.sort(key=lambda row: (row["char_start"], row["char_end"]))
        yield rows
