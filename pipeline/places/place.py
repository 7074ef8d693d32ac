"""A place that a user named, local or far, and what is asked of either alike."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pipeline.places.remote import Remote
from pipeline.places.stores import file_system

Place = Path | Remote

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*::)*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LOCAL = re.compile(r"(?:file|local)://(?!.*::)", re.IGNORECASE)
# fsspec wants the archive behind "::"; nothing else can be meant without it.
_BARE_ARCHIVE = re.compile(r"^(zip|tar)://(?!.*::)(.+)", re.IGNORECASE)


def place_of(name: str | Path) -> Place:
    """The place a user named; `file://` and `local://` are paths of this machine like any other."""
    text = str(name)
    if isinstance(name, Path) or not _ADDRESS.match(text):
        return Path(name)
    local = _LOCAL.match(text)
    return Path(text[local.end() :]) if local else Remote(_BARE_ARCHIVE.sub(r"\1://::\2", text))


def beside(place: Place, suffix: str) -> Place:
    """The place whose name is that of another and a suffix."""
    if isinstance(place, Path):
        return place.with_name(place.name + suffix)
    key, mark, query = place.key.partition("?") if place.is_web else (place.key, "", "")
    return place.at(key + suffix + mark + query)


def absolute(place: Place) -> Place:
    """The place, wherever a process works."""
    return place.absolute() if isinstance(place, Path) else place


def measured(place: Place) -> tuple[Place, int]:
    """A file, knowing its size, and that size; 0 where it cannot be found out."""
    try:
        size = size_of(place)
    except OSError:
        size = 0
    return place if isinstance(place, Path) else replace(place, size=size), size


def size_of(place: Place) -> int:
    """Bytes of a file."""
    return place.stat().st_size if isinstance(place, Path) else place.count_bytes()


def look_again(place: Place) -> None:
    """Forget what is known of a store, so that a process that lives long sees what changed there."""
    if isinstance(place, Remote):
        file_system.cache_clear()
        place.system.invalidate_cache()
