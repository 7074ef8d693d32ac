"""Writes the binary sample documents, so that their words can be reviewed as text: a two-column PDF and a DOCX with a table.

python scripts/make_samples.py [raw/sample]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
from fpdf import FPDF

WRITTEN = datetime(2024, 6, 3, tzinfo=UTC)

POLICY_NOTE = """\
The state plans to raise the share of processed products in farming to 70% within three years. In 2023 the share \
stood at 38.4 percent, up from 35.2 percent in 2022.
Wheat yields averaged 1.1 tonnes per hectare, a fifth below the ten-year mean. The harvest came to 17.1 million \
tonnes; officials had hoped for 20 million.
Credit is the bottleneck. Banks lent 1.3 trillion tenge ($2.9 billion) to farms, at rates of 5 to 6 percent under \
the subsidy and of more than 20 percent without it.
"Every second farm has no collateral," said the head of the farmers' union. According to the union, two out of five \
members were refused a loan in 2023.
Storage is the second gap. A facility for 1.5 million barrels of oil would cost $200-250 million; grain silos are \
cheaper, at $80 a tonne of capacity.
The World Bank estimates that losses after harvest reach 25-30% of output. If they were halved, exports could grow \
by $400 million a year.
Rail costs matter too: a wagon to the Caspian coast costs 2.5 times what it did in 2019, and the trip takes 12 days \
instead of eight.
The plan names four goals for 2030: a yield of 1.6 tonnes per hectare, 4.5 million hectares under no-till, \
irrigation of 2.2 million hectares, and at least 50 new plants.
"""

BUDGET_ROWS = (
    ("Line", "2022", "2023", "2024 (plan)"),
    ("Revenue", "15,240", "18,910", "20,300"),
    ("Spending", "17,730", "21,400", "23,900"),
    ("Deficit", "(2,490)", "(2,490)", "(3,600)"),
    ("Deficit, % of GDP", "2.4", "2.4", "2.6"),
)


class TwoColumns(FPDF):
    """A page of two columns under a running title."""

    def header(self) -> None:
        """The running title and page number that every page repeats."""
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"Policy note 7/2024 - page {self.page_no()}", new_x="LMARGIN", new_y="NEXT")


def policy_note(path: Path) -> None:
    """The policy note as a PDF of two columns."""
    pdf = TwoColumns(format="A5")
    pdf.set_creation_date(WRITTEN)
    pdf.set_title("From fields to shelves")
    pdf.add_page()
    pdf.set_font("Helvetica", style="B", size=15)
    pdf.cell(0, 10, "From fields to shelves", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=10)
    with pdf.text_columns(ncols=2, gutter=8, line_height=1.2, balance=True) as columns:
        columns.write(POLICY_NOTE)
    pdf.output(str(path))


def budget_memo(path: Path) -> None:
    """The budget memo as a DOCX with a table under a caption that states its unit."""
    memo = docx.Document()
    memo.core_properties.created = memo.core_properties.modified = WRITTEN.replace(tzinfo=None)
    memo.core_properties.title = "Budget memo"
    memo.add_heading("Budget memo", level=0)
    memo.add_paragraph(
        "The republican budget for 2024-2026 assumes an oil price of $80 a barrel and growth of 5.3% next year. "
        "Transfers from the National Fund are to fall from 4 trillion to 3.6 trillion tenge."
    )
    memo.add_heading("Main lines", level=1)
    memo.add_paragraph("Table 1. Republican budget, billion tenge", style="Caption")
    table = memo.add_table(rows=0, cols=len(BUDGET_ROWS[0]))
    for row in BUDGET_ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    memo.add_paragraph(
        "Social spending takes 46% of the total. About 3.1 million pensioners will get 9 percent more from 1 January 2024. "
        "The auditors found that one in four programmes missed its targets, and that 12.6 billion tenge was not spent."
    )
    memo.save(str(path))


def main() -> None:
    """Write both documents into the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("raw/sample")
    policy_note(folder / "policy-note.pdf")
    budget_memo(folder / "budget-memo.docx")


if __name__ == "__main__":
    main()
