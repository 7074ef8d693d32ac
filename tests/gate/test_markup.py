"""The gold's source format: what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate.checks import faults_of
from tests.gate.gold import GoldDocument
from tests.gate.markup import MarkupError, bounds_of, read_gold, read_gold_file, strip_braces

SAMPLE = """\
%% a note before the first document
=== one.txt
Output fell to {1.26 mln tonnes} in {1985},
the {first} drop; some {5 to 7 percent} of it may go.
%% a note to the reviewer
=> quantity 1.26e6 t; Mt | change down to | measure Output | year 1985
=> year 1985
=> x ordinal; idiom
=> percent 5..7 | cmp approx | status hypothetical | measure * | subject *

=== two.md
{Two} boys
=> opt quantity 2 boy
"""


def gold_of(tmp_path: Path, text: str) -> tuple[GoldDocument, ...]:
    path = tmp_path / "genre.gold"
    path.write_text(text, "utf-8")
    return read_gold_file(path)


def test_reads_texts_spans_and_fields(tmp_path: Path) -> None:
    one, two = gold_of(tmp_path, SAMPLE)
    assert one.text == "Output fell to 1.26 mln tonnes in 1985,\nthe first drop; some 5 to 7 percent of it may go.\n"
    assert [number.surface for number in one.numbers] == ["1.26 mln tonnes", "1985", "first", "5 to 7 percent"]
    assert all(one.text[n.start : n.end] == n.surface for n in one.numbers)
    quantity, year, ordinal, percent = one.numbers
    assert quantity.unit == ("t", "Mt")
    assert quantity.fields["change_role"] == ("to",)
    assert (quantity.fields["year_start"], quantity.fields["year_role"]) == ((1985,), ("in",))
    assert "subject" not in quantity.fields
    assert year.fields["year_role"] == ("in",)
    assert ordinal.reasons == ("ordinal", "idiom")
    assert (percent.value_low, percent.value_high, percent.unit) == ((5.0,), (7.0,), ("percent",))
    assert percent.fields["comparator"] == ("approx",)
    assert "measure" not in percent.fields
    assert two.numbers[0].optional


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{5%} and {6%}\n=> percent 5 | measure - | subject -", "2 numbers in braces, 1 lines of fields"),
        ("{5%}\n=> percent 5", "measure and subject not given"),
        ("{5%}\n=> percentage 5", "no such kind"),
        ("{5%}\n=> percent five | measure - | subject -", "five"),
        ("{5%}\n=> percent 5 | colour red | measure - | subject -", "colour"),
        ("{5 t}\n=> quantity 5 t | year about 2019", "no such year role"),
    ],
)
def test_refuses_what_is_not_well_formed(tmp_path: Path, body: str, told: str) -> None:
    with pytest.raises(MarkupError, match=told):
        gold_of(tmp_path, f"=== one.txt\n{body}\n")


def test_refuses_two_documents_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "a.gold").write_text("=== one.txt\nno number\n", "utf-8")
    (tmp_path / "b.gold").write_text("=== one.txt\nno number\n", "utf-8")
    with pytest.raises(MarkupError, match=r"share a name: one\.txt"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("spelled", "bounds"),
    [("5", (5, 5)), ("5..7", (5, 7)), ("-2.5", (-2.5, -2.5)), ("1/4", (0.25, 0.25)), ("1.5e6..2e6", (1.5e6, 2e6))],
)
def test_reads_values(spelled: str, bounds: tuple[float, float]) -> None:
    assert bounds_of(spelled) == bounds


def test_ditto_repeats_the_claim_above(tmp_path: Path) -> None:
    body = (
        "{5%} or {6%} in {2019}\n=> percent 5 | measure growth | subject - | by x\n=> percent 6 | ditto | by -\n=> year 2019"
    )
    (document,) = gold_of(tmp_path, f"=== one.txt\n{body}\n")
    assert document.numbers[1].fields["measure"] == ("growth",)
    assert document.numbers[1].fields["attributed_to"] == (None,)


def test_since_leaves_the_end_open_and_by_does_not(tmp_path: Path) -> None:
    body = "{5 t}, {6 t}\n=> quantity 5 t | year since 1993\n=> quantity 6 t | year by 2029; -"
    (document,) = gold_of(tmp_path, f"=== one.txt\n{body}\n")
    since, by = (number.fields for number in document.numbers)
    assert (since["year_start"], since["year_end"], since["year_role"]) == ((1993,), (None,), ("since",))
    assert (by["year_start"], by["year_end"], by["year_role"]) == ((2029, None), (2029, None), ("by", None))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("{5%} in 2019\n=> percent 5 | measure - | subject -", "not marked: '2019'"),
        ("{5%} twice\n=> percent 5 | measure - | subject -", "not marked: 'twice'"),
        ("{ 5%}\n=> percent 5 | measure - | subject -", "white space"),
        ("{5%}\n=> x nonsense", "no such reason"),
        ("{5%}\n=> percent 5 | measure growth | subject -", "measure is not in the text"),
        ("{5%}\n=> percent 5 | cmp more | measure - | subject -", "comparator cannot be 'more'"),
        ("{$5}\n=> money 5 | measure - | subject -", "no unit"),
    ],
)
def test_finds_faults(tmp_path: Path, body: str, fault: str) -> None:
    (document,) = gold_of(tmp_path, f"=== one.txt\n{body}\n")
    assert any(fault in found for found in faults_of(document))


def test_strips_braces() -> None:
    assert strip_braces("a {b} c {d}") == ("a b c d", [(2, 3), (6, 7)])
