"""Scores claims and exclusions against gold: detection, values, units, spans and context, per kind and per field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.gate.agreement import agrees_exactly, is_default, numbers_agree, words_agree
from tests.gate.gold import FIELDS, TEXT_FIELDS, GoldNumber, Row

METRICS = ("found", "value", "value+unit")


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold number and the claim that answers it."""

    gold: int
    claim: int
    value: bool
    unit: bool
    overlap: int


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is not as the gold has it: what ("missed", "wrong", "spurious", a field, "reason"), where, how."""

    what: str
    doc: str
    surface: str
    detail: str


@dataclass(slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def percent(self) -> float | None:
        return round(100 * self.right / self.of, 2) if self.of else None


@dataclass(slots=True)
class Score:
    """The counts of one comparison.

    counts[kind][…]: gold, predicted, found, value, value+unit, for each kind and "all". accuracy: where the gold states more
    than the default; quiet: where it allows only the default. reasons: exclusions by gold reason. spans: right claims whose
    offsets are the gold's exactly.
    """

    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    accuracy: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    quiet: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    reasons: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    spans: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    misses: list[Miss] = field(default_factory=list)

    def rates(self, kind: str, metric: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of one metric, in percent to one decimal."""
        count = self.counts[kind]
        precision = count[metric] / count["predicted"] if count["predicted"] else 0.0
        recall = count[metric] / count["gold"] if count["gold"] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return round(100 * precision, 2), round(100 * recall, 2), round(100 * f1, 2)


def score(
    gold: Iterable[GoldNumber], claims: Mapping[str, Sequence[Row]], excluded: Mapping[str, Sequence[Row]] | None = None
) -> Score:
    """The score of claims (and, where given, exclusions) by document name against gold.

    Rows carry the columns of `claims` and `excluded`. A claim is found when it overlaps a gold number of its kind, and right
    when both bounds and the unit are the gold's too; a gold number and a claim are used at most once.
    """
    by_doc: defaultdict[str, list[GoldNumber]] = defaultdict(list)
    for number in gold:
        by_doc[number.doc].append(number)
    result = Score()
    for doc, numbers in by_doc.items():
        _score_claims(result, doc, [n for n in numbers if not n.is_excluded], claims.get(doc, ()))
        if excluded is not None:
            _score_reasons(result, [n for n in numbers if n.is_excluded], excluded.get(doc, ()))
    return result


def pair_up(gold: Sequence[GoldNumber], claims: Sequence[Row]) -> dict[int, Pair]:
    """The claim that answers each gold number, one to one; right value and unit first, then the widest overlap."""
    candidates = [
        pair for g, number in enumerate(gold) for c, row in enumerate(claims) if (pair := _pair(g, number, c, row))
    ]
    candidates.sort(key=lambda pair: (pair.value + pair.unit, pair.value, pair.overlap), reverse=True)
    taken: set[int] = set()
    pairs: dict[int, Pair] = {}
    for pair in candidates:
        if pair.gold not in pairs and pair.claim not in taken:
            pairs[pair.gold] = pair
            taken.add(pair.claim)
    return pairs


def _pair(g: int, number: GoldNumber, c: int, row: Row) -> Pair | None:
    overlap = overlap_length(number, row)
    if overlap <= 0 or row["kind"] not in number.kind:
        return None
    low = any(numbers_agree(row.get("value_low"), right) for right in number.value_low)
    high = any(numbers_agree(row.get("value_high"), right) for right in number.value_high)
    return Pair(g, c, low and high, agrees_exactly(row.get("unit"), number.unit), overlap)


def overlap_length(number: GoldNumber, row: Row) -> int:
    """How many code points a gold number and a row share; zero or less for none."""
    start, end = span_of(row)
    return min(number.end, end) - max(number.start, start)


def span_of(row: Row) -> tuple[int, int]:
    """The half-open span of a claim or an exclusion."""
    return int(str(row["char_start"])), int(str(row["char_end"]))


def _score_claims(result: Score, doc: str, gold: Sequence[GoldNumber], claims: Sequence[Row]) -> None:
    pairs = pair_up(gold, claims)
    for g, number in enumerate(gold):
        if not number.optional:
            _score_number(result, number, pairs.get(g), claims)
    used = {pair.claim for pair in pairs.values()}
    optional = [number for number in gold if number.optional]
    for c, row in enumerate(claims):
        if c in used or any(overlap_length(number, row) > 0 for number in optional):
            continue
        for kind in (str(row["kind"]), "all"):
            result.counts[kind]["predicted"] += 1
        result.misses.append(Miss("spurious", doc, str(row["surface"]), _reading(row)))


def _score_number(result: Score, number: GoldNumber, pair: Pair | None, claims: Sequence[Row]) -> None:
    kind = str(number.kind[0])
    right = pair is not None and pair.value and pair.unit
    for name in (kind, "all"):
        count = result.counts[name]
        count["gold"] += 1
        if pair is not None:
            count["predicted"] += 1
            count["found"] += 1
            count["value"] += pair.value
            count["value+unit"] += right
    if pair is None:
        result.misses.append(Miss("missed", number.doc, number.surface, _wanted(number)))
        return
    row = claims[pair.claim]
    if not right:
        result.misses.append(Miss("wrong", number.doc, number.surface, f"gold {_wanted(number)}, got {_reading(row)}"))
        return
    result.spans[kind].add(span_of(row) == (number.start, number.end))
    if span_of(row) != (number.start, number.end):
        result.misses.append(Miss("span", number.doc, number.surface, f"got {row['surface']!r}"))
    _score_fields(result, number, kind, row)


def _score_fields(result: Score, number: GoldNumber, kind: str, row: Row) -> None:
    for name in FIELDS:
        if name not in number.fields or (kind == "year" and name in ("year_start", "year_end")):
            continue
        answers = number.fields[name]
        defaults = [is_default(answer, name) for answer in answers]
        if any(defaults) and not all(defaults):
            continue
        # A gold that only allows the default is compared exactly, so that any chatter counts.
        agree = words_agree if name in TEXT_FIELDS and not any(defaults) else agrees_exactly
        right = agree(row.get(name), answers)
        (result.quiet if any(defaults) else result.accuracy)[name].add(right)
        if not right:
            wanted = " / ".join(map(str, answers))
            result.misses.append(Miss(name, number.doc, number.surface, f"gold {wanted}, got {row.get(name)}"))


def _score_reasons(result: Score, gold: Sequence[GoldNumber], excluded: Sequence[Row]) -> None:
    for number in gold:
        if number.optional:
            continue
        touching = [row for row in excluded if overlap_length(number, row) > 0]
        right = any(row["reason"] in number.reasons for row in touching)
        result.reasons[number.reasons[0]].add(right)
        if not right:
            got = ", ".join(str(row["reason"]) for row in touching) or "not excluded"
            result.misses.append(Miss("reason", number.doc, number.surface, f"gold {' / '.join(number.reasons)}, got {got}"))


def _wanted(number: GoldNumber) -> str:
    return f"{number.kind[0]} {number.value_low[0]}..{number.value_high[0]} {number.unit[0]}"


def _reading(row: Row) -> str:
    return f"{row['surface']!r} {row['kind']} {row.get('value_low')}..{row.get('value_high')} {row.get('unit')}"
