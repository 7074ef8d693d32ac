"""Plain text and Markdown: the text as it stands, and the structure that is told in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import read_text
from tests.ingest.reading import check_structure, grid, outline

WIRE = """STEPPE WHEAT OUTPUT SEEN UP 5 PCT
3-MAR-1988 02:11:09.55

Wheat output of the steppe is expected to rise by about
5 pct this year, the growers' union said in its spring
report.
    It put the crop at 1.2 mln tonnes, up from 1.1 mln in
1987.
    Prices may fall.
"""


def test_wire_copy() -> None:
    document = read_text(WIRE)
    assert document.text == WIRE
    assert (document.facts.title, document.facts.published) == ("STEPPE WHEAT OUTPUT SEEN UP 5 PCT", "1988-03-03")
    assert [(role, words[:20]) for role, words in outline(document)] == [
        ("title", "STEPPE WHEAT OUTPUT "),
        ("metadata", "3-MAR-1988 02:11:09."),
        ("paragraph", "Wheat output of the "),
        ("paragraph", "It put the crop at 1"),
        ("paragraph", "Prices may fall."),
    ]


def test_a_title_over_several_lines_in_capitals() -> None:
    document = read_text("Steppe\n\nTHE PLAN\n\nFOR 2025\n\nIt begins with a paragraph of prose that ends here.\n")
    assert document.facts.title == "Steppe THE PLAN FOR 2025"


def test_lines_that_are_entries_stay_apart() -> None:
    text = (
        "Area\ntotal: 1,500 sq km\nland: 1,400 sq km\nBorders: "
        + "a long line that names many neighbours, " * 5
        + "\nwater: 100 sq km\n"
    )
    assert len(read_text(text).blocks) == 5


def test_wrapped_lines_stay_together() -> None:
    text = (
        "The ministry said that output had risen by 5 percent over the year\n"
        "and that it would rise by as much in the year to come, as new mills\nopen.\n"
    )
    assert [role for role, _ in outline(read_text(text))] == ["paragraph"]


def test_items() -> None:
    text = (
        "Plans\n\n- roads: $5 million\n- rails: $6 million, of which half is\n  for bridges\n• ports\n1. first\n2) second\n"
    )
    roles = [role for role, _ in outline(read_text(text))]
    assert roles == ["title", *["list_item"] * 5]


ALIGNED = """Crop          2019     2020
Corn         1,200    1,300
Winter rye     900      850
-----------  -----    -----
Total        2,100    2,150
"""


def test_an_aligned_table() -> None:
    document = read_text(f"Harvest\n\n{ALIGNED}\nMore prose follows here.\n")
    assert grid(document) == [
        (0, 0, "Crop", True), (0, 1, "2019", True), (0, 2, "2020", True),
        (1, 0, "Corn", False), (1, 1, "1,200", False), (1, 2, "1,300", False),
        (2, 0, "Winter rye", False), (2, 1, "900", False), (2, 2, "850", False),
        (3, 0, "Total", False), (3, 1, "2,100", False), (3, 2, "2,150", False),
    ]  # fmt: skip
    check_structure(document)


def test_a_tabbed_table() -> None:
    document = read_text("Crop\tYield\nCorn\t5.1\nRye\t2.2\n")
    assert grid(document) == [
        (0, 0, "Crop", True), (0, 1, "Yield", True), (1, 0, "Corn", False), (1, 1, "5.1", False), (2, 0, "Rye", False),
        (2, 1, "2.2", False),
    ]  # fmt: skip


def test_two_spaces_between_sentences_make_no_table() -> None:
    text = "".join(f"It rose {i} percent.  It fell {i} percent.\n" for i in range(5))
    assert not read_text(text).tables


MARKDOWN = """---
title: "Steppe facts"
date: 2018-12-18 09:32:31 -0500
url: https://example.org/facts
---

# Facts

__General__
- Founded in 1894
- 2,310 miles of [border](https://example.org/5) with
  its neighbour

| Crop | 2019 | 2020 |
|:-----|-----:|-----:|
| Corn | 1,200 | 1,300 |
| Rye |  | 850 |

```python
x = 5
```

It rose.[^1]

[^1]: By 5 percent.
"""


def test_markdown() -> None:
    document = read_text(MARKDOWN)
    assert document.text == MARKDOWN
    facts = document.facts
    assert (facts.media_type, facts.title, facts.published, facts.url) == (
        "text/markdown", "Steppe facts", "2018-12-18", "https://example.org/facts",
    )  # fmt: skip
    assert [(role, words[:12]) for role, words in outline(document)] == [
        ("metadata", '---\ntitle: "'), ("title", "# Facts"), ("paragraph", "__General__"), ("list_item", "- Founded in"),
        ("list_item", "- 2,310 mile"), ("table", "| Crop | 201"), ("boilerplate", "```python\nx "), ("paragraph",
        "It rose.[^1]"),
        ("footnote", "[^1]: By 5 p"),
    ]  # fmt: skip
    assert grid(document) == [
        (0, 0, "Crop", True), (0, 1, "2019", True), (0, 2, "2020", True), (1, 0, "Corn", False), (1, 1, "1,200", False),
        (1, 2, "1,300", False), (2, 0, "Rye", False), (2, 2, "850", False),
    ]  # fmt: skip
    check_structure(document)


def test_blocks_say_on_which_line_they_stand() -> None:
    document = read_text(MARKDOWN)
    lines = MARKDOWN.split("\n")
    for block in document.blocks:
        number = int((block.locator or "").removeprefix("line "))
        assert lines[number - 1].strip().startswith(document.text[block.start : block.end].split("\n")[0].strip()[:5])


@pytest.mark.parametrize("text", ["", " ", "\n", "x", "---\n", "|", "#", "- ", "\t\t", "\ufeffa"])
def test_tiny_texts(text: str) -> None:
    document = read_text(text)
    assert document.text == text
    check_structure(document)


@settings(deadline=None)
@given(st.text(alphabet="ab1 .|-#*`\n\t\r:[]()>=~^", max_size=200))
def test_any_text_is_given_back_character_for_character(text: str) -> None:
    document = read_text(text)
    assert document.text == text
    check_structure(document)


def test_lone_surrogates_do_not_survive() -> None:
    assert read_text("a\ud800b").text == "a\ufffdb"


def test_a_line_that_breaks_a_word_goes_on() -> None:
    assert len(read_text("It cost $5 mil-\nlion, he said.\n").blocks) == 1


def test_a_first_line_without_a_gap_heads_only_what_follows() -> None:
    document = read_text("Introduction\nBackground: " + "many words of prose, " * 20 + "\nArea: 5 sq km\n")
    assert document.facts.title is None
    assert outline(document)[0] == ("heading", "Introduction")


def test_a_header_over_two_lines_may_hold_digits() -> None:
    lines = [
        "                  Cars per        Homes with        Distance",
        "                  1,000 people    no car (%)        ('000 km)",
        "Old town             389             41.2              8.9",
        "Suburbs              512             17.5             12.3",
    ]
    (table,) = read_text("\n".join(["Who drives.", "", *lines])).tables
    assert [cell.row for cell in table.cells if cell.is_header] == [0, 0, 0, 1, 1, 1]


def test_a_header_of_a_markdown_table_over_several_lines() -> None:
    text = "## Towns\n\nYear | Grain  \n(in mln t) | Price index  \n(2000=100)  \n---|---|---  \n1995 | 7.5 | 64  \n"
    (table,) = read_text(text).tables
    assert [text[cell.start : cell.end] for cell in table.cells] == [
        "Year", "Grain  \n(in mln t)", "Price index  \n(2000=100)", "1995", "7.5", "64",
    ]  # fmt: skip
    assert [cell.is_header for cell in table.cells] == [True] * 3 + [False] * 3
