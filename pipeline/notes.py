"""What the log tells of a run: how long each stage took, and what workers met, carried home in a file beside the shard."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A folder of broken files would fill the log; the documents table has them all.
MOST_TOLD = 50
ROOT = "pipeline"


log = logging.getLogger(__name__)


@contextmanager
def timed(stage: str) -> Iterator[None]:
    """Log how long the body, or a function so decorated, took; the record has `stage` and `seconds`."""
    start = time.monotonic()
    yield
    seconds = time.monotonic() - start
    log.info("%s took %.1f s", stage, seconds, extra={"stage": stage, "seconds": seconds})


class _NoteFormatter(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps([record.name, record.levelno, record.getMessage()])


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Write what the stages log in the body to a file, which is made only if there is something to say."""
    path.unlink(missing_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(_NoteFormatter())
    log = logging.getLogger(ROOT)
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        handler.close()


def retold(path: Path, *, batch: str) -> None:
    """Log here what was logged there, with the batch it belongs to."""
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines[:MOST_TOLD]:
        name, level, message = json.loads(line)
        logging.getLogger(name).log(level, "batch %s: %s", batch, message)
    if len(lines) > MOST_TOLD:
        logging.getLogger(__name__).info("batch %s: %d more lines in %s", batch, len(lines) - MOST_TOLD, path)
