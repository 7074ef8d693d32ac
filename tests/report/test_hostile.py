"""Documents that would take over the page show as text, and one endless line leaves the page usable."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pipeline.publish.diff import diff, write_diff_page
from pipeline.publish.report import write_report
from pipeline.publish.report.words import visible
from tests.report.conftest import Opener
from tests.report.synthetic import Number, Text, document_row, number, write_release, year

pytestmark = pytest.mark.requires_chromium

MARKUP = (
    "<script>window.hacked = 1; alert(1)</script>",
    "</script><script>window.hacked = 2</script>",
    "<img src=x onerror='window.hacked = 3'>",
    "<svg onload=window.hacked=4><a xlink:href='javascript:window.hacked=5'>x</a></svg>",
    "</style><style>* { display: none !important }</style>",
    "<a href='javascript:window.hacked=6'>here</a>",
    "<base href='http://elsewhere.example/'><link rel=stylesheet href='http://elsewhere.example/a.css'>",
    "<iframe srcdoc='<script>parent.hacked=7</script>'></iframe><meta http-equiv=refresh content='0;url=http://e.example'>",
    "{{ 7 * 7 }} ${window.hacked = 8} `${1}` \\' \\\" \\u003cscript>",
    "'); window.hacked = 9; ('",
    "line\u2028separators\u2029and\r\nline ends, \u0000 nul, \u001b[31m escape",
)
BIDI = "price \u202e%5 yb llef\u202c and \u2066isolated\u2069 \u200f\u061c"
SOURCE = "\"><img src=x onerror=window.hacked=10>/'&amp;\u202egnp.exe</script>.html"


def hostile_text() -> Text:
    made = Text(hashlib.sha256(b"hostile").hexdigest()[:16], SOURCE)
    for part in MARKUP:
        made.add([part, " rose by ", number("5 <b>percent</b>", "percent", 5.0, "percent", measure=part, subject=BIDI), "."])
        made.add(["It holds ", Number(f"<u>{len(part)}</u>", reason="identifier"), " and ", year("2019\u202e", 2019), "."])
    made.add([BIDI, " in ", number("7 %", "percent", 7, "percent", attributed_to="=HYPERLINK(1)")], end="")
    made.add(["𝒻𝒾𝓋ℯ 🚀 astral ", number("5 %", "percent", 5, "percent"), " 🚀 ", number("6 %", "percent", 6, "percent")])
    return made


def long_line() -> Text:
    made = Text(hashlib.sha256(b"long").hexdigest()[:16], "long.txt")
    filler = "word " * 4_000
    for index in range(500):
        made.add(
            [filler, number(f"{index} percent", "percent", index, "percent"), " ", Number("[1]", reason="reference_number")]
        )
    made.add(["x" * 200_000, number("9 %", "percent", 9, "percent")])
    for row in made.claims:
        row["sentence"] = row["surface"]
    return made


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    release = tmp_path_factory.mktemp("hostile") / "release"
    texts = [hostile_text(), long_line()]
    broken = {"status": "unreadable", "error": "<script>window.hacked=11</script>", "chars": None, "sentences": None}
    others = (document_row(Text("1" * 16, "<b>broken</b>.pdf"), **broken),)
    write_release(
        release,
        iter(texts),
        others=others,
        raw="<img src=x onerror=window.hacked=12>",
        rejections=["</ul><script>window.hacked=13</script>"],
    )
    write_report(release, last_release=release)
    return release


def test_markup_in_documents_shows_as_text(open_page: Opener, hostile: Path) -> None:
    made = hostile_text()
    page = open_page(f"document.html#d={made.document_id}", of=hostile)
    shown = page.locator("#sheet .block").evaluate_all("all => all.map(b => b.textContent).join('')")
    assert shown == visible(made.text)
    tags = page.locator("#sheet *").evaluate_all("all => [...new Set(all.map(e => e.tagName))].sort()")
    assert tags == ["A", "DIV", "SPAN"]
    hrefs = page.locator("#sheet a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all(href.startswith("#d=") for href in hrefs)
    assert page.evaluate("window.hacked") is None
    surfaces = page.locator("#sheet .of-claims").evaluate_all("all => all.map(m => m.textContent)")
    assert surfaces == [visible(row["surface"]) for row in made.claims]


@pytest.mark.parametrize("name", ["index.html", "documents.html", "failing.html", "changes.html"])
def test_hostile_names_and_fields_show_as_text_on_every_page(open_page: Opener, hostile: Path, name: str) -> None:
    page = open_page(name, of=hostile)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('main img, main iframe, main script, main style').length") == 0
    if name == "documents.html":
        expect(page.locator(".canvas")).to_contain_text(visible(SOURCE))
    if name == "index.html":
        expect(page.locator(".rejection")).to_contain_text("</ul><script>")
        page.locator(".canvas .row").first.click()
        expect(page.locator("#detail")).to_contain_text("[U+202E]")
        assert page.evaluate("window.hacked") is None


def test_a_rejected_release_says_so_first(open_page: Opener, hostile: Path) -> None:
    page = open_page("index.html", of=hostile)
    expect(page.locator(".badge")).to_contain_text("Rejected")


def test_formulas_are_harmless_in_copied_cells(open_page: Opener, hostile: Path) -> None:
    page = open_page("index.html#q=HYPERLINK", of=hostile)
    page.locator("#copy-csv").click()
    expect(page.locator("#copy-csv")).to_have_text("Copied")
    assert ",'=HYPERLINK(1)," in page.evaluate("navigator.clipboard.readText()")


TRIED = """async () => {
    const refused = [];
    const attempt = async (name, action) => { try { await action(); } catch { refused.push(name); } };
    const added = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
    await attempt('markup', () => { document.getElementById('main').innerHTML = '<b>x</b>'; });
    await attempt('script', () => added('script', { text: 'window.hacked = 1' }));
    await attempt('handler', () => document.body.setAttribute('onclick', 'window.hacked = 2'));
    await attempt('path', () => tidyclaims.load('../../elsewhere', 0));
    await attempt('policy', () => trustedTypes.createPolicy('tidyclaims', { createScriptURL: (url) => url }));
    await attempt('fetch', () => fetch('http://elsewhere.example/'));
    added('img', { src: 'http://elsewhere.example/pixel.gif' });
    added('link', { rel: 'stylesheet', href: 'http://elsewhere.example/style.css' });
    await new Promise((done) => setTimeout(done, 200));
    return refused;
}"""


def test_the_policy_stops_what_a_script_of_others_would_try(browser: Browser, hostile: Path) -> None:
    page = browser.new_page()
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    page.goto(f"{hostile.as_uri()}/report/index.html")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate(TRIED) == ["markup", "script", "handler", "path", "policy", "fetch"]
    page.locator("h1").click()
    assert page.evaluate("window.hacked") is None
    assert [url for url in answered if not url.startswith(hostile.as_uri())] == []
    page.close()


def test_a_page_of_differences_keeps_its_style_under_its_own_policy(browser: Browser, hostile: Path, tmp_path: Path) -> None:
    before = write_release(tmp_path / "before", iter(()))
    path = write_diff_page(diff(before, hostile, limit=20), tmp_path / "diff.html")
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main")).to_contain_text("<img src=x onerror=")
    assert faults == []
    page.close()


def test_ten_megabytes_in_one_line_stay_usable(open_page: Opener, hostile: Path) -> None:
    made = long_line()
    assert len(made.text) > 10_000_000
    assert "\n" not in made.text
    started = time.monotonic()
    page = open_page(f"document.html#d={made.document_id}", of=hostile)
    assert time.monotonic() - started < 40
    started = time.monotonic()
    page.keyboard.press("n")
    expect(page.locator("#sheet .mark.chosen")).to_be_in_viewport()
    page.locator("#grid").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet .mark.chosen")).to_be_in_viewport()
    expect(page.locator("#sheet .mark.chosen")).to_have_text("9 %")
    assert time.monotonic() - started < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
