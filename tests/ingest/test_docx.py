"""DOCX: paragraphs, tables, boxes and notes in order; files built here with python-docx."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document as DocxFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.settings import Limits
from tests.ingest.reading import grid, outline, read_one, set_aside


def saved(file: DocxFile) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_paragraphs_headings_and_items(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Growth", level=0)
    file.add_heading("Causes", level=1)
    paragraph = file.add_paragraph("Output rose 10")
    paragraph.add_run("3").font.superscript = True
    paragraph.add_run(" fold; CO")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run(" fell 5 percent")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(".")
    file.add_paragraph("Rain fell.", style="List Bullet")
    file.add_paragraph("Table 1. Crops", style="Caption")
    file.add_paragraph("one").add_run().add_break()
    document = read_one(tmp_path, "a.docx", saved(file))
    assert outline(document) == [
        ("title", "Growth"),
        ("heading", "Causes"),
        ("paragraph", "Output rose 10³ fold; CO2 fell 5 percent."),
        ("list_item", "Rain fell."),
        ("caption", "Table 1. Crops"),
        ("paragraph", "one"),
    ]
    assert document.facts.title == "Growth"
    assert [block.locator for block in document.blocks] == [f"p[{i}]" for i in range(1, 7)]


def test_a_table_with_merged_cells(tmp_path: Path) -> None:
    file = docx.Document()
    table = file.add_table(rows=4, cols=3)
    for cell, words in zip(
        table._cells, ["Crop", "Yield", "", "", "2019", "2020", "Corn", "1,200", "1,300", "Rye", "900", "850"], strict=True
    ):
        cell.text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document = read_one(tmp_path, "a.docx", saved(file))
    assert [(row, column, words.strip(), header) for row, column, words, header in grid(document)] == [
        (0, 0, "Crop", True), (0, 1, "Yield", True), (1, 1, "2019", True), (1, 2, "2020", True), (2, 0, "Corn", False),
        (2, 1, "1,200", False), (2, 2, "1,300", False), (3, 0, "Rye", False), (3, 1, "900", False), (3, 2, "850", False),
    ]  # fmt: skip
    assert (document.tables[0].cells[0].row_span, document.tables[0].cells[1].column_span) == (2, 2)


def test_deletions_fields_and_hidden_words_are_left_out(tmp_path: Path) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("It rose ")
    for piece in (
        "<w:del {}><w:r><w:delText>4</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>5</w:t></w:r></w:ins>",
        "<w:r {}><w:instrText>PAGE 99</w:instrText></w:r>",
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>98</w:t></w:r>",
        '<w:hyperlink {}><w:r><w:t xml:space="preserve"> percent</w:t></w:r></w:hyperlink>',
        "<w:r {}><w:noBreakHyphen/><w:softHyphen/><w:t>plus</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(piece.format(nsdecls("w"))))
    assert read_one(tmp_path, "a.docx", saved(file)).text == "It rose 5 percent-plus"


BOX = (
    '<w:r {0}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">'
    "<w:txbxContent><w:p><w:r><w:t>Boxed 5 percent</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>"
    "<w:txbxContent><w:p><w:r><w:t>Boxed 5 percent</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("Before ")._p.append(parse_xml(BOX.format(nsdecls("w"))))
    assert [words for _, words in outline(read_one(tmp_path, "a.docx", saved(file)))] == ["Before", "Boxed 5 percent"]


def test_headers_and_footers_are_boilerplate(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("It rose 5 percent.")
    file.sections[0].header.paragraphs[0].text = "Steppe Bank 2021"
    file.sections[0].footer.paragraphs[0].text = "Page 1"
    assert outline(read_one(tmp_path, "a.docx", saved(file))) == [
        ("paragraph", "It rose 5 percent."),
        ("boilerplate", "Steppe Bank 2021"),
        ("boilerplate", "Page 1"),
    ]


def rebuilt(data: bytes, change: dict[str, bytes | None]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def test_damaged_files_are_unreadable(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("It rose 5 percent.")
    data = saved(file)
    assert set_aside(tmp_path, "a.docx", data[: len(data) // 2]).status == "unreadable"
    assert set_aside(tmp_path, "a.docx", rebuilt(data, {"[Content_Types].xml": None})).status == "unreadable"
    assert set_aside(tmp_path, "a.docx", rebuilt(data, {"word/document.xml": b"<w:document"})).status == "unreadable"
    for at in range(100, len(data), len(data) // 40):
        list_of_one = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        from tests.ingest.reading import read_all

        assert len(read_all(tmp_path, "b.docx", list_of_one)) == 1


def test_an_empty_file_and_a_swelling_one(tmp_path: Path) -> None:
    assert set_aside(tmp_path, "a.docx", saved(docx.Document())).status == "empty"
    bomb = rebuilt(saved(docx.Document()), {"word/document.xml": b" " * 40_000_000})
    assert set_aside(tmp_path, "a.docx", bomb, Limits(max_bytes=1_000_000)).status == "too_large"


def test_a_first_line_and_a_dateline_without_styles(tmp_path: Path) -> None:
    file = docx.Document()
    for words in (
        "Hundreds of mills opened",
        "Tue, 07 Feb 2012 09:30:00 GMT",
        "At least 12 mills opened, the ministry said.",
    ):
        file.add_paragraph(words)
    document = read_one(tmp_path, "a.docx", saved(file))
    assert [role for role, _ in outline(document)] == ["title", "metadata", "paragraph"]
    assert (document.facts.title, document.facts.published) == ("Hundreds of mills opened", "2012-02-07")
