"""`NAME.ext.source.toml`: what the user says of a document, which wins over what the document says of itself."""

from __future__ import annotations

import datetime
import logging
import tomllib
from dataclasses import dataclass

from pipeline.ingest.dates import iso_date
from pipeline.ingest.sources import SIDECAR_SUFFIX
from pipeline.places import Place, beside

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the file beside a document states; None where it is silent. published is an ISO date."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None


def read_sidecar(path: Place) -> Sidecar:
    """Read the sidecar of the document at path; an empty one where there is none.

    One that cannot be parsed is reported on the log and ignored: the document itself is still worth reading.
    """
    place = beside(path, SIDECAR_SUFFIX)
    try:
        stated = tomllib.loads(place.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Sidecar()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _log.warning(
            "%s: the sidecar is ignored (%s). Write it as TOML with title, published, publisher, url, licence", place, error
        )
        return Sidecar()
    return Sidecar(
        title=_text(stated.get("title")),
        published=iso_date(_text(stated.get("published"))),
        publisher=_text(stated.get("publisher")),
        url=_text(stated.get("url")),
        licence=_text(stated.get("licence")),
    )


def _text(value: object) -> str | None:
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    return str(value).strip() or None if isinstance(value, str | int) else None
