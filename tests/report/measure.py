"""How the report bears a large release: `python -m tests.report.measure [DOCUMENTS]` prints sizes and times in Chromium.

The release is synthetic, with ten claims a document and a text of some thousand characters around them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
from playwright.sync_api import Page, sync_playwright

from pipeline.publish.report import write_report
from tests.conftest import chromium
from tests.report.conftest import QUIET
from tests.report.synthetic import synthetic_release

FILTERS = (
    "#q=belmark",
    "#q=central bank arvenia",
    "#kind=money",
    "#kind=money,percent&status=forecast",
    "#from=2030&to=2031",
    "",
)
TIMED = """(query) => {
    const started = performance.now();
    tidyclaims.explorer.follow(query);
    return [Math.round(performance.now() - started), tidyclaims.explorer.rows.length];
}"""


def main(documents: int) -> None:
    """Print the measures of a report of so many documents."""
    with tempfile.TemporaryDirectory() as folder:
        release = synthetic_release(Path(folder), documents=documents, sentences=5, padding=4000)
        started = time.perf_counter()
        write_report(release, last_release=None)
        say("written in", f"{time.perf_counter() - started:.1f} s")
        say("claims", f"{pq.read_metadata(release / 'claims.parquet').num_rows:,}")
        for name in ("claims", "documents", "excluded", "texts", ""):
            size = sum(path.stat().st_size for path in (release / "report").rglob(f"{name}*") if path.is_file())
            say(f"size of {name or 'the report'}", f"{size / 1e6:.1f} MB")
        document = pq.read_table(release / "documents.parquet")["document_id"][documents // 2].as_py()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, "--enable-precise-memory-info"])
            measure_table(browser.new_page(viewport={"width": 1280, "height": 900}), release)
            measure_document(browser.new_page(viewport={"width": 1280, "height": 900}), release, document)
            browser.close()


def measure_table(page: Page, release: Path) -> None:
    """Times of the first page."""
    started = time.perf_counter()
    page.goto(f"{release.as_uri()}/report/index.html", wait_until="commit")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    say("all claims loaded after", f"{time.perf_counter() - started:.2f} s")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    say("first view after", f"{paint / 1000:.2f} s")
    say("memory of the page", f"{page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.0f} MB")
    for query in FILTERS:
        milliseconds, rows = page.evaluate(TIMED, query)
        say(f"filter {query or 'none'}", f"{milliseconds} ms, {rows:,} rows")
    say("elements on the page", str(page.evaluate("document.querySelectorAll('*').length")))


def measure_document(page: Page, release: Path, document: str) -> None:
    """Time of one document's page."""
    started = time.perf_counter()
    page.goto(f"{release.as_uri()}/report/document.html#d={document}")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    say("one document shown after", f"{time.perf_counter() - started:.2f} s")


def say(what: str, measured: str) -> None:
    """Print one measure."""
    sys.stdout.write(f"{what:<44}{measured}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
