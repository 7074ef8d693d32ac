"""The audit as a whole: rows to quarantine, releases rejected, with the ledger closed whatever happens."""

from __future__ import annotations

import dataclasses
import json

import pandas as pd
import pytest

from pipeline.settings import Bound, Settings, Thresholds
from pipeline.validate import audit
from pipeline.validate.ledger import ledger_breaches
from pipeline.validate.metrics import TOO_FEW, differing_schemas, repeated_claim_ids
from pipeline.validate.release_checks import RELEASE_FILE, release_checks
from tests.publish.fakes import candidate_of, many, read, unread
from tests.validate.fakes import edited

DEFAULTS = Settings()
LOOSE = Thresholds(max_quarantined_share=1.0, max_unreadable_share=1.0)


def audited(candidate, settings=DEFAULTS, **options):
    return audit(candidate, settings=settings, last_release=None, **options)


def test_a_sound_candidate_is_accepted_and_unchanged(tmp_path):
    candidate = candidate_of(tmp_path, many(20))
    before = {name: (candidate / f"{name}.parquet").read_bytes() for name in ("claims", "documents", "excluded", "texts")}
    result = audited(candidate)
    assert result.accepted and result.rejections == result.warnings == result.row_failures == ()
    assert {name: (candidate / f"{name}.parquet").read_bytes() for name in before} == before
    assert pd.read_parquet(candidate / "quarantine.parquet").empty


@pytest.mark.parametrize("high", [4.4, 4.5, 38])
def test_failing_rows_move_and_the_ledger_stays_closed(tmp_path, high):
    candidate = candidate_of(tmp_path, many(20))
    before = pd.read_parquet(candidate / "claims.parquet")
    settings = Settings(bounds=(Bound("percent", "too much", "percent", 0, high),), thresholds=LOOSE)
    result = audited(candidate, settings)
    claims, quarantine = (pd.read_parquet(candidate / f"{name}.parquet") for name in ("claims", "quarantine"))
    wrong = (before["kind"] == "percent") & (before["value_high"] > high)
    assert quarantine["claim_id"].tolist() == before.loc[wrong, "claim_id"].tolist()
    assert claims["claim_id"].tolist() == before.loc[~wrong, "claim_id"].tolist()
    assert set(quarantine["expectation"]) == ({"bounds.percent.percent.high"} if wrong.any() else set())
    assert quarantine["reason"].str.endswith("too much").all()
    documents = pd.read_parquet(candidate / "documents.parquet").set_index("source")["claims"]
    assert documents.sum() == len(claims)
    assert documents.reindex(claims["source"].unique()).tolist() == claims.groupby("source", sort=False).size().tolist()
    assert list(ledger_breaches(candidate)) == [] and result.accepted
    assert [(failures.name, failures.count) for failures in result.row_failures] == (
        [("bounds.percent.percent.high", int(wrong.sum()))] if wrong.any() else []
    )


def test_judging_again_changes_nothing(tmp_path):
    candidate = candidate_of(tmp_path, many(20))
    audited(candidate)
    before = (candidate / "claims.parquet").read_bytes()
    audited(candidate)
    assert (candidate / "claims.parquet").read_bytes() == before


FAULTS = [
    ("excluded", 2, None, "uncovered_numbers"),
    ("claims", 2, {"surface": "4.5 per cent"}, "differing_surfaces"),
    ("excluded", 2, {"char_start": 0}, "overlapping_spans"),
    ("texts", 1, {"document_id": "00000000000000ff"}, "orphan_rows"),
    ("claims", 2, {"claim_id": None}, "repeated_claim_ids"),
    ("documents", 2, {"source": "mill/000001.txt"}, "repeated_sources"),
    ("documents", 2, {"excluded": 77}, "miscounted_documents"),
]


@pytest.mark.parametrize(("table", "row", "changes", "metric"), FAULTS, ids=[fault[-1] for fault in FAULTS])
def test_a_broken_candidate_is_rejected(tmp_path, table, row, changes, metric):
    candidate = candidate_of(tmp_path, many(8))
    if changes == {"claim_id": None}:
        changes = {"claim_id": pd.read_parquet(candidate / "claims.parquet")["claim_id"].iloc[0]}
    edited(candidate, table, row, changes)
    result = audited(candidate)
    assert not result.accepted
    assert any(sentence.startswith(f"{metric} is ") for sentence in result.rejections), result.rejections


def test_a_schema_that_differs_is_rejected(tmp_path):
    candidate = candidate_of(tmp_path, many(3))
    audited(candidate)
    assert differing_schemas(candidate) == []
    pd.read_parquet(candidate / "documents.parquet").to_parquet(candidate / "documents.parquet")
    assert differing_schemas(candidate) == ["documents"]
    assert "differing_schemas is 1, at most 0 is expected" in audited(candidate).rejections[0]


def test_an_empty_folder_is_rejected_and_no_claims_are_a_warning(tmp_path):
    result = audited(candidate_of(tmp_path / "a", []))
    assert result.rejections[0].startswith("documents is 0, at least 1 is expected")
    result = audited(candidate_of(tmp_path / "b", [read("a.txt", "Nothing here.")]))
    assert result.accepted and result.warnings[0].startswith("claims is 0")


@pytest.mark.parametrize(
    ("broken", "sound", "accepted"), [(1, 0, True), (TOO_FEW, 0, True), (3, 0, False), (3, 3, True), (4, 3, False)]
)
def test_unreadable_documents(tmp_path, broken, sound, accepted):
    documents = [*(unread(f"{n}.pdf") for n in range(broken)), *many(sound)]
    assert audited(candidate_of(tmp_path, documents)).accepted is accepted


def test_many_quarantined_rows_reject_a_release_unless_they_were_left_out_on_purpose(tmp_path):
    settings = Settings(bounds=(Bound("percent", "none may pass", "percent", 1000, 1001),))
    result = audited(candidate_of(tmp_path / "a", many(20)), settings)
    assert result.rejections[0].startswith("quarantined_share is 0.")
    assert audited(candidate_of(tmp_path / "b", many(20)), Settings(kinds=("year",))).accepted


@pytest.mark.parametrize(("left", "accepted"), [(20, True), (10, True), (9, False), (0, False)])
def test_a_collapse_is_rejected_unless_accepted_on_purpose(tmp_path, left, accepted):
    documents = list(many(20))
    last = candidate_of(tmp_path / "last", documents)
    candidate = candidate_of(tmp_path / "now", [*documents[:left], read("other.txt", "Nothing.")])
    settings = Settings(thresholds=Thresholds(max_collapse=0.51))
    result = audit(candidate, settings=settings, last_release=last)
    assert result.accepted is accepted
    waived = audit(candidate, settings=settings, last_release=last, accept_collapse=True)
    assert waived.accepted and bool(waived.waived) is not accepted


def test_leaving_out_kinds_is_no_collapse(tmp_path):
    documents = list(many(20))
    last = candidate_of(tmp_path / "last", documents)
    result = audit(candidate_of(tmp_path / "now", documents), settings=Settings(kinds=("year",)), last_release=last)
    assert result.accepted and result.metrics["lost_claims_share"] == 0


def test_thresholds_take_the_place_of_limits():
    limits = {check.metric: check.high for check in release_checks(Thresholds(max_collapse=0.25))}
    assert limits["lost_claims_share"] == limits["lost_documents_share"] == 0.25
    assert set(dataclasses.asdict(Thresholds())) == {
        line.split('"')[1] for line in RELEASE_FILE.read_text(encoding="utf-8").splitlines() if line.startswith("setting")
    }


def test_every_metric_is_measured_and_every_critical_one_explained(tmp_path):
    result = audited(candidate_of(tmp_path, many(2)))
    checks = release_checks(Thresholds())
    assert {check.metric for check in checks} <= set(result.metrics)
    assert all(check.reason for check in checks)


def test_repeated_ids_are_counted_over_both_tables(tmp_path):
    candidate = candidate_of(tmp_path, many(5))
    audited(candidate, Settings(kinds=("year", "money", "percent"), thresholds=LOOSE))
    assert repeated_claim_ids(candidate) == 0
    known = pd.read_parquet(candidate / "claims.parquet")["claim_id"].iloc[0]
    for row in (0, 1):
        edited(candidate, "quarantine", row, {"claim_id": known})
    assert repeated_claim_ids(candidate) == 2


def test_the_published_result_is_json_and_the_same_for_the_same_rows(tmp_path):
    settings = Settings(bounds=(Bound("percent", "too much", "percent", 0, 4),), thresholds=LOOSE)
    results = []
    for name in ("a", "b"):
        candidate = candidate_of(tmp_path / name, many(10))
        audited(candidate, settings)
        results.append({path.name: path.read_bytes() for path in sorted((candidate / "validation").iterdir())})
    assert results[0] == results[1]
    content = json.loads(results[0]["result.json"])
    assert content["accepted"] is True and content["validation"]["success"] is False
    (failures,) = content["row_failures"]
    assert failures["rows"][0]["surface"] == "4.5 percent" and failures["guards_against"] == "too much"
    assert content["validation"]["statistics"]["evaluated_expectations"] == len(content["validation"]["results"]) > 70
