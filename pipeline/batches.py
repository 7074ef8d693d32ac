"""Batches of documents: cut the same whatever the number of workers, listed on disk, each read into a shard of its own."""

from __future__ import annotations

import errno
import json
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ingest.inputs import Input, read_inputs
from pipeline.model import FileFacts, SetAside
from pipeline.notes import written_to
from pipeline.places import Place
from pipeline.reading import read_to_end
from pipeline.timelimit import watchdog

if TYPE_CHECKING:
    from pipeline.contextualise import Parser
    from pipeline.publish.shards import ShardWriter
    from pipeline.settings import Settings

log = logging.getLogger(__name__)

# Large enough for the parser's batches and a shard's files; larger ones are no faster and let a worker's memory grow.
MOST_BYTES = 250_000
LEAST_BYTES = 200_000
MOST_DOCUMENTS = 2_000
# A small job is cut into about this many pieces, so that all cores work to the end.
PIECES = 48
# A worker that has not moved on to another document after this long, or twice the limit of a document, is given up.
STALLED_SECONDS = 300.0
# A cluster's worker may run tasks in several threads; the parser and the watchdog serve one.
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Batch:
    """A list of inputs on disk, where they were found, the directory its shard goes to, how many documents and bytes."""

    path: Path
    raw: Place
    shard: Path
    documents: int
    size: int

    @property
    def name(self) -> str:
        """What logs call it."""
        return self.path.stem

    @property
    def notes(self) -> Path:
        """The file of what was logged while it was read."""
        return self.path.with_suffix(".log")

    def inputs(self) -> list[Input]:
        """The documents of the batch, in order."""
        with self.path.open(encoding="utf-8") as lines:
            return [Input(**json.loads(line)) for line in lines]

    def halves(self) -> list[Batch]:
        """The batch as two, for finding the one document that a worker does not survive."""
        inputs = self.inputs()
        middle = len(inputs) // 2
        return [self._part("a", inputs[:middle]), self._part("b", inputs[middle:])]

    def _part(self, name: str, inputs: list[Input]) -> Batch:
        return write_batch(inputs, self.path.with_name(f"{self.path.stem}{name}.jsonl"), raw=self.raw)


def write_batches(inputs: Iterable[Input], folder: Path, *, raw: Place, total_bytes: int) -> Iterator[Batch]:
    """Write the inputs of raw, in order, as batches of about the same bytes; their shards go beside them in folder."""
    target = min(MOST_BYTES, max(LEAST_BYTES, total_bytes // PIECES))
    folder.mkdir(parents=True, exist_ok=True)
    for number, group in enumerate(_groups(inputs, target)):
        yield write_batch(group, folder / f"{number:06d}.jsonl", raw=raw)


def write_batch(inputs: list[Input], path: Path, *, raw: Place) -> Batch:
    """Write one batch; its shard is named for it."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps({name: getattr(item, name) for name in Input.__slots__}) + "\n" for item in inputs)
    return Batch(path, raw, path.with_suffix(".shard"), len(inputs), sum(item.size for item in inputs))


def _groups(inputs: Iterable[Input], target: int) -> Iterator[list[Input]]:
    group: list[Input] = []
    size = 0
    for item in inputs:
        if group and (size + item.size > target or len(group) >= MOST_DOCUMENTS):
            yield group
            group, size = [], 0
        group.append(item)
        size += item.size
    if group:
        yield group


def read_batch(batch: Batch, *, settings: Settings) -> Path:
    """Read every document of the batch to the end and write its shard: paths in, the shard's path out.

    The shard appears in one step, so that a batch may be read again, even while a worker given up for lost still reads it.
    """
    inputs = batch.inputs()
    stalled = max(STALLED_SECONDS, 2 * settings.limits.max_seconds)
    with ONE_AT_A_TIME, written_to(batch.notes), watchdog(stalled) as moving, _shard_of(batch) as shard:
        documents = moving(read_inputs(inputs, root=batch.raw, limits=settings.limits))
        read = read_to_end(documents, settings=settings, parser=parser_of(settings.model))
        for item, document in zip(inputs, read, strict=True):
            if isinstance(document, SetAside):
                log.info("%s: set aside as %s: %s", item.source, document.status, document.error)
            shard.add(document, digest=item.digest)
    return batch.shard


def give_up(batch: Batch, *, cause: str) -> Path:
    """Write the shard of a batch whose documents no worker survives: each gets its row as unreadable, with the cause."""
    with _shard_of(batch) as shard:
        for item in batch.inputs():
            facts = FileFacts(item.document_id, item.source, item.size)
            shard.add(SetAside(facts, "unreadable", f"{cause}. Remove it or report it"), digest=item.digest)
    return batch.shard


def is_read(batch: Batch) -> bool:
    """Whether the batch has its shard."""
    return batch.shard.is_dir()


@contextmanager
def _shard_of(batch: Batch) -> Iterator[ShardWriter]:
    from pipeline.publish.shards import ShardWriter

    draft = Path(tempfile.mkdtemp(prefix=f"{batch.name}-", dir=batch.path.parent)) / "shard"
    try:
        with ShardWriter(draft) as shard:
            yield shard
        draft.rename(batch.shard)
    except OSError as error:
        # A shard that another worker finished first is as good as this one: the same batch gives the same rows.
        if not is_read(batch) or error.errno != errno.ENOTEMPTY:
            raise
    finally:
        shutil.rmtree(draft.parent, ignore_errors=True)


def write_duplicates(duplicates: Iterable[tuple[Input, str]], shard_path: Path) -> Path:
    """Write the shard of inputs whose bytes were met at an earlier source: (input, that source)."""
    from pipeline.publish.shards import ShardWriter

    with ShardWriter(shard_path) as shard:
        for item, source in duplicates:
            facts = FileFacts(item.document_id, item.source, item.size)
            shard.add(SetAside(facts, "duplicate", duplicate_of=source), digest=item.digest)
    return shard_path


@cache
def parser_of(model: str) -> Parser | None:
    """The parser that settings.model asks for, once in this process and not yet loaded; None for rules alone."""
    from pipeline.contextualise import load_parser

    return load_parser(model=None if model == "auto" else model)
