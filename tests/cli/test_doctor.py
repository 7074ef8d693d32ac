"""`doctor` says what is there and what works, fails where something needed does not, and leaves nothing behind."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.cli import doctoring
from tests.cli.invoke import Invoke
from tests.postgres import postgres_server


@pytest.fixture
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect's answer, without the seconds that it takes."""
    monkeypatch.setattr(doctoring, "state_of_prefect", lambda: "9.9")


def test_prefect_is_tried_and_all_is_well(tidyclaims: Invoke, tmp_path: Path) -> None:
    outcome = tidyclaims("doctor", "--out", "out")
    assert outcome.status == 0, outcome.out
    assert "NOT" not in outcome.out
    assert f"{version('prefect')}, a server of its own for each run" in outcome.out
    assert f"sqlalchemy           {version('sqlalchemy')}" in outcome.out
    assert "sha256" in outcome.out
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_named_and_away_is_an_ailment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with pytest.raises(doctoring.Ailment, match="PREFECT_API_URL"):
        doctoring.state_of_prefect()


@pytest.mark.usefixtures("_no_server")
@pytest.mark.parametrize(
    ("toml", "arguments", "said"),
    [
        ("worker = 2", [], "there is no setting worker"),
        ('model = "en_core_web_xxl"', [], "en_core_web_xxl"),
        ("", ["--out", "/proc/out"], "/proc/out"),
        ("", ["--database", "postgresql://127.0.0.1:9/none"], "the database refused"),
        ("", ["--database", "mysql://127.0.0.1/none"], "database"),
    ],
)
def test_what_is_wrong_is_named(tidyclaims: Invoke, tmp_path: Path, toml: str, arguments: list[str], said: str) -> None:
    (tmp_path / "tidyclaims.toml").write_text(toml, encoding="utf-8")
    outcome = tidyclaims("doctor", *arguments)
    assert outcome.status == 1
    assert [line for line in outcome.out.splitlines() if line.startswith("NOT") and said in line], outcome.out


@pytest.mark.usefixtures("_no_server")
def test_a_library_of_the_wrong_version_is_named(tidyclaims: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctoring, "version", lambda name: "99.0")
    outcome = tidyclaims("doctor")
    assert outcome.status == 1
    assert "99.0 will not do; install sqlalchemy[asyncio]<2.1" in outcome.out


@pytest.mark.usefixtures("_no_server")
def test_a_full_disk_is_named(tidyclaims: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctoring, "FREE_BYTES", 10**18)
    outcome = tidyclaims("doctor")
    assert outcome.status == 1
    assert "GB are free" in outcome.out


@pytest.mark.usefixtures("_no_server")
@pytest.mark.requires_postgres
def test_a_database_that_works(tidyclaims: Invoke) -> None:
    with postgres_server() as url:
        outcome = tidyclaims("doctor", "--database", url)
    assert outcome.status == 0
    assert "PostgreSQL " in outcome.out
