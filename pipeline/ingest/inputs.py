"""Documents and records known by their bytes alone: listed without being parsed, read later, anywhere, in any grouping."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from pipeline.errors import DocumentError, DocumentTooLarge, UnreadableDocument
from pipeline.ingest.ahead import fetched_ahead
from pipeline.ingest.documents import digest_of_file, document_of_record, nameless_facts, read_documents, set_aside
from pipeline.ingest.packed import ByteStream, opened, read_line
from pipeline.ingest.records import MOST_SWELLING, hashed_line, is_records, name_of_record, read_records
from pipeline.ingest.seen import Seen
from pipeline.ingest.sidecar import Sidecar, read_sidecar
from pipeline.ingest.sources import SIDECAR_SUFFIX, SourceFile, list_sources
from pipeline.model import Document, DocumentStatus, FileFacts, SetAside
from pipeline.places import Place, Remote, beside
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

    path: of this machine; or in the file system of the root, where is_remote. has_sidecar: whether one lies beside it.
    start, name: of a record, its first byte and its name in the file; unpacked: the copy of the file that holds it, if not
    the file itself.
    """

    path: str
    is_remote: bool = False
    has_sidecar: bool = False
    name: str = ""
    start: int = 0
    unpacked: str = ""
    status: DocumentStatus | None = None
    error: str | None = None


def list_inputs(root: Place, *, limits: Limits, spool: Path) -> Iterator[Input]:
    """List what lies at root, in order of source, hashing each file once and parsing none; memory stays flat.

    JSON Lines give an input for each record. Those that are packed, or of whose store no byte can be reached but after all
    before it, are copied below spool first; so is all that no other process can reach. A file that cannot be read gives one
    input. Raises InputError where root is missing or cannot be listed.
    """
    if isinstance(root, Remote) and root.is_of_this_process:
        root = _copied(root, spool / "copied")
    for number, file in enumerate(fetched_ahead(list_sources(root))):
        sidecar = _sidecar_bytes(file)
        try:
            with opened(file.path) as (stream, packed):
                records = is_records(stream)
                if records:
                    unpacked = spool / f"{number:06d}" if packed or not stream.seekable() else None
                    yield from _record_inputs(file, stream, sidecar, unpacked=unpacked, limits=limits)
                elif not packed:
                    yield _file_input(file, stream, sidecar)
            if packed and not records:
                yield _whole_file_input(file, sidecar)
        except OSError as error:
            facts = nameless_facts(file.source, file.size)
            cause = f"the file cannot be read ({error.strerror or error})"
            yield _failed(facts, file, sidecar, UnreadableDocument(cause, remedy="Check that it is there and may be read"))
        except DocumentError as error:
            facts = FileFacts(digest_of_file(file.path), file.source, file.size)
            yield _failed(facts, file, sidecar, error)


def _copied(root: Remote, folder: Path) -> Path:
    """A folder of this machine that holds what root holds."""
    for file in list_sources(root):
        target = folder / file.source
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.path.read_bytes())
        if file.has_sidecar:
            target.with_name(target.name + SIDECAR_SUFFIX).write_bytes(_sidecar_bytes(file))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_inputs(inputs: Iterable[Input], *, root: Place, limits: Limits) -> Iterator[Document | SetAside]:
    """Read each input of what list_inputs found at root: exactly one Document or SetAside for each, in the same order."""
    placed = ((item, _Place(**json.loads(item.location))) for item in inputs)
    for is_record, group in groupby(placed, key=lambda pair: (pair[1].path, pair[1].unpacked) if pair[1].name else None):
        read = _read_records if is_record else _read_files
        yield from read(list(group), root, limits)


def _read_files(group: list[tuple[Input, _Place]], root: Place, limits: Limits) -> Iterator[Document | SetAside]:
    files = fetched_ahead(_file_at(root, item, place) for item, place in group)
    for (item, place), file in zip(group, files, strict=True):
        if place.status is not None:
            yield SetAside(FileFacts(item.document_id, item.source, item.size), place.status, place.error)
        else:
            yield next(read_documents(file.path, source=file.source, limits=limits, has_sidecar=file.has_sidecar))


def _read_records(group: list[tuple[Input, _Place]], root: Place, limits: Limits) -> Iterator[Document | SetAside]:
    place = group[0][1]
    path = _at(root, place)
    sidecar = read_sidecar(path) if place.has_sidecar else Sidecar()
    with ExitStack() as files:
        try:
            stream = files.enter_context((Path(place.unpacked) if place.unpacked else path).open("rb"))
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
                yield document_of_record(replace(record, name=place.name), source, sidecar, limits, english_only=True)


def _file_at(root: Place, item: Input, place: _Place) -> SourceFile:
    path = _at(root, place)
    if isinstance(path, Remote) and place.status is None:
        path = replace(path, size=item.size)
    return SourceFile(path, item.source, item.size, place.has_sidecar)


def _at(root: Place, place: _Place) -> Place:
    return root.at(place.path) if place.is_remote and isinstance(root, Remote) else Path(place.path)


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
        seen = files.enter_context(Seen())
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
                place = replace(_place(file), name=name, start=first, unpacked=str(unpacked or ""))
                document_id = digest.hexdigest()[:16]
                digest.update(b"\0" + sidecar)
                yield Input(f"{file.source}#{name}", document_id, digest.hexdigest(), size, _location(place))
    if damage:
        raise damage
    if not met:
        yield _whole_file_input(file, sidecar)


def _record_name(line: bytes, number: int, seen: Seen) -> str:
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


def _whole_file_input(file: SourceFile, sidecar: bytes) -> Input:
    """The input of a file as it lies, packed or not."""
    with file.path.open("rb") as stream:
        return _file_input(file, stream, sidecar)


def _file_input(file: SourceFile, stream: ByteStream, sidecar: bytes) -> Input:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    document_id = digest.hexdigest()[:16]
    digest.update(b"\0" + sidecar)
    return Input(file.source, document_id, digest.hexdigest(), file.size, _location(_place(file)))


def _failed(facts: FileFacts, file: SourceFile, sidecar: bytes, error: DocumentError) -> Input:
    place = replace(_place(file), status=error.status, error=str(error))
    digest = hashlib.sha256(facts.document_id.encode() + str(error).encode() + b"\0" + sidecar).hexdigest()
    return Input(facts.source, facts.document_id, digest, facts.size, _location(place))


def _sidecar_bytes(file: SourceFile) -> bytes:
    try:
        return beside(file.path, SIDECAR_SUFFIX).read_bytes() if file.has_sidecar else b""
    except OSError:
        return b""


def _place(file: SourceFile) -> _Place:
    is_remote = isinstance(file.path, Remote)
    return _Place(file.path.key if isinstance(file.path, Remote) else str(file.path), is_remote, file.has_sidecar)


def _location(place: _Place) -> str:
    # Not asdict, which costs more than all else that listing does in Python.
    stated = {name: value for name in _Place.__slots__ if (value := getattr(place, name))}
    return json.dumps(stated, ensure_ascii=True)
