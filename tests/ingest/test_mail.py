"""Mail: headers as metadata, the subject as title, the plain part or else the HTML part; broken mails never crash."""

from __future__ import annotations

import random
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.ingest.reading import outline, read_all, read_one


def mail(body: str = "Output rose 5 percent.\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "a@example.org", "To": "b@example.org", "Subject": "Sales up 5 %", **headers}.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Fri, 03 May 2019 10:00:00 +0000"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(body)
    return message


def test_a_plain_mail(tmp_path: Path) -> None:
    document = read_one(tmp_path, "a.eml", mail().as_bytes())
    assert outline(document) == [
        ("metadata", "From: a@example.org"),
        ("metadata", "To: b@example.org"),
        ("metadata", "Date: Fri, 03 May 2019 10:00:00 +0000"),
        ("title", "Sales up 5 %"),
        ("paragraph", "Output rose 5 percent."),
    ]
    assert (document.facts.title, document.facts.published) == ("Sales up 5 %", "2019-05-03")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1251", "utf-16"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_charsets_and_transfer_encodings(tmp_path: Path, charset: str, transfer: str) -> None:
    body = "Выпуск вырос на 5 %.\n" if charset == "cp1251" else "Café sales rose £5m.\n"
    message = mail()
    message.set_content(body, charset=charset, cte=transfer)
    assert body.strip() in read_one(tmp_path, "a.eml", message.as_bytes()).text


def test_the_plain_part_goes_before_html(tmp_path: Path) -> None:
    message = mail()
    message.add_alternative("<p>Output rose <b>6</b> percent.</p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    text = read_one(tmp_path, "a.eml", message.as_bytes()).text
    assert "rose 5 percent" in text
    assert "6" not in text.replace("2019", "")


def test_html_alone_is_walked(tmp_path: Path) -> None:
    message = mail()
    message.set_content("<p>Output rose 10<sup>3</sup> fold.</p><table><tr><th>a<th>b<tr><td>1<td>2</table>", subtype="html")
    document = read_one(tmp_path, "a.eml", message.as_bytes())
    assert "10³ fold" in document.text
    assert len(document.tables) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"utf-8", b"x-unknown-99"),
        (b"7bit", b"base64"),
        (b"7bit", b"quoted-nonsense"),
        (b"Date: Fri", b"Date: Someday"),
        (b"Subject:", b"Subject: =?utf-8?b?!!!?="),
        (b"text/plain", b"multipart/mixed; boundary=none"),
        (b"text/plain", b"text/;;"),
        (b"From:", b"From: \xff\xfe <"),
    ],
)
def test_broken_mails_leave_a_row(tmp_path: Path, old: bytes, new: bytes) -> None:
    assert len(read_all(tmp_path, "a.eml", mail().as_bytes().replace(old, new))) == 1


def test_flipped_bytes_leave_a_row(tmp_path: Path) -> None:
    message = mail()
    message.add_alternative("<p>Output rose <b>6</b> percent.</p>", subtype="html")
    data = message.as_bytes()
    chance = random.Random(7)
    for _ in range(100):
        broken = bytearray(data)
        for _ in range(5):
            broken[chance.randrange(len(data))] = chance.randrange(256)
        assert len(read_all(tmp_path, "a.eml", bytes(broken))) == 1


def test_a_mail_in_another_language_is_read(tmp_path: Path) -> None:
    body = "Die Ausfuhren stiegen im vergangenen Jahr um fünf Prozent, teilte das Ministerium am Montag in Berlin mit. " * 5
    read_one(tmp_path, "a.eml", mail(body).as_bytes())
