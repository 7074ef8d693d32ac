"""Tables → expectations, quarantine and Data Docs: what may be published, and what not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.validate.result import AuditResult, FailingRow, RowFailures

if TYPE_CHECKING:
    from pipeline.validate.auditing import audit

__all__ = ["AuditResult", "FailingRow", "RowFailures", "audit"]


def __getattr__(name: str) -> object:
    # Great Expectations takes three seconds to import, and the ledger, which lives here too, needs none of it.
    if name == "audit":
        from pipeline.validate.auditing import audit

        return audit
    raise AttributeError(name)
