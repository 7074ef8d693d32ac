"""A time limit on one document: an error inside the process, and the process's end where even that cannot come through."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn, TypeVar

from pipeline.errors import DocumentTimedOut

T = TypeVar("T")


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise DocumentTimedOut in the body after so many seconds.

    Outside a main thread (a Dask worker's tasks) and without SIGALRM the body is not limited; the watchdog still is.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        cause = f"reading took longer than {seconds:g} seconds"
        raise DocumentTimedOut(cause, remedy="Raise limits.max_seconds or split the file")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def watchdog(seconds: float) -> Iterator[Callable[[Iterable[T]], Iterator[T]]]:
    """End this worker process where it stalls in a call that no signal reaches.

    Gives a function to pass an iterable through: each item taken from it starts the seconds anew.
    """
    with Path(os.devnull).open("wb") as nowhere:

        def moving(items: Iterable[T]) -> Iterator[T]:
            for item in items:
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
                yield item

        try:
            yield moving
        finally:
            faulthandler.cancel_dump_traceback_later()
