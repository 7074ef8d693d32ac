"""A file or folder at an address of fsspec, with the methods of a pathlib.Path that reading needs."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipeline.errors import InputError
from pipeline.places.stores import REMEDY, file_system, masked, speaking_with
from pipeline.places.streams import Stream, Whole

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_IN_MEMORY = re.compile(r"(?:^|::)memory://")
# A smaller file is fetched by one request, and may be fetched ahead; of a larger one, this much at a time.
SMALL = 1 << 20


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
        return file_system(self.address)[0]

    @property
    def key(self) -> str:
        """Its path in that file system."""
        return file_system(self.address)[1] if self.path is None else self.path

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
            with speaking_with(self.address):
                return str(self.system.info(self.key)["type"])
        except FileNotFoundError:
            return ""
        except PermissionError as error:
            raise InputError(str(error.strerror), place=str(self), remedy=REMEDY) from None

    def open(self, mode: str = "rb", buffering: int = SMALL) -> io.BufferedReader:
        """Open it for reading; only a stream that can be sought can be cheaply."""
        if mode != "rb":
            raise ValueError("an address is only read")
        if self.content is not None:
            return io.BufferedReader(Whole(self.content), buffering)
        with speaking_with(self.address):
            if self.size is not None and self.size <= SMALL:
                return io.BufferedReader(Whole(self.system.cat_file(self.key)), buffering)
            # A web server that does not say that it knows ranges gives a file from its beginning only.
            is_streamed = self.is_web and not self.system.info(self.key).get("partial")
            file = self.system.open(self.key, block_size=0 if is_streamed else SMALL)
        return io.BufferedReader(Stream(file, system=self.system, address=self.address), buffering)

    def count_bytes(self) -> int:
        """Its size, counted where its store does not tell."""
        if self.size is not None:
            return self.size
        with speaking_with(self.address):
            size = self.system.size(self.key)
        return int(size) if size is not None else len(self.read_bytes())

    def entries(self) -> list[dict[str, Any]]:
        """What fsspec tells of each file and folder in this folder, links of a web page that lead elsewhere left out."""
        path = self.key.rstrip("/")
        with speaking_with(self.address):
            found = self.system.ls(path + "/" if self.is_web else path, detail=True)
            # What a store remembers of a listing would grow with the documents.
            self.system.invalidate_cache(path)
        leads_on = [entry for entry in found if not (self.is_web and set("?#") & set(entry["name"]))]
        # Some stores list a folder within itself.
        return [entry for entry in leads_on if entry["name"].rstrip("/") != path]

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
