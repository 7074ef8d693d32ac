"""A score as lines for a terminal."""

from __future__ import annotations

from tests.gate.gold import FIELDS
from tests.gate.scorer import METRICS, Score


def score_lines(score: Score) -> list[str]:
    """The figures per kind, per field and per reason."""
    lines = [
        f"{'kind':10} {'gold':>5} {'pred':>5}" + "".join(f"   {metric + ' P / R / F1':22}" for metric in METRICS) + "  span"
    ]
    for kind in sorted(score.counts, key=lambda name: (name == "all", name)):
        count = score.counts[kind]
        rates = "".join("   {:5.1f} / {:5.1f} / {:5.1f} ".format(*score.rates(kind, metric)) for metric in METRICS)
        exact = score.spans[kind].percent if kind in score.spans else None
        lines.append(f"{kind:10} {count['gold']:5} {count['predicted']:5}{rates}  {_percent(exact)}")
    lines.append("")
    for name in FIELDS:
        right, quiet = score.accuracy[name], score.quiet[name]
        lines.append(
            f"{name:14} {_percent(right.percent)} of {right.of:4} stated, quiet on {_percent(quiet.percent)} of {quiet.of:4}"
        )
    lines.append("")
    for reason, share in sorted(score.reasons.items()):
        lines.append(f"{reason:22} {share.right:3} of {share.of:3} excluded for the right reason")
    return lines


def miss_lines(score: Score, what: str = "") -> list[str]:
    """What is not as the gold has it, one a line, tab-separated; `what` keeps only misses that start so."""
    return [
        f"{miss.what}\t{miss.doc}\t{miss.surface!r}\t{miss.detail}" for miss in score.misses if miss.what.startswith(what)
    ]


def _percent(share: float | None) -> str:
    return "    –" if share is None else f"{share:5.1f}"
