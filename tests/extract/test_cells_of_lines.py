"""Lines of cells that are no table: a tab parts what stands on either side of it."""

from __future__ import annotations

import pytest

from tests.extract.reading import extraction_of, mentions_of, told


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Body supplies\t30", ["30|30 -"]),
        ("Belgium\t30,689\tDutch, French", ["30,689|30689 -"]),
        ("12/20/24\t48\t$12,500.00\t$11,250.00", ["48|48 -", "$12,500.00|12500 USD", "$11,250.00|11250 USD"]),
        ("Total\t$\t5,000\tnew roads", ["$\t5,000|5000 USD"]),
        ("15 m\t7.2 m\t1\tbridge windows", ["15 m|15 m", "7.2 m|7.2 m", "1|1 -"]),
        ("Sales tax\t10.2%\t278.46", ["10.2%|10.2 percent", "278.46|278.46 -"]),
    ],
)
def test_a_cell_ends_what_a_number_counts(line: str, expected: list[str]) -> None:
    assert [told(line, mention) for mention in mentions_of(line) if mention.kind != "year"] == expected


@pytest.mark.parametrize("line", ["1\tSCR-1\tWinter show", "6\tTable", "4\tDaily"])
def test_the_first_cell_names_its_row(line: str) -> None:
    assert not [mention for mention in mentions_of(line) if mention.start == 0]


def test_marks_at_the_head_of_a_cell() -> None:
    found = extraction_of("(19) European Patent Office\t(12) New specification")
    assert [each.reason for each in found.excluded] == ["list_marker", "list_marker"]


def test_numbers_in_boilerplate_are_boilerplate() -> None:
    found = extraction_of("15 \t 20 \t Article 04 \t 3 shares", section="boilerplate")
    assert {each.reason for each in found.excluded} == {"boilerplate"} and not found.mentions


def test_the_ticks_of_an_axis_are_no_grouped_number() -> None:
    assert [told(text, each) for text in ["It is 50 100 150 200 here"] for each in mentions_of(text)] == []
