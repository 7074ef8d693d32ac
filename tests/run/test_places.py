"""Runs over addresses: the same bytes as from a folder, the same cache, and no secret in what is published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import run
from pipeline.places import place_of
from pipeline.run import Job, provenance_of
from pipeline.settings import Settings, load_settings
from tests.run.folders import write_folder
from tests.run.test_run import SETTINGS, published, table_bytes


def test_an_archive_gives_the_release_of_its_folder_and_carries_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = write_folder(tmp_path / "raw"), tmp_path / "out"
    near = published(Job(raw, out, SETTINGS))
    archive = shutil.make_archive(str(tmp_path / "texts"), "zip", raw)
    far = Job(place_of(f"zip://::{archive}"), tmp_path / "far", SETTINGS)
    assert table_bytes(published(far).path) == table_bytes(near.path)

    assert run.run(Job(far.raw, out, SETTINGS)) is None
    (raw / "news" / "port.md").write_text("The port closed in 2024.", encoding="utf-8")
    shutil.make_archive(str(tmp_path / "texts"), "zip", raw)
    work = run.list_work(far)
    assert (work.plan.todo_count, work.plan.carried_count) == (1, 6)


def test_what_says_how_a_release_was_made_holds_no_secret(tmp_path: Path) -> None:
    job = Job(place_of("ftp://anna:secret@host/texts"), tmp_path, SETTINGS)
    assert provenance_of(job).raw == "ftp://anna:***@host/texts"


def test_the_settings_may_name_an_address_for_documents_and_none_for_releases(tmp_path: Path) -> None:
    (tmp_path / "tidyclaims.toml").write_text('raw = "s3://bucket/texts"\n', encoding="utf-8")
    settings = load_settings(start=tmp_path, environment={})
    assert settings.raw == place_of("s3://bucket/texts")
    assert settings.out == tmp_path / "processed"
    assert Settings().raw == Path("raw")
