"""What is left of the limits of one document while it is read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from pipeline.errors import DocumentTimedOut, DocumentTooLarge
from pipeline.settings import Limits

_RAISE_LIMIT = "Split the document or raise {} under [limits] in tidyclaims.toml"


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of one document and the moment its reading began. Checks raise a DocumentError naming limit and remedy."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)

    def check_time(self) -> None:
        """Raise DocumentTimedOut once the document has taken longer than limits.max_seconds."""
        if time.monotonic() - self.began > self.limits.max_seconds:
            cause = f"reading took longer than {self.limits.max_seconds:g} seconds"
            raise DocumentTimedOut(cause, remedy=_RAISE_LIMIT.format("max_seconds"))

    def check_bytes(self, size: int) -> None:
        """Raise DocumentTooLarge for more bytes than limits.max_bytes."""
        if size > self.limits.max_bytes:
            cause = f"the document has more than {self.limits.max_bytes:,} bytes"
            raise DocumentTooLarge(cause, remedy=_RAISE_LIMIT.format("max_bytes"))

    def check_pages(self, pages: int) -> None:
        """Raise DocumentTooLarge for more pages than limits.max_pages."""
        if pages > self.limits.max_pages:
            cause = f"the document has {pages:,} pages, more than {self.limits.max_pages:,}"
            raise DocumentTooLarge(cause, remedy=_RAISE_LIMIT.format("max_pages"))

    def check_chars(self, chars: int) -> None:
        """Raise DocumentTooLarge for more characters than limits.max_chars."""
        if chars > self.limits.max_chars:
            cause = f"the text has more than {self.limits.max_chars:,} characters"
            raise DocumentTooLarge(cause, remedy=_RAISE_LIMIT.format("max_chars"))
