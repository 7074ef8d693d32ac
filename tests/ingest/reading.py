"""Helpers of these tests: read bytes as a file of a name, and look at what became of them."""

from __future__ import annotations

from pathlib import Path

from pipeline.ingest import read_documents
from pipeline.model import Block, Document, SetAside
from pipeline.settings import Limits


def read_all(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Document | SetAside]:
    path = folder / name
    path.write_bytes(data)
    return list(read_documents(path, source=name, limits=limits or Limits()))


def read_one(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> Document:
    (read,) = read_all(folder, name, data, limits)
    assert isinstance(read, Document), read
    check_structure(read)
    return read


def set_aside(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> SetAside:
    (read,) = read_all(folder, name, data, limits)
    assert isinstance(read, SetAside), read
    assert read.error, "a row that is set aside says why"
    return read


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def outline(document: Document) -> list[tuple[str, str]]:
    return [(block.role, words(document, block)) for block in document.blocks]


def grid(document: Document, number: int = 0) -> list[tuple[int, int, str, bool]]:
    table = document.tables[number]
    return [(cell.row, cell.column, document.text[cell.start : cell.end], cell.is_header) for cell in table.cells]


def check_structure(document: Document) -> None:
    """What holds for every document: blocks in order and free of outer white space, cells inside their tables."""
    behind = 0
    for block in document.blocks:
        assert behind <= block.start < block.end <= len(document.text)
        behind = block.end
        assert words(document, block) == words(document, block).strip()
    for table in document.tables:
        assert any(block.start == table.start and block.end == table.end for block in document.blocks)
        behind = table.start
        for cell in table.cells:
            assert behind <= cell.start < cell.end <= table.end
            behind = cell.end
    outside = document.text
    for block in reversed(document.blocks):
        outside = outside[: block.start] + outside[block.end :]
    assert not outside.strip(), "text outside every block"
