"""Mail (.eml) to Content: headers as metadata, the subject as title, the plain text part or else the HTML part."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage

from pipeline.errors import UnreadableDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content, TextBuilder
from pipeline.ingest.dates import iso_date
from pipeline.ingest.decode import decoded, without_surrogates
from pipeline.ingest.html import read_html
from pipeline.ingest.text import read_any_text

_HEADERS = ("From", "To", "Cc", "Date")
# What the standard library raises on mails that break the rules.
_MAIL_ERRORS = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)


def read_mail(text: str, budget: Budget) -> Content:
    """Read a decoded mail. Raises UnreadableDocument where no part of it can be read, and as budget does."""
    try:
        message = email.message_from_bytes(text.encode("utf-8"), policy=email.policy.default)
        return _content(message, budget)
    except _MAIL_ERRORS as error:
        raise UnreadableDocument(f"the mail is broken ({error})", remedy="Save the message anew as .eml") from error


def _content(message: EmailMessage, budget: Budget) -> Content:
    builder = TextBuilder()
    for name in _HEADERS:
        value = _header(message, name)
        if value:
            builder.add(f"{name}: {value}", "metadata", locator=f"header {name}", gap="\n")
    subject = _header(message, "Subject")
    if subject:
        builder.add(subject, "title", locator="header Subject")
    body = _body(message, budget)
    if body and body.text.strip():
        builder.add_content(body)
    return Content(
        builder.text(),
        tuple(builder.blocks),
        tuple(builder.tables),
        title=subject,
        published=iso_date(_header(message, "Date")),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except _MAIL_ERRORS:
        return None
    return " ".join(without_surrogates(str(value)).split()) or None if value else None


def _body(message: EmailMessage, budget: Budget) -> Content | None:
    """Read the plain part, or the HTML part where the plain one is missing or empty."""
    for kind in ("plain", "html"):
        words = [text for text in (_text_of(part) for part in _parts(message, kind)) if text.strip()]
        if words:
            text = "\n\n".join(words)
            return read_html(text, budget) if kind == "html" else read_any_text(text, name="", budget=budget)
    return None


def _parts(message: EmailMessage, kind: str) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment":
            yield part


def _text_of(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text, _ = decoded(payload, declared=part.get_content_charset())
    except UnreadableDocument:
        return ""
    return text.replace("\r\n", "\n")
