"""Whether Prefect works here: the server that is named answers, or one starts for a moment."""

from __future__ import annotations

from prefect import __version__
from prefect.client.orchestration import get_client


def prefect_version() -> str:
    """Prefect's version and where its server is, once that has answered. Raises whatever keeps it from doing so."""
    with get_client(sync_client=True) as client:
        client.hello().raise_for_status()
        server = "a server of its own for each run" if client.server_type.name == "EPHEMERAL" else str(client.api_url)
    return f"{__version__}, {server}"
