"""Which names were met before, of however many, in memory that does not grow with them."""

from __future__ import annotations

import hashlib
import sqlite3
from types import TracebackType
from typing import Self

# More than these, some 10 MB, go to a database that SQLite keeps in a nameless temporary file.
FEW = 100_000
_CACHE = "PRAGMA cache_size = -16000"


class Seen:
    """Names by 64 bits of their digest; as a context manager it leaves nothing behind."""

    def __init__(self) -> None:
        self._few: set[int] = set()
        self._many: sqlite3.Connection | None = None

    def add(self, name: str) -> bool:
        """Take note of a name; tell whether it is new."""
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        if self._many is not None:
            return self._many.execute("INSERT OR IGNORE INTO met VALUES (?)", [key]).rowcount == 1
        if key in self._few:
            return False
        self._few.add(key)
        if len(self._few) > FEW:
            self._many = self._spilt()
        return True

    def _spilt(self) -> sqlite3.Connection:
        # Without a name SQLite keeps it in a temporary file; without commits it never waits for the disk. Another thread may
        # end a generator that was left half read.
        database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in (_CACHE, "PRAGMA journal_mode = OFF", "CREATE TABLE met (key INTEGER PRIMARY KEY)", "BEGIN"):
            database.execute(statement)
        database.executemany("INSERT INTO met VALUES (?)", ([key] for key in sorted(self._few)))
        self._few = set()
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._many is not None:
            self._many.close()
