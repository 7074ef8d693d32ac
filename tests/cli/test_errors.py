"""Wrong usage, wrong settings, missing inputs: the status says which, the message says what to do, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.invoke import Invoke


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["extarct"], 2, "No such command"),
        (["extract", "--format", "xml"], 2, "xml"),
        (["run", "nowhere"], 3, "nowhere: there is no such file or folder"),
        (["run", ".", "--workers", "0"], 2, "workers"),
        (["run", ".", "--dask", "localhost"], 2, "tcp://HOST:PORT"),
        (["run", "nonesuch://bucket/x"], 3, "nonesuch://bucket/x: fsspec does not understand it"),
        (["run", "ftp://anna:secret@127.0.0.1:1/x"], 3, "ftp://anna:***@127.0.0.1:1/x: it cannot be reached"),
        (["run", ".", "--out", "memory://out"], 2, "local disk"),
        (["extract", "memory://nowhere", "--no-context"], 3, "memory://nowhere: there is no such file or folder"),
        (["ledger", "zip://::/nowhere.zip"], 3, "nowhere.zip"),
        (["ledger", "nowhere"], 3, "nowhere"),
        (["validate", "nowhere"], 3, "nowhere"),
        (["validate", "."], 1, "no release"),
        (["report", "nowhere"], 3, "nowhere"),
        (["explain", "nowhere", "--why", "0123456789abcdef"], 3, "nowhere"),
        (["rollback", "--out", "nowhere"], 3, "nowhere"),
    ],
)
def test_the_status_tells_what_kind_of_mistake_it_was(
    tidyclaims: Invoke, arguments: list[str], status: int, said: str
) -> None:
    outcome = tidyclaims(*arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_a_wrong_setting_is_wrong_usage(tidyclaims: Invoke, tmp_path: Path) -> None:
    (tmp_path / "tidyclaims.toml").write_text("\nworker = 3\n", encoding="utf-8")
    outcome = tidyclaims("extract", "-")
    assert outcome.status == 2
    assert "tidyclaims.toml, line 2: there is no setting worker" in outcome.err
    assert "Did you mean workers?" in outcome.err


def test_a_wrong_row_of_vocabulary_is_wrong_usage(tidyclaims: Invoke, tmp_path: Path) -> None:
    (tmp_path / "tidyclaims.toml").write_text('[lexicon.words]\nquid = "no reading"\n', encoding="utf-8")
    outcome = tidyclaims("extract", "-", stdin="5 quid")
    assert outcome.status == 2
    assert "tidyclaims.toml, line 2" in outcome.err


def test_a_model_that_is_not_there_is_wrong_usage(tidyclaims: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDYCLAIMS_MODEL", "en_core_web_xxl")
    outcome = tidyclaims("extract", "-", stdin="5 euros")
    assert outcome.status == 2
    assert "en_core_web_xxl" in outcome.err
    assert tidyclaims("extract", "-", "--no-context", stdin="5 euros").status == 0


def test_init_writes_a_file_once(tidyclaims: Invoke, tmp_path: Path) -> None:
    assert tidyclaims("init").status == 0
    assert (tmp_path / "tidyclaims.toml").is_file()
    assert tidyclaims("extract", "-", "--no-context", stdin="5 euros").status == 0
    again = tidyclaims("init")
    assert again.status == 2
    assert "it is there already" in again.err


def test_no_releases_yet(tidyclaims: Invoke) -> None:
    outcome = tidyclaims("releases")
    assert outcome.status == 0
    assert "no release yet" in outcome.err


def test_the_ledger_of_documents(tidyclaims: Invoke, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Twelve of the 300 bridges, see p. 4, cost $5bn.", encoding="utf-8")
    outcome = tidyclaims("ledger", "a.txt")
    assert outcome.status == 0
    assert "no breaches" in outcome.out
