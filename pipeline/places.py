"""Where documents lie: a path of this machine, or an address that fsspec knows (s3://…, https://…, zip://::texts.zip).

The one module that speaks to fsspec, which is imported only where an address is named. A local path stays a pathlib.Path;
a Remote has those of its methods that reading needs.

What a store answers about one file is an OSError, as on a local disk. That the store itself does not answer, or that there
is no driver for it, is InputError or SourceUnreachable, and blames no document.
"""

from __future__ import annotations

import errno
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline.errors import InputError, SourceUnreachable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*::)*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LOCAL = re.compile(r"(?:file|local)://(?!.*::)", re.IGNORECASE)
# fsspec wants the archive behind "::"; nothing else can be meant without it.
_BARE_ARCHIVE = re.compile(r"^(zip|tar)://(?!.*::)(.+)", re.IGNORECASE)
_IN_MEMORY = re.compile(r"(?:^|::)memory://")
_PASSWORD = re.compile(r"(://[^/@:\s]*:)[^/@\s]+@|(?<=https://)[^/@\s]+@|(?<=http://)[^/@\s]+@")
_QUERY = re.compile(r"([a-z0-9+.-]+://[^\s?]*)\?(?:(?!::)[^\s'\"])+", re.IGNORECASE)
# A smaller file is fetched by one request, and may be fetched ahead; of a larger one, this much at a time.
SMALL = 1 << 20
_REFUSED = (401, 403)
_GONE = (404, 410)
_ABOUT_ONE_FILE = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)
_REMEDY = "Check the address, the network and the credentials that fsspec finds (docs/scale.md)"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or folder that fsspec reaches. str() of it never shows a password, a token or a signature.

    address: as the user gave it, which names the file system. path: the place in it; None: the one that address names.
    size: bytes of the file, where they are known. content: its bytes, where they were fetched ahead.
    """

    address: str = field(repr=False)
    path: str | None = field(default=None, repr=False)
    size: int | None = None
    content: bytes | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return masked(self.address if self.path is None else self.system.unstrip_protocol(self.path))

    @property
    def name(self) -> str:
        """The last part of its path, as a person would write it."""
        path = self.key.rstrip("/")
        return unquote(urlsplit(path).path).rpartition("/")[2] if self.is_web else path.rpartition("/")[2]

    @property
    def has_secrets(self) -> bool:
        """Whether the address holds a password, a token or a signature."""
        return masked(self.address) != self.address

    @property
    def is_of_this_process(self) -> bool:
        """Whether no other process can reach it, as in `memory://`."""
        return _IN_MEMORY.search(self.address) is not None

    @property
    def serves_threads(self) -> bool:
        """Whether several threads may fetch at once."""
        return bool(self.system.async_impl)

    @property
    def system(self) -> AbstractFileSystem:
        """The file system of fsspec that holds it."""
        return _file_system(self.address)[0]

    @property
    def key(self) -> str:
        """Its path in that file system."""
        return _file_system(self.address)[1] if self.path is None else self.path

    @property
    def is_web(self) -> bool:
        """Whether it is the address of a web server, with %20 for a space and the like."""
        return self.key.startswith(("http://", "https://"))

    def at(self, path: str) -> Remote:
        """Another place of the same file system."""
        return Remote(self.address, path)

    def is_file(self) -> bool:
        """Whether it is a file; an address that ends with "/" names a folder."""
        return not self._ends_as_folder and self._type() == "file"

    def is_dir(self) -> bool:
        """Whether it is a folder, or what stands for one in a store without folders."""
        return self._ends_as_folder or self._type() == "directory"

    def exists(self) -> bool:
        """Whether anything is there. Raises InputError where that cannot be found out."""
        return self.is_dir() or self.is_file()

    @property
    def _ends_as_folder(self) -> bool:
        return self.path is None and self.address.partition("::")[0].endswith("/")

    def _type(self) -> str:
        try:
            with _speaking_with(self):
                return str(self.system.info(self.key)["type"])
        except FileNotFoundError:
            return ""
        except PermissionError as error:
            raise InputError(str(error.strerror), place=str(self), remedy=_REMEDY) from error

    def open(self, mode: str = "rb", buffering: int = SMALL) -> io.BufferedReader:
        """Open it for reading; only a stream that can be sought can be cheaply."""
        if mode != "rb":
            raise ValueError("an address is only read")
        if self.content is not None:
            return io.BufferedReader(_Whole(self.content), buffering)
        with _speaking_with(self):
            if self.size is not None and self.size <= SMALL:
                return io.BufferedReader(_Whole(self.system.cat_file(self.key)), buffering)
            # A web server that does not say that it knows ranges gives a file from its beginning only.
            is_streamed = self.is_web and not self.system.info(self.key).get("partial")
            file = self.system.open(self.key, block_size=0 if is_streamed else SMALL)
        return io.BufferedReader(_Stream(self, file), buffering)

    def read_bytes(self) -> bytes:
        """All that it holds."""
        with self.open() as stream:
            return stream.read()

    def fetched(self) -> Remote:
        """The same file with its bytes at hand, if it is small; unchanged where it cannot be read."""
        if self.content is not None or self.size is None or self.size > SMALL:
            return self
        try:
            return replace(self, content=self.read_bytes())
        except (OSError, InputError):
            # Whoever opens it meets the same trouble, at its place.
            return self


Place = Path | Remote


class Child(NamedTuple):
    """What lies in a folder: its name, with "/" behind it for a folder; what child_of needs to reach it; its bytes."""

    name: str
    handle: str
    size: int | None


def place_of(name: str | Path) -> Place:
    """The place a user named; `file://` and `local://` are paths of this machine like any other."""
    text = str(name)
    if isinstance(name, Path) or not _ADDRESS.match(text):
        return Path(name)
    local = _LOCAL.match(text)
    return Path(text[local.end() :]) if local else Remote(_BARE_ARCHIVE.sub(r"\1://::\2", text))


def masked(text: str) -> str:
    """A text without the passwords, tokens and signatures of the addresses in it."""
    return _QUERY.sub(r"\1?***", _PASSWORD.sub(lambda found: f"{found[1] or ''}***@", text))


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
    """Bytes of a file, counted where its store does not tell."""
    if isinstance(place, Path):
        return place.stat().st_size
    if place.size is not None:
        return place.size
    with _speaking_with(place):
        size = place.system.size(place.key)
    return int(size) if size is not None else len(place.read_bytes())


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
    system, path = folder.system, folder.key.rstrip("/")
    with _speaking_with(folder):
        entries: list[dict[str, Any]] = system.ls(path + "/" if folder.is_web else path, detail=True)
        # What a store remembers of a listing would grow with the documents.
        system.invalidate_cache(path)
    for entry in entries:
        handle = str(entry["name"])
        is_link_elsewhere = folder.is_web and ("?" in handle or "#" in handle)
        if handle.rstrip("/") == path or is_link_elsewhere:
            continue
        if handle.rstrip("/") == ".":
            # What `tar -cf texts.tar .` wrote.
            yield from _remote_children(folder.at(handle))
            continue
        name = folder.at(handle).name.encode(errors="backslashreplace").decode()
        yield Child(f"{name}/" if entry["type"] == "directory" else name, handle, entry.get("size"))


def look_again(place: Place) -> None:
    """Forget what is known of a store, so that a process that lives long sees what changed there."""
    if isinstance(place, Remote):
        _file_system.cache_clear()
        place.system.invalidate_cache()


@cache
def _file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system that an address names, and the path in it. InputError where there is no driver for it."""
    shown = masked(address)
    try:
        with _speaking_with(Remote(address)):
            return _system_and_path(address, shown)
    except OSError as error:
        raise InputError(str(error.strerror), place=shown, remedy=_REMEDY) from error


def _system_and_path(address: str, shown: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        remedy = "Install what it needs into the same Python, on every machine that reads"
        raise InputError(f"there is no driver for it ({error})", place=shown, remedy=remedy) from error
    except (ValueError, TypeError) as error:
        remedy = "Write it as fsspec does: s3://bucket/folder, https://host/file, zip://::/path/texts.zip"
        raise InputError(f"fsspec does not understand it ({masked(str(error))})", place=shown, remedy=remedy) from error
    return system, path


@contextmanager
def _speaking_with(place: Remote) -> Iterator[None]:
    """Turn what a driver raises into an OSError about the file, or SourceUnreachable for trouble of the store itself."""
    try:
        yield
    except InputError:
        raise
    # Drivers raise what their libraries do (botocore's, aiohttp's, zipfile's, ftplib's), and these have no common base.
    except Exception as error:
        status = getattr(error, "status", None)
        if isinstance(error, PermissionError) or status in _REFUSED:
            raise PermissionError(errno.EACCES, "it may not be read with the credentials found") from error
        if isinstance(error, _ABOUT_ONE_FILE) or status in _GONE:
            raise FileNotFoundError(errno.ENOENT, "it is not there") from error
        cause = f"it cannot be reached ({type(error).__name__}: {masked(str(error))})"
        raise SourceUnreachable(cause, place=masked(place.address), remedy=_REMEDY) from error


class _Whole(io.BytesIO):
    """A file that was fetched whole. It is not sought, because another process would fetch it whole again."""

    def seekable(self) -> bool:
        return False


class _Stream(io.RawIOBase):
    """A file as its driver opened it, read on demand; what the driver raises becomes an error of ours."""

    def __init__(self, place: Remote, file: IO[bytes]) -> None:
        self._place = place
        self._file = file
        self._position = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell whether any byte of it is reached without reading those before."""
        from fsspec.archive import AbstractArchiveFileSystem

        # Members of archives and answers of servers that know no ranges are read from their beginning.
        if isinstance(self._place.system, AbstractArchiveFileSystem):
            return False
        try:
            self._file.seek(self._position + 1)
            self._file.seek(self._position)
        except (OSError, ValueError):
            return False
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with the next bytes."""
        target = memoryview(buffer).cast("B")
        with _speaking_with(self._place):
            data = self._file.read(len(target))
        target[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a byte."""
        with _speaking_with(self._place):
            self._position = self._file.seek(offset, whence)
        return self._position

    def tell(self) -> int:
        """Give the place of the next byte."""
        return self._position

    def close(self) -> None:
        """Close it."""
        if not self.closed:
            self._file.close()
        super().close()
