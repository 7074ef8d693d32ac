"""Documents at addresses that fsspec knows: the same documents as from a folder, and errors that say what to do."""

from __future__ import annotations

import gzip
import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest
from fsspec.registry import known_implementations

from pipeline.errors import InputError, SourceUnreachable
from pipeline.ingest import list_sources, read_sources
from pipeline.ingest.inputs import list_inputs, read_inputs
from pipeline.model import Document, SetAside
from pipeline.places import Place, Remote, masked, place_of
from pipeline.settings import Limits
from tests.run.folders import RECORDS, write_folder

Listing = list[tuple[str, str, str, int]]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents whose order, names and formats are not the simplest."""
    root = write_folder(tmp_path / "raw")
    for name in ("a.txt", "a-b/x.txt", "a/y z.txt", "a/.hidden/z.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"In {name} there were 5 percent more.", encoding="utf-8")
    (root / "packed.jsonl.gz").write_bytes(gzip.compress(LINES))
    return root


def in_memory(folder: Path) -> None:
    store = fsspec.filesystem("memory")
    for path in folder.rglob("*"):
        if path.is_file():
            store.pipe(f"/{folder.parent.name}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def address_of(folder: Path, kind: str) -> str:
    if kind == "memory":
        in_memory(folder)
        return f"memory://{folder.parent.name}"
    if kind in ("zip", "tar"):
        return f"{kind}://::{shutil.make_archive(str(folder.parent / 'packed'), kind, folder)}"
    return f"simplecache::file://{folder}"


def all_of(root: Place, spool: Path) -> tuple[Listing, list[Document | SetAside]]:
    inputs = list(list_inputs(root, limits=Limits(), spool=spool))
    listed = [(item.source, item.document_id, item.digest, item.size) for item in inputs]
    return listed, list(read_inputs(inputs, root=root, limits=Limits()))


@pytest.mark.parametrize("kind", ["zip", "tar", "memory", "simplecache"])
def test_an_address_gives_what_the_folder_gives(tmp_path: Path, folder: Path, kind: str) -> None:
    root = place_of(address_of(folder, kind))
    assert isinstance(root, Remote)
    assert all_of(root, tmp_path / "far") == all_of(folder, tmp_path / "near")
    assert [file.source for file in list_sources(root)] == [file.source for file in list_sources(folder)]


@pytest.mark.parametrize("kind", ["zip", "memory", "simplecache"])
def test_records_of_a_large_file_are_reached_and_copied_only_where_they_must_be(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    text = "Fares rose by {} percent. " + "The rest is silence. " * 40
    lines = [json.dumps({"id": f"n{number}", "text": text.format(number)}) for number in range(1_500)]
    (root / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    far = place_of(address_of(root, kind))
    inputs = list(list_inputs(far, limits=Limits(), spool=tmp_path / "spool"))
    some = inputs[1::500]
    documents = list(read_inputs(some, root=far, limits=Limits()))
    assert [document.facts.source for document in documents] == [f"many.jsonl#n{number}" for number in (1, 501, 1001)]
    assert all(isinstance(document, Document) for document in documents)
    assert (tmp_path / "spool").exists() == (kind != "simplecache")


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine, from a server that knows no ranges."""
    pytest.importorskip("aiohttp", reason="aiohttp, fsspec's driver for http, is not installed")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


def test_a_web_server_gives_what_the_folder_gives(tmp_path: Path, folder: Path, server: str) -> None:
    (folder / "many.jsonl").write_bytes(LINES + b'{"text": "' + b"x" * 2_000_000 + b'"}\n')
    assert all_of(place_of(f"{server}/"), tmp_path / "far") == all_of(folder, tmp_path / "near")


def test_a_file_of_a_web_server_is_named_without_its_token(tmp_path: Path, server: str) -> None:
    root = place_of(f"{server}/a/y%20z.txt?token=secret")
    (listed,), (document,) = all_of(root, tmp_path)
    assert listed[0] == "y z.txt"
    assert isinstance(document, Document)
    assert "secret" not in f"{root}{document}"
    with pytest.raises(InputError, match="no such file"):
        list_sources(place_of(f"{server}/nowhere.txt"))


@pytest.mark.parametrize("address", ["file:///data/x.txt", "local:///data/x.txt"])
def test_a_local_address_is_a_path(address: str) -> None:
    assert place_of(address) == Path("/data/x.txt")


def test_an_archive_need_not_be_chained(folder: Path) -> None:
    archive = shutil.make_archive(str(folder.parent / "packed"), "zip", folder)
    assert {document.facts.source for _, document in read_sources(place_of(f"zip://{archive}"), limits=Limits())} >= {
        "a.txt"
    }
    (only,) = list_sources(place_of(f"zip://news/port.md::{archive}"))
    assert (only.source, only.size) == ("port.md", 110)


@pytest.mark.parametrize("name", ["raw", "./a:b", "C::d", "a/b://c", "s3:/bucket"])
def test_anything_else_is_a_path(name: str) -> None:
    assert place_of(name) == Path(name)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ftp://anna:secret@host/x", "ftp://anna:***@host/x"),
        ("https://secret@host/x?sig=secret", "https://***@host/x?***"),
        ("zip://a.txt::https://host/x.zip?sig=secret", "zip://a.txt::https://host/x.zip?***"),
        ("no route to s3://key:secret@bucket/x, says s3", "no route to s3://key:***@bucket/x, says s3"),
        ("abfs://box@account.dfs.net/x", "abfs://box@account.dfs.net/x"),
    ],
)
def test_what_is_shown_of_an_address_holds_no_secret(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("nonesuch://a/b", "fsspec does not understand it"),
        ("memory://nowhere", "no such file or folder"),
        ("zip://::/nowhere/texts.zip", "it is not there"),
    ],
)
def test_what_cannot_be_reached_is_an_error_with_a_remedy(address: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause) as raised:
        list_sources(place_of(address))
    assert raised.value.place == address
    assert raised.value.remedy


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"class": "nowhere.FileSystem", "err": "Install nowhere to read it"}
    monkeypatch.setitem(known_implementations, "nowhere", missing)
    with pytest.raises(InputError, match="Install nowhere"):
        list_sources(place_of("nowhere://a"))


def test_a_store_that_does_not_answer_blames_no_document() -> None:
    with pytest.raises(SourceUnreachable, match=r"ftp://anna:\*\*\*@127\.0\.0\.1:1/x.*ConnectionRefused"):
        list_sources(place_of("ftp://anna:secret@127.0.0.1:1/x"))
