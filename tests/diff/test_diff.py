"""Differences between releases: what is the same claim, what changed, and that hostile text stays text."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from pipeline.errors import ReleaseError
from pipeline.publish.diff import ReleaseDiff, diff, diff_report, write_diff_page
from tests.report.synthetic import Text, document_row, number, synthetic_release, write_release, year

Build = Callable[[Text], None]


def release_of(path: Path, *builds: Build, others: tuple = ()) -> Path:
    texts = []
    for index, build in enumerate(builds):
        made = Text(f"{index:016x}", f"doc{index}.txt")
        build(made)
        texts.append(made)
    return write_release(path, iter(texts), others=others)


def compare(tmp_path: Path, before: Build, after: Build) -> ReleaseDiff:
    return diff(release_of(tmp_path / "before", before), release_of(tmp_path / "after", after))


def counts(found: ReleaseDiff) -> tuple[int, int, int, int]:
    return found.appeared_count, found.vanished_count, found.changed_count, found.same_count


def plain(made: Text) -> None:
    made.add(["Tea rose by ", number("5 %", "percent", 5, "percent", status="actual"), " in ", year("2020", 2020), "."])
    made.add(["Rye rose by ", number("5 %", "percent", 5, "percent", status="actual"), " too."])


def moved(made: Text) -> None:
    made.add(["A new first line without numbers, so that every offset moves."])
    made.document_id = "f" * 16
    plain(made)


def test_a_moved_offset_and_other_bytes_are_no_change(tmp_path: Path) -> None:
    found = compare(tmp_path, plain, moved)
    assert counts(found) == (0, 0, 0, 3)
    assert found.is_empty


def test_another_status_is_a_change_of_the_right_occurrence(tmp_path: Path) -> None:
    def after(made: Text) -> None:
        made.add(["Tea rose by ", number("5 %", "percent", 5, "percent"), " in ", year("2020", 2020), "."])
        made.add(["Rye rose by ", number("5 %", "percent", 5, "percent", status="target", measure=None), " too."])

    found = compare(tmp_path, plain, after)
    assert counts(found) == (0, 0, 1, 2)
    (changed,) = found.changed
    assert [(f.field, f.before, f.after) for f in changed.fields] == [("status", "actual", "target")]
    assert "Rye" in changed.sentence


@pytest.mark.parametrize(
    "other",
    [
        number("5 %", "percent", 6, "percent"),
        number("5 %", "percent", 5, "percent", high=7),
        number("5 %", "percent", 5, "percentage_point"),
        number("5 %", "ratio", 5, "percent"),
        number("5%", "percent", 5, "percent"),
        number("5 %", "percent", 5, None),
    ],
)
def test_another_kind_value_unit_or_surface_vanishes_and_appears(tmp_path: Path, other: object) -> None:
    def before(made: Text) -> None:
        made.add(["x ", number("5 %", "percent", 5, "percent")])

    def after(made: Text) -> None:
        made.add(["x ", other])  # type: ignore[list-item]  # a number, as parametrized

    found = compare(tmp_path, before, after)
    assert counts(found) == (1, 1, 0, 0)
    assert found.appeared[0].surface == other.surface  # type: ignore[attr-defined]  # a number


def test_units_that_are_null_match_each_other(tmp_path: Path) -> None:
    def build(made: Text) -> None:
        made.add(["pop. ", number("1,045", "quantity", 1045, None)])

    assert counts(compare(tmp_path, build, build)) == (0, 0, 0, 1)


def test_documents_that_come_go_or_fare_otherwise(tmp_path: Path) -> None:
    broken = document_row(Text("b" * 16, "scan.pdf"), status="unreadable")
    gone = document_row(Text("c" * 16, "old.txt"), status="empty")
    before = release_of(tmp_path / "before", plain, others=(broken, gone))
    after = release_of(tmp_path / "after", plain, plain, others=(broken | {"status": "ok"},))
    found = diff(before, after)
    told = [(d.source, d.before, d.after) for d in found.documents]
    assert told == [("doc1.txt", None, "ok"), ("old.txt", "empty", None), ("scan.pdf", "unreadable", "ok")]


def test_a_limit_keeps_some_rows_and_counts_all(tmp_path: Path) -> None:
    before, after = synthetic_release(tmp_path / "a", documents=1), synthetic_release(tmp_path / "b", documents=9)
    found = diff(before, after, limit=3)
    assert len(found.appeared) == 3
    assert found.appeared_count > 50
    assert [claim.char_start for claim in found.appeared] == sorted(claim.char_start for claim in found.appeared)


@settings(max_examples=15, deadline=None)
@given(seeds=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_the_other_way_round_is_the_mirror(tmp_path_factory: pytest.TempPathFactory, seeds: tuple[int, int]) -> None:
    folder = tmp_path_factory.mktemp("mirror")
    a, b = (synthetic_release(folder / str(i), documents=3, seed=seed) for i, seed in enumerate(seeds))
    there, back = diff(a, b), diff(b, a)
    assert counts(there) == (back.vanished_count, back.appeared_count, back.changed_count, back.same_count)
    assert {c.claim_id for c in there.appeared} == {c.claim_id for c in back.vanished}
    if seeds[0] == seeds[1]:
        assert there.is_empty


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    release = synthetic_release(tmp_path / "a", documents=1)
    with pytest.raises(ReleaseError, match=r"no claims\.parquet"):
        diff(release, tmp_path)


def hostile(made: Text) -> None:
    made.add(["[red]x[/red] \x1b[31m<script>alert(1)</script> ", number("[bold]5 %\u202e", "percent", 5, "percent")])


def printed(found: ReleaseDiff, **options: int) -> str:
    console = Console(file=io.StringIO(), width=140, force_terminal=False)
    console.print(diff_report(found, **options))
    return console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO given


def test_the_terminal_shows_text_of_documents_as_text(tmp_path: Path) -> None:
    found = compare(tmp_path, plain, hostile)
    shown = printed(found)
    assert "[bold]5 %[U+202E]" in shown
    assert "[red]x[/red] [U+001B][31m<script>" in shown
    assert "\x1b" not in shown
    assert "… and 1 more" in printed(found, listed=2)


def test_the_terminal_says_when_nothing_changed(tmp_path: Path) -> None:
    assert "Both say the same: 3 claims." in printed(compare(tmp_path, plain, moved))


def test_the_page_stands_alone_and_escapes(tmp_path: Path) -> None:
    path = write_diff_page(compare(tmp_path, plain, hostile), tmp_path / "out" / "diff.html")
    page = path.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert not any(word in page for word in ("http:", "https:", "src=", "<link"))
    assert "style-src &#39;sha256-" in page


def test_the_page_lists_some_rows_and_counts_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.publish.diff.page.MOST_LISTED", 5)
    found = diff(synthetic_release(tmp_path / "a", documents=1), synthetic_release(tmp_path / "b", documents=9))
    page = write_diff_page(found, tmp_path / "diff.html").read_text(encoding="utf-8")
    assert page.count('class="difference"') == 5 + min(5, found.vanished_count) + min(5, found.changed_count)
    assert f"and {found.appeared_count - 5} more claims" in page
