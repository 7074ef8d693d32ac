"""Running `tidyclaims` as a user does: a process of its own, an empty home, and Prefect's state read from its database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def tidyclaims(folder: Path, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder with a home directory that is empty at first."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"HOME": str(home), "TIDYCLAIMS_MODEL": "none", **variables}
    program = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(
        program, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=240
    )


def task_states(out: Path) -> dict[str, str]:
    """Name of each task → the type of its last run's state, from Prefect's database below an output."""
    with sqlite3.connect(out / ".prefect" / "prefect.db") as database:
        rows = database.execute("SELECT name, state_type FROM task_run ORDER BY created").fetchall()
    return {str(name).rpartition("-")[0]: str(state) for name, state in rows}


def last_state(out: Path) -> str:
    """The type of the last flow run's state."""
    with sqlite3.connect(out / ".prefect" / "prefect.db") as database:
        (state,) = database.execute("SELECT state_type FROM flow_run ORDER BY created DESC LIMIT 1").fetchone()
    return str(state)


def artifacts(out: Path) -> dict[str, str]:
    """Key of each artifact → its type."""
    with sqlite3.connect(out / ".prefect" / "prefect.db") as database:
        return dict(database.execute("SELECT key, type FROM artifact").fetchall())
