"""Which documents lie in a folder, in an order that no file system changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.places import Child, Place, beside, child_of, children, look_again, measured

SIDECAR_SUFFIX = ".source.toml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be read: where it is, its name in the tables ("/"-separated below the folder), its bytes.

    has_sidecar: whether `NAME.ext.source.toml` lies beside it.
    """

    path: Place
    source: str
    size: int
    has_sidecar: bool


def list_sources(root: Place) -> Iterator[SourceFile]:
    """List the documents of a folder, in order of source; a single file gives itself, by its name.

    Hidden files and folders and `*.source.toml` are not documents. Links to folders are followed once, so that a loop of
    links ends. No more than the names of one folder, and of those above it, are held. Raises InputError where root is
    missing or it, or a folder below it, cannot be listed.
    """
    look_again(root)
    if root.is_dir():
        return _files(root, "", set())
    if root.is_file():
        name = os.fsencode(root.name).decode("utf-8", "backslashreplace")
        place, size = measured(root)
        return iter([SourceFile(place, name, size, beside(root, SIDECAR_SUFFIX).is_file())])
    raise InputError("there is no such file or folder", place=str(root), remedy="Check the path")


def _files(folder: Place, prefix: str, seen: set[str]) -> Iterator[SourceFile]:
    if isinstance(folder, Path):
        real = os.path.realpath(folder)
        if real in seen:
            return
        seen.add(real)
    found = [child for child in _listed(folder) if not child.name.startswith(".")]
    sidecars = {child.name.removesuffix(SIDECAR_SUFFIX) for child in found if child.name.endswith(SIDECAR_SUFFIX)}
    for child in found:
        place = child_of(folder, child)
        if child.name.endswith("/"):
            yield from _files(place, prefix + child.name, seen)
        elif not child.name.endswith(SIDECAR_SUFFIX):
            place, size = measured(place)
            yield SourceFile(place, prefix + child.name, size, child.name in sidecars)


def _listed(folder: Place) -> list[Child]:
    try:
        return children(folder)
    except OSError as error:
        cause = f"the folder cannot be listed ({error.strerror})"
        raise InputError(cause, place=str(folder), remedy="Check its rights") from error
