"""Screenshots of the report of the sample documents, for the documentation: `make pictures` writes docs/pictures/.

The same code, fonts and browser give the same pictures: two releases are made of raw/sample, so that the second one has
something to tell since the first, and their reports are written with a fixed time.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.publish.report import Verdict, write_report
from pipeline.publish.report.verdict import verdict_of
from pipeline.run import Job, run
from pipeline.settings import Settings
from tests.conftest import chromium
from tests.report.conftest import QUIET

ROOT = Path(__file__).parents[1]
SAMPLE, PICTURES = ROOT / "raw" / "sample", ROOT / "docs" / "pictures"
LATER = "wire.jsonl"
READ = "steppe-journal.html"
PUBLISHED = "2026-11-22T06:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file name, the page it shows, the size and theme of the window, and what is done on the page first."""

    name: str
    page: str
    act: Callable[[Page], object] = lambda page: None
    width: int = 1280
    height: int = 860
    scheme: str = "light"


def main() -> int:
    """Write the pictures; 1 where there is no browser to take them with."""
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    if chromium() is None:
        logging.error("no Chromium is installed; .ci/run installs it")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        release = sample_release(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        for picture in pictures(release):
            take(browser, release, picture)
        browser.close()
    return 0


def sample_release(folder: Path) -> Path:
    """A release of all sample documents after one that lacked some of them."""
    raw, out = folder / "sample", folder / "processed"
    shutil.copytree(SAMPLE, raw, ignore=shutil.ignore_patterns(f"{LATER}*"))
    first = run(Job(raw, out, Settings()))
    for path in SAMPLE.glob(f"{LATER}*"):
        shutil.copy(path, raw)
    second = run(Job(raw, out, Settings()))
    if first is None or second is None:
        raise RuntimeError("the sample documents gave no release")
    told = verdict_of(second.path)
    verdict = Verdict(told.release_id, PUBLISHED, "raw/sample", told.engine, told.model)
    write_report(second.path, last_release=first.path, verdict=verdict)
    return second.path


def pictures(release: Path) -> tuple[Picture, ...]:
    """What is shown of a release."""
    rows = pq.read_table(release / "claims.parquet").to_pylist()
    claim = next(row for row in rows if row["source"] == READ and row["kind"] == "money" and row["measure"])
    document = f"document.html#d={claim['document_id']}&c={claim['claim_id']}"
    return (
        Picture("overview", "index.html"),
        Picture("overview-dark", "index.html", scheme="dark"),
        Picture("charts", "index.html", show_charts, height=1180),
        Picture("claims", "index.html#kind=money,percent&status=forecast,target", show_claims),
        Picture("document", document),
        Picture("changes", "changes.html"),
        Picture("phone", "index.html", width=390, height=844),
        Picture("phone-document", document, width=390, height=844, scheme="dark"),
    )


def show_charts(page: Page) -> None:
    """Bring the charts to the top."""
    page.locator(".charts").evaluate("charts => scrollTo(0, charts.offsetTop - 76)")


def show_claims(page: Page) -> None:
    """Open a row of the table."""
    page.locator("#claims").evaluate("section => scrollTo(0, section.offsetTop - 40)")
    page.locator('.canvas .row[data-place="2"]').click()


def take(browser: Browser, release: Path, picture: Picture) -> None:
    """Take one picture."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,  # type: ignore[arg-type]  # "light" or "dark"
        device_scale_factor=1.5,
        reduced_motion="reduce",
    )
    page.goto(f"{release.as_uri()}/report/{picture.page}")
    if not picture.page.startswith("changes"):
        page.wait_for_selector("html[data-ready]", state="attached")
    picture.act(page)
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{picture.name}.png", caret="hide")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
