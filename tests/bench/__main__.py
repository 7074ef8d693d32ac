"""`python -m tests.bench`: measure, print, and write JSON and a chart."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.chart import Bars
    from tests.bench.scale import Growth, RunCost

# Before anything loads a BLAS: one thread for every peer alike.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[_name] = "1"


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder of .jsonl or .txt files (default: the sample documents)")
    parser.add_argument("--json", type=Path, help="write the figures here; the chart goes beside it as .svg")
    parser.add_argument("--words", type=int, default=60_000, help="words measured of each file")
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds of every stage")
    parser.add_argument(
        "--documents",
        type=int,
        default=1_000,
        help="documents of the smaller whole run; the larger and its rerun have ten times",
    )
    parser.add_argument("--chars", type=int, default=2_000, help="characters of each, about")
    parser.add_argument("--curve", type=int, default=100_000, help="words of the first step of the cost curve")
    parser.add_argument("--peers", action="store_true", help="also time quantulum3 and Recognizers-Text where installed")
    return parser.parse_args()


def main() -> None:
    """Measure everything and report it."""
    from tests.bench import peers, scale, speed
    from tests.bench.corpus import corpora, mixed

    args = arguments()
    found = corpora(args.corpus, words=args.words)
    speeds = speed.measured(found, rounds=args.rounds)
    for each in speeds:
        say(f"{each.corpus:12} {each.stage:26} best {each.best:10,.0f}  median {each.median:10,.0f} words per CPU second")
    everything = corpora(args.corpus, words=10 * args.curve)
    curve = speed.cost_curve(mixed(everything, chars=4_000), steps=(1, 3, 10), words=args.curve)
    for words, numbers, full in curve:
        say(f"{words:10,} words: {numbers:7.2f} CPU seconds numbers only, {full:7.2f} full context")
    texts = [text for corpus in everything for text in corpus.texts]
    second_core = scale.second_core_ratio(texts, documents=2 * args.documents // 5, chars=6_000, rounds=args.rounds)
    say(f"a second core makes reading {second_core:.2f} times as fast")
    files, again = scale.folder_growth(texts, documents=args.documents, chars=args.chars)
    growths = [files, scale.records_growth(texts, documents=args.documents, chars=args.chars)]
    tell(growths, again)
    peer_speeds = peers.measured(found[0].texts) if args.peers else {}
    for name, rate in peer_speeds.items():
        say(f"{name:26} {rate:10,.0f} words per CPU second")
    ratios = {
        **speed.ratios(speeds),
        "full_to_parser_over_all": speed.ratio_over_all(speeds, "full_to_parser"),
        "second_core": round(second_core, 3),
        "rerun_to_first_run": round(again.seconds / files.large.seconds, 4),
        "peak_rss_10x_to_1x": round(max(growth.ratio for growth in growths), 3),
    }
    say(json.dumps(ratios, indent=1))
    if args.json:
        figures = {
            "ratios": ratios, "speeds": [asdict(each) for each in speeds], "peers": peer_speeds, "cost_curve": curve,
            "documents": args.documents, "growth": [asdict(each) for each in growths], "rerun": asdict(again),
            "machine": machine(),
        }  # fmt: skip
        args.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        args.json.with_suffix(".svg").write_text(picture(figures), "utf-8")


def tell(growths: Sequence[Growth], again: RunCost) -> None:
    """Print what the whole runs cost."""
    for growth in growths:
        for times, cost in ((1, growth.small), (10, growth.large)):
            stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in cost.stages.items())
            peaks = f"parent {cost.parent_kib / 1024:.0f} MiB, workers {cost.worker_kib / 1024:.0f} MiB at most"
            say(f"{growth.what}, {times}×: {cost.seconds:.1f} s ({stages}); {peaks}")
    say(f"nothing changed: {again.seconds:.2f} s, {again.cpu_seconds:.2f} CPU seconds")


def picture(figures: Mapping[str, Any]) -> str:
    """The figures as an SVG chart."""
    from tests.bench.chart import PEER, TARGET, Bars, Curve, svg

    ratios, on = figures["ratios"], figures["machine"]
    full = [*ratios["full_to_parser"].items(), ("over all", ratios["full_to_parser_over_all"])]
    panels = [
        Bars(
            "Numbers only, words per CPU second against spaCy's blank tokenizer",
            list(ratios["numbers_only_to_blank_tokenizer"].items()),
            ((1.0, "spaCy", PEER), (0.5, "target for each", TARGET)),
        ),
        Bars(
            "Full context, words per CPU second against spaCy's tagger and parser over all sentences",
            full,
            ((1.0, "spaCy", PEER), (1.5, "target over all", TARGET)),
        ),
        Curve(
            "CPU seconds by words read",
            [
                ("full context", [(words, seconds) for words, _, seconds in figures["cost_curve"]]),
                ("numbers only", [(words, seconds) for words, seconds, _ in figures["cost_curve"]]),
            ],
        ),
        Bars("Reading with two workers against one", [("speed", ratios["second_core"])], ((1.6, "target", TARGET),)),
        Bars(
            "A run with nothing changed, of the first run's time",
            [("rerun", 100 * ratios["rerun_to_first_run"])],
            ((5.0, "target: below", TARGET),),
            unit=" %",
        ),
        *(memory_panel(growth, figures["documents"]) for growth in figures["growth"]),
    ]
    note = f"{on['cores']} cores, {on['platform']}, Python {on['python']}, spaCy {on['spacy']}"
    return svg("tidyclaims: speed and memory", note, panels)


def memory_panel(growth: Mapping[str, Any], documents: int) -> Bars:
    """The largest resident sets of a run and of one of ten times the documents."""
    from tests.bench.chart import Bars

    sizes = ((documents, growth["small"]), (10 * documents, growth["large"]))
    bars = [(f"{who}, {count:,}", cost[f"{who}_kib"] / 1024) for who in ("parent", "worker") for count, cost in sizes]
    return Bars(f"Most memory of any process, by documents in {growth['what']}", bars, unit=" MiB")


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    packages = {name: version(name) for name in ("spacy", "pandas", "pyarrow", "duckdb", "great-expectations")}
    return {"cores": os.cpu_count(), "platform": platform.platform(), "python": platform.python_version(), **packages}


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
