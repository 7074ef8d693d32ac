"""gzip and zstandard around a document: unpacked as a stream, never further than the limits allow."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Any, Protocol, cast

import zstandard

from pipeline.errors import DocumentTooLarge, UnreadableDocument
from pipeline.ingest.budget import Budget
from pipeline.places import Place


class ByteStream(Protocol):
    """What is needed of an open file, packed or not."""

    def read(self, size: int = -1, /) -> bytes:
        """Read up to size bytes."""

    def readline(self, size: int = -1, /) -> bytes:
        """Read to the next line end, at most size bytes."""

    def peek(self, n: int = 0, /) -> bytes:
        """Give some of the next bytes without consuming them."""

    def tell(self) -> int:
        """Give the place of the next byte."""

    def seekable(self) -> bool:
        """Tell whether any byte can be gone to."""


_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# What the decompressors raise on a damaged stream.
_UNPACK_ERRORS = (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError)
_LAYERS = 3
_WINDOW = 1 << 27
_HEAD = 1 << 16
_PIECE = 1 << 20
# Small, since a few bytes may unpack to megabytes: this many can give 32 MB at most.
_ZSTD_PIECE = 1024


class _ZstdStream(io.RawIOBase):
    """The bytes in a zstandard stream. The library's own reader ends in silence where the stream is cut off."""

    def __init__(self, packed: ByteStream) -> None:
        self._packed = packed
        self._ready = b""
        self._frame: zstandard.ZstdDecompressionObj | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with what is unpacked next; raises ZstdError for damage and for a stream cut off."""
        target = memoryview(buffer).cast("B")
        while not self._ready and self._unpack():
            pass
        taken = self._ready[: len(target)]
        self._ready = self._ready[len(taken) :]
        target[: len(taken)] = taken
        return len(taken)

    def _unpack(self) -> bool:
        """Unpack the next bytes of the stream; tell whether there were any."""
        rest = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
        if self._frame is None or self._frame.eof:
            self._frame = None
        packed = rest or self._packed.read(_ZSTD_PIECE)
        if not packed:
            if self._frame is not None:
                raise zstandard.ZstdError("the stream is cut off")
            return False
        if self._frame is None:
            self._frame = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        self._ready = self._frame.decompress(packed)
        return True


@contextmanager
def opened(path: Place) -> Iterator[tuple[ByteStream, bool]]:
    """Open a file as a stream of the document's own bytes, whatever it is packed in; tell whether it was packed.

    Raises OSError where the file cannot be opened, UnreadableDocument for a damaged packing and DocumentTooLarge for one
    packed more than three times over.
    """
    with ExitStack() as layers:
        stream: ByteStream = cast(ByteStream, layers.enter_context(path.open("rb", buffering=_HEAD)))
        for layer in range(_LAYERS + 1):
            first = peeked(stream)
            if first.startswith(_GZIP_MAGIC):
                stream = cast(ByteStream, layers.enter_context(gzip.GzipFile(fileobj=cast(IO[bytes], stream), mode="rb")))
            elif first.startswith(_ZSTD_MAGIC):
                stream = layers.enter_context(io.BufferedReader(_ZstdStream(stream)))
            else:
                yield stream, layer > 0
                return
    raise DocumentTooLarge(f"the file is compressed more than {_LAYERS} times over", remedy="Unpack it first")


def peeked(stream: ByteStream) -> bytes:
    """Give some first bytes of the stream (thousands, where it has them) without consuming them."""
    try:
        return stream.peek(_HEAD)
    except _UNPACK_ERRORS as error:
        raise _damaged(error) from error


def read_piece(stream: ByteStream, size: int) -> bytes:
    """Read up to size bytes; raises UnreadableDocument for a damaged packing."""
    try:
        return stream.read(size)
    except _UNPACK_ERRORS as error:
        raise _damaged(error) from error


def read_line(stream: ByteStream, longest: int) -> bytes:
    """Read to the next line end, at most `longest` bytes; raises UnreadableDocument for a damaged packing."""
    try:
        return stream.readline(longest)
    except _UNPACK_ERRORS as error:
        raise _damaged(error) from error


def read_whole(stream: ByteStream, budget: Budget) -> bytes:
    """Read a stream to its end, within max_bytes and max_seconds; raises as Budget does, and for a damaged packing."""
    pieces: list[bytes] = []
    size = 0
    while piece := read_piece(stream, _PIECE):
        size += len(piece)
        budget.check_bytes(size)
        budget.check_time()
        pieces.append(piece)
    return b"".join(pieces)


def _damaged(error: Exception) -> UnreadableDocument:
    return UnreadableDocument(f"the compressed file is damaged ({error})", remedy="Fetch the file again")
