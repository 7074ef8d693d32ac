"""Formats told by content, whatever the name; and what is said of those that are not read."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from pipeline.settings import Limits
from tests.ingest.reading import read_all, read_one, set_aside

HTML = b"<!doctype html><html><head><title>T</title></head><body><p>Output rose 5 percent.</p></body></html>"
MAIL = (
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Sales\r\nDate: Fri, 3 May 2019 10:00:00 +0000\r\n\r\nUp 5 %.\r\n"
)
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<x/>")  # a fixed date, for the bytes name a test
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a", "a.pdf"])
def test_html_is_told_by_content(tmp_path: Path, name: str) -> None:
    document = read_one(tmp_path, name, HTML)
    assert (document.facts.media_type, document.text, document.facts.title) == ("text/html", "Output rose 5 percent.", "T")


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_mail_is_told_by_content(tmp_path: Path, name: str) -> None:
    document = read_one(tmp_path, name, MAIL)
    assert (document.facts.media_type, document.facts.title, document.facts.published) == (
        "message/rfc822",
        "Sales",
        "2019-05-03",
    )


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("a.txt", b"", "empty", "no bytes"),
        ("a.txt", b" \n\t\r\n ", "empty", "white space"),
        ("a.txt", "\ufeff \n".encode("utf-16"), "empty", "no text"),
        ("a.html", b"<html><body><script>var a = 5</script></body></html>", "empty", "no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unsupported", "PNG"),
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "unsupported", "JPEG"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "unsupported", "Word 97"),
        ("a.msg", OLE + "__substg1.0_".encode("utf-16-le"), "unsupported", "Outlook"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "unsupported", "Excel"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "unreadable", "encrypted"),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "unsupported", "Excel workbook"),
        ("a.pptx", zipped("ppt/presentation.xml"), "unsupported", "PowerPoint"),
        ("a.odt", zipped("content.xml"), "unsupported", "OpenDocument"),
        ("a.zip", zipped("a.txt"), "unsupported", "ZIP"),
        ("a.docx", zipped("word/document.xml")[:60], "unreadable", "damaged"),
        ("a.docx", zipped("word/document.xml"), "unreadable", "damaged"),
        ("a.rtf", rb"{\rtf1\ansi Output rose 5 percent.}", "unsupported", "RTF"),
        ("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "unsupported", "XML"),
        ("a.json", b'{"rows": [1, 2]}', "unsupported", "JSON"),
        ("a.json", b'[{"id": 1, "text": "x"}]', "unsupported", "JSON"),
        ("a.pdf", b"%PDF-1.4\nnothing more", "unreadable", "broken"),
        ("a.bin", random.Random(5).randbytes(2000), "unreadable", "binary"),
        ("a.bin", b"\x00\x01\x02" * 500, "unreadable", "binary"),
    ],
)
def test_what_is_not_read_says_why(tmp_path: Path, name: str, data: bytes, status: str, words: str) -> None:
    row = set_aside(tmp_path, name, data)
    assert row.status == status
    assert words in str(row.error)
    assert str(row.error).count(". ") >= 1, "a cause and a remedy"
    assert len(row.facts.document_id) == 16
    assert row.facts.size == len(data)


@pytest.mark.parametrize(
    "text", ["BM shares rose 5 percent.", "MZ Motors sold 12 cars.", "RIFF raff: 5 percent", "ID3 tags: 12", "{a} 5"]
)
def test_text_that_begins_like_a_binary_format_is_text(tmp_path: Path, text: str) -> None:
    assert read_one(tmp_path, "a", text.encode()).text == text


def test_too_large_and_too_long(tmp_path: Path) -> None:
    assert set_aside(tmp_path, "a.txt", b"a " * 600, Limits(max_bytes=1000)).status == "too_large"
    assert set_aside(tmp_path, "a.txt", b"a " * 600, Limits(max_chars=1000)).status == "too_large"
    assert set_aside(tmp_path, "a.txt", b"a " * 600, Limits(max_seconds=-1)).status == "timed_out"


def test_a_file_that_cannot_be_opened_has_its_row(tmp_path: Path) -> None:
    from pipeline.ingest import read_documents

    (row,) = read_documents(tmp_path / "gone.txt", source="gone.txt", limits=Limits())
    assert row.facts.source == "gone.txt"
    assert getattr(row, "status", "") == "unreadable"


def test_the_sidecar_wins_over_the_document(tmp_path: Path) -> None:
    sidecar = (
        'title = "Ours"\npublished = 2019-05-01\npublisher = "Desk"\nurl = "https://example.org/a"\nlicence = "CC0-1.0"\n'
    )
    (tmp_path / "a.html.source.toml").write_text(sidecar, encoding="utf-8")
    facts = read_one(tmp_path, "a.html", HTML).facts
    assert (facts.title, facts.published, facts.publisher, facts.url) == (
        "Ours",
        "2019-05-01",
        "Desk",
        "https://example.org/a",
    )


def test_a_broken_sidecar_costs_only_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.html.source.toml").write_text("title = ", encoding="utf-8")
    assert read_one(tmp_path, "a.html", HTML).facts.title == "T"
    assert "a.html.source.toml" in caplog.text


GERMAN = "Die Ausfuhren stiegen im vergangenen Jahr um fünf Prozent, teilte das Ministerium am Montag in Berlin mit. " * 5
ENGLISH = (
    "Exports rose by five percent last year, the ministry said on Monday, and they are expected to rise again next year. "
    * 3
)


def test_a_text_in_another_language_is_set_aside(tmp_path: Path) -> None:
    row = set_aside(tmp_path, "a.txt", GERMAN.encode())
    assert (row.status, row.facts.language) == ("not_english", "de")
    assert (row.facts.language_score or 0) >= 0.95


@pytest.mark.parametrize(
    "text",
    [GERMAN[:150], ENGLISH, f"{GERMAN}\n\n{ENGLISH}", "12 34 56 " * 100, "Kazakhstan, Astana, Almaty 2019"],
    ids=["short", "English", "with an English passage", "figures", "names"],
)
def test_short_mixed_and_doubtful_texts_are_read(tmp_path: Path, text: str) -> None:
    assert read_one(tmp_path, "a.txt", text.encode()).text == text


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    assert read_all(tmp_path, "a.html", HTML) == read_all(tmp_path, "a.html", HTML)
