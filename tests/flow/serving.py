"""`tidyclaims serve` as a process of its own, and what its Prefect server's database says of the runs."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A slow machine takes a while for a server and two more Pythons.
PATIENCE = 240


@contextmanager
def served(folder: Path, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Serve in a folder with a one-minute schedule; its output is added to folder/serve.log; ended at the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"HOME": str(folder), "TIDYCLAIMS_MODEL": "none", "PYTHONUNBUFFERED": "1"}
    script = Path(sys.executable).with_name("tidyclaims")
    command = [str(script), "serve", "raw", "--out", "out", "--cron", "* * * * *", "--timezone", "UTC", *map(str, arguments)]
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def rows(out: Path, query: str) -> list[tuple[object, ...]]:
    """What a query of the server's database gives."""
    with sqlite3.connect(f"file:{out / '.prefect' / 'prefect.db'}?mode=ro", uri=True, timeout=30) as database:
        return database.execute(query).fetchall()


def group_members(process: int) -> list[int]:
    """The processes that descend from one, itself left out."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, encoding="utf-8", check=True)
    parents = dict(tuple(map(int, line.split())) for line in listed.stdout.splitlines())
    found = [process]
    for parent in found:
        found += [child for child, its_parent in parents.items() if its_parent == parent]
    return found[1:]
