"""Numbers in table cells take unit, scale and sign from the table around them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.extract import extract_mentions
from pipeline.model import Cell, CleanDocument, Document, FileFacts, Section, Sentence, Table
from pipeline.settings import Settings


def table_document(rows: list[list[str]], *, caption: str = "", lead: str = "", headers: int = 1) -> CleanDocument:
    """A document of one table, its first rows headers, each filled cell a sentence."""
    text = f"{lead}\n" if lead else ""
    caption_range = (len(text), len(text) + len(caption)) if caption else None
    text += f"{caption}\n" if caption else ""
    start, cells, sentences = len(text), [], []
    for row, contents in enumerate(rows):
        for column, content in enumerate(contents):
            first = len(text)
            text += content
            cells.append(Cell(first, len(text), row, column, is_header=row < headers))
            if content.strip():
                sentences.append(Sentence(len(sentences), first, len(text), "table"))
            text += "\t"
        text = text[:-1] + "\n"
    document = Document(
        FileFacts("0" * 16, "t", len(text)), text, (), (Table(start, len(text), tuple(cells), caption_range),)
    )
    return CleanDocument(document, text, (Section(0, len(text), "table"),), tuple(sentences))


def read(clean: CleanDocument) -> dict[str, tuple[str, Decimal, str | None]]:
    mentions = extract_mentions(clean, settings=Settings()).mentions
    return {clean.reading[m.start : m.end]: (m.kind, m.value_low, m.unit) for m in mentions if m.kind != "year"}


@pytest.mark.parametrize(
    ("rows", "caption", "surface", "expected"),
    [
        ([["Item", "Latest"], ["Sales", "1,200"]], "In millions of US dollars", "1,200", ("money", 1_200_000_000, "USD")),
        ([["Item", "Latest"], ["Loss", "(3.5)"]], "EUR million", "(3.5)", ("money", -3_500_000, "EUR")),
        ([["Item", "Latest"], ["Margin, %", "12.5"]], "EUR million", "12.5", ("percent", Decimal("12.5"), "percent")),
        ([["Town", "Share (%)"], ["A", "7"]], "", "7", ("percent", 7, "percent")),
        ([["Town", "Output, US$ bn"], ["A", "12.5"]], "", "12.5", ("money", 12_500_000_000, "USD")),
        ([["Town", "Budget, €m"], ["A", "12"]], "", "12", ("money", 12_000_000, "EUR")),
        ([["Item", "Latest", ""], ["Sales", "$", "1,234"]], "(in thousands)", "1,234", ("money", 1_234_000, "USD")),
        ([["Item", "Latest"], ["Sales", "$1,234"]], "(in thousands)", "$1,234", ("money", 1_234_000, "USD")),
        ([["Item", "Latest"], ["Loss", "($56)"]], "(in thousands)", "($56)", ("money", -56_000, "USD")),
        ([["Item", "Latest"], ["Sales", "$2 million"]], "(in thousands)", "$2 million", ("money", 2_000_000, "USD")),
        ([["Town", "Cargo, tonnes"], ["A", "1 485"]], "1,200 towns", "1 485", ("quantity", 1_485, "t")),
        ([["Road", "Length, km"], ["A", "340"]], "", "340", ("quantity", 340, "km")),
        ([["Town", "People (000s)"], ["A", "340"]], "", "340", ("quantity", 340_000, "people")),
        ([["Club", "Rank"], ["A", "7"]], "", "7", ("rank", 7, "1")),
        ([["Club", "World ranking"], ["A", "17"]], "", "17", ("rank", 17, "1")),
        ([["Club", "Goals"], ["A", "7"]], "", "7", ("quantity", 7, None)),
        ([["Club", "Age (years)"], ["A", "26"]], "", "26", ("quantity", 26, "year")),
        ([["Item", "Unit", "Value"], ["Area", "sq km", "2,724"]], "", "2,724", ("quantity", 2_724, "km2")),
        ([["Item", "Unit", "Value"], ["Workforce", "persons", "212"]], "", "212", ("quantity", 212, "person")),
        ([["Item", "Unit", "Value"], ["Jobless", "%", "4.9"]], "", "4.9", ("percent", Decimal("4.9"), "percent")),
        ([["Item", "2024"], ["CPI, %", "8.5–9.5"]], "", "8.5–9.5", ("percent", Decimal("8.5"), "percent")),
        ([["Item", "2024"], ["Sales", "$ 12"], ["Cost", "(80)"]], "(in millions)", "(80)", ("money", -80_000_000, "USD")),
        (
            [["Item", "2024"], ["Sales", "$ 12"], ["Employees", "810"]],
            "(in thousands)",
            "810",
            ("quantity", 810_000, "employee"),
        ),
        ([["Item", "2024"], ["Sales", "12"], ["Employees", "1,940"]], "£ million", "1,940", ("quantity", 1_940, "employee")),
        ([["Item", "2024"], ["Dividend (pence)", "38.2"]], "£ million", "38.2", ("money", Decimal("0.382"), "GBP")),
        ([["Firm", "Number of employees"], ["A", "1,940"]], "", "1,940", ("quantity", 1_940, "employee")),
        ([["Item", "2024"], ["Earnings per share", "$1.25"]], "(in millions)", "$1.25", ("money", Decimal("1.25"), "USD")),
    ],
)
def test_cell_takes_what_its_table_says(
    rows: list[list[str]], caption: str, surface: str, expected: tuple[str, Decimal, str | None]
) -> None:
    assert read(table_document(rows, caption=caption))[surface] == expected


@pytest.mark.parametrize(
    ("header", "content", "reason"),
    [("No.", "3", "list_marker"), ("#", "3", "list_marker"), ("Code", "47", "identifier"), ("Branch", "007", "identifier")],
)
def test_numbers_of_rows_and_codes_are_no_claims(header: str, content: str, reason: str) -> None:
    clean = table_document([["Town", header], ["A", content]])
    extraction = extract_mentions(clean, settings=Settings())
    assert extraction.mentions == ()
    assert [each.reason for each in extraction.excluded] == [reason]


@pytest.mark.parametrize(
    ("label", "caption", "per"),
    [
        ("Brent, US$/bbl", "", "[bbl_us]"),
        ("Wheat", "US$ per tonne", "t"),
        ("Sales, US$", "in millions, except per share", None),
    ],
)
def test_a_header_states_the_rate(label: str, caption: str, per: str | None) -> None:
    clean = table_document([["Item", "2024"], [label, "82"]], caption=caption)
    mentions = extract_mentions(clean, settings=Settings()).mentions
    assert [(m.kind, m.per) for m in mentions if m.kind != "year"] == [("money", per)]


def test_the_label_of_a_row_is_no_amount_of_the_caption() -> None:
    clean = table_document([["Line", "Income"], ["12", "340"]], caption="USD million")
    assert read(clean) == {"340": ("money", 340_000_000, "USD")}


def test_line_before_a_table_states_its_unit() -> None:
    clean = table_document([["Item", "Latest"], ["Grants", "15"]], lead="(in millions of tenge)")
    assert read(clean)["15"] == ("money", 15_000_000, "KZT")


def test_percentage_column_is_not_scaled_by_a_money_caption() -> None:
    clean = table_document([["Item", "Change, %"], ["Grants", "15"]], caption="USD million")
    assert read(clean)["15"] == ("percent", 15, "percent")


def test_year_in_a_scaled_table_without_unit_stays_with_the_calendar() -> None:
    clean = table_document([["Item", "Started"], ["Bridge", "2014"]], caption="(in thousands)")
    assert "2014" not in read(clean)


def test_header_cells_take_no_unit() -> None:
    clean = table_document([["Item", "450"], ["Grants", "15"]], caption="USD million")
    assert "450" not in {k for k, v in read(clean).items() if v[0] == "money"}


def test_a_bare_number_counts_what_row_and_column_name() -> None:
    found = read(table_document([["Author", "Patches"], ["Roe", "466"], ["Poe", "18216"]]))
    assert found == {"466": ("quantity", 466, None), "18216": ("quantity", 18216, None)}


@pytest.mark.parametrize("head", ["No.", "Order #", "Policy No.", "Customer ID", "Page"])
def test_a_number_that_names_counts_nothing(head: str) -> None:
    assert read(table_document([["Author", head], ["Roe", "466"], ["Poe", "471"]])) == {}


def test_a_header_in_two_lines_states_one_unit() -> None:
    clean = table_document([["Steel", "0.2% yield strength (kg/"], ["", "mm2)"], ["A", "84"], ["B", "83"]], headers=2)
    assert read(clean)["84"] == ("quantity", 84, "kg")
    assert {mention.per for mention in extract_mentions(clean, settings=Settings()).mentions if mention.unit == "kg"} == {
        "mm2"
    }


def test_years_and_rates_take_no_unit_from_the_line_above() -> None:
    clean = table_document([["Year", "Sum", "Price index"], ["1995", "78", "64"]], lead="(in millions of tenge)")
    assert read(clean) == {"78": ("money", 78_000_000, "KZT"), "64": ("quantity", 64, None)}


def test_a_table_of_contents_ends_with_pages() -> None:
    rows = [["Item 1.", "Business", "4"], ["Item 2.", "Property", "9"], ["Item 3.", "Law", "9"], ["Item 4.", "Safety", "12"]]
    excluded = extract_mentions(table_document(rows, headers=0), settings=Settings()).excluded
    assert [each.reason for each in excluded if each.rule == "table_cell"] == ["page_range"] * 4
