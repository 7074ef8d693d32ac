"""Listing, verifying, rolling back and pruning releases."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReleaseError
from pipeline.publish.release import latest_release
from pipeline.publish.releases import list_releases, prune, roll_back, verify
from tests.publish.fakes import many, read
from tests.publish.fakes_release import publish_documents

DAYS = [f"2024-05-0{day}T06:00:00+00:00" for day in range(1, 5)]


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    out = tmp_path_factory.mktemp("four")
    for number, day in enumerate(DAYS):
        publish_documents(out, [*many(3), read("new.txt", f"It rose {number} percent.")], published_at=day)
    return out


@pytest.fixture
def out(four, tmp_path):
    return shutil.copytree(four, tmp_path / "out", symlinks=True)


def numbers(out):
    return [release.number for release in list_releases(out)]


def test_releases_are_listed_from_the_oldest(out):
    assert numbers(out) == [1, 2, 3, 4]
    assert [release.manifest["published_at"] for release in list_releases(out)] == DAYS


def test_an_output_without_releases(tmp_path):
    assert list_releases(tmp_path) == () and latest_release(tmp_path) is None
    with pytest.raises(ReleaseError, match="no release before"):
        roll_back(tmp_path)


def test_roll_back_goes_one_back_and_again(out):
    assert roll_back(out).number == 3
    assert roll_back(out).number == 2
    assert latest_release(out) == list_releases(out)[1].path
    assert numbers(out) == [1, 2, 3, 4]


@pytest.mark.parametrize("name", ["1", "000001", None])
def test_roll_back_to_a_named_release(out, name):
    assert roll_back(out, to=name or list_releases(out)[0].id).number == 1


def test_a_run_after_a_roll_back_takes_the_next_number(out):
    roll_back(out)
    assert publish_documents(out, [read("a.txt", "In 2024.")]).number == 5


def test_no_roll_back_to_what_is_not_there_or_damaged(out):
    with pytest.raises(ReleaseError, match="no release '7'"):
        roll_back(out, to="7")
    (list_releases(out)[2].path / "claims.csv").write_text("nothing")
    with pytest.raises(ReleaseError, match=r"claims\.csv"):
        roll_back(out)
    assert latest_release(out).name.startswith("000004")


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({}, [1, 2, 3, 4]),
        ({"keep": 2}, [3, 4]),
        ({"keep": 9}, [1, 2, 3, 4]),
        ({"keep": 0}, [4]),
        ({"max_age": timedelta(days=1, hours=1)}, [3, 4]),
        ({"max_age": timedelta(0)}, [4]),
        ({"keep": 3, "max_age": timedelta(days=9)}, [2, 3, 4]),
    ],
)
def test_prune(out, options, left):
    gone = prune(out, now=datetime(2024, 5, 4, 6, tzinfo=UTC), **options)
    assert numbers(out) == left and len(gone) == 4 - len(left)
    assert verify(latest_release(out)) == []


def test_prune_spares_the_latest_wherever_it_is(out):
    roll_back(out, to="2")
    prune(out, keep=1)
    assert numbers(out) == [2, 4]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_flipped_bit_anywhere_is_found(four, data):
    release = list_releases(four)[0].path
    path = data.draw(st.sampled_from(sorted(path for path in release.rglob("*") if path.is_file())))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    try:
        path.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
        assert verify(release) != []
    finally:
        path.write_bytes(content)
    assert verify(release) == []


def test_missing_added_and_misplaced_files_are_found(out):
    first, second = (release.path for release in list_releases(out)[:2])
    (first / "CODEBOOK.md").unlink()
    (first / "notes.txt").write_text("mine")
    assert verify(first) == ["CODEBOOK.md is missing", "notes.txt is not in the manifest"]
    assert verify(second.rename(second.with_name("000009-aaaaaaaaaaaa"))) == [f"its manifest is that of {second.name}"]
    assert verify(out / "nowhere") == ["its manifest cannot be read"]
