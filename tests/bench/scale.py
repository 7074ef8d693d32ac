"""Whole runs, each in processes of its own: peak memory at ten times the documents, a rerun, and the second core."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.corpus import write_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN = """
import json, resource, sys, time
from dataclasses import replace
from pathlib import Path
from pipeline.run import Job, run
from pipeline.settings import Settings

raw, out, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if __name__ == "__main__":
    start = time.perf_counter()
    release = run(Job(raw, out, replace(Settings(), workers=workers)))
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": time.perf_counter() - start, "peak_kib": max(peaks), "published": release is not None}))
"""
_READ = """
import sys, time, json
from dataclasses import replace
from pathlib import Path
from pipeline.run import Job, list_work
from pipeline.workers import read_batches
from pipeline.settings import Settings

if __name__ == "__main__":
    job = Job(Path(sys.argv[1]), Path(sys.argv[2]), replace(Settings(), workers=int(sys.argv[3])))
    work = list_work(job)
    start = time.perf_counter()
    for _ in read_batches(work.batches, settings=job.settings):
        pass
    print(json.dumps({"seconds": time.perf_counter() - start, "peak_kib": 0, "published": False}))
"""


@dataclass(frozen=True, slots=True)
class RunCost:
    """Wall seconds and the largest resident set of any process of one run, in KiB."""

    seconds: float
    peak_kib: int
    published: bool


def _cost(script: str, raw: Path, out: Path, *, workers: int) -> RunCost:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "measured_run.py"
        path.write_text(script, "utf-8")
        command = [sys.executable, str(path), str(raw), str(out), str(workers)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder)
    return RunCost(**json.loads(done.stdout.splitlines()[-1]))


def rerun_ratio(texts: Sequence[str], *, documents: int, chars: int) -> tuple[float, RunCost, RunCost]:
    """(rerun to first run in wall seconds, first, rerun) of a folder of small documents; the rerun must publish nothing."""
    with TemporaryDirectory() as folder:
        raw, out = Path(folder) / "raw", Path(folder) / "processed"
        write_documents(raw, texts, documents=documents, chars=chars)
        first = _cost(_RUN, raw, out, workers=2)
        again = _cost(_RUN, raw, out, workers=2)
    if again.published:
        raise SystemExit("A rerun of an unchanged folder published a release.")
    return again.seconds / first.seconds, first, again


def memory_ratio(texts: Sequence[str], *, documents: int, chars: int) -> tuple[float, RunCost, RunCost]:
    """(peak resident set at 10 times the documents to that at once, small run, large run)."""
    costs = []
    for count in (documents, 10 * documents):
        with TemporaryDirectory() as folder:
            raw, out = Path(folder) / "raw", Path(folder) / "processed"
            write_documents(raw, texts, documents=count, chars=chars)
            costs.append(_cost(_RUN, raw, out, workers=2))
    return costs[1].peak_kib / costs[0].peak_kib, costs[0], costs[1]


def second_core_ratio(texts: Sequence[str], *, documents: int, chars: int, rounds: int) -> float:
    """How many times faster the extraction stage is with two workers than with one: best of the rounds, in turn."""
    best = {1: float("inf"), 2: float("inf")}
    with TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        write_documents(raw, texts, documents=documents, chars=chars)
        for _ in range(rounds):
            for workers in (1, 2):
                out = Path(folder) / f"out-{time.perf_counter_ns()}"
                best[workers] = min(best[workers], _cost(_READ, raw, out, workers=workers).seconds)
    return best[1] / best[2]
