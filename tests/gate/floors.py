"""The pinned floors: what was measured last, on which gold, and that nothing falls below it unasked."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.gate.gold import GoldNumber
from tests.gate.scorer import METRICS, Score, Share

FLOORS = Path(__file__).with_name("floors.toml")
HEADING = """\
# The floors of the quality gate, in percent, and the gold they were measured on.
# Written by `python -m tests.gate --update`, which never lowers a floor without --accept-lower.
"""

Measures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pinned:
    """What floors.toml holds: the gold's fingerprint, its sizes, and a floor for every measure."""

    fingerprint: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    floors: Measures = field(default_factory=dict)


def measures_of(score: Score) -> Measures:
    """Every figure that has a floor, named by table and key: claims.percent.value_unit, context.status.quiet …"""
    measures: Measures = {}
    for kind in sorted(score.counts):
        for metric in METRICS:
            measures[f"claims.{kind}.{metric.replace('+', '_')}"] = score.rates(kind, metric)[2]
        measures |= _shares(f"claims.{kind}.span", score.spans[kind]) if kind != "all" else {}
    for name in sorted({*score.accuracy, *score.quiet}):
        measures |= _shares(f"context.{name}.accuracy", score.accuracy[name])
        measures |= _shares(f"context.{name}.quiet", score.quiet[name])
    return measures | _shares("excluded.reason", _sum(score.reasons.values()))


def _shares(name: str, share: Share) -> Measures:
    return {} if share.percent is None else {name: share.percent}


def _sum(shares: Iterable[Share]) -> Share:
    whole = Share()
    for share in shares:
        whole.right += share.right
        whole.of += share.of
    return whole


def sizes_of(numbers: Iterable[GoldNumber]) -> dict[str, int]:
    """How many documents, claims of each kind and excluded numbers a gold judges."""
    judged = [number for number in numbers if not number.optional]
    sizes = {"documents": len({number.doc for number in judged})}
    for number in judged:
        name = "excluded" if number.is_excluded else str(number.kind[0])
        sizes[name] = sizes.get(name, 0) + 1
    return dict(sorted(sizes.items()))


def fingerprint_of(folder: Path) -> str:
    """Hex SHA-256 over the names and bytes of a folder's gold sources."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.gold")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def breaches(pinned: Pinned, measured: Mapping[str, float], *, fingerprint: str) -> list[str]:
    """What is wrong, in words: a figure below its floor, one without a floor or without a figure, another gold."""
    found = [
        f"{name} fell from {floor:.2f} to {measured[name]:.2f}" if name in measured else f"{name} is no longer measured"
        for name, floor in pinned.floors.items()
        if measured.get(name, -1.0) < floor
    ]
    found += [f"{name} has no floor: pin it with --update" for name in measured if name not in pinned.floors]
    if fingerprint != pinned.fingerprint:
        found.append("the gold is not the one the floors were measured on: pin it with --update")
    return found


def lowered(pinned: Pinned, measured: Mapping[str, float]) -> list[str]:
    """The floors that pinning what was measured would lower or drop."""
    return [name for name, floor in pinned.floors.items() if measured.get(name, -1.0) < floor]


def read_pinned(path: Path = FLOORS) -> Pinned:
    """The pinned floors; none where the file does not exist yet."""
    if not path.exists():
        return Pinned()
    tables = tomllib.loads(path.read_text("utf-8"))
    gold = tables.pop("gold")
    fingerprint = str(gold.pop("sha256"))
    floors = {
        f"{group}.{name}.{key}" if isinstance(keys, dict) else f"{group}.{name}": float(value)
        for group, names in tables.items()
        for name, keys in names.items()
        for key, value in (keys.items() if isinstance(keys, dict) else ((name, keys),))
    }
    return Pinned(fingerprint, {name: int(size) for name, size in gold.items()}, floors)


def write_pinned(pinned: Pinned, path: Path = FLOORS) -> None:
    """Write the floors as TOML, in the order of their names."""
    lines = [HEADING, "[gold]", f'sha256 = "{pinned.fingerprint}"']
    lines += [f"{name} = {size}" for name, size in pinned.sizes.items()]
    table = ""
    for name, floor in pinned.floors.items():
        group, _, key = name.rpartition(".")
        if group != table:
            lines += ["", f"[{group}]"]
            table = group
        lines.append(f"{key} = {floor:.2f}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
