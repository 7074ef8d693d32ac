"""Which documents lie in a folder, in an order that no file system changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError

SIDECAR_SUFFIX = ".source.toml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be read: where it is, its name in the tables ("/"-separated below the folder), its bytes."""

    path: Path
    source: str
    size: int


def list_sources(root: Path) -> list[SourceFile]:
    """List the documents of a folder, sorted by source; a single file gives itself, by its name.

    Hidden files and folders and `*.source.toml` are not documents. Links to folders are followed once, so that a loop of
    links ends. Raises InputError where root is missing or cannot be listed.
    """
    if root.is_dir():
        found = [SourceFile(path, _name(path.relative_to(root)), _size(path)) for path in _files(root)]
        return sorted(found, key=lambda file: file.source)
    if root.is_file():
        return [SourceFile(root, _name(Path(root.name)), _size(root))]
    raise InputError("there is no such file or folder", place=str(root), remedy="Check the path")


def _files(root: Path) -> Iterator[Path]:
    seen: set[str] = set()
    for folder, names, files in os.walk(root, onerror=_refuse, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:
            names.clear()
            continue
        seen.add(real)
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and not name.endswith(SIDECAR_SUFFIX) and _is_document(path):
                yield path


def _name(path: Path) -> str:
    # A file name need not be UTF-8, but the tables are.
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _is_document(path: Path) -> bool:
    # A dangling link is listed, so that it gets its row; sockets, pipes and devices are not documents.
    return path.is_file() or path.is_symlink()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _refuse(error: OSError) -> None:
    raise InputError(f"the folder cannot be listed ({error.strerror})", place=str(error.filename), remedy="Check its rights")
