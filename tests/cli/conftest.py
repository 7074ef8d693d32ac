from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.invoke import Invoke


@pytest.fixture
def tidyclaims(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Invoke:
    """The command line, called from an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Invoke(monkeypatch, capsys)
