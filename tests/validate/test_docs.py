"""Data Docs open from disk: nothing in them leads to another host, and nothing a document says becomes markup."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pytest

from pipeline.settings import Bound, RowExpectation, Settings, Thresholds
from pipeline.validate import audit
from tests.publish.fakes import candidate_of, many, read

HOSTILE = '<img src="http://evil.example/x.png" onerror="alert(1)"><script>alert(1)</script></style>{{ 7*7 }} $a ${b}'
LOADING = {"src", "href", "action", "data", "poster", "srcset", "background", "formaction", "ping", "xlink:href"}
PAGES = ("index.html", "results.html", "expectations.html")


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.words, self.styles, self.ids, self.attributes = [], [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in LOADING]
        self.styles += [value or "" for name, value in attrs if name == "style"]
        self.ids += [value for name, value in attrs if name == "id"]
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        (self.styles if self.tags and self.tags[-1] == "style" else self.words).append(data)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    document = read("<b>evil</b>.txt", f"It paid $99999999999 million, says {HOSTILE} 7 percent of it.")
    claims = tuple(dataclasses.replace(claim, unit=HOSTILE, subject=HOSTILE) for claim in document.claims)
    settings = Settings(
        bounds=(Bound("percent", f"own {HOSTILE}", "percent", 0, 4),),
        expectations=(
            RowExpectation("own", "subject", "expect_column_values_to_match_regex", HOSTILE, (("regex", "^(?!<img)"),)),
        ),
        thresholds=Thresholds(max_quarantined_share=0.0),
    )
    candidate = candidate_of(tmp_path_factory.mktemp("docs"), [*many(9), dataclasses.replace(document, claims=claims)])
    audit(candidate, settings=settings, last_release=None)
    return {name: (candidate / "validation" / name).read_text(encoding="utf-8") for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_leads_to_another_host(pages, name):
    page = Page(pages[name])
    for link in page.links:
        assert link in PAGES or re.fullmatch(r"#[\w-]+", link), link
    assert not any(re.search(r"url\s*\(|@import|expression", style) for style in page.styles)
    assert not set(page.tags) & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "video",
        "audio",
        "svg",
    }
    assert not any(attribute.startswith("on") for attribute in page.attributes)


@pytest.mark.parametrize("name", PAGES)
def test_a_policy_forbids_what_is_not_there(pages, name):
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in pages[name]


@pytest.mark.parametrize("name", ["index.html", "results.html"])
def test_what_documents_say_is_text(pages, name):
    assert HOSTILE in "".join(Page(pages[name]).words)


def test_links_within_a_page_have_their_goal(pages):
    for name in PAGES:
        page = Page(pages[name])
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids), name


def test_the_first_page_says_what_happened(pages):
    words = " ".join("".join(Page(pages["index.html"]).words).split())
    assert "Rejected" in words and "quarantined_share is" in words
    assert "bounds.percent.percent.high" in words and "4.5 percent" in words


def test_the_other_pages_tell_every_expectation(pages):
    assert "an empty or reversed span points at nothing" in pages["expectations.html"]
    assert pages["results.html"].count("values must") > 40
