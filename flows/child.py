"""`python -m flows.child server|work …`: a process that ends with the one that started it, even if that one is killed."""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading


def end_with_parent() -> None:
    """End this process and its group as soon as nobody holds the other end of its standard input."""
    threading.Thread(target=_wait_and_end, args=(os.dup(0),), daemon=True).start()
    # Nothing below reads standard input, and no process started from here may keep the pipe.
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device, not a path
        os.dup2(nothing.fileno(), 0)


def _wait_and_end(parent: int) -> None:
    while os.read(parent, 1):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def main() -> None:
    """Become the server or the process that runs what is due."""
    role, *arguments = sys.argv[1:]
    end_with_parent()
    if role == "server":
        sys.argv = ["prefect", "server", "start", *arguments]
        runpy.run_module("prefect", run_name="__main__", alter_sys=True)
    else:
        from flows.schedule import Plan, work

        work(Plan.from_json(arguments[0]))


if __name__ == "__main__":
    main()
