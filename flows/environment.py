"""What Prefect finds in the environment: local state, no telemetry, no proxy for this machine. Set before it is imported."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import ReleaseError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SILENT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
}
# The log of the stages goes to the run's log; a start on a slow disk or a busy machine takes a while.
SETTINGS = {
    "PREFECT_LOGGING_EXTRA_LOGGERS": "pipeline,flows",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}
# For a person at a terminal the command shows progress itself; the log with its tracebacks is kept by the server.
QUIET = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}


def prepare(home: Path, *, quiet: bool) -> None:
    """Set what is not set: Prefect's state below home, no telemetry, no proxy for loopback; a quiet console if wanted.

    Makes the folder home, without which Prefect's server does not start. ReleaseError where it cannot be made.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        remedy = "Give --out a folder that you may write to"
        raise ReleaseError(f"it cannot be made ({error.strerror})", place=str(home), remedy=remedy) from error
    settings = {"PREFECT_HOME": str(home.resolve()), **SILENT, **SETTINGS, **(QUIET if quiet else {})}
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    for name in ("NO_PROXY", "no_proxy"):
        known = [part for part in os.environ.get(name, "").split(",") if part]
        os.environ[name] = ",".join([*known, *(host for host in LOOPBACK if host not in known)])
