"""File systems of fsspec by address, and what their drivers raise as errors of ours.

What a store answers about one file is an OSError, as on a local disk. That the store itself does not answer, or that there
is no driver for it, is SourceUnreachable or InputError, and blames no document.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import InputError, SourceUnreachable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PASSWORD = re.compile(r"(://[^/@:\s]*:)[^/@\s]+@|(?<=https://)[^/@\s]+@|(?<=http://)[^/@\s]+@")
_QUERY = re.compile(r"([a-z0-9+.-]+://[^\s?]*)\?(?:(?!::)[^\s'\"])+", re.IGNORECASE)
_REFUSED = (401, 403)
_GONE = (404, 410)
_ABOUT_ONE_FILE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
REMEDY = "Check the address, the network and the credentials that fsspec finds (docs/scale.md)"


def masked(text: str) -> str:
    """A text without the passwords, tokens and signatures of the addresses in it."""
    return _QUERY.sub(r"\1?***", _PASSWORD.sub(lambda found: f"{found[1] or ''}***@", text))


@cache
def file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system that an address names, and the path in it. InputError where there is no driver for it."""
    shown = masked(address)
    try:
        with speaking_with(address):
            return _system_and_path(address, shown)
    except OSError as error:
        raise InputError(str(error.strerror), place=shown, remedy=REMEDY) from None


def _system_and_path(address: str, shown: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        remedy = "Install what it needs into the same Python, on every machine that reads"
        raise InputError(f"there is no driver for it ({error})", place=shown, remedy=remedy) from error
    except (ValueError, TypeError) as error:
        remedy = "Write it as fsspec does: s3://bucket/folder, https://host/file, zip://::/path/texts.zip"
        raise InputError(f"fsspec does not understand it ({masked(str(error))})", place=shown, remedy=remedy) from None
    return system, path


@contextmanager
def speaking_with(address: str) -> Iterator[None]:
    """Turn what a driver raises into an OSError about the file, or SourceUnreachable for trouble of the store itself."""
    try:
        yield
    except InputError:
        raise
    # Drivers raise what their libraries do (botocore's, aiohttp's, zipfile's, ftplib's), and these have no common base.
    except Exception as error:
        status = getattr(error, "status", None)
        # From None: their words may hold the address with its secrets, and a traceback would show them.
        if isinstance(error, PermissionError) or status in _REFUSED:
            raise PermissionError(errno.EACCES, "it may not be read with the credentials found") from None
        if isinstance(error, _ABOUT_ONE_FILE) or status in _GONE:
            raise FileNotFoundError(errno.ENOENT, "it is not there") from None
        cause = f"it cannot be reached ({type(error).__name__}: {masked(str(error))})"
        raise SourceUnreachable(cause, place=masked(address), remedy=REMEDY) from None
