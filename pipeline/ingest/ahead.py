"""Small files of a far store fetched while those before them are read, so that nobody waits for one answer after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

from pipeline.ingest.sources import SourceFile
from pipeline.places import Remote

# What is fetched and not yet read: at most so many small files, so many MiB.
AHEAD = 16


def fetched_ahead(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The files in the same order; of a store that answers several at once, the small ones with their bytes at hand."""
    files = iter(files)
    first = next(files, None)
    if first is None:
        return
    files = chain([first], files)
    if not isinstance(first.path, Remote) or not first.path.serves_threads:
        yield from files
        return
    with ThreadPoolExecutor(AHEAD) as threads:
        waiting = deque(threads.submit(_fetched, file) for _, file in zip(range(AHEAD), files, strict=False))
        while waiting:
            fetched = waiting.popleft().result()
            waiting.extend(threads.submit(_fetched, file) for _, file in zip(range(1), files, strict=False))
            yield fetched


def _fetched(file: SourceFile) -> SourceFile:
    return replace(file, path=file.path.fetched()) if isinstance(file.path, Remote) else file
