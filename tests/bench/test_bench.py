"""The benchmark itself, on a few words: that it runs, says what it must, and draws a picture."""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench import __main__ as bench
from tests.bench import large, scale
from tests.bench.corpus import pieces, sample_texts, write_documents, write_records
from tests.bench.scale import Growth, RunCost

RATIOS = {
    "numbers_only_to_blank_tokenizer", "full_to_parser", "full_to_parser_over_all", "second_core", "rerun_to_first_run",
    "peak_rss_10x_to_1x",
}  # fmt: skip
SMALL = RunCost(2.0, 3.0, 200_000, 400_000, published=True, stages={"reading": 1.5})
LARGE = RunCost(20.0, 30.0, 210_000, 404_000, published=True)


def test_everything_is_told_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scale, "second_core_ratio", lambda *_, **__: 1.8)
    monkeypatch.setattr(scale, "folder_growth", lambda *_, **__: (Growth("a folder of files", SMALL, LARGE), RunCost(0.5)))
    monkeypatch.setattr(scale, "records_growth", lambda *_, **__: Growth("one JSON Lines file", SMALL, LARGE))
    arguments = ["--json", str(tmp_path / "b.json"), "--words", "200", "--rounds", "1", "--curve", "60"]
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    bench.main()
    figures = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert set(figures["ratios"]) == RATIOS
    assert figures["ratios"]["peak_rss_10x_to_1x"] == 1.05
    assert figures["ratios"]["rerun_to_first_run"] == 0.025
    assert all(value > 0 for value in figures["ratios"]["full_to_parser"].values())
    assert [words >= 60 * step for (words, _, _), step in zip(figures["cost_curve"], (1, 3, 10), strict=True)] == [True] * 3
    picture = ElementTree.parse(tmp_path / "b.svg").getroot()
    words = " ".join(element.text or "" for element in picture.iter())
    for said in ("full context", "numbers only", "target", "words read", "spaCy"):
        assert said in words
    assert "full_to_parser" in capsys.readouterr().out


def test_a_whole_run_is_measured_and_its_rerun_publishes_nothing(tmp_path: Path) -> None:
    write_documents(tmp_path / "raw", sample_texts(), documents=2, chars=80)
    first = scale._cost(scale._RUN, tmp_path / "raw", tmp_path / "out", workers=1)
    again = scale._cost(scale._RUN, tmp_path / "raw", tmp_path / "out", workers=1)
    assert first.published
    assert not again.published
    assert {"listing", "reading", "merging", "checking", "publishing"} <= set(first.stages)
    assert set(again.stages) == {"listing"}
    assert min(first.parent_kib, first.worker_kib, again.parent_kib) > 10_000


def test_pieces_are_about_as_long_as_asked() -> None:
    some = list(islice(pieces(sample_texts(), chars=300), 200))
    assert max(map(len, some)) <= 600
    assert sum(map(len, some)) > 200 * 250


def test_the_same_documents_are_made_as_files_and_as_records(tmp_path: Path) -> None:
    write_documents(tmp_path / "files", ["One.\nTwo.\nThree."], documents=4, chars=3)
    write_records(tmp_path / "records", ["One.\nTwo.\nThree."], documents=4, chars=3)
    files = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "files").iterdir())]
    lines = (tmp_path / "records" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == files
    assert len(set(files)) == 4


def test_what_the_command_says_of_its_stages_is_read() -> None:
    said = "reading raw\ntook: listing 1.5 s, carrying over 0.2 s\n"
    assert large.stages_of(said) == {"listing": 1.5, "carrying over": 0.2}
    assert large.by_role({"worker 7": 3, "worker 8": 5, "parent 6": 4}) == {"worker": 5, "parent": 4}
