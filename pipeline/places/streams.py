"""Files of fsspec as Python's own kind of streams, which may be buffered and peeked into."""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING, Any

from pipeline.places.stores import speaking_with

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class Whole(io.BytesIO):
    """A file that was fetched whole. It is not sought, because another process would fetch it whole again."""

    def seekable(self) -> bool:
        """Tell that it is read from its beginning."""
        return False


class Stream(io.RawIOBase):
    """A file as its driver opened it, read on demand; what the driver raises becomes an error of ours."""

    def __init__(self, file: IO[bytes], *, system: AbstractFileSystem, address: str) -> None:
        self._file = file
        self._system = system
        self._address = address
        self._position = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell whether any byte of it is reached without reading those before."""
        from fsspec.archive import AbstractArchiveFileSystem

        # Members of archives and answers of servers that know no ranges are read from their beginning.
        if isinstance(self._system, AbstractArchiveFileSystem):
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
        with speaking_with(self._address):
            data = self._file.read(len(target))
        target[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a byte."""
        with speaking_with(self._address):
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
