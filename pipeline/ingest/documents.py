"""One file in, its documents out: each record or file becomes a Document, or a SetAside that says why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import DocumentError, EmptyDocument, UnreadableDocument
from pipeline.ingest.ahead import fetched_ahead
from pipeline.ingest.budget import Budget
from pipeline.ingest.captions import with_captions
from pipeline.ingest.content import Content
from pipeline.ingest.decode import without_surrogates
from pipeline.ingest.language import is_surely_foreign, language_of
from pipeline.ingest.packed import ByteStream, opened, read_whole
from pipeline.ingest.readers import content_of
from pipeline.ingest.records import Record, is_records, read_records
from pipeline.ingest.sidecar import Sidecar, read_sidecar
from pipeline.ingest.sniff import MAIL
from pipeline.ingest.sources import SourceFile, list_sources
from pipeline.ingest.text import read_any_text
from pipeline.model import Document, FileFacts, SetAside
from pipeline.places import Place, size_of
from pipeline.settings import Limits

RECORD_TYPE = "application/x-ndjson"
_INVISIBLE = "\ufeff\u200b"


def read_documents(
    path: Place, *, source: str, limits: Limits, english_only: bool = True, has_sidecar: bool = True
) -> Iterator[Document | SetAside]:
    """Read one file; give a Document or a SetAside for it, or one for each record of JSON Lines.

    source: the file's name in the tables. english_only: set texts aside that are surely in another language; without it the
    language is not judged. has_sidecar: whether to look for a file beside it. Never raises for what a file holds.
    """
    file = SourceFile(path, source, 0, has_sidecar)
    try:
        file = replace(file, size=size_of(path))
        sidecar = read_sidecar(path) if has_sidecar else Sidecar()
        with opened(path) as (stream, packed):
            if is_records(stream):
                yield from _records(stream, file, sidecar, limits, packed=packed, english_only=english_only)
            else:
                yield _file(stream, file, sidecar, limits, packed=packed, english_only=english_only)
    except OSError as error:
        cause = f"the file cannot be opened ({error.strerror or error})"
        yield set_aside(
            nameless_facts(source, file.size), UnreadableDocument(cause, remedy="Check that it is there and may be read")
        )
    except DocumentError as error:
        # Only the packing itself fails here; what lies inside is dealt with below.
        yield set_aside(FileFacts(digest_of_file(path), source, file.size), error)


def read_sources(root: Place, *, limits: Limits) -> Iterator[tuple[SourceFile, Document | SetAside]]:
    """Read all that lies at root, in whatever language: each document with the file that holds it. InputError as listing."""
    for file in fetched_ahead(list_sources(root)):
        read = read_documents(file.path, source=file.source, limits=limits, english_only=False, has_sidecar=file.has_sidecar)
        yield from ((file, document) for document in read)


def read_text(text: str, *, source: str = "-") -> Document:
    """Make a Document of a text given directly, plain or Markdown; its language is not judged. Empty texts are allowed."""
    text = without_surrogates(text)
    data = text.encode("utf-8")
    facts = FileFacts(_digest(data), source, len(data))
    content = read_any_text(text, name=source, budget=Budget(Limits()))
    return _document(facts, content, Sidecar())


def _records(
    stream: ByteStream, file: SourceFile, sidecar: Sidecar, limits: Limits, *, packed: bool, english_only: bool
) -> Iterator[Document | SetAside]:
    met = False
    for record in read_records(stream, longest=limits.max_bytes, file_size=file.size, packed=packed):
        met = True
        yield document_of_record(record, file.source, sidecar, limits, english_only=english_only)
    if not met:
        error = EmptyDocument("the file holds no records", remedy="Remove it")
        yield set_aside(FileFacts(digest_of_file(file.path), file.source, file.size, RECORD_TYPE), error)


def document_of_record(
    record: Record, source: str, sidecar: Sidecar, limits: Limits, *, english_only: bool
) -> Document | SetAside:
    """Give what a record of the JSON Lines file `source` is: a document, or why it is none."""
    facts = FileFacts(
        record.document_id,
        f"{source}#{record.name}",
        record.size,
        RECORD_TYPE,
        "utf-8",
        title=record.title,
        published=record.published or sidecar.published,
        publisher=record.publisher or sidecar.publisher,
        url=record.url or sidecar.url,
    )
    if record.error:
        return set_aside(facts, record.error)
    try:
        _check_worded(record.text)
        content = read_any_text(record.text, name="", budget=Budget(limits))
        return _judged(_checked(_document(facts, content, Sidecar()), limits), english_only=english_only)
    except DocumentError as error:
        return set_aside(facts, error)


def _file(
    stream: ByteStream, file: SourceFile, sidecar: Sidecar, limits: Limits, *, packed: bool, english_only: bool
) -> Document | SetAside:
    facts = FileFacts("", file.source, file.size)
    budget = Budget(limits)
    try:
        budget.check_bytes(file.size)
        data = read_whole(stream, budget)
        facts = replace(facts, document_id=digest_of_file(file.path) if packed else _digest(data))
        content = content_of(data, name=file.path.name, budget=budget)
        return _judged(_checked(_document(facts, content, sidecar), limits), english_only=english_only)
    except DocumentError as error:
        facts = replace(facts, document_id=facts.document_id or digest_of_file(file.path))
        return set_aside(_with_sidecar(facts, sidecar), error)


def _document(facts: FileFacts, content: Content, sidecar: Sidecar) -> Document:
    stated = replace(
        facts,
        media_type=facts.media_type or content.media_type,
        encoding=facts.encoding or content.encoding,
        title=facts.title or content.title,
        published=facts.published or content.published,
        publisher=facts.publisher or content.publisher,
        url=facts.url or content.url,
    )
    blocks, tables = with_captions(content.text, content.blocks, content.tables)
    return Document(_with_sidecar(stated, sidecar), content.text, tuple(blocks), tuple(tables))


def _with_sidecar(facts: FileFacts, sidecar: Sidecar) -> FileFacts:
    return replace(
        facts,
        title=sidecar.title or facts.title,
        published=sidecar.published or facts.published,
        publisher=sidecar.publisher or facts.publisher,
        url=sidecar.url or facts.url,
    )


def _checked(document: Document, limits: Limits) -> Document:
    _check_worded(document.text)
    Budget(limits).check_chars(len(document.text))
    return document


def _check_worded(text: str) -> None:
    if not text.strip().strip(_INVISIBLE):
        raise EmptyDocument("the document holds no text", remedy="Remove it, or give a version with text")


def _judged(document: Document, *, english_only: bool) -> Document | SetAside:
    judgement = language_of(document.text) if english_only else None
    if judgement is None:
        return document
    language, score = judgement
    facts = replace(document.facts, language=language, language_score=score)
    # A mail is short and quotes others in other languages: it is read, whatever language it begins in.
    if facts.media_type != MAIL and is_surely_foreign(document, language, score):
        error = f"the text is in another language than English ({language}, probability {score:.2f}). Translate it first"
        return SetAside(facts, "not_english", error)
    return replace(document, facts=facts)


def set_aside(facts: FileFacts, error: DocumentError) -> SetAside:
    """Give the row of a document that cannot be read."""
    return SetAside(facts, error.status, str(error))


def nameless_facts(source: str, size: int) -> FileFacts:
    """Give the facts of a file that cannot be opened: it is named by its place, as there are no bytes to name it by."""
    return FileFacts(_digest(source.encode("utf-8", "surrogateescape")), source, size)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def digest_of_file(path: Place) -> str:
    """Give the document id of a file as it lies; of its name where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError:
        return _digest(path.name.encode("utf-8", "surrogateescape"))
