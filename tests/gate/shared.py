"""The shared gold format: JSON Lines rows with a document's name, beside a folder that holds the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from tests.gate.gold import FIELDS, Answers, GoldNumber, Value


def read_shared(path: Path) -> tuple[GoldNumber, ...]:
    """The gold numbers of a JSON Lines file, in its order."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(_number(path, no, line) for no, line in enumerate(lines, 1) if line.strip())


def documents_beside(path: Path, names: Iterable[str]) -> dict[str, Path]:
    """Where the documents lie: a folder of the gold's own stem beside it."""
    folder = path.with_suffix("")
    found = {name: folder / name for name in sorted(set(names))}
    for name, place in found.items():
        if not place.is_file():
            remedy = f"Put the documents into {folder}"
            raise InputError(f"the gold names the document {name}, which is not there", place=str(place), remedy=remedy)
    return found


def write_shared(numbers: Iterable[GoldNumber]) -> Iterator[str]:
    """The numbers as lines of JSON in the shared format."""
    for number in numbers:
        yield json.dumps(_row(number), ensure_ascii=False)


def _number(path: Path, line_number: int, line: str) -> GoldNumber:
    try:
        row = json.loads(line)
        doc, start, end, surface = str(row["doc"]), int(row["start"]), int(row["end"]), str(row["surface"])
    except (ValueError, KeyError, TypeError) as error:
        cause = f"not a gold row ({error})"
        raise InputError(cause, place=f"{path}:{line_number}", remedy="A row has doc, start, end and surface") from error
    optional = bool(row.get("optional"))
    if "excluded" in row:
        reasons = tuple(str(reason) for reason in _answers(row["excluded"]))
        return GoldNumber(doc, start, end, surface, reasons=reasons, optional=optional)
    return GoldNumber(
        doc,
        start,
        end,
        surface,
        kind=_answers(row["kind"]),
        value_low=_answers(row["value_low"]),
        value_high=_answers(row["value_high"]),
        unit=_answers(row.get("unit")),
        fields={name: _answers(row[name]) for name in FIELDS if name in row},
        optional=optional,
    )


def _answers(value: Any) -> Answers:
    if isinstance(value, dict):
        return tuple(value["any"])
    return tuple(value) if isinstance(value, list) else (value,)


def _row(number: GoldNumber) -> dict[str, object]:
    place = {"doc": number.doc, "start": number.start, "end": number.end, "surface": number.surface}
    optional = {"optional": True} if number.optional else {}
    if number.is_excluded:
        return {**place, "excluded": _written(number.reasons), **optional}
    reading = {name: _written(getattr(number, name)) for name in ("kind", "value_low", "value_high", "unit")}
    return {**place, **reading, **{name: _written(value) for name, value in number.fields.items()}, **optional}


def _written(answers: Answers) -> Value | dict[str, list[Value]]:
    return answers[0] if len(answers) == 1 else {"any": list(answers)}
