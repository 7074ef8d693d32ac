"""The pages in a browser, from disk: nothing fails, nothing else is asked for, all works by mouse and by keys."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pipeline.publish.corrections import load_corrections
from pipeline.tables import table
from tests.report.conftest import Opener
from tests.report.synthetic import Row

pytestmark = pytest.mark.requires_chromium

PAGES = ("index.html", "documents.html", "failing.html", "changes.html", "document.html")


@pytest.fixture(scope="module")
def claims(release: Path) -> list[Row]:
    return pq.read_table(release / "claims.parquet").to_pylist()


def address(name: str, claims: list[Row]) -> str:
    return f"{name}#d={claims[0]['document_id']}" if name == "document.html" else name


def serious_violations(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds; it must not load style sheets itself, which the page's policy forbids."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(open_page: Opener, claims: list[Row], name: str, scheme: str, width: int) -> None:
    page = open_page(address(name, claims), scheme=scheme, width=width)
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_claim_opened_is_accessible(open_page: Opener) -> None:
    page = open_page()
    page.locator(".canvas .row").first.click()
    page.locator(".correcting summary").click()
    assert serious_violations(page) == []


def test_the_first_screen_tells_verdict_figures_and_change(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    expect(page.locator("#verdict-title")).to_have_text(f"{len(claims):,} numeric claims from 40 documents")
    expect(page.locator(".badge")).to_contain_text("Published")
    expect(page.locator(".figures")).to_contain_text("since the last release")
    assert page.locator(".verdict").bounding_box()["y"] < 200  # type: ignore[index]  # it is on the page


def test_without_scripts_the_first_screen_and_charts_still_show(browser: Browser, release: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{release.as_uri()}/report/index.html")
    expect(page.locator("#verdict-title")).to_be_visible()
    assert page.locator("figure svg").count() == 10
    assert "The table needs scripts" in page.content()
    context.close()


def test_search_narrows_to_rows_that_hold_every_word(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("Roads BELMARK")
    wanted = [row for row in claims if "roads" in row["sentence"] and "Belmark" in row["sentence"]]
    wanted = [row for row in wanted if "belmark" in row["sentence"].lower()]
    by_name = [row for row in claims if "belmark" in row["source"] and "roads" in row["sentence"]]
    count = len({row["claim_id"] for row in wanted + by_name})
    expect(page.locator("#result")).to_have_text(f"{count} claims of {len(claims):,}")


def test_facets_narrow_together_and_tell_what_each_choice_leaves(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    page.locator('[data-facet="kind"] [data-word="money"]').click()
    page.locator('[data-facet="status"] [data-word="target"]').click()
    wanted = sum(row["kind"] == "money" and row["status"] == "target" for row in claims)
    expect(page.locator("#result")).to_contain_text(f"{wanted} claims of")
    percent = page.locator('[data-facet="kind"] [data-word="percent"] .count')
    expect(percent).to_have_text(str(sum(row["kind"] == "percent" and row["status"] == "target" for row in claims)))
    assert "kind=money" in page.evaluate("location.hash")
    page.locator("#clear").click()
    expect(page.locator("#result")).to_have_text(f"{len(claims):,} claims")


def test_years_and_document_filter(open_page: Opener, claims: list[Row]) -> None:
    page = open_page("index.html#from=2030&to=2031")
    held = [row for row in claims if row["year_end"] and row["year_end"] >= 2030 and row["year_start"] <= 2031]
    expect(page.locator("#result")).to_contain_text(f"{len(held)} claims of")
    expect(page.locator("#year-from")).to_have_value("2030")
    page.locator("#clear").click()
    page.locator("#document-filter").fill(claims[0]["source"])
    mine = sum(row["source"] == claims[0]["source"] for row in claims)
    expect(page.locator("#result")).to_contain_text(f"{mine} claims of")


def test_sorting_by_value_both_ways_and_back(open_page: Opener, claims: list[Row]) -> None:
    page = open_page("index.html#kind=percent")
    values = sorted(row["value"] for row in claims if row["kind"] == "percent")
    header = page.get_by_role("columnheader", name="Value")
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "ascending"
    first = page.locator('.canvas .row[data-place="0"] .value .strong')
    expect(first).to_have_text(f"{values[0]:g}")
    header.get_by_role("button").click()
    expect(first).to_have_text(f"{values[-1]:g}")
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "none"
    expect(page.locator('.canvas .row[data-place="0"] .surface .mark')).to_have_text(
        next(row["surface"] for row in claims if row["kind"] == "percent")
    )


def test_rows_are_drawn_as_they_come_into_view(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    assert page.locator(".canvas .row").count() < 60
    page.locator("#grid").focus()
    page.keyboard.press("End")
    last = page.locator(f'.canvas .row[data-place="{len(claims) - 1}"]')
    expect(last).to_be_in_viewport()
    expect(last.locator(".surface .mark")).to_have_text(claims[-1]["surface"])
    assert page.locator("#grid").get_attribute("aria-activedescendant") == last.get_attribute("id")


def test_keys_choose_open_and_close_a_row(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    page.locator("#grid").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#detail .surface")).to_have_text(claims[2]["surface"])
    expect(page.locator("#detail")).to_contain_text(claims[2]["rule"])
    page.locator("#detail .close").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_hidden()
    expect(page.locator("#grid")).to_be_focused()


def test_a_row_leads_to_its_span_and_a_span_to_its_row(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    page.locator('.canvas .row[data-place="3"]').click()
    page.get_by_role("link", name="Show in document").click()
    page.wait_for_selector("html[data-ready=document]", state="attached")
    chosen = page.locator("#sheet .mark.chosen")
    assert chosen.evaluate("mark => mark.firstChild.data") == claims[3]["surface"]
    expect(page.locator("#detail .surface")).to_have_text(claims[3]["surface"])
    page.locator("#sheet .mark").nth(5).click()
    expect(page.locator("#detail")).to_contain_text(claims[5]["claim_id"])
    expect(page.locator('#grid .row[aria-selected="true"] .mark')).to_have_text(claims[5]["surface"])
    page.locator('#grid .canvas .row[data-place="6"]').click()
    expect(page.locator("#sheet .mark.chosen")).to_have_attribute("data-key", "claims 6")
    assert claims[6]["claim_id"] in page.evaluate("location.hash")


def test_keys_walk_through_the_claims_of_a_document(open_page: Opener, claims: list[Row]) -> None:
    page = open_page(f"document.html#d={claims[0]['document_id']}")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator("#sheet .mark.chosen")).to_have_attribute("data-key", "claims 1")
    expect(page.locator("#sheet .mark.chosen")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#detail .surface")).to_have_text(claims[0]["surface"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet .mark.chosen")).to_have_attribute("data-key", "claims 1")


def test_every_number_of_a_document_is_marked_where_it_stands(open_page: Opener, release: Path) -> None:
    texts = {row["document_id"]: row["text"] for row in pq.read_table(release / "texts.parquet").to_pylist()}
    quarantined = pq.read_table(release / "quarantine.parquet").to_pylist()
    document = quarantined[0]["document_id"]
    page = open_page(f"document.html#d={document}")
    assert page.locator("#sheet .block").evaluate_all("all => all.map(b => b.textContent).join('')") == texts[document]
    for name, css in (("claims", ".of-claims"), ("quarantine", ".of-failing"), ("excluded", ".excluded")):
        rows = pq.read_table(release / f"{name}.parquet").to_pylist()
        wanted = [row["surface"] for row in rows if row["document_id"] == document]
        assert page.locator(f"#sheet {css}").evaluate_all("all => all.map(m => m.textContent)") == wanted
    page.locator("#sheet .of-failing").first.click()
    expect(page.locator("#detail .broken")).to_contain_text(quarantined[0]["reason"])


def test_kinds_can_be_switched_off_in_a_document(open_page: Opener, claims: list[Row]) -> None:
    page = open_page(f"document.html#d={claims[0]['document_id']}")
    button = page.locator("#kinds").get_by_role("button", name="year")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("#grid .canvas .mark.kind-year").count() == 0
    style = page.locator("#sheet .mark.kind-year").first.evaluate("m => getComputedStyle(m).textDecorationLine")
    assert style == "none"


def test_reasons_of_excluded_numbers_can_be_spelt_out(open_page: Opener, release: Path) -> None:
    excluded = pq.read_table(release / "excluded.parquet").to_pylist()
    page = open_page(f"document.html#d={excluded[0]['document_id']}")
    number = page.locator("#sheet .excluded").first
    assert number.get_attribute("title") == "not a claim: section number"
    page.get_by_role("button", name="reasons").click()
    content = number.evaluate("n => getComputedStyle(n, '::after').content")
    assert "section number" in content or "attr(data-reason)" in content


def test_copied_csv_holds_the_rows_shown_with_every_column(open_page: Opener, claims: list[Row]) -> None:
    page = open_page("index.html#kind=money&status=target")
    page.locator("#copy-csv").click()
    expect(page.locator("#copy-csv")).to_have_text("Copied")
    copied = list(csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    wanted = [row for row in claims if row["kind"] == "money" and row["status"] == "target"]
    assert list(copied[0]) == list(table("claims").column_names)
    assert [row["claim_id"] for row in copied] == [row["claim_id"] for row in wanted]
    assert [row["source"] for row in copied] == [row["source"] for row in wanted]
    assert [float(row["value"]) for row in copied] == [row["value"] for row in wanted]
    assert {row["unit_assumed"] for row in copied} <= {"true", "false"}


def test_a_copied_correction_is_one_that_loads(open_page: Opener, claims: list[Row], tmp_path: Path) -> None:
    page = open_page()
    page.locator('.canvas .row[data-place="1"]').click()
    page.locator(".correcting summary").click()
    page.get_by_label("Field to correct").select_option("status")
    page.get_by_role("button", name="Copy correction").click()
    text = page.evaluate("navigator.clipboard.readText()")
    entry = tomllib.loads(text)["correction"][0]
    assert (entry["document"], entry["claim"]) == (claims[1]["source"], claims[1]["claim_id"])
    assert (entry["field"], entry["value"]) == ("status", claims[1]["status"])
    path = tmp_path / "corrections.toml"
    path.write_text(text.replace('""', '"seen"'), encoding="utf-8")
    assert load_corrections(path)[0].field == "status"


def test_a_corrected_row_shows_what_was_read(open_page: Opener) -> None:
    page = open_page("index.html#corrected=1")
    expect(page.locator("#result")).to_contain_text("1 claim of")
    expect(page.locator(".canvas .tag")).to_have_text("corrected")
    page.locator(".canvas .row").click()
    expect(page.locator(".corrected")).to_contain_text("pledged, says the next line (A. Reader)")
    expect(page.locator(".corrected ins")).to_have_text("target")


def test_column_help_explains_every_column(open_page: Opener) -> None:
    page = open_page()
    page.locator("#column-help").click()
    for column in table("claims").columns:
        expect(page.locator("#help-body")).to_contain_text(column.description)
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_a_chart_leads_to_its_claims(open_page: Opener, claims: list[Row]) -> None:
    page = open_page()
    page.locator('#chart-money .wide [data-query="kind=money&unit=EUR"]').first.click()
    wanted = sum(row["unit"] == "EUR" for row in claims)
    expect(page.locator("#result")).to_contain_text(f"{wanted} claims of")
    page.get_by_role("button", name="Remove filter unit").click()
    page.locator("#chart-percents .numbers summary").click()
    page.locator("#chart-percents").get_by_role("link", name="5 to 10 %", exact=True).click()
    within = sum(row["unit"] == "percent" and 5 <= row["value"] < 10 for row in claims)
    expect(page.locator("#result")).to_contain_text(f"{within} claims of")


def test_failing_rows_stand_in_their_sentences_by_expectation(open_page: Opener, release: Path) -> None:
    rows = pq.read_table(release / "quarantine.parquet").to_pylist()
    page = open_page("failing.html")
    button = page.locator('[data-expectation="year_is_plausible"]')
    expect(button).to_contain_text("no document speaks of years so far ahead")
    button.click()
    wanted = sum(row["expectation"] == "year_is_plausible" for row in rows)
    expect(page.locator("#result")).to_have_text(f"{wanted} rows")
    page.locator(".canvas .row").first.click()
    expect(page.locator("#detail .broken")).to_contain_text("year_end 3020")
    page.get_by_role("link", name="Show in document").click()
    page.wait_for_selector("html[data-ready=document]", state="attached")
    expect(page.locator("#sheet .mark.chosen")).to_have_class("mark kind-year of-failing chosen")


def test_reported_rows_are_listed_and_stay_claims(open_page: Opener, claims: list[Row]) -> None:
    page = open_page("failing.html")
    button = page.locator('[data-expectation="rank_is_high"]')
    expect(button).to_contain_text("reported, the first 3 listed")
    button.click()
    expect(page.locator("#result")).to_have_text("3 rows")
    page.locator('.canvas .row[data-place="1"]').click()
    wanted = [row for row in claims if row["kind"] == "rank"][1]
    expect(page.locator("#detail")).to_contain_text(f"rank of {wanted['surface']}: low ranks")
    expect(page.locator("#detail .where")).to_have_text(wanted["source"])
    page.get_by_role("link", name="Show in document").click()
    page.wait_for_selector("html[data-ready=document]", state="attached")
    expect(page.locator("#sheet .mark.chosen")).to_have_class("mark kind-rank of-claims chosen")


def test_the_validation_report_is_linked(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("link", name="Validation", exact=True).click()
    assert page.title() == "Data Docs"


def test_documents_are_found_by_name_and_status(open_page: Opener) -> None:
    page = open_page("documents.html")
    expect(page.locator("#result")).to_have_text("41 documents")
    page.locator("#statuses").get_by_role("button", name="empty").click()
    expect(page.locator("#result")).to_have_text("1 document")
    expect(page.locator(".canvas")).to_contain_text("no text layer")


def test_what_changed_lists_claims_by_document(open_page: Opener) -> None:
    page = open_page("changes.html")
    expect(page.locator("#changed .field-change")).to_contain_text("target")
    assert page.locator("#appeared .difference").count() > 5


def test_the_theme_is_kept_from_page_to_page(open_page: Opener) -> None:
    page = open_page()
    page.locator("#theme").click()
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("link", name="Documents", exact=True).click()
    page.wait_for_selector("html[data-ready=documents]", state="attached")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 21, 25)"


def test_print_shows_rows_that_a_screen_scrolls_to(open_page: Opener) -> None:
    page = open_page()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".canvas .row").count() == 400
    assert page.locator("#grid").evaluate("grid => grid.clientHeight") > 400 * 15
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".canvas .row").count() < 60


def test_a_missing_data_file_is_told_on_the_page(browser: Browser, release: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "report"
    shutil.copytree(release / "report", copy)
    (copy / "data" / "claims-0000.js").unlink()
    page = browser.new_page()
    page.goto(f"{copy.as_uri()}/index.html")
    expect(page.get_by_role("alert")).to_contain_text("claims-0000.js is missing")
    page.close()
