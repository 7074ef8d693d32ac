"""What the last release saves a run: unchanged documents are carried over, byte for byte as if read again."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from pipeline.errors import ReleaseError
from pipeline.publish.corrections import Correction, apply_corrections
from pipeline.publish.manifest import file_digest
from pipeline.publish.merge import merge_shards
from pipeline.publish.release import publish
from pipeline.settings import Bound, Settings
from pipeline.validate import audit
from tests.publish.fakes import candidate_of, digest, many, read, unread, write_shard
from tests.publish.fakes_release import assembled_candidate, facts_of, planned, provenance, publish_documents

TABLES = ("claims", "excluded", "documents", "texts")
STRICT = Settings(bounds=(Bound("percent", "for the test", "percent", 0, 4.5),))
DOCUMENTS = [
    *many(12, sentences=4),
    unread("mill/broken.txt"),
    read("mill/huge.txt", "It fell 99 percent in 1999, and B7 3 percent."),
]


def digests(candidate):
    return {name: file_digest(candidate / f"{name}.parquet") for name in TABLES}


def carried_candidate(work, documents, last, **options):
    """A candidate of the documents made with what the last release holds, and the plan."""
    plan = planned(work, documents, last, **options)
    by_source = {facts_of(document).source: document for document in documents}
    shards = [write_shard(work / "read", [by_source[listed.source] for listed in plan.todo()])]
    if plan.carried_count:
        plan.write_carried(work / "carried")
        shards.append(work / "carried")
    merge_shards(shards, work / "candidate")
    return work / "candidate", plan


@pytest.fixture(scope="module")
def strict_release(tmp_path_factory):
    return publish_documents(tmp_path_factory.mktemp("strict"), DOCUMENTS, settings=STRICT).path


@pytest.fixture
def last(tmp_path, strict_release):
    return shutil.copytree(strict_release, tmp_path / "out" / "releases" / strict_release.name)


def test_the_release_has_quarantined_rows_to_carry(last):
    assert len(pd.read_parquet(last / "quarantine.parquet")) >= 1


def test_nothing_changed(tmp_path, last):
    plan = planned(tmp_path / "work", DOCUMENTS, last)
    assert plan.nothing_changed
    assert (plan.todo_count, plan.carried_count, plan.vanished_count) == (0, len(DOCUMENTS), 0)


@pytest.mark.parametrize("options", [{"engine": "engine-2"}, {"audit_digest": "audit-2"}])
def test_another_engine_or_audit_is_a_change(tmp_path, last, options):
    plan = planned(tmp_path / "work", DOCUMENTS, last, **options)
    assert not plan.nothing_changed
    assert plan.carried_count == (0 if "engine" in options else len(DOCUMENTS))


def test_changed_new_and_vanished_documents_give_the_bytes_of_a_fresh_run(tmp_path, last):
    documents = [
        *DOCUMENTS[2:],
        read("mill/000003.txt", "Now it is 7 mills."),
        read("new.txt", "Up 3 percent."),
        read("0.txt", "In 2001."),
    ]
    documents = list({facts_of(document).source: document for document in documents}.values())
    candidate, plan = carried_candidate(tmp_path / "work", documents, last)
    assert (plan.todo_count, plan.carried_count, plan.vanished_count) == (3, len(DOCUMENTS) - 3, 2)
    assert digests(candidate) == digests(candidate_of(tmp_path / "fresh", documents))


def test_all_rows_carried_over_are_those_of_a_fresh_run(tmp_path, last):
    candidate, _ = carried_candidate(tmp_path / "work", DOCUMENTS, last, audit_digest="audit-2")
    assert digests(candidate) == digests(candidate_of(tmp_path / "fresh", DOCUMENTS))
    audit(candidate, settings=Settings(), last_release=last)
    assert pd.read_parquet(candidate / "quarantine.parquet").empty


def test_corrections_are_undone_in_rows_carried_over(tmp_path):
    out = tmp_path / "out"
    candidate = assembled_candidate(out, DOCUMENTS)
    corrections = [
        Correction("mill/000000.txt", _first_percent(candidate), "value_high", 5.5, "seen by eye", "Ada", "c.toml:1")
    ]
    assert apply_corrections(candidate, corrections)
    last = publish(candidate, out, provenance=provenance()).path
    carried, _ = carried_candidate(tmp_path / "work", DOCUMENTS, last)
    assert digests(carried) == digests(candidate_of(tmp_path / "fresh", DOCUMENTS))


def _first_percent(candidate):
    claims = pd.read_parquet(candidate / "claims.parquet")
    return claims[(claims["source"] == "mill/000000.txt") & (claims["kind"] == "percent")]["claim_id"].iloc[0]


def test_a_document_that_timed_out_is_read_again(tmp_path):
    documents = [*DOCUMENTS, unread("slow.txt", status="timed_out")]
    last = publish_documents(tmp_path / "out", documents).path
    plan = planned(tmp_path / "work", documents, last)
    assert [listed.source for listed in plan.todo()] == ["slow.txt"]
    assert not plan.nothing_changed


def test_duplicates_are_found_before_reading(tmp_path):
    text = "Output rose by 4.5 percent."
    documents = [read("c.txt", text), read("a.txt", text), read("b.txt", "It fell.")]
    plan = planned(tmp_path / "work", documents, None)
    assert [listed.source for listed in plan.todo()] == ["a.txt", "b.txt"]
    assert [(listed.source, original) for listed, original in plan.duplicates()] == [("c.txt", "a.txt")]
    assert next(plan.duplicates())[0].location == "at c.txt"


def test_a_duplicate_whose_original_is_gone_is_read(tmp_path):
    text = "Output rose by 4.5 percent."
    documents = [read("a.txt", text), read("c.txt", text)]
    last = publish_documents(tmp_path / "out", documents).path
    plan = planned(tmp_path / "work", documents[1:], last)
    assert [listed.source for listed in plan.todo()] == ["c.txt"]


def test_an_earlier_copy_takes_the_rows_of_a_known_document(tmp_path):
    text = "Output rose by 4.5 percent."
    last = publish_documents(tmp_path / "out", [read("b.txt", text)]).path
    plan = planned(tmp_path / "work", [read("b.txt", text), read("a.txt", text)], last)
    assert [listed.source for listed in plan.todo()] == ["a.txt"]
    assert [(listed.source, original) for listed, original in plan.duplicates()] == [("b.txt", "a.txt")]


def test_only_duplicates_known_as_such_are_no_change(tmp_path):
    text = "Output rose by 4.5 percent."
    documents = [read("a.txt", text), read("c.txt", text)]
    last = publish_documents(tmp_path / "out", documents).path
    assert planned(tmp_path / "work", documents, last).nothing_changed


@pytest.mark.parametrize("name", ["claims.parquet", "inputs.jsonl", "manifest.json"])
def test_nothing_is_carried_over_from_a_damaged_release(tmp_path, last, name, caplog):
    with (last / name).open("r+b") as file:
        file.seek(40)
        byte = file.read(1)
        file.seek(40)
        file.write(bytes([byte[0] ^ 1]))
    plan = planned(tmp_path / "work", DOCUMENTS, last)
    assert plan.carried_count == 0 and plan.todo_count == len(DOCUMENTS)
    assert "carried over" in caplog.text


def test_without_a_last_release_all_is_to_do_in_the_order_of_the_listing(tmp_path):
    plan = planned(tmp_path / "work", DOCUMENTS, None)
    assert [listed.source for listed in plan.todo()] == [facts_of(document).source for document in DOCUMENTS]
    assert next(plan.todo()).digest == digest(DOCUMENTS[0])
    with pytest.raises(ValueError, match="no last release"):
        plan.write_carried(tmp_path / "carried")


def test_a_release_whose_tables_disagree_is_refused(tmp_path, last):
    from pipeline.publish.carry import write_carried

    with pytest.raises(ReleaseError, match=r"no document 'nowhere\.txt'"):
        write_carried(last, iter([("nowhere.txt", "00")]), tmp_path / "carried")
