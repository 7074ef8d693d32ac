"""JSON Lines: a document for each record, and a row for each line that is none."""

from __future__ import annotations

import gzip
import hashlib
import json
import tracemalloc
from pathlib import Path

from pipeline.ingest import read_documents
from pipeline.model import Document, SetAside
from pipeline.settings import Limits
from tests.ingest.reading import read_all, set_aside


def test_records_are_named_by_id_or_line(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "It rose.", "title": "Rise", "published": "2019-05-01", "publisher": "P", "url": "u"}',
        '{"text": "It fell."}',
        "",
        '{"id": 7, "text": "It rose."}',
        '{"id": "a", "text": "again"}',
    ]
    read = read_all(tmp_path, "r.jsonl", "\n".join(lines).encode())
    assert [item.facts.source for item in read] == ["r.jsonl#a", "r.jsonl#2", "r.jsonl#7", "r.jsonl#a@5"]
    first = read[0]
    assert isinstance(first, Document)
    assert (first.facts.title, first.facts.published, first.facts.publisher, first.facts.url) == (
        "Rise",
        "2019-05-01",
        "P",
        "u",
    )
    assert first.facts.document_id == hashlib.sha256(lines[0].encode()).hexdigest()[:16]
    assert first.facts.size == len(lines[0])


def test_the_id_is_that_of_the_line_without_its_end(tmp_path: Path) -> None:
    line = b'{"id": "a", "text": "It rose."}'
    ids = {read_all(tmp_path, f"{i}.jsonl", line + end)[0].facts.document_id for i, end in enumerate([b"", b"\n", b"\r\n"])}
    assert ids == {hashlib.sha256(line).hexdigest()[:16]}


def test_broken_lines_are_rows(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "It rose."}',
        '{"id": "b", "text": ',
        "[1]",
        '{"id": "c"}',
        '{"id": "d", "text": 5}',
        '{"id": "e", "text": " "}',
        '{"id": "f", "text": "' + "x" * 500 + '"}',
        '{"id": "g", "text": "lone \\ud800 surrogate"}',
        "\ufffd\x00",
        '{"id": "h", "text": "the last"}',
    ]
    read = read_all(tmp_path, "r.jsonl", "\n".join(lines).encode(), Limits(max_bytes=300))
    assert [(item.facts.source[8:], getattr(item, "status", "ok")) for item in read] == [
        ("a", "ok"), ("2", "unreadable"), ("3", "unreadable"), ("c", "unreadable"), ("d", "unreadable"), ("e", "empty"),
        ("7", "too_large"), ("g", "ok"), ("9", "unreadable"), ("h", "ok"),
    ]  # fmt: skip
    for item in read:
        if isinstance(item, SetAside):
            assert item.error
        else:
            item.text.encode()


def test_an_overlong_line_is_hashed_whole(tmp_path: Path) -> None:
    line = b'{"id": "f", "text": "' + b"x" * 5000 + b'"}'
    data = b'{"id": "a", "text": "b"}\n' + line + b"\n"
    row = read_all(tmp_path, "r.jsonl", data, Limits(max_bytes=300))[1]
    assert (row.facts.document_id, row.facts.size) == (hashlib.sha256(line).hexdigest()[:16], len(line))


def test_records_may_be_packed(tmp_path: Path) -> None:
    data = b"".join(b'{"id": "%d", "text": "It rose %d percent."}\n' % (i, i) for i in range(50))
    plain = read_all(tmp_path, "r.jsonl", data)
    packed = read_all(tmp_path, "r.jsonl.gz", gzip.compress(data))
    assert [item.facts.document_id for item in plain] == [item.facts.document_id for item in packed]


def test_a_packed_file_that_swells_without_end_is_stopped(tmp_path: Path) -> None:
    data = gzip.compress(b'{"id": "a", "text": "b"}\n' + b'{"text": ""}\n' * 100_000)
    read = read_all(tmp_path, "r.jsonl.gz", data, Limits(max_bytes=1000))
    assert getattr(read[-1], "status", "") == "too_large"
    assert len(read) < 100_000


def test_a_file_without_records_is_empty(tmp_path: Path) -> None:
    assert set_aside(tmp_path, "r.jsonl", b"\n\n").status == "empty"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"

    def peak(count: int) -> int:
        with path.open("w", encoding="utf-8") as file:
            for i in range(count):
                file.write(json.dumps({"id": str(i), "text": f"It rose {i} percent. " * 50}) + "\n")
        tracemalloc.start()
        for _ in read_documents(path, source="r.jsonl", limits=Limits(), english_only=False):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(3000) < peak(300) + 1_000_000


def test_the_sidecar_speaks_for_records_that_are_silent(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl.source.toml").write_text('publisher = "Desk"\npublished = "2020"\n', encoding="utf-8")
    read = read_all(tmp_path, "r.jsonl", b'{"text": "a b", "publisher": "Own"}\n{"text": "c d"}\n')
    assert [(item.facts.publisher, item.facts.published) for item in read] == [("Own", "2020"), ("Desk", "2020")]


def test_a_broken_first_line_does_not_hide_the_records(tmp_path: Path) -> None:
    data = b'{"id": "a", "text": \n{"id": "b", "text": "It rose."}\n{"id": "c", "text": "It fell."}\n'
    assert [getattr(item, "status", "ok") for item in read_all(tmp_path, "r.jsonl", data)] == ["unreadable", "ok", "ok"]


def test_a_first_record_longer_than_what_is_peeked(tmp_path: Path) -> None:
    data = b'{"id": "a", "text": "' + b"It rose 5 percent. " * 20_000 + b'"}\n{"id": "b", "text": "It fell."}\n'
    assert [item.facts.source for item in read_all(tmp_path, "r.jsonl", data)] == ["r.jsonl#a", "r.jsonl#b"]


def test_braces_in_prose_are_no_records(tmp_path: Path) -> None:
    read = read_all(tmp_path, "a.txt", b'{"quoted"} words\nIt rose 5 percent.\nIt fell 3 percent.\n')
    assert [item.facts.source for item in read] == ["a.txt"]
