"""What lies in a folder, here or far away, in one order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.places.place import Place
from pipeline.places.remote import Remote


class Child(NamedTuple):
    """What lies in a folder: its name, with "/" behind it for a folder; what child_of needs to reach it; its bytes."""

    name: str
    handle: str
    size: int | None


def children(folder: Place) -> list[Child]:
    """What lies in a folder, in the order in which all below it is sorted. Raises OSError where it cannot be listed.

    Sockets, pipes and devices are left out; a dangling link is a file, so that it gets its row.
    """
    if isinstance(folder, Path):
        with os.scandir(folder) as entries:
            found = [_local_child(entry) for entry in entries if entry.is_dir() or entry.is_file() or entry.is_symlink()]
    else:
        found = list(_remote_children(folder))
    return sorted(found)


def child_of(folder: Place, child: Child) -> Place:
    """The place of what lies in a folder."""
    return folder / child.handle if isinstance(folder, Path) else replace(folder.at(child.handle), size=child.size)


def _local_child(entry: os.DirEntry[str]) -> Child:
    # A file name need not be UTF-8, but the tables are.
    name = os.fsencode(entry.name).decode("utf-8", "backslashreplace")
    return Child(f"{name}/" if entry.is_dir() else name, entry.name, None)


def _remote_children(folder: Remote) -> Iterator[Child]:
    for entry in folder.entries():
        handle = str(entry["name"])
        if handle.rstrip("/") == ".":
            # What `tar -cf texts.tar .` wrote.
            yield from _remote_children(folder.at(handle))
            continue
        name = folder.at(handle).name.encode(errors="backslashreplace").decode()
        yield Child(f"{name}/" if entry["type"] == "directory" else name, handle, entry.get("size"))
