"""Page contents whose compressed data is damaged: PDF programs read on past it and lose text in silence."""

from __future__ import annotations

import re
import zlib

from pipeline.ingest.budget import Budget

_STREAM = re.compile(rb"stream\r?\n")
_TEXT = re.compile(rb"\bBT\b.*?T[jJ]", re.DOTALL)
_FILTER = b"/FlateDecode"
_PIECE = 1 << 20
# Contents of a page are small; what is larger is an image or a font.
_LONGEST_CONTENTS = 4_000_000


def damaged_contents(data: bytes, budget: Budget) -> int:
    """Count the page contents of a PDF that fail their checksum. Encrypted files are not judged. Raises as budget does."""
    if b"/Encrypt" in data:
        return 0
    return sum(_is_damaged(data, found, budget) for found in _STREAM.finditer(data))


def _is_damaged(data: bytes, stream: re.Match[bytes], budget: Budget) -> bool:
    start = stream.end()
    header = data[start : start + 2]
    described = data[max(0, stream.start() - 300) : stream.start()].rpartition(b" obj")[2]
    if len(header) < 2 or header[0] & 15 != 8 or int.from_bytes(header, "big") % 31 or _FILTER not in described:
        return False
    end = data.find(b"endstream", start, start + _LONGEST_CONTENTS)
    if end < 0:
        return False
    budget.check_time()
    unpacker = zlib.decompressobj()
    contents = b""
    try:
        contents = unpacker.decompress(data[start:end], _PIECE)
        while unpacker.unconsumed_tail and len(contents) < _LONGEST_CONTENTS:
            contents += unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
    except zlib.error:
        return _TEXT.search(contents or _first_bytes(data[start:end])) is not None
    return False


def _first_bytes(packed: bytes) -> bytes:
    """Give what can be unpacked before the damage."""
    unpacker = zlib.decompressobj()
    contents = b""
    try:
        for at in range(0, len(packed), 64):
            contents += unpacker.decompress(packed[at : at + 64])
    except zlib.error:
        pass
    return contents
