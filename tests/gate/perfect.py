"""Rows as a faultless reader would give them, made from the gold: what the gate's own tests bend and break."""

from __future__ import annotations

from collections.abc import Iterable

from tests.gate.gold import GoldNumber, Row


def perfect_rows(numbers: Iterable[GoldNumber]) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """The claims and the exclusions of a gold by document, each with the first right answer of every field."""
    claims: dict[str, list[Row]] = {}
    excluded: dict[str, list[Row]] = {}
    for number in numbers:
        row: dict[str, object] = {"char_start": number.start, "char_end": number.end, "surface": number.surface}
        if number.is_excluded:
            excluded.setdefault(number.doc, []).append(row | {"reason": number.reasons[0]})
        else:
            read = {name: getattr(number, name)[0] for name in ("kind", "value_low", "value_high", "unit")}
            fields = {name: answers[0] for name, answers in number.fields.items()}
            claims.setdefault(number.doc, []).append(row | read | fields)
    return claims, excluded
