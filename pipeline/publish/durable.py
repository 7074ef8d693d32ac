"""Writing that survives a power cut: bytes are on the disk before a name points at them."""

from __future__ import annotations

import os
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: under a passing name first, synced, then renamed into place."""
    passing = path.with_name(f".{path.name}.writing")
    with passing.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(path)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make the names within a directory durable."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(root: Path) -> None:
    """Make every file and directory below root durable, the innermost first."""
    for directory, _, names in os.walk(root, topdown=False):
        for name in names:
            handle = os.open(Path(directory) / name, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_directory(Path(directory))


def point_link(link: Path, target: str) -> None:
    """Point a symbolic link at a target (relative to its directory) in one atomic step, whether or not it exists."""
    passing = link.with_name(f".{link.name}.moving")
    passing.unlink(missing_ok=True)
    passing.symlink_to(target)
    passing.replace(link)
    sync_directory(link.parent)
