"""The sample that people judge: drawn by chance and seed, without the documents' text, with verdicts that stay."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.gold.draw_sample import COLUMNS, main

TEXT = "Zanzibar sold 40 tonnes of cloves for $2 million in 2019, 7% more than in 2018; page 14 has the details."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(5):
        (documents / f"{number}.txt").write_text(f"{TEXT} Report {number}.", "utf-8")
    return documents


def drawn(folder: Path, out: Path, *options: str) -> list[dict[str, str]]:
    assert main([str(folder), "--size", "12", "--out", str(out), *options]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_draws_the_same_numbers_for_the_same_seed(folder: Path, tmp_path: Path) -> None:
    first = drawn(folder, tmp_path / "a.tsv", "--seed", "3")
    assert len(first) == 12
    assert list(first[0]) == list(COLUMNS)
    assert drawn(folder, tmp_path / "b.tsv", "--seed", "3") == first
    assert drawn(folder, tmp_path / "c.tsv", "--seed", "4") != first


def test_writes_no_text_of_the_documents(folder: Path, tmp_path: Path) -> None:
    drawn(folder, tmp_path / "a.tsv", "--size", "100")
    written = (tmp_path / "a.tsv").read_text("utf-8")
    assert not [word for word in ("Zanzibar", "cloves", "details") if word in written]
    assert "money 2000000.0 USD" in written
    assert "excluded page_range" in written


def test_a_verdict_stays_while_the_number_is_read_the_same(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.tsv"
    rows = drawn(folder, out)
    judged = [row | {"verdict": "right", "note": "seen"} for row in rows[:-1]] + [
        rows[-1] | {"read_as": "rank 9.0 1", "verdict": "wrong"}
    ]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(judged)
    again = drawn(folder, out)
    assert [row["verdict"] for row in again] == ["right"] * 11 + [""]
    assert again[0]["note"] == "seen"


def test_shows_the_numbers_in_their_text(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn(folder, tmp_path / "a.tsv", "--show")
    captured = capsys.readouterr()
    assert "⟦" in captured.out
    assert "12 numbers, 0 judged right, 12 to judge" in captured.err
