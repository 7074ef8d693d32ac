"""A PostgreSQL server of the tests' own, on loopback, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import postgres_folder

_SERVER_USER = "postgres"  # the server refuses to run as root


def _as_server_user(command: list[str]) -> list[str]:
    if os.geteuid() != 0:
        return command
    runuser = shutil.which("runuser", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")  # not on everybody's path
    assert runuser is not None, "util-linux, which every Debian has, brings runuser"
    return [runuser, "-u", _SERVER_USER, "--", *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server's empty database; the server ends with the block."""
    programs = postgres_folder()
    assert programs is not None, "tests that need a server are marked requires_postgres"
    folder = Path(tempfile.mkdtemp(prefix="tidyclaims-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _SERVER_USER)
    data, port = folder / "data", _free_port()

    def control(*arguments: str) -> None:
        command = [str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", *arguments]
        subprocess.run(_as_server_user(command), check=True, stdout=subprocess.DEVNULL, cwd=folder)

    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "tester", "--auth=trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(_as_server_user(initdb), check=True, stdout=subprocess.DEVNULL, cwd=folder)
    control("-o", f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off", "start")
    try:
        yield f"postgresql://tester@127.0.0.1:{port}/postgres"
    finally:
        control("-m", "immediate", "stop")
        shutil.rmtree(folder)
