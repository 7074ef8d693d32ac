"""A browser, a release with its report, and pages that note whatever goes wrong on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.publish.corrections import Correction, apply_corrections
from pipeline.publish.report import write_report
from tests.conftest import chromium
from tests.report.synthetic import synthetic_release

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: while Playwright is open, no other test of this process could start an event loop.
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of forty documents with a correction, and its report with the changes since a release before."""
    folder = tmp_path_factory.mktemp("releases")
    before = synthetic_release(folder / "000006-before", documents=39)
    after = synthetic_release(folder / "000007-after", documents=40)
    row = pq.read_table(after / "claims.parquet").to_pylist()[0]
    apply_corrections(
        after,
        [Correction(row["source"], row["claim_id"], "status", "target", "pledged, says the next line", "A. Reader", "1")],
    )
    write_audit(after)
    write_report(after, last_release=before)
    return after


def write_audit(release: Path) -> None:
    """Write what the audit would tell: an expectation of quarantined rows, and one that only reports."""
    claims = pq.read_table(release / "claims.parquet").to_pylist()
    reported = [
        {"claim_id": row["claim_id"], "detail": f"rank of {row['surface']}"} for row in claims if row["kind"] == "rank"
    ]
    failures = [
        {
            "name": "percent_is_plausible",
            "severity": "critical",
            "guards_against": "scales read twice",
            "count": 9,
            "rows": [],
        },
        {"name": "rank_is_high", "severity": "warning", "guards_against": "low ranks", "count": 99, "rows": reported[:3]},
    ]
    (release / "validation").mkdir()
    (release / "validation" / "result.json").write_text(json.dumps({"row_failures": failures}), encoding="utf-8")
    (release / "validation" / "index.html").write_text("<title>Data Docs</title>", encoding="utf-8")


@pytest.fixture
def open_page(browser: Browser, release: Path) -> Iterator[Opener]:
    """Opens a page of the report from disk; the test fails if a page logged an error or asked for anything else."""
    contexts, faults = [], []

    def opened(name: str = "index.html", *, width: int = 1280, scheme: str = "light", of: Path = release) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]  # "light" or "dark"
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
        home = of.as_uri() + "/"
        page.on("request", lambda request: None if request.url.startswith(home) else faults.append(f"asked: {request.url}"))
        page.goto(f"{home}report/{name}")
        if not name.startswith("changes"):
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
