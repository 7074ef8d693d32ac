"""The quality page of the documentation, written from the pinned floors and from what was measured elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.gate.floors import Measures, Pinned
from tests.gate.gold import FIELDS

PAGE = Path(__file__).parent.parent.parent / "docs" / "quality.md"
ELSEWHERE = Path(__file__).with_name("elsewhere.toml")
LIMITS = Path(__file__).with_name("limits.md")
OPENING = """\
The gate of this project scores every change on {documents} short texts of our own writing, with {claims} claims and
{excluded} numbers that are no claims: press, wire copy, speeches, central-bank minutes, company results, fact sheets,
headlines, abstracts, bibliographies, tables, quotations and look-alikes. No figure below may fall; `make gate` measures
them and `make test` includes it. The texts were written from the contract, by other hands than the rules, and are meant to
be hard."""
UNDER_KINDS = """\
A claim is found when it overlaps one of the gold of the same kind; its value is right when both bounds are.
Of the excluded numbers {reasons} % have the right reason."""
UNDER_FIELDS = """\
Scored on the claims whose value and unit are right. A text field is right when its content words agree with the gold's at a
token F1 of 0.6."""
KINDS = ("percent", "money", "year", "quantity", "ratio", "rank", "all")


def quality_page(pinned: Pinned) -> str:
    """The page as Markdown."""
    sections = (
        _opening(pinned),
        _kinds(pinned.floors, pinned.sizes),
        _fields(pinned.floors),
        _elsewhere(tomllib.loads(ELSEWHERE.read_text("utf-8"))),
        LIMITS.read_text("utf-8").strip().splitlines(),
    )
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _opening(pinned: Pinned) -> Iterator[str]:
    claims = sum(pinned.sizes.get(kind, 0) for kind in KINDS)
    yield "# Quality"
    yield ""
    yield "<!-- Written by `python -m tests.gate --write-docs`. Do not edit. -->"
    yield ""
    yield OPENING.format(documents=pinned.sizes.get("documents", 0), claims=claims, excluded=pinned.sizes.get("excluded", 0))


def _kinds(floors: Measures, sizes: dict[str, int]) -> Iterator[str]:
    yield "## Claims, per kind"
    yield ""
    yield "| kind | claims | found, F1 | value, F1 | value and unit, F1 | span exact, % of those right |"
    yield "|---|--:|--:|--:|--:|--:|"
    for kind in KINDS:
        size = sum(sizes.get(name, 0) for name in KINDS) if kind == "all" else sizes.get(kind, 0)
        figures = [floors.get(f"claims.{kind}.{metric}") for metric in ("found", "value", "value_unit", "span")]
        yield f"| {kind} | {size} | " + " | ".join(map(_figure, figures)) + " |"
    yield ""
    yield UNDER_KINDS.format(reasons=_figure(floors.get("excluded.reason")))


def _fields(floors: Measures) -> Iterator[str]:
    yield "## Context, per field"
    yield ""
    yield "| field | right where the text states it, % | quiet where it does not, % |"
    yield "|---|--:|--:|"
    for name in FIELDS:
        figures = (floors.get(f"context.{name}.accuracy"), floors.get(f"context.{name}.quiet"))
        yield f"| {name} | " + " | ".join(map(_figure, figures)) + " |"
    yield ""
    yield UNDER_FIELDS


def _elsewhere(tables: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    yield "## Next to published systems"
    for comparison in tables["comparison"]:
        yield ""
        yield f"**{comparison['on']}.** {comparison['note']}"
        yield ""
        systems = [name for name in comparison if name not in ("on", "note", "measures")]
        yield "| | " + " | ".join(comparison["measures"]) + " |"
        yield "|---|" + "--:|" * len(comparison["measures"])
        for system in systems:
            yield f"| {system} | " + " | ".join(str(figure) for figure in comparison[system]) + " |"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
