"""`python -m tests.bench.large --documents 100000`: the command itself over many documents, and again with nothing changed.

Says how long each stage took, what memory every process had at most, and how fast the rerun was. --records puts all
documents into one JSON Lines file; --megabytes makes as many as that file takes.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.corpus import corpora, write_documents, write_records
from tests.bench.processes import watched

_TOOK = re.compile(r"^took: (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One call of the command: wall seconds, seconds by stage, role → most KiB of any process of it, what it printed."""

    seconds: float
    stages: dict[str, float]
    peaks_kib: dict[str, int]
    said: str


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.large", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder of .jsonl or .txt files (default: the sample documents)")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--chars", type=int, default=600, help="characters of a document, about")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--records", action="store_true", help="one JSON Lines file instead of a folder of files")
    parser.add_argument("--megabytes", type=int, help="size of that file, instead of a number of documents")
    parser.add_argument("--folder", type=Path, help="work below this folder and keep it (default: a temporary one)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args()


def main() -> None:
    """Make the documents, run twice, report."""
    args = arguments()
    texts = [text for corpus in corpora(args.corpus, words=2_000_000) for text in corpus.texts]
    with TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        if not (folder / "raw").exists():
            write = write_records if args.records or args.megabytes else write_documents
            documents = args.megabytes * 1_000_000 // args.chars if args.megabytes else args.documents
            write(folder / "raw", texts, documents=documents, chars=args.chars)
        outcomes = [called(folder, workers=args.workers) for _ in range(2)]
    for name, outcome in zip(("first run", "rerun"), outcomes, strict=True):
        report(name, outcome)
    if args.json:
        args.json.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1) + "\n", "utf-8")


def called(folder: Path, *, workers: int) -> Outcome:
    """Run the command over folder/raw."""
    command = [sys.executable, "-m", "pipeline", "run", "raw", "--out", "out", "--workers", str(workers)]
    start = time.perf_counter()
    with (
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process,
        watched(process.pid) as peaks,
    ):
        assert process.stdout is not None
        said = process.stdout.read()
        if process.wait():
            raise SystemExit(said)
    return Outcome(time.perf_counter() - start, stages_of(said), by_role(peaks), said)


def stages_of(said: str) -> dict[str, float]:
    """The seconds of each stage, from the line that tells them."""
    parts = [part.split() for line in _TOOK.findall(said) for part in line.split(", ")]
    return {" ".join(words): float(seconds) for *words, seconds, _ in parts}


def by_role(peaks: dict[str, int]) -> dict[str, int]:
    """The most memory of any process of each role."""
    found: dict[str, int] = {}
    for name, peak in peaks.items():
        role = name.rpartition(" ")[0]
        found[role] = max(found.get(role, 0), peak)
    return found


def report(name: str, outcome: Outcome) -> None:
    """Print one outcome."""
    lines: Sequence[str] = [
        f"{name}: {outcome.seconds:.1f} s",
        *(f"  {stage:<18}{seconds:9.1f} s" for stage, seconds in outcome.stages.items()),
        *(f"  {role:<18}{peak / 1024:9.0f} MiB at most" for role, peak in sorted(outcome.peaks_kib.items())),
        *(f"  | {line}" for line in outcome.said.splitlines()[-12:]),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
