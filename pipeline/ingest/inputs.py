"""Documents and records known by their bytes alone: listed without being parsed, read later, anywhere, in any grouping."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path

from pipeline.errors import DocumentError, DocumentTooLarge, UnreadableDocument
from pipeline.ingest.documents import digest_of_file, document_of_record, nameless_facts, read_documents, set_aside
from pipeline.ingest.packed import ByteStream, opened, read_line
from pipeline.ingest.records import MOST_SWELLING, hashed_line, is_records, name_of_record, read_records
from pipeline.ingest.sidecar import read_sidecar
from pipeline.ingest.sources import SIDECAR_SUFFIX, SourceFile, list_sources
from pipeline.model import Document, DocumentStatus, FileFacts, SetAside
from pipeline.settings import Limits

_PIECE = 1 << 20
_CHANGED = "the file changed while the run was reading it"


@dataclass(frozen=True, slots=True)
class Input:
    """One document or record to be read.

    source and document_id are those that reading it gives. digest: hex SHA-256 over its bytes and those of its source file;
    the same digest and the same engine give the same rows. size: bytes. location: says read_inputs where it lies.
    """

    source: str
    document_id: str
    digest: str
    size: int
    location: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A file, or a record in it; or why no more of the file can be read.

    records: the file, unpacked, that holds the record; its first byte there is start, its name in the file name.
    """

    path: str
    records: str = ""
    start: int = 0
    name: str = ""
    status: DocumentStatus | None = None
    error: str | None = None


def list_inputs(root: Path, *, limits: Limits, spool: Path) -> Iterator[Input]:
    """List what lies at root, in order of source, hashing each file once and parsing none; memory stays flat.

    JSON Lines give an input for each record; packed ones are unpacked below spool first, so that any record can be reached.
    A file that cannot be read gives one input. Raises InputError where root is missing or cannot be listed.
    """
    for number, listed in enumerate(list_sources(root)):
        # Bytes of a name that are no UTF-8 are spelt out, so that tables and lists can hold it.
        file = replace(listed, source=listed.source.encode(errors="backslashreplace").decode())
        sidecar = _sidecar_bytes(file.path)
        try:
            with opened(file.path) as (stream, packed):
                records = is_records(stream)
                if records:
                    unpacked = spool / f"{number:06d}" if packed else None
                    yield from _record_inputs(file, stream, sidecar, unpacked=unpacked, limits=limits)
            if not records:
                yield _file_input(file, sidecar)
        except OSError as error:
            facts = nameless_facts(file.source, file.size)
            cause = f"the file cannot be read ({error.strerror or error})"
            yield _failed(facts, file, sidecar, UnreadableDocument(cause, remedy="Check that it is there and may be read"))
        except DocumentError as error:
            facts = FileFacts(digest_of_file(file.path), file.source, file.size)
            yield _failed(facts, file, sidecar, error)


def read_inputs(inputs: Iterable[Input], *, limits: Limits) -> Iterator[Document | SetAside]:
    """Read each input: exactly one Document or SetAside for each, in the same order."""
    placed = ((item, _Place(**json.loads(item.location))) for item in inputs)
    for path, group in groupby(placed, key=lambda pair: pair[1].records):
        if path:
            yield from _read_records(Path(path), group, limits)
        else:
            yield from (_read_file(item, place, limits) for item, place in group)


def _read_file(item: Input, place: _Place, limits: Limits) -> Document | SetAside:
    if place.status is not None:
        return SetAside(FileFacts(item.document_id, item.source, item.size), place.status, place.error)
    return next(read_documents(Path(place.path), source=item.source, limits=limits))


def _read_records(path: Path, group: Iterable[tuple[Input, _Place]], limits: Limits) -> Iterator[Document | SetAside]:
    with ExitStack() as files:
        try:
            stream = files.enter_context(path.open("rb"))
        except OSError as error:
            yield from (_gone(item, f"{_CHANGED} ({error.strerror})") for item, _ in group)
            return
        for item, place in group:
            stream.seek(place.start)
            record = next(read_records(stream, longest=limits.max_bytes, file_size=item.size, packed=False), None)
            if record is None or record.document_id != item.document_id:
                yield _gone(item, _CHANGED)
            else:
                source = item.source.removesuffix(f"#{place.name}")
                named = replace(record, name=place.name)
                yield document_of_record(named, source, read_sidecar(Path(place.path)), limits, english_only=True)


def _gone(item: Input, cause: str) -> SetAside:
    error = UnreadableDocument(cause, remedy="Run again")
    return set_aside(FileFacts(item.document_id, item.source, item.size), error)


def _record_inputs(
    file: SourceFile, stream: ByteStream, sidecar: bytes, *, unpacked: Path | None, limits: Limits
) -> Iterator[Input]:
    damage = _unpack(stream, unpacked, file.size, limits) if unpacked else None
    met = False
    with ExitStack() as files:
        lines = files.enter_context(unpacked.open("rb")) if unpacked else stream
        seen: set[int] = set()
        number = 0
        start = 0
        while raw := read_line(lines, limits.max_bytes + 2):
            number += 1
            digest = hashlib.sha256()
            size, line = hashed_line(lines, raw, digest, limits.max_bytes)
            first, start = start, lines.tell()
            if line.strip() or size > limits.max_bytes:
                met = True
                name = _record_name(line, number, seen) if size <= limits.max_bytes else str(number)
                place = _Place(str(file.path), str(unpacked or file.path), first, name)
                document_id = digest.hexdigest()[:16]
                digest.update(b"\0" + sidecar)
                yield Input(f"{file.source}#{name}", document_id, digest.hexdigest(), size, _location(place))
    if damage:
        raise damage
    if not met:
        yield _file_input(file, sidecar)


def _record_name(line: bytes, number: int, seen: set[int]) -> str:
    try:
        stated = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return str(number)
    return name_of_record(stated.get("id"), number, seen) if isinstance(stated, dict) else str(number)


def _unpack(stream: ByteStream, unpacked: Path, packed_size: int, limits: Limits) -> DocumentError | None:
    """Write the stream to a file, as far as it is sound and swells within reason; the error that ended it."""
    unpacked.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with unpacked.open("wb") as file:
        try:
            # Line by line, so that what stands before a damaged place is kept.
            while piece := read_line(stream, _PIECE):
                written += file.write(piece)
                if written > limits.max_bytes + MOST_SWELLING * packed_size:
                    cause = f"unpacked, the file is more than {MOST_SWELLING} times as large"
                    return DocumentTooLarge(cause, remedy="Check the file; unpack it yourself if it is sound")
        except DocumentError as error:
            return error
    return None


def _file_input(file: SourceFile, sidecar: bytes) -> Input:
    with file.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    document_id = digest.hexdigest()[:16]
    digest.update(b"\0" + sidecar)
    return Input(file.source, document_id, digest.hexdigest(), file.size, _location(_Place(str(file.path))))


def _failed(facts: FileFacts, file: SourceFile, sidecar: bytes, error: DocumentError) -> Input:
    place = _Place(str(file.path), status=error.status, error=str(error))
    digest = hashlib.sha256(facts.document_id.encode() + str(error).encode() + b"\0" + sidecar).hexdigest()
    return Input(facts.source, facts.document_id, digest, facts.size, _location(place))


def _sidecar_bytes(path: Path) -> bytes:
    try:
        return path.with_name(path.name + SIDECAR_SUFFIX).read_bytes()
    except OSError:
        return b""


def _location(place: _Place) -> str:
    stated = {key: value for key, value in asdict(place).items() if value}
    return json.dumps(stated, ensure_ascii=True)
