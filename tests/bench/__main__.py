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
    parser.add_argument("--documents", type=int, default=10_000, help="documents of the rerun")
    parser.add_argument("--curve", type=int, default=100_000, help="words of the first step of the cost curve")
    parser.add_argument(
        "--memory-documents", type=int, default=1_000, help="documents of the smaller run of the memory ratio"
    )
    parser.add_argument("--peers", action="store_true", help="also time quantulum3 and Recognizers-Text where installed")
    return parser.parse_args()


def main() -> None:
    """Measure everything and report it."""
    from tests.bench import chart, peers, scale, speed
    from tests.bench.corpus import corpora

    args = arguments()
    found = corpora(args.corpus, words=args.words)
    speeds = speed.measured(found, rounds=args.rounds)
    for each in speeds:
        say(f"{each.corpus:12} {each.stage:26} best {each.best:10,.0f}  median {each.median:10,.0f} words per CPU second")
    ratios: dict[str, object] = dict(speed.ratios(speeds))
    texts = [text for corpus in found for text in corpus.texts]
    curve = speed.cost_curve(texts, steps=(1, 3, 10), words=args.curve)
    for words, numbers, full in curve:
        say(f"{words:10,} words: {numbers:7.2f} CPU seconds numbers only, {full:7.2f} full context")
    ratios["second_core"] = round(scale.second_core_ratio(texts, documents=600, chars=6_000, rounds=3), 3)
    rerun, first, again = scale.rerun_ratio(texts, documents=args.documents, chars=600)
    say(f"{args.documents:,} documents: first run {first.seconds:.1f} s, rerun {again.seconds:.2f} s")
    ratios["rerun_to_first_run"] = round(rerun, 4)
    memory, small, large = scale.memory_ratio(texts, documents=args.memory_documents, chars=2_000)
    say(f"peak resident set {small.peak_kib / 1024:.0f} MiB, at ten times the documents {large.peak_kib / 1024:.0f} MiB")
    ratios["peak_rss_10x_to_1x"] = round(memory, 3)
    peer_speeds = peers.measured(found[0].texts) if args.peers else {}
    for name, rate in peer_speeds.items():
        say(f"{name:26} {rate:10,.0f} words per CPU second")
    say(json.dumps(ratios, indent=1))
    if args.json:
        figures = {
            "ratios": ratios, "speeds": [asdict(each) for each in speeds], "peers": peer_speeds, "cost_curve": curve,
            "rerun": [asdict(first), asdict(again)], "memory": [asdict(small), asdict(large)], "machine": machine(),
        }  # fmt: skip
        args.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        args.json.with_suffix(".svg").write_text(chart.svg(speed.ratios(speeds), curve), "utf-8")


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
