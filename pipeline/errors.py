"""Every error this program raises on purpose, as one tree.

    TidyclaimsError
    ├── SettingsError          a key or value in tidyclaims.toml or the environment is wrong
    ├── LexiconError           a vocabulary row is malformed or claimed twice
    ├── RuleError              a grammar rule is malformed or fails its own examples
    ├── ModelError             the language model asked for is missing or not the one pinned
    ├── InputError             an input named on the command line cannot be read
    │   └── SourceUnreachable  the store that holds the documents does not answer
    ├── DocumentError          one document cannot be read; becomes a row, never ends a run
    │   ├── EmptyDocument
    │   ├── UnreadableDocument
    │   ├── UnsupportedDocument
    │   ├── DocumentTooLarge
    │   └── DocumentTimedOut
    ├── WorkerError            worker processes cannot be started
    ├── CorrectionError        a correction no longer finds the row it corrects
    ├── ReleaseError           a release is missing, broken or differs from its manifest
    │   └── OutputBusy         another run is writing to the same output
    └── ReleaseRejected        the audit failed; the last release stays

Each carries what went wrong, where, and what to do about it.
"""

from __future__ import annotations

from pipeline.model import DocumentStatus


class TidyclaimsError(Exception):
    """Base of all errors raised on purpose.

    cause: what is wrong, in one sentence. place: the file (and line or key) it is wrong in. remedy: what to do.
    """

    def __init__(self, cause: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(cause, place, remedy)
        self.cause = cause
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.place}: {self.cause}" if self.place else self.cause
        return f"{text}. {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and errors cross process borders.
        return (_rebuild, (type(self), self.cause, self.place, self.remedy))


def _rebuild(kind: type[TidyclaimsError], cause: str, place: str, remedy: str) -> TidyclaimsError:
    return kind(cause, place=place, remedy=remedy)


class SettingsError(TidyclaimsError):
    """A key or value in tidyclaims.toml or the environment is wrong."""


class LexiconError(TidyclaimsError):
    """A vocabulary row is malformed or two rows own the same surface form."""


class RuleError(TidyclaimsError):
    """A grammar rule is malformed or fails its own examples."""


class ModelError(TidyclaimsError):
    """The language model asked for is missing or not the one pinned."""


class InputError(TidyclaimsError):
    """An input named on the command line cannot be read."""


class SourceUnreachable(InputError):
    """The store that holds the documents does not answer as it should; another time it may."""


class DocumentError(TidyclaimsError):
    """One document cannot be read: it becomes a row of `documents` with this status and never ends a run."""

    status: DocumentStatus = "unreadable"


class EmptyDocument(DocumentError):
    """Nothing to read: no bytes, only white space, or no text layer."""

    status: DocumentStatus = "empty"


class UnreadableDocument(DocumentError):
    """The format is known but this file is broken, encrypted or not text."""

    status: DocumentStatus = "unreadable"


class UnsupportedDocument(DocumentError):
    """The format is not one that is read."""

    status: DocumentStatus = "unsupported"


class DocumentTooLarge(DocumentError):
    """More bytes, pages or characters than the settings allow."""

    status: DocumentStatus = "too_large"


class DocumentTimedOut(DocumentError):
    """Reading took longer than the settings allow."""

    status: DocumentStatus = "timed_out"


class WorkerError(TidyclaimsError):
    """Worker processes cannot be started on this machine."""


class CorrectionError(TidyclaimsError):
    """A correction no longer finds the row it corrects."""


class ReleaseError(TidyclaimsError):
    """A release is missing, broken or differs from its manifest."""


class OutputBusy(ReleaseError):
    """Another run is writing to the same output."""


class ReleaseRejected(TidyclaimsError):
    """The audit of a release candidate failed; the last good release stays."""
