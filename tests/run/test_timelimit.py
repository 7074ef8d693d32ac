"""The time limit of a document: raised in its body, taken back after it, and an end to a process that no signal reaches."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from pipeline import reading
from pipeline.errors import DocumentTimedOut
from pipeline.ingest import read_text
from pipeline.model import SetAside
from pipeline.settings import Limits, Settings
from pipeline.timelimit import time_limit


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(DocumentTimedOut, match=r"0\.05 seconds"), time_limit(0.05):
        time.sleep(5)


def test_what_is_in_time_is_left_alone() -> None:
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_slow_document_is_set_aside_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(document: object) -> None:
        time.sleep(5)

    document = read_text("A third of 12 shops closed.", source="slow.txt")
    monkeypatch.setattr(reading, "clean", slow)
    found = reading.extracted(document, settings=Settings(limits=Limits(max_seconds=0.1)))
    assert isinstance(found, SetAside)
    assert (found.status, found.facts) == ("timed_out", document.facts)
    assert found.error is not None
    assert "max_seconds" in found.error


STALLS = """
import ctypes
from pipeline.timelimit import watchdog
with watchdog(0.3) as moving:
    for _ in moving([1, 2]):
        ctypes.PyDLL(None).sleep(20)
"""


def test_a_process_stalled_in_foreign_code_is_ended() -> None:
    started = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", STALLS], check=False, timeout=15)
    assert ended.returncode != 0
    assert time.monotonic() - started < 10
