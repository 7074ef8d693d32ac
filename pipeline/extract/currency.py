"""Which currency a symbol, code or name means in a document, and whether that is assumed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217 code, what one of the named unit is worth in it (a cent: 0.01), and whether the code is a default."""

    code: str
    factor: Decimal = Decimal(1)
    assumed: bool = False
