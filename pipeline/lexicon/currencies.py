"""Which currencies share a form ("$", "pounds", "kr"), and what in a document speaks for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHOICE_COLUMNS = ("form", "default", "firm", "candidates")
_EVIDENCE_COLUMNS = ("code", "marks", "places", "names")
USER_DEFAULT = "*"


@dataclass(frozen=True, slots=True)
class Choice:
    """A form and the ISO 4217 codes it may mean. default None is the user's; firm: the default is as good as said."""

    form: str
    default: str | None
    firm: bool
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """What speaks for a currency: marks name it outright, places speak for a writer at home there, names for the country."""

    code: str
    marks: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    text = (files("pipeline.lexicon") / name).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("# ") and line != "\t".join(columns):
            cells = line.split("\t")
            place = f"lexicon/{name}:{number}"
            if not 2 <= len(cells) <= len(columns):
                raise LexiconError(f"a row has the columns {', '.join(columns)}", place=place)
            yield place, cells + [""] * (len(columns) - len(cells))


@cache
def choices() -> dict[str, Choice]:
    """The forms that several currencies share. Raises LexiconError for a malformed row."""
    out: dict[str, Choice] = {}
    for place, (form, default, firm, candidates) in _rows("currency_choices.tsv", _CHOICE_COLUMNS):
        codes = tuple(candidates.split())
        if form in out or firm not in ("firm", "no") or default not in (USER_DEFAULT, *codes):
            raise LexiconError(f"{form!r} needs one row, a default among its candidates, and firm or no", place=place)
        out[form] = Choice(form, None if default == USER_DEFAULT else default, firm == "firm", codes)
    return out


@cache
def traces() -> dict[str, Traces]:
    """What speaks for each currency, by code. Raises LexiconError where a candidate of a choice has no row."""
    out: dict[str, Traces] = {}
    for place, (code, *lists) in _rows("currency_evidence.tsv", _EVIDENCE_COLUMNS):
        if code in out:
            raise LexiconError(f"{code!r} has a row already", place=place)
        out[code] = Traces(code, *(tuple(filter(None, cell.split("|"))) for cell in lists))
    missing = {code for choice in choices().values() for code in choice.candidates} - out.keys()
    if missing:
        raise LexiconError(f"no evidence for {sorted(missing)}", place="lexicon/currency_evidence.tsv")
    return out
