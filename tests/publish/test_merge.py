"""Shards of any cut and order become the same bytes; documents with the same bytes become duplicates."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReleaseError
from pipeline.publish.manifest import file_digest
from pipeline.publish.merge import merge_shards
from pipeline.publish.shards import CLOSING_FILE, ShardWriter
from tests.publish.fakes import candidate_of, digest, many, read, unread, write_shard

TABLES = ("claims", "excluded", "documents", "texts")
DOCUMENTS = [
    *many(40, sentences=3),
    unread("mill/000007b.txt"),
    read("a.txt", "No numbers here."),
    read("z.txt", ""),
    read(
        "mill/000003.txt.copy",
        next(d for d in many(40, sentences=3) if "000003" in d.clean.document.facts.source).clean.document.text,
    ),
]


def digests(candidate):
    return {path.name: file_digest(path) for path in sorted(candidate.iterdir())}


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return digests(candidate_of(tmp_path_factory.mktemp("whole"), DOCUMENTS))


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    shards=st.integers(1, 9),
    part_bytes=st.sampled_from([1, 3_000, 20_000, 1 << 24]),
    fan_in=st.sampled_from([2, 3, 24]),
)
def test_bytes_do_not_depend_on_shards_order_or_memory(expected, seed, shards, part_bytes, fan_in):
    dice = random.Random(seed)
    documents = DOCUMENTS.copy()
    dice.shuffle(documents)
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        written = [
            write_shard(here / f"shard-{number}", documents[number::shards], part_bytes=part_bytes)
            for number in range(shards)
        ]
        dice.shuffle(written)
        merge_shards(written, here / "candidate", fan_in=fan_in)
        assert digests(here / "candidate") == expected


def test_rows_are_those_of_the_documents_in_order_of_source_and_place(tmp_path):
    candidate = candidate_of(tmp_path, DOCUMENTS)
    claims = pd.read_parquet(candidate / "claims.parquet")
    assert claims[["source", "char_start"]].apply(tuple, axis=1).is_monotonic_increasing
    by_source = {d.clean.document.facts.source: d for d in DOCUMENTS if hasattr(d, "clean")}
    assert dict(claims.groupby("source").size()) == {
        source: len(d.claims) for source, d in by_source.items() if d.claims and "copy" not in source
    }
    documents = pd.read_parquet(candidate / "documents.parquet")
    assert documents["source"].tolist() == sorted(
        d.facts.source if hasattr(d, "facts") else d.clean.document.facts.source for d in DOCUMENTS
    )
    texts = pd.read_parquet(candidate / "texts.parquet")
    assert texts["document_id"].tolist() == documents.loc[documents["status"] == "ok", "document_id"].tolist()


def test_the_first_source_keeps_the_rows_and_the_later_is_a_duplicate(tmp_path):
    text = "Output rose by 4.5 percent."
    candidate = candidate_of(
        tmp_path, [read("c.txt", text), read("b.txt", text), read("a.txt", "It fell."), unread("d.txt", text)]
    )
    documents = pd.read_parquet(candidate / "documents.parquet").set_index("source")
    assert documents["status"].to_dict() == {"a.txt": "ok", "b.txt": "ok", "c.txt": "duplicate", "d.txt": "duplicate"}
    assert documents["duplicate_of"].dropna().to_dict() == {"c.txt": "b.txt", "d.txt": "b.txt"}
    assert documents["claims"].to_dict() == {"a.txt": 0, "b.txt": 1, "c.txt": 0, "d.txt": 0}
    assert documents.loc["c.txt", ["chars", "sentences", "language", "encoding", "error"]].isna().all()
    assert pd.read_parquet(candidate / "claims.parquet")["source"].tolist() == ["b.txt"]
    assert len(pd.read_parquet(candidate / "texts.parquet")) == 2


def test_one_source_met_twice_keeps_its_rows_once(tmp_path):
    text = "Output rose by 4.5 percent."
    candidate = candidate_of(tmp_path, [read("a.txt", text), read("a.txt", text), read("b.txt", text)])
    documents = pd.read_parquet(candidate / "documents.parquet")
    assert documents["status"].tolist() == ["ok", "duplicate", "duplicate"]
    assert len(pd.read_parquet(candidate / "claims.parquet")) == len(pd.read_parquet(candidate / "texts.parquet")) == 1


def test_one_source_with_other_bytes_is_not_a_duplicate(tmp_path):
    documents = [
        read("a.txt", "It fell 3 percent."),
        read("a.txt", "It rose 4 percent."),
        read("0.txt", "It rose 4 percent."),
    ]
    candidate = candidate_of(tmp_path, documents)
    assert sorted(pd.read_parquet(candidate / "documents.parquet")["status"]) == ["duplicate", "ok", "ok"]
    assert set(pd.read_parquet(candidate / "claims.parquet")["surface"]) == {"3 percent", "4 percent"}


def test_no_documents_give_empty_tables(tmp_path):
    candidate = candidate_of(tmp_path, [])
    assert all(pd.read_parquet(candidate / f"{name}.parquet").empty for name in TABLES)
    assert (candidate / "inputs.jsonl").read_text() == ""


def test_inputs_are_listed_with_their_digests(tmp_path):
    documents = [read("b.txt", "It fell."), unread("a.txt")]
    lines = (candidate_of(tmp_path, documents) / "inputs.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["a.txt", "b.txt"]
    assert json.loads(lines[1])["digest"] == digest(documents[0])


def test_a_shard_that_was_not_completed_is_refused(tmp_path):
    with pytest.raises(RuntimeError), ShardWriter(tmp_path / "shard") as shard:
        shard.add(DOCUMENTS[0], digest="0")
        raise RuntimeError
    assert not (tmp_path / "shard" / CLOSING_FILE).exists()
    with pytest.raises(ReleaseError, match="not completed"):
        merge_shards([tmp_path / "shard"], tmp_path / "candidate")
