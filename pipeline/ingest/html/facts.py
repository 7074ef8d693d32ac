"""What a page says of itself: JSON-LD, OpenGraph, citation and Dublin Core tags, title and time elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from pipeline.ingest.dates import iso_date

_TITLES = ("citation_title", "og:title", "dc.title", "twitter:title")
_DATES = (
    "citation_publication_date", "citation_date", "article:published_time", "dc.date", "dc.date.issued", "dcterms.issued",
    "date", "pubdate", "publishdate", "publication_date", "parsely-pub-date", "sailthru.date", "og:published_time",
)  # fmt: skip
_PUBLISHERS = (
    "citation_journal_title",
    "citation_publisher",
    "og:site_name",
    "dc.publisher",
    "publisher",
    "application-name",
)
_URLS = ("og:url", "citation_fulltext_html_url", "citation_public_url")
_MOST_SCRIPTS = 20
_LONGEST_SCRIPT = 1_000_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Title, ISO date, publisher and address, each None where the page is silent."""

    title: str | None
    published: str | None
    publisher: str | None
    url: str | None


def page_facts(page: LexborHTMLParser) -> PageFacts:
    """Gather what a page states about itself."""
    meta = _meta(page)
    linked = list(_linked_data(page))
    return PageFacts(
        title=_first(_stated(linked, "headline"), _pick(meta, _TITLES), _text_of(page, "title")),
        published=_first_date(_stated(linked, "datePublished"), *(meta.get(name) for name in _DATES), _time_of(page)),
        publisher=_first(_stated(linked, "publisher"), _pick(meta, _PUBLISHERS)),
        url=_first(_canonical(page), _pick(meta, _URLS), _stated(linked, "url")),
    )


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in page.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower(), " ".join(content.split()))
    return found


def _linked_data(page: LexborHTMLParser) -> Iterator[dict[str, object]]:
    for node in page.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]:
        script = node.text()
        try:
            yield from _things(json.loads(script, strict=False) if len(script) < _LONGEST_SCRIPT else None)
        except (ValueError, RecursionError):
            continue


def _things(data: object) -> Iterator[dict[str, object]]:
    if isinstance(data, list):
        for item in data:
            yield from _things(item)
    elif isinstance(data, dict):
        if "@graph" in data:
            yield from _things(data["@graph"])
        kind = str(data.get("@type"))
        if "headline" in data or "Article" in kind or "Report" in kind or "WebPage" in kind:
            yield data


def _stated(things: list[dict[str, object]], key: str) -> str | None:
    for thing in sorted(things, key=lambda thing: "headline" not in thing):
        value = thing.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("@id")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _canonical(page: LexborHTMLParser) -> str | None:
    node = page.css_first('link[rel="canonical"]')
    address = node.attributes.get("href") if node else None
    return address if address and "://" in address else None


def _time_of(page: LexborHTMLParser) -> str | None:
    node = page.css_first("time[pubdate], time[itemprop=datePublished], article time[datetime], main time[datetime]")
    return (node.attributes.get("datetime") or node.text()) if node else None


def _text_of(page: LexborHTMLParser, selector: str) -> str | None:
    node = page.css_first(selector)
    return " ".join(node.text().split()) if node else None


def _pick(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _first_date(*values: str | None) -> str | None:
    return next((date for date in map(iso_date, values) if date), None)
