"""Reads the gold's own source: texts with their numbers in braces, each number's fields on a line below.

    === wire-003.txt
    %% a note to the reviewer
    Mine output fell to {1.26 mln tonnes} in {1985}.
    => quantity 1.26e6 t | change down to | measure Mine output; output | year 1985
    => year 1985

The n-th line that starts with "=>" describes the n-th brace. Its head is `KIND VALUE [UNIT]`, or `x REASON`; a head that
starts with "opt" is optional. VALUE is a number, a fraction `1/3` or a range `5..7`. Fields follow, set apart by " | ", each
with its right answers set apart by "; "; `-` is null, and `*` among them leaves the field unjudged:

    cmp approx            comparator            change up by | down to | up from | up    direction and change_role
    status forecast       neg                   measure, subject, of, per, by (attributed_to)
    year 2018             in that year          year since 1993, by 2029, until 2060, 2018..2022
    role since            year_role of a year   ditto      status, measure, subject, of, by of the claim above

Left out, a field means its default. `measure` and `subject` must be given for percent and money and are unjudged, where
left out, for the other kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from tests.gate.gold import Answers, GoldDocument, GoldNumber, Value

HEADER, NOTE, FIELDS_OF = "=== ", "%%", "=> "
BRACE = re.compile(r"\{([^{}]*)\}")
KINDS = ("percent", "money", "year", "quantity", "ratio", "rank")
YEAR_ROLES = ("in", "by", "since", "until", "between")
DIRECTIONS = {"up": "increase", "down": "decrease", "-": None}
CHANGE_ROLES = {"by": "delta", "from": "from", "to": "to"}
INHERITED = ("status", "measure", "subject", "of", "attributed_to")
PLAIN = {"cmp": "comparator", "status": "status", "measure": "measure", "subject": "subject", "of": "of", "per": "per",
         "by": "attributed_to", "role": "year_role", "neg": "negated"}  # fmt: skip

# The keys that stand for several fields at once.
SPREAD = {"change": ("direction", "change_role"), "year": ("year_start", "year_end", "year_role")}

Fields = dict[str, Answers]


class MarkupError(ValueError):
    """A gold source file is not well formed; says where and why."""


def read_gold(folder: Path) -> tuple[GoldDocument, ...]:
    """Every document of every .gold file of a folder, by file and then in the order written."""
    documents = [document for path in sorted(folder.glob("*.gold")) for document in read_gold_file(path)]
    names = [document.name for document in documents]
    if len(names) != len(set(names)):
        doubled = sorted({name for name in names if names.count(name) > 1})
        raise MarkupError(f"two gold documents share a name: {', '.join(doubled)}")
    return tuple(documents)


def read_gold_file(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of one .gold file."""
    return tuple(_document(path, name, lines) for name, lines in _split(path))


def _split(path: Path) -> Iterator[tuple[str, list[str]]]:
    name, lines = "", list[str]()
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith(HEADER):
            if name:
                yield name, lines
            name, lines = line.removeprefix(HEADER).strip(), []
        elif not line.startswith(NOTE):
            lines.append(line)
    if name:
        yield name, lines


def _document(path: Path, name: str, lines: list[str]) -> GoldDocument:
    marked = "\n".join(line for line in lines if not line.startswith(FIELDS_OF)).strip("\n") + "\n"
    notes = [line.removeprefix(FIELDS_OF) for line in lines if line.startswith(FIELDS_OF)]
    text, spans = strip_braces(marked)
    place = f"{path.name}: {name}"
    if len(spans) != len(notes):
        raise MarkupError(f"{place}: {len(spans)} numbers in braces, {len(notes)} lines of fields")
    numbers = list[GoldNumber]()
    above: Fields = {}
    for (start, end), note in zip(spans, notes, strict=True):
        try:
            number = _number(name, text, start, end, note, above)
        except (ValueError, KeyError) as error:
            raise MarkupError(f"{place}: {note!r}: {error}") from error
        numbers.append(number)
        above = dict(number.fields) if number.kind and number.kind != ("year",) else above
    return GoldDocument(name, path.stem, text.encode(), text, tuple(numbers))


def strip_braces(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its braces, and where what stood in them now lies."""
    parts, spans, last, length = list[str](), list[tuple[int, int]](), 0, 0
    for brace in BRACE.finditer(marked):
        before = marked[last : brace.start()]
        length += len(before)
        spans.append((length, length + len(brace[1])))
        length += len(brace[1])
        parts += before, brace[1]
        last = brace.end()
    return "".join(parts) + marked[last:], spans


def _number(name: str, text: str, start: int, end: int, note: str, above: Fields) -> GoldNumber:
    head, *rest = (part.strip() for part in note.split(" | "))
    optional = head.startswith("opt ")
    kind, _, reading = head.removeprefix("opt ").partition(" ")
    surface = text[start:end]
    if kind == "x":
        reasons = tuple(str(answer) for answer in answers_of(reading))
        return GoldNumber(name, start, end, surface, reasons=reasons, optional=optional)
    if kind not in KINDS:
        raise ValueError(f"no such kind: {kind}")
    value, _, unit = reading.partition(" ")
    low, high = bounds_of(value)
    if kind in ("ratio", "rank"):
        unit = unit or "1"
    fields = _claim_fields(kind, low, high, rest, above)
    if kind in ("percent", "money") and not optional:
        _require_context(rest)
    units: Answers = answers_of(unit) if unit else ("percent",) if kind == "percent" else (None,)
    return GoldNumber(name, start, end, surface, (kind,), (low,), (high,), units, fields, optional=optional)


def bounds_of(value: str) -> tuple[float, float]:
    """The bounds that a value spells: `4.9`, `1.45e6`, `1/3`, `-2.5`, `5..7`."""
    low, _, high = value.partition("..")
    return float(Fraction(low)), float(Fraction(high or low))


def answers_of(spelled: str) -> Answers:
    """The right answers that a field spells, `-` read as null."""
    return tuple(None if answer.strip() == "-" else answer.strip() for answer in spelled.split(";"))


def _claim_fields(kind: str, low: float, high: float, rest: list[str], above: Fields) -> Fields:
    fields = _default_fields(kind, low, high)
    given = {key: value.strip() for key, _, value in (part.partition(" ") for part in rest)}
    if "ditto" in given:
        del given["ditto"]
        for name in INHERITED:
            fields.pop(name, None)
            if name in above:
                fields[name] = above[name]
    for key, value in given.items():
        _set_field(fields, key, value)
    return fields


def _require_context(rest: list[str]) -> None:
    given = {part.partition(" ")[0] for part in rest}
    missing = [name for name in ("measure", "subject") if not given & {name, "ditto"}]
    if missing:
        raise ValueError(f"{' and '.join(missing)} not given")


def _default_fields(kind: str, low: float, high: float) -> Fields:
    fields: Fields = dict.fromkeys(("direction", "change_role", "of", "per", "attributed_to"), (None,))
    fields |= {"comparator": ("eq" if low == high else "between",), "status": ("actual",), "negated": (False,)}
    if kind == "year":
        role = "in" if low == high else "between"
        years: Fields = {"year_start": (int(low),), "year_end": (int(high),), "year_role": (role,)}
        return fields | years | {"measure": (None,), "subject": (None,)}
    return fields | {"year_start": (None,), "year_end": (None,), "year_role": (None,)}


def _set_field(fields: Fields, key: str, value: str) -> None:
    if "*" in answers_of(value):
        for name in SPREAD.get(key) or (PLAIN[key],):
            fields.pop(name, None)
    elif key == "neg":
        fields["negated"] = (True, False) if value == "?" else (True,)
    elif key == "change":
        changes = [_change(spelled) for spelled in value.split(";")]
        fields["direction"] = _distinct([direction for direction, _ in changes])
        fields["change_role"] = _distinct([role for _, role in changes])
    elif key == "year":
        periods = [_period(spelled) for spelled in value.split(";")]
        for position, name in enumerate(("year_start", "year_end", "year_role")):
            fields[name] = _distinct([period[position] for period in periods])
    else:
        fields[PLAIN[key]] = answers_of(value)


def _change(spelled: str) -> tuple[str | None, str | None]:
    direction, _, role = spelled.strip().partition(" ")
    return DIRECTIONS[direction], CHANGE_ROLES[role] if role else None


def _period(spelled: str) -> tuple[int | None, int | None, str | None]:
    words = spelled.split()
    if words == ["-"]:
        return None, None, None
    first, _, last = words[-1].partition("..")
    role = words[0] if len(words) > 1 else "between" if last else "in"
    if role not in YEAR_ROLES:
        raise ValueError(f"no such year role: {role}")
    # "since 1993" names where a period starts and leaves its end open.
    return int(first), None if role == "since" else int(last or first), role


def _distinct(values: Iterable[Value]) -> Answers:
    return tuple(dict.fromkeys(values))
