"""The numbered line before a table is its caption, whatever the format."""

from __future__ import annotations

import pytest

from pipeline.ingest import read_text

ALIGNED = """                       2019     2020
Growth (%)              4.5     -2.6
Exports (US$ bn)       57.7     46.9
"""
PIPED = "| Town | 2021 |\n|---|---|\n| Aktau | 15 |\n"


@pytest.mark.parametrize("table", [ALIGNED, PIPED], ids=["aligned", "markdown"])
@pytest.mark.parametrize("line", ["Table 2. Income by town, million euros", "Exhibit A: Income", "TABLE IV Income"])
def test_a_numbered_line_is_the_caption(table: str, line: str) -> None:
    document = read_text(f"Some prose before it, which tells nothing.\n\n{line}\n\n{table}")
    (found,) = document.tables
    assert found.caption is not None
    assert document.text[slice(*found.caption)] == line
    assert [document.text[b.start : b.end] for b in document.blocks if b.role == "caption"] == [line]


@pytest.mark.parametrize("line", ["The table below tells it all.", "Tables were turned in 2020 by everybody in town."])
def test_prose_before_a_table_is_no_caption(line: str) -> None:
    document = read_text(f"Prose.\n\n{line}\n\n{PIPED}")
    assert document.tables[0].caption is None


def test_a_markdown_text_may_hold_aligned_tables() -> None:
    document = read_text(f"# Notes\n\nSome **bold** words of prose.\n\n{ALIGNED}\nMore prose.\n\n{PIPED}")
    assert len(document.tables) == 2
    cells = [document.text[cell.start : cell.end] for cell in document.tables[0].cells]
    assert cells == ["2019", "2020", "Growth (%)", "4.5", "-2.6", "Exports (US$ bn)", "57.7", "46.9"]
