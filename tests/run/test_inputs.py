"""Inputs are listed by their bytes alone, and reading them later gives just those documents, one for one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import read_documents
from pipeline.ingest.inputs import Input, list_inputs, read_inputs
from pipeline.ingest.sources import list_sources
from pipeline.model import Document, SetAside
from pipeline.settings import Limits
from tests.run.folders import RECORDS, write_folder

LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()


def listed(root: Path, limits: Limits | None = None) -> list[Input]:
    return list(list_inputs(root, limits=limits or Limits(), spool=root.parent / "spool"))


def read(inputs: list[Input], limits: Limits | None = None) -> list[Document | SetAside]:
    return list(read_inputs(inputs, root=Path(), limits=limits or Limits()))


def told(document: Document | SetAside) -> tuple[str, str, str, str]:
    """What a document says of itself, less the words of an error."""
    facts = document.facts
    return facts.source, facts.document_id, getattr(document, "status", "ok"), getattr(document, "text", "")


def test_listing_and_reading_agree_with_reading_alone(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "raw")
    (root / "broken.jsonl").write_bytes(b'{"text": "5 euros"}\n{"text": \n\n{"id": 7}\n')
    (root / "dangling.txt").symlink_to(root / "nowhere")
    (root / "bad.gz").write_bytes(gzip.compress(LINES)[:-9])
    inputs = listed(root)
    there = read(inputs)
    alone = [
        document
        for file in list_sources(root)
        for document in read_documents(file.path, source=file.source, limits=Limits())
    ]
    assert [(item.source, item.document_id) for item in inputs] == [
        (document.facts.source, document.facts.document_id) for document in there
    ]
    assert [told(document) for document in there] == [told(document) for document in alone]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.jsonl", LINES),
        ("r.jsonl.gz", gzip.compress(LINES)),
        ("r.jsonl.zst", zstandard.ZstdCompressor().compress(LINES)),
    ],
)
def test_records_are_reached_one_by_one_in_any_grouping(tmp_path: Path, name: str, content: bytes) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    (root / name).write_bytes(content)
    inputs = listed(root)
    assert [item.source for item in inputs] == [f"{name}#north", f"{name}#south", f"{name}#3"]
    together = read(inputs)
    one_by_one = [document for item in reversed(inputs) for document in read([item])]
    assert together == one_by_one[::-1]
    assert [document.text for document in together if isinstance(document, Document)] == [r["text"] for r in RECORDS]


def test_a_record_with_many_numbers_signs_in_its_name_keeps_it(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    (root / "a#b.jsonl").write_text('{"id": "c#d", "text": "5 euros"}\n', encoding="utf-8")
    (document,) = read(listed(root))
    assert document.facts.source == "a#b.jsonl#c#d"


def test_the_digest_changes_with_the_bytes_and_with_the_source_file(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    (root / "a.txt").write_text("5 euros", encoding="utf-8")
    first = listed(root)[0]
    (root / "a.txt.source.toml").write_text('title = "A"', encoding="utf-8")
    second = listed(root)[0]
    (root / "a.txt").write_text("6 euros", encoding="utf-8")
    third = listed(root)[0]
    assert first.document_id == second.document_id != third.document_id
    assert len({first.digest, second.digest, third.digest}) == 3


def test_a_file_that_changes_after_it_was_listed_is_not_read_as_another(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    path = root / "r.jsonl"
    path.write_bytes(LINES)
    inputs = listed(root)
    path.write_bytes(LINES.replace(b"farms", b"firms"))
    documents = read(inputs)
    assert [getattr(document, "status", "ok") for document in documents] == ["unreadable", "ok", "ok"]
    path.unlink()
    assert {getattr(document, "status", "ok") for document in read(inputs)} == {"unreadable"}


def test_an_overlong_record_costs_no_memory_and_no_other_record(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    (root / "r.jsonl").write_bytes(json.dumps({"text": "x" * 3000}).encode() + b"\n" + LINES)
    limits = Limits(max_bytes=1000)
    statuses = [getattr(document, "status", "ok") for document in read(listed(root, limits), limits)]
    assert statuses == ["too_large", "ok", "ok", "ok"]


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=8), packed=st.booleans())
def test_every_line_is_listed_once_whatever_it_holds(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], packed: bool
) -> None:
    root = tmp_path_factory.mktemp("raw") / "raw"
    root.mkdir()
    content = "".join(json.dumps({"id": line, "text": line}) + "\n" for line in ["first", *lines]).encode()
    (root / "r.jsonl").write_bytes(gzip.compress(content) if packed else content)
    inputs = listed(root)
    assert len(inputs) == len(lines) + 1
    assert len({item.source for item in inputs}) == len(inputs)
    texts = [document.text if isinstance(document, Document) else "" for document in read(inputs)]
    assert len(texts) == len(inputs)
