"""PDF: columns in reading order, pages, furniture, raised figures, tables; files built here with fpdf2."""

from __future__ import annotations

import random
import re
import zlib
from pathlib import Path

import fpdf
import pytest
from fpdf.enums import AccessPermission

from pipeline.settings import Limits
from tests.ingest.reading import grid, outline, read_all, read_one, set_aside


def page_of() -> fpdf.FPDF:
    file = fpdf.FPDF(format="A4", unit="pt")
    file.set_auto_page_break(auto=False)
    file.add_page()
    file.set_font("Helvetica", size=10)
    return file


def put(file: fpdf.FPDF, x: float, y: float, words: str, *, size: float = 10, bold: bool = False) -> None:
    file.set_font("Helvetica", style="B" if bold else "", size=size)
    file.text(x, y, words)


def put_lines(file: fpdf.FPDF, x: float, y: float, lines: list[str], *, size: float = 10) -> None:
    for i, words in enumerate(lines):
        put(file, x, y + 12 * i, words, size=size)


def text_of(tmp_path: Path, file: fpdf.FPDF) -> str:
    return read_one(tmp_path, "a.pdf", bytes(file.output())).text


LEFT = [f"Left line {i} runs on over the whole width of column" for i in range(1, 13)]
RIGHT = [f"Right line {i} runs on over the whole width of column" for i in range(1, 13)]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    file = page_of()
    put(file, 150, 60, "A title over both of the columns", size=18)
    # Written across the page, line by line, as some programs do.
    for i in range(12):
        put(file, 50, 100 + 12 * i, LEFT[i])
        put(file, 310, 100 + 12 * i, RIGHT[i])
    document = read_one(tmp_path, "a.pdf", bytes(file.output()))
    order = [
        int(number) + (100 if side == "Right" else 0)
        for side, number in re.findall(r"(Left|Right) line (\d+)", document.text)
    ]
    assert order == [*range(1, 13), *range(101, 113)]
    assert document.blocks[0].role == "title"
    assert document.facts.title == "A title over both of the columns"


def test_columns_below_a_table_over_the_full_width(tmp_path: Path) -> None:
    file = page_of()
    rows = [("Crop", "2019", "2020"), ("Corn", "1,200", "1,300"), ("Rye", "900", "850"), ("Oats", "700", "650")]
    for i, row in enumerate(rows):
        for x, words in zip((50, 250, 450), row, strict=True):
            put(file, x, 60 + 12 * i, words)
    put_lines(file, 50, 160, LEFT)
    put_lines(file, 310, 160, RIGHT)
    document = read_one(tmp_path, "a.pdf", bytes(file.output()))
    assert [text for _, _, text, _ in grid(document)] == [words for row in rows for words in row]
    assert [header for *_, header in grid(document)] == [True] * 3 + [False] * 9
    assert document.text.index("Left line 12") < document.text.index("Right line 1 ")


def test_headers_footers_and_page_numbers_are_boilerplate(tmp_path: Path) -> None:
    file = page_of()
    for number in (1, 2, 3):
        if number > 1:
            file.add_page()
        put(file, 50, 30, f"Steppe Bank, Annual Report 20{number}0")
        put_lines(
            file,
            50,
            100,
            [f"On page {number} it is told that output rose by {number} percent in the year.", "It fell later on."],
        )
        put(file, 290, 820, str(number))
    document = read_one(tmp_path, "a.pdf", bytes(file.output()))
    assert [words for role, words in outline(document) if role == "boilerplate"] == [
        "Steppe Bank, Annual Report 2010", "1", "Steppe Bank, Annual Report 2020", "2",
        "Steppe Bank, Annual Report 2030", "3",
    ]  # fmt: skip
    assert {block.page for block in document.blocks} == {1, 2, 3}
    assert sum(role == "paragraph" for role, _ in outline(document)) == 3


def test_a_paragraph_over_two_pages_is_joined(tmp_path: Path) -> None:
    file = page_of()
    put_lines(
        file,
        50,
        700,
        [
            "The ministry said on Monday that output of the sector,",
            "which had fallen for two years, rose by nearly",
            "five percent in the",
        ],
    )
    put(file, 290, 820, "1")
    file.add_page()
    put_lines(file, 50, 60, ["first half of the year, and that it would rise further.", "That is new."])
    put(file, 290, 820, "2")
    text = text_of(tmp_path, file)
    assert "percent in the\nfirst half of the year" in text


def test_raised_figures_are_not_glued(tmp_path: Path) -> None:
    file = page_of()
    put(file, 50, 100, "It is 10")
    x = 50 + file.get_string_width("It is 10")
    put(file, x, 96, "3", size=6)
    put(file, x + 8, 100, "cells, and five percent")
    x += 8 + file.get_string_width("cells, and five percent")
    put(file, x, 96, "12", size=6)
    put(file, x + 9, 100, "of all.")
    put(file, 50, 112, "That is so, and a second line makes this a paragraph.")
    text = text_of(tmp_path, file)
    assert "10³" in text
    assert "103" not in text
    assert "percent¹²" in text


def test_headings_captions_and_footnotes(tmp_path: Path) -> None:
    file = page_of()
    put(file, 50, 60, "The Report", size=20)
    put(file, 50, 100, "2 Causes of growth", bold=True)
    put_lines(
        file, 50, 120, ["Output rose by 5 percent over the year, as the ministry said on Monday, and it is", "to rise."] * 4
    )
    put(file, 50, 240, "Figure 1. Output since 2010")
    put_lines(
        file, 50, 260, ["Output rose by 5 percent over the year, as the ministry said on Monday, and it is", "to rise."] * 3
    )
    put(file, 50, 700, "1 Revised in 2021.", size=7)
    roles = {words[:9]: role for role, words in outline(read_one(tmp_path, "a.pdf", bytes(file.output())))}
    assert (roles["The Repor"], roles["2 Causes "], roles["Figure 1."], roles["1 Revised"]) == (
        "title",
        "heading",
        "caption",
        "footnote",
    )


def test_a_picture_without_text_is_empty_and_says_ocr(tmp_path: Path) -> None:
    from PIL import Image

    file = page_of()
    file.image(Image.new("RGB", (20, 20), "red"), 50, 50, 300)
    row = set_aside(tmp_path, "a.pdf", bytes(file.output()))
    assert row.status == "empty"
    assert "OCR" in str(row.error)


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    file = page_of()
    put(file, 50, 100, "Secret 5 percent")
    file.set_encryption(owner_password="a", user_password="b")  # a file made here
    row = set_aside(tmp_path, "a.pdf", bytes(file.output()))
    assert row.status == "unreadable"
    assert "password" in str(row.error)


def test_a_file_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    file = page_of()
    put(file, 50, 100, "Open 5 percent")
    file.set_encryption(owner_password="a", permissions=AccessPermission.none())  # a file made here
    assert text_of(tmp_path, file) == "Open 5 percent"


def test_too_many_pages(tmp_path: Path) -> None:
    file = page_of()
    for _ in range(4):
        file.add_page()
    assert set_aside(tmp_path, "a.pdf", bytes(file.output()), Limits(max_pages=4)).status == "too_large"


def test_damaged_page_contents_are_refused(tmp_path: Path) -> None:
    file = page_of()
    put_lines(file, 50, 100, [f"It rose by {i} percent." for i in range(60)])
    data = bytes(file.output())
    stream = max(re.finditer(rb"stream\n(.*?)\nendstream", data, re.DOTALL), key=lambda found: b"BT" in _unpacked(found[1]))
    middle = (stream.start(1) + stream.end(1)) // 2
    row = set_aside(tmp_path, "a.pdf", data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :])
    assert row.status == "unreadable"
    assert "damaged" in str(row.error)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_leave_a_row(tmp_path: Path, seed: int) -> None:
    file = page_of()
    put_lines(file, 50, 100, [f"It rose by {i} percent." for i in range(20)])
    data = bytes(file.output())
    chance = random.Random(seed)
    for _ in range(15):
        broken = bytearray(data)
        for _ in range(20):
            broken[chance.randrange(8, len(data))] = chance.randrange(256)
        assert len(read_all(tmp_path, "a.pdf", bytes(broken))) == 1


def test_line_numbers_in_the_margin_are_boilerplate(tmp_path: Path) -> None:
    file = page_of()
    for i in range(20):
        put(file, 80, 100 + 12 * i, f"Claim {i} runs on over the whole width of the page, and says that output rose.")
        if i % 5 == 4:
            put(file, 40, 100 + 12 * i, str(i + 1))
    document = read_one(tmp_path, "a.pdf", bytes(file.output()))
    assert {words for role, words in outline(document) if role == "boilerplate"} == {"5", "10", "15", "20"}
    assert "Claim 4 runs" in document.text
    assert "5\tClaim" not in document.text


def test_lines_that_are_entries_stay_apart(tmp_path: Path) -> None:
    file = page_of()
    put_lines(
        file,
        50,
        100,
        ["Warehouse: East", "Report date: 2024-11-15", "Overall accuracy: 97.2 percent of all, as the desk told us"],
    )
    assert len(read_one(tmp_path, "a.pdf", bytes(file.output())).blocks) == 3
