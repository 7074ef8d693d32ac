"""Which files are documents, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.ingest import list_sources


def test_a_folder_is_listed_by_source(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.md", ".hidden", ".git/x.txt", "a/z.txt.source.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [file.source for file in list_sources(tmp_path)] == ["a.txt", "a/b/c.md", "a/z.txt", "b.txt"]
    assert {file.size for file in list_sources(tmp_path)} == {1}


def test_a_file_is_listed_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"12")
    (only,) = list_sources(path)
    assert (only.path, only.source, only.size) == (path, "one.txt", 2)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"x")
    (tmp_path / "in" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [file.source for file in list_sources(tmp_path)] == ["in/a.txt"]


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "a.txt").write_bytes(b"x")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "linked").symlink_to(tmp_path / "else", target_is_directory=True)
    assert [file.source for file in list_sources(tmp_path / "raw")] == ["linked/a.txt"]


def test_a_dangling_link_is_listed_and_a_pipe_is_not(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert [(file.source, file.size) for file in list_sources(tmp_path)] == [("gone.txt", 0)]


def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_bytes(b"x")
    assert [file.source for file in list_sources(tmp_path)] == ["\\xff.txt"]


def test_a_missing_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        list_sources(tmp_path / "nowhere")
