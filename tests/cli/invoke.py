"""Calling the command line in this process."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from pipeline.cli import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and its exit status."""

    status: int
    out: str
    err: str


class Invoke:
    """Runs `tidyclaims` with arguments and, where given, standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: object, stdin: str = "") -> Outcome:
        self._monkeypatch.setattr(sys, "argv", ["tidyclaims", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self._capsys.readouterr()
        return Outcome(int(ended.value.code or 0), printed.out, printed.err)
