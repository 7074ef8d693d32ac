"""Chunk files: what JavaScript gets out is what went in, piece by piece, whatever the text."""

from __future__ import annotations

import ast
import json
import math
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReleaseError
from pipeline.publish.report import Verdict, chunks, write_report
from pipeline.publish.report.chunks import encoded_column, parts_of, script_string, write_table_chunks
from tests.report.synthetic import Text, document_row, number, synthetic_release, write_release

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(VALUES)
def test_a_script_string_gives_back_its_content(content: object) -> None:
    literal = script_string(content)
    # The escapes used mean the same in Python, so Python can stand in for the browser here.
    assert json.loads(ast.literal_eval(literal)) == content
    assert "<" not in literal
    assert not set(literal) & set("\n\r\u2028\u2029")


def content_of(path: Path) -> dict[str, object]:
    call = path.read_text(encoding="utf-8")
    return json.loads(ast.literal_eval(call[call.index("'") : call.rindex("'") + 1]))


def decoded(column: dict[str, list]) -> list[object]:
    if "numbers" in column:
        return column["numbers"]
    return [None if code < 0 else column["words"][code] for code in column["codes"]]


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (pa.array(["a", None, "b", "a"]), ["a", None, "b", "a"]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
        (pa.array([], pa.string()), []),
        (pa.array([1, None, 2], pa.int32()), [1, None, 2]),
        (pa.array([1.0, 0.1, None, math.inf, math.nan]), [1, 0.1, None, None, None]),
        (pa.array([True, False, None]), [1, 0, None]),
        (pa.chunked_array([pa.array(["x"]), pa.array(["y", "x"])]), ["x", "y", "x"]),
        (pa.chunked_array([], pa.string()), []),
    ],
)
def test_a_column_keeps_its_values(array: pa.Array, expected: list[object]) -> None:
    assert decoded(encoded_column(array)) == expected


@given(st.lists(st.integers(0, 9), max_size=8), st.integers(1, 7))
def test_parts_have_exactly_the_rows_asked_for(sizes: list[int], rows: int) -> None:
    values = iter(range(sum(sizes)))
    batches = [pa.record_batch({"n": pa.array([next(values) for _ in range(size)], pa.int64())}) for size in sizes]
    parts = list(parts_of(iter(batches), rows))
    assert [n for part in parts for n in part["n"].to_pylist()] == list(range(sum(sizes)))
    assert all(part.num_rows == rows for part in parts[:-1])
    assert all(0 < part.num_rows <= rows for part in parts[-1:])


def test_row_n_stands_in_chunk_n_over_the_rows_of_a_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "ROWS_PER_CHUNK", 4)
    batches = [pa.record_batch({"n": pa.array([i, i + 1, i + 2])}) for i in range(0, 9, 3)]
    assert write_table_chunks(iter(batches), "claims", tmp_path) == 9
    found = [decoded(content_of(tmp_path / f"claims-{i:04d}.js")["columns"]["n"]) for i in range(3)]
    assert found == [[0, 1, 2, 3], [4, 5, 6, 7], [8]]


def test_texts_are_packed_and_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHARS_PER_TEXT_CHUNK", 3000)
    release = synthetic_release(tmp_path / "release", documents=12)
    found = chunks.write_text_chunks(release / "texts.parquet", tmp_path / "data")
    placed = {row["document_id"]: row["text_chunk"] for row in found.to_pylist()}
    texts = {row["document_id"]: row["text"] for row in pq.read_table(release / "texts.parquet").to_pylist()}
    assert len(set(placed.values())) > 2
    for document_id, chunk in placed.items():
        assert content_of(tmp_path / "data" / f"texts-{chunk:04d}.js")[document_id] == texts[document_id]


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for place in ("here", "there"):
        before = synthetic_release(tmp_path / place / "before", documents=6)
        release = synthetic_release(tmp_path / place / "release", documents=7)
        write_report(release, last_release=before)
        write_report(release, last_release=before)
        made.append(files_of(release / "report"))
    assert made[0] == made[1]


def test_data_files_hold_every_row_and_nothing_else_is_written(tmp_path: Path) -> None:
    release = synthetic_release(tmp_path / "release", documents=7)
    index = write_report(release, last_release=None)
    assert index == release / "report" / "index.html"
    assert {path.name for path in release.iterdir()} == {
        "claims.parquet", "excluded.parquet", "quarantine.parquet", "documents.parquet", "texts.parquet", "manifest.json",
        "manifest.json.sha256", "report",
    }  # fmt: skip
    assert {path.name for path in (release / "report").iterdir()} == {
        "index.html", "documents.html", "document.html", "failing.html", "assets", "data",
    }  # fmt: skip
    surfaces = decoded(content_of(release / "report" / "data" / "claims-0000.js")["columns"]["surface"])
    assert surfaces == pq.read_table(release / "claims.parquet")["surface"].to_pylist()


def test_an_empty_release_has_a_report(tmp_path: Path) -> None:
    release = write_release(tmp_path / "release", iter(()))
    page = write_report(release, last_release=None).read_text(encoding="utf-8")
    assert "0 numeric claims from 0 documents" in page


def test_a_verdict_given_stands_in_for_a_manifest_to_come(tmp_path: Path) -> None:
    release = synthetic_release(tmp_path / "release", documents=2)
    (release / "manifest.json").unlink()
    with pytest.raises(ReleaseError, match="manifest"):
        write_report(release, last_release=None)
    verdict = Verdict("000009-abc", raw="raw/news", rejections=("the ledger is open by 3 numbers",))
    page = write_report(release, last_release=None, verdict=verdict).read_text(encoding="utf-8")
    assert "Rejected" in page
    assert "the ledger is open by 3 numbers" in page


def test_a_release_without_a_table_is_refused(tmp_path: Path) -> None:
    release = synthetic_release(tmp_path / "release", documents=2)
    (release / "excluded.parquet").unlink()
    with pytest.raises(ReleaseError, match=r"no excluded\.parquet"):
        write_report(release, last_release=None)


def test_scattered_rows_are_refused_rather_than_shown_wrong(tmp_path: Path) -> None:
    release = synthetic_release(tmp_path / "release", documents=3)
    claims = pq.read_table(release / "claims.parquet")
    pq.write_table(pa.concat_tables([claims.slice(5), claims.slice(0, 5)]), release / "claims.parquet")
    with pytest.raises(ReleaseError, match="do not stand together"):
        write_report(release, last_release=None)


def test_a_duplicate_has_no_rows_of_its_own(tmp_path: Path) -> None:
    made = Text("a" * 16, "b.txt")
    made.add(["It is ", number("5 %", "percent", 5, "percent"), "."])
    twin = document_row(Text("a" * 16, "a.txt"), status="duplicate", duplicate_of="b.txt", claims=0, excluded=0)
    release = write_release(tmp_path / "release", iter([made]), others=(twin,))
    write_report(release, last_release=None)
    columns = content_of(release / "report" / "data" / "documents-0000.js")["columns"]
    assert decoded(columns["claims_rows"]) == [0, 1]
