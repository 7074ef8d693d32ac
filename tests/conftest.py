"""What every test relies on: no network, no state outside a temporary folder, and nothing left out in silence."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

# A busy machine is slow, which is no defect of what is tested.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
# Set before anything imports Prefect or Great Expectations, and inherited by every process that a test starts.
os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="tidyclaims-prefect-")
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost,::1"
for name in [name for name in os.environ if name.startswith("TIDYCLAIMS_") or name == "PREFECT_API_URL"]:
    del os.environ[name]


def chromium() -> str | None:
    """Path of an installed Chromium, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def postgres_folder() -> Path | None:
    """The folder that holds PostgreSQL's server programs, if they are installed."""
    on_path = shutil.which("initdb")
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *([Path(on_path).parent] if on_path else [])]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


PARTS = {
    "requires_chromium": ("Chromium", lambda: chromium() is not None),
    "requires_postgres": ("PostgreSQL", lambda: postgres_folder() is not None),
}


def pytest_configure(config: pytest.Config) -> None:
    for marker, (part, _) in PARTS.items():
        config.addinivalue_line(
            "markers", f"{marker}: runs only where {part} is installed; named at the end where it is not"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests whose parts are missing."""
    for marker, (part, is_there) in PARTS.items():
        marked = [item for item in items if item.get_closest_marker(marker)]
        if marked and not is_there():
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=f"{part} is not installed"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what did not run."""
    left_out = terminalreporter.stats.get("skipped", [])
    if left_out:
        terminalreporter.section(f"{len(left_out)} tests did not run")
        for report in left_out:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            terminalreporter.line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")


def pytest_sessionfinish() -> None:
    shutil.rmtree(os.environ["PREFECT_HOME"], ignore_errors=True)
