"""From bytes to text: encodings, marks, damage, double encoding, packing."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.decode import decoded
from pipeline.ingest.mojibake import repaired
from pipeline.settings import Limits
from tests.ingest.reading import read_one, set_aside

ENGLISH = "Output rose by 5 percent in 2019, the “ministry” said – its café sold £3m more. " * 6
RUSSIAN = "Экспорт вырос на пять процентов, сообщило министерство экономики в понедельник. " * 6


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-32", "utf-32-le"),
        (ENGLISH, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "cp866", "cp866"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        ("PLAIN OLD TEXT OF 12 LINES. All is well. " * 20, "cp500", None),
    ],
)
def test_encodings_are_told_by_content(text: str, encoding: str, found: str | None) -> None:
    read, told = decoded(text.encode(encoding))
    assert read == text
    assert found is None or told == found


def test_stray_bytes_in_utf8_are_read_as_windows_1252() -> None:
    data = (ENGLISH * 3).encode() + b" a \x93quote\x94 and 5 \xb0"
    text, encoding = decoded(data)
    assert encoding == "utf-8"
    assert text == ENGLISH * 3 + " a “quote” and 5 °"


def test_utf8_wins_over_a_false_declaration() -> None:
    assert decoded("café".encode(), declared="iso-8859-1")[0] == "café"
    assert decoded("café".encode("latin-1"), declared="utf-8")[0] == "café"
    assert decoded("цена 5".encode("koi8-r"), declared="koi8-r")[0] == "цена 5"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cc",)), min_size=1, max_size=80))
def test_utf8_text_is_never_refused(text: str) -> None:
    if not text.startswith("\ufeff"):
        read, encoding = decoded(text.encode())
        assert encoding == "utf-8"
        assert read == text or repaired(text) != text


@pytest.mark.parametrize(
    ("twice", "once"),
    [
        ("In 1995â€“97 it grew.", "In 1995–97 it grew."),
        ("the ministryâ€™s plan", "the ministry’s plan"),
        ("a cafÃ© of 5 mÂ²", "a café of 5 m²"),
        ("good line\nbad â€“ line\ngood – line", "good line\nbad – line\ngood – line"),
    ],
)
def test_double_encoding_is_undone(twice: str, once: str) -> None:
    assert repaired(twice) == once


@pytest.mark.parametrize(
    "sound",
    [
        "2½ percent of £3m – “so”",
        "10³ m²",
        "ﬁve 5 %",
        "Ökonomie für 5 €",
        "naïve café",
        "Цена 5 ₽",
        "価格５％",
        "‘a’ … — 5′ 6″",
    ],
)
def test_sound_text_is_left_alone(sound: str) -> None:
    assert repaired(sound) == sound


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(tmp_path: Path, line_end: str) -> None:
    text = line_end.join(["Title", "", "It rose 5 percent in the year.", "", "It fell later on."])
    document = read_one(tmp_path, "a.txt", b"\xef\xbb\xbf" + text.encode())
    assert document.text == text
    assert document.facts.encoding == "utf-8"
    assert len(document.blocks) == 3


PACKERS = [gzip.compress, zstandard.compress, lambda data: zstandard.compress(gzip.compress(data))]


@pytest.mark.parametrize("pack", PACKERS)
def test_packed_files_are_read_and_named_by_their_own_bytes(tmp_path: Path, pack: object) -> None:
    data = pack(ENGLISH.encode())  # type: ignore[operator] # one of the packers above
    document = read_one(tmp_path, "a.txt.gz", data)
    assert document.text == ENGLISH
    assert document.facts.document_id == hashlib.sha256(data).hexdigest()[:16]
    assert document.facts.size == len(data)


@pytest.mark.parametrize("pack", PACKERS)
def test_a_decompression_bomb_meets_the_limit(tmp_path: Path, pack: object) -> None:
    bomb = pack(b"a" * 30_000_000)  # type: ignore[operator] # one of the packers above
    assert set_aside(tmp_path, "a.gz", bomb, Limits(max_bytes=1_000_000)).status == "too_large"


@pytest.mark.parametrize("pack", PACKERS[:2])
def test_a_damaged_packing_is_unreadable(tmp_path: Path, pack: object) -> None:
    data = pack(ENGLISH.encode() * 50)  # type: ignore[operator] # one of the packers above
    row = set_aside(tmp_path, "a.gz", data[: len(data) // 2])
    assert row.status == "unreadable"
    assert "damaged" in str(row.error)


def test_packed_over_and_over(tmp_path: Path) -> None:
    data = ENGLISH.encode()
    for _ in range(5):
        data = gzip.compress(data)
    assert set_aside(tmp_path, "a.gz", data).status == "too_large"
