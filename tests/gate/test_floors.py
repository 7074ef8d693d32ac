"""The gate itself: what it lets pass and what it stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.gate import __main__ as command
from tests.gate.floors import Pinned, breaches, fingerprint_of, lowered, measures_of, read_pinned, sizes_of, write_pinned
from tests.gate.gold import GoldNumber, Row
from tests.gate.markup import read_gold
from tests.gate.measure import OWN_GOLD, Measurement
from tests.gate.perfect import perfect_rows
from tests.gate.scorer import Score, score

NUMBERS = [number for document in read_gold(OWN_GOLD) for number in document.numbers]
CLAIMS, EXCLUDED = perfect_rows(NUMBERS)
PERFECT = score(NUMBERS, CLAIMS, EXCLUDED)
PINNED = Pinned("f00d", sizes_of(NUMBERS), measures_of(PERFECT))


def changed_at(claims: Mapping[str, Sequence[Row]], number: GoldNumber, **changes: object) -> dict[str, list[Row]]:
    """The claims with the one on a gold number changed, or dropped where no change is given."""
    rows = {doc: list(rows) for doc, rows in claims.items()}
    at = next(i for i, row in enumerate(rows[number.doc]) if row["char_start"] == number.start)
    rows[number.doc][at : at + 1] = [{**rows[number.doc][at], **changes}] if changes else []
    return rows


def one(kind: str) -> GoldNumber:
    """The first gold number of a kind of which every field is judged."""
    judged = [number for number in NUMBERS if number.kind[:1] == (kind,) and not number.optional]
    return max(judged, key=lambda number: len(number.fields))


def stopped(result: Score) -> list[str]:
    return breaches(PINNED, measures_of(result), fingerprint="f00d")


def test_a_faultless_reading_of_our_gold_scores_full_marks_and_passes() -> None:
    assert set(PINNED.floors.values()) == {100.0}
    assert not PERFECT.misses
    assert not stopped(PERFECT)


@pytest.mark.parametrize("kind", ["percent", "money", "year", "quantity", "ratio", "rank"])
def test_a_single_dropped_claim_of_any_kind_is_caught(kind: str) -> None:
    found = stopped(score(NUMBERS, changed_at(CLAIMS, one(kind)), EXCLUDED))
    assert any(f"claims.{kind}.found fell" in breach for breach in found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"unit": "XXX"}, "claims.money.value_unit fell"),
        ({"value_low": 1.0}, "claims.money.value fell"),
        ({"kind": "rank"}, "claims.money.found fell"),
        ({"char_end": 10_000}, "claims.money.span fell"),
        ({"negated": True}, "context.negated.quiet fell"),
        ({"per": "century"}, "context.per.quiet fell"),
    ],
)
def test_a_single_wrong_column_is_caught(change: dict[str, object], told: str) -> None:
    found = stopped(score(NUMBERS, changed_at(CLAIMS, one("money"), **change), EXCLUDED))
    assert any(told in breach for breach in found), found


def test_a_spurious_claim_is_caught() -> None:
    doc = NUMBERS[0].doc
    spurious = {"char_start": 9_000, "char_end": 9_001, "surface": "x", "kind": "year"}
    found = stopped(score(NUMBERS, {**CLAIMS, doc: [*CLAIMS[doc], spurious]}, EXCLUDED))
    assert any("claims.year.found fell" in breach for breach in found)


def test_a_wrong_reason_is_caught() -> None:
    number = next(number for number in NUMBERS if number.is_excluded and not number.optional)
    found = stopped(score(NUMBERS, CLAIMS, changed_at(EXCLUDED, number, reason="unreadable")))
    assert found == ["excluded.reason fell from 100.00 to " + found[0][-5:]]


def test_another_gold_is_caught(tmp_path: Path) -> None:
    source = tmp_path / "a.gold"
    source.write_text("=== a.txt\n{5 t}\n=> quantity 5 t\n", "utf-8")
    before = fingerprint_of(tmp_path)
    source.write_text("=== a.txt\n{5 t}\n=> quantity 6 t\n", "utf-8")
    assert fingerprint_of(tmp_path) != before
    assert any("the gold is not the one" in breach for breach in breaches(PINNED, PINNED.floors, fingerprint="beef"))


def test_a_figure_without_a_floor_and_a_floor_without_a_figure_are_caught() -> None:
    measures = dict(PINNED.floors)
    del measures["claims.rank.value"]
    measures["claims.colour.value"] = 100.0
    found = breaches(PINNED, measures, fingerprint="f00d")
    assert [breach.split()[0] for breach in found] == ["claims.rank.value", "claims.colour.value"]


def test_pinned_floors_survive_the_file(tmp_path: Path) -> None:
    write_pinned(PINNED, tmp_path / "floors.toml")
    assert read_pinned(tmp_path / "floors.toml") == PINNED
    assert read_pinned(tmp_path / "none.toml") == Pinned()


@pytest.fixture
def floors_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command over files of its own, with one measure that stands at 90 and is pinned at 95."""
    path = tmp_path / "floors.toml"
    write_pinned(Pinned("f00d", {"documents": 1}, {"claims.percent.found": 95.0}), path)
    monkeypatch.setattr(command, "read_pinned", lambda: read_pinned(path))
    monkeypatch.setattr(command, "write_pinned", lambda pinned: write_pinned(pinned, path))
    monkeypatch.setattr(command, "PAGE", tmp_path / "quality.md")
    monkeypatch.setattr(command, "measures_of", lambda _: {"claims.percent.found": 90.0})
    monkeypatch.setattr(command, "measure_own", lambda: Measurement(Score(), {"documents": 1}, "f00d"))
    return path


def test_the_command_fails_below_a_floor(floors_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == command.BREACH
    assert "claims.percent.found fell from 95.00 to 90.00" in capsys.readouterr().out


def test_an_update_lowers_no_floor_unless_asked_to(floors_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--update"]) == command.BREACH
    assert "would lower claims.percent.found: 95.0 to 90.0" in capsys.readouterr().err
    assert read_pinned(floors_file).floors == {"claims.percent.found": 95.0}
    assert command.main(["--update", "--accept-lower"]) == command.DONE
    assert read_pinned(floors_file).floors == {"claims.percent.found": 90.0}
    assert command.main([]) == command.DONE


def test_an_update_raises_floors(floors_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "measures_of", lambda _: {"claims.percent.found": 99.0})
    assert command.main(["--update"]) == command.DONE
    assert read_pinned(floors_file).floors == {"claims.percent.found": 99.0}


def test_lowering_is_told_by_name() -> None:
    assert lowered(Pinned("", {}, {"a.b": 90.0, "a.c": 80.0}), {"a.b": 89.9}) == ["a.b", "a.c"]


def test_a_gold_that_is_not_there_is_an_error_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text('{"doc": "a.txt", "start": 0, "end": 1, "surface": "5", "excluded": "idiom"}\n', "utf-8")
    assert command.main(["--gold", str(path)]) == command.UNREADABLE
    assert "a.txt" in capsys.readouterr().err
    path.write_text("[1]\n", "utf-8")
    assert command.main(["--gold", str(path)]) == command.UNREADABLE
    assert f"{path}:1" in capsys.readouterr().err
