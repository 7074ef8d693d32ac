"""Whole runs, each in processes of its own: peak memory at ten times the documents, a rerun, and the second core."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.corpus import write_documents, write_records

_RUN = """
import json, logging, resource, sys, time
from dataclasses import replace
from pathlib import Path
from pipeline.run import Job, run
from pipeline.settings import Settings
from tests.bench.processes import peak_kib

class Stages(logging.Handler):
    found = {}
    def emit(self, record):
        if hasattr(record, "stage"):
            self.found[record.stage] = round(record.seconds, 3)

raw, out, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if __name__ == "__main__":
    log = logging.getLogger("pipeline")
    log.setLevel(logging.INFO)
    log.addHandler(Stages())
    start = time.perf_counter()
    release = run(Job(raw, out, replace(Settings(), workers=workers)))
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({
        "seconds": seconds, "cpu_seconds": sum(each.ru_utime + each.ru_stime for each in used),
        "parent_kib": peak_kib("self"), "worker_kib": used[1].ru_maxrss, "published": release is not None,
        "stages": Stages.found,
    }))
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
    print(json.dumps({"seconds": time.perf_counter() - start}))
"""
Writer = Callable[..., None]


@dataclass(frozen=True, slots=True)
class RunCost:
    """Wall and CPU seconds of one run, the largest resident sets of its parent and of any worker, seconds by stage."""

    seconds: float
    cpu_seconds: float = 0.0
    parent_kib: int = 0
    worker_kib: int = 0
    published: bool = False
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Growth:
    """A run and one of ten times the documents."""

    what: str
    small: RunCost
    large: RunCost

    @property
    def ratio(self) -> float:
        """The larger of the growths of the parent's and of the workers' peak, so that neither hides behind the other."""
        return max(self.large.parent_kib / self.small.parent_kib, self.large.worker_kib / self.small.worker_kib)


def _cost(script: str, raw: Path, out: Path, *, workers: int) -> RunCost:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "measured_run.py"
        path.write_text(script, "utf-8")
        command = [sys.executable, str(path), str(raw), str(out), str(workers)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder)
    return RunCost(**json.loads(done.stdout.splitlines()[-1]))


def folder_growth(texts: Sequence[str], *, documents: int, chars: int) -> tuple[Growth, RunCost]:
    """Runs over a folder of `documents` files and over ten times as many; of the latter a rerun, which publishes nothing."""
    with TemporaryDirectory() as folder:
        small = _run_over(Path(folder) / "small", write_documents, texts, documents=documents, chars=chars)
        large = _run_over(Path(folder) / "large", write_documents, texts, documents=10 * documents, chars=chars)
        again = _cost(_RUN, Path(folder) / "large" / "raw", Path(folder) / "large" / "out", workers=2)
    if again.published:
        raise SystemExit("A rerun of an unchanged folder published a release.")
    return Growth("a folder of files", small, large), again


def records_growth(texts: Sequence[str], *, documents: int, chars: int) -> Growth:
    """Runs over one JSON Lines file of `documents` records and over one of ten times as many."""
    with TemporaryDirectory() as folder:
        small = _run_over(Path(folder) / "small", write_records, texts, documents=documents, chars=chars)
        large = _run_over(Path(folder) / "large", write_records, texts, documents=10 * documents, chars=chars)
    return Growth("one JSON Lines file", small, large)


def _run_over(folder: Path, write: Writer, texts: Sequence[str], *, documents: int, chars: int) -> RunCost:
    write(folder / "raw", texts, documents=documents, chars=chars)
    return _cost(_RUN, folder / "raw", folder / "out", workers=2)


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
