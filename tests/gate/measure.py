"""Measures tidyclaims on a gold: our own, or any in the shared format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.gate.floors import fingerprint_of, sizes_of
from tests.gate.gold import GoldDocument
from tests.gate.markup import read_gold
from tests.gate.scorer import Score, score
from tests.gate.shared import documents_beside, read_shared
from tests.gate.system import placed, read_gold_documents, read_paths

OWN_GOLD = Path(__file__).parent.parent / "gold"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A score, the sizes of the gold it was taken on, and that gold's fingerprint (empty for a gold not our own)."""

    score: Score
    sizes: dict[str, int]
    fingerprint: str = ""


def measure_own(folder: Path = OWN_GOLD) -> Measurement:
    """Read and score the gold of this project."""
    return measure_documents(read_gold(folder), fingerprint=fingerprint_of(folder))


def measure_documents(documents: tuple[GoldDocument, ...], *, fingerprint: str = "") -> Measurement:
    """Read and score gold documents given directly."""
    reading = read_gold_documents(documents)
    numbers = [number for document in placed(documents, reading.texts) for number in document.numbers]
    return Measurement(score(numbers, reading.claims, reading.excluded), sizes_of(numbers), fingerprint)


def measure_shared(path: Path) -> Measurement:
    """Read and score a gold in the shared format; its documents lie in the folder of its stem beside it."""
    numbers = read_shared(path)
    reading = read_paths(documents_beside(path, (number.doc for number in numbers)))
    return Measurement(score(numbers, reading.claims, reading.excluded), sizes_of(numbers))
