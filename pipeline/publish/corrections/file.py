"""corrections.toml: what a person says that a claim should say, where, why and by whom.

    [[correction]]
    document = "press/2024/rates.html"      # source, as the table has it
    claim = "5f0c3a9be1d27748"              # claim_id, or the span: "1042-1053"
    field = "status"
    value = "target"                        # or: clear = true, to leave the field empty
    reason = "the minister pledged it, see the next paragraph"
    by = "A. Reader"

Span and kind are not corrected: they decide a row's id, and a wrong one is a wrong rule. `value` sets both bounds.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from pipeline.errors import CorrectionError
from pipeline.tables import Column, table

CORRECTIONS_FILE = "corrections.toml"
CORRECTABLE = (
    "value", "value_low", "value_high", "unit", "unit_assumed", "per", "comparator", "direction", "change_role", "status",
    "negated", "measure", "measure_key", "subject", "of", "attributed_to", "year_start", "year_end", "year_role",
)  # fmt: skip
KEYS = ("document", "claim", "field", "value", "clear", "reason", "by")
CLAIM_ID = re.compile(r"[0-9a-f]{16}")
SPAN = re.compile(r"(\d+)-(\d+)")
TYPES = {"string": "a text", "category": "one of its categories", "bool": "true or false", "int32": "a whole number"}

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. claim: a claim_id or a span "start-end" in code points. value: None clears the field.

    place: the file and the entry's number, for messages.
    """

    document: str
    claim: str
    field: str
    value: Value
    reason: str
    by: str
    place: str

    def concerns(self, claim_id: str, start: int, end: int) -> bool:
        """Whether it corrects the row with this id and span of its document."""
        return self.claim in (claim_id, f"{start}-{end}")


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a file, in its order; none where there is no file.

    Raises CorrectionError where the file is not TOML or an entry has a wrong key, field or value, or repeats another.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorrectionError(f"it cannot be read: {error}", place=str(path), remedy="Mend or remove it") from error
    unknown = set(entries) - {"correction"}
    listed = entries.get("correction", [])
    if unknown or not isinstance(listed, list):
        raise CorrectionError(
            f"it holds {', '.join(sorted(unknown)) or 'a correction that is no list'}",
            place=str(path),
            remedy="Start every entry with [[correction]]",
        )
    found = tuple(_correction(entry, f"{path}, entry {number}") for number, entry in enumerate(listed, 1))
    _refuse_repeated(found)
    return found


def corrections_digest(corrections: Sequence[Correction]) -> str:
    """Hex SHA-256 over what the corrections say, wherever they stand."""
    lines = sorted(repr(astuple(correction)[:-1]) for correction in corrections)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _correction(entry: Mapping[str, object], place: str) -> Correction:
    unknown = [key for key in entry if key not in KEYS]
    if unknown:
        raise CorrectionError(f"unknown key {unknown[0]!r}", place=place, remedy=f"The keys are {', '.join(KEYS)}")
    texts = {key: _text(entry, key, place) for key in ("document", "claim", "field", "reason", "by")}
    if not (CLAIM_ID.fullmatch(texts["claim"]) or SPAN.fullmatch(texts["claim"])):
        raise CorrectionError(
            f"claim {texts['claim']!r} is neither a claim_id nor a span",
            place=place,
            remedy='Write 16 hex digits, or offsets as in "1042-1053"',
        )
    return Correction(**texts, value=_value(entry, texts["field"], place), place=place)


def _text(entry: Mapping[str, object], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CorrectionError(f"{key} is missing or empty", place=place, remedy=f"Give {key} as a text")
    return value


def _value(entry: Mapping[str, object], field: str, place: str) -> Value:
    """The value of an entry, of the type that the field's column has."""
    if field not in CORRECTABLE:
        raise CorrectionError(
            f"field {field!r} cannot be corrected", place=place, remedy=f"These can: {', '.join(CORRECTABLE)}"
        )
    if ("value" in entry) == ("clear" in entry) or entry.get("clear", True) is not True:
        raise CorrectionError("it must have either a value or clear = true", place=place, remedy="Give one of them")
    column = next(column for column in table("claims").columns if column.name == field)
    if "clear" in entry:
        if not column.nullable:
            raise CorrectionError(f"{field} is never empty", place=place, remedy="Give a value")
        return None
    value = entry["value"]
    if not _fits(value, column):
        wanted = f"one of {', '.join(column.categories)}" if column.categories else TYPES.get(column.type, "a number")
        raise CorrectionError(f"{field} cannot be {value!r}", place=place, remedy=f"It is {wanted}")
    return float(value) if column.type == "float64" else value  # type: ignore[arg-type, return-value]  # _fits saw to it


def _fits(value: object, column: Column) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match column.type:
        case "bool":
            return isinstance(value, bool)
        case "int32" | "int64":
            return is_number and isinstance(value, int) and -(2**31) <= value < 2**31
        case "float64":
            return is_number
        case "category":
            return value in column.categories
        case _:
            return isinstance(value, str) and bool(value.strip())


def _refuse_repeated(corrections: Sequence[Correction]) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for correction in corrections:
        key = (correction.document, correction.claim, correction.field)
        if key in seen:
            raise CorrectionError(
                f"{correction.field} of this claim was corrected before, in {seen[key]}",
                place=correction.place,
                remedy="Keep one of the two",
            )
        seen[key] = correction.place
