"""Great Expectations' Data Docs of an audit, as pages that open from disk and ask nothing of any host.

The renderers are Great Expectations' own, and so is what the pages say. The frame around it is ours: their templates load
scripts, styles and images from eight hosts, and put what a document says into the page unescaped.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, pass_context

from pipeline.validate.gx import (
    DefaultJinjaPageView,
    ExpectationSuite,
    ExpectationSuitePageRenderer,
    ExpectationSuiteValidationResult,
    RenderedDocumentContent,
    ValidationResultsPageRenderer,
)

TEMPLATES = Path(__file__).with_name("templates")
INDEX, RESULTS, SUITE = "index.html", "results.html", "expectations.html"


class OfflineView(DefaultJinjaPageView):
    """Renders a page of Data Docs with our templates first, all text escaped, and ids that are the same in every run."""

    def __init__(self) -> None:
        super().__init__()
        theirs = self.env.loader or FileSystemLoader([])
        self.env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), theirs])
        numbers = count(1)
        self.env.filters["generate_html_element_uuid"] = lambda prefix="": f"{prefix}{next(numbers)}"
        self.env.filters["render_markdown"] = lambda text: f"<p>{html.escape(str(text))}</p>"
        self.env.filters["render_content_block"] = self.escaped_content_block

    def page(self, document: RenderedDocumentContent, name: str) -> str:
        """A page of Data Docs as HTML."""
        return str(self.render(document, page_name=name, pages=_links()))  # type: ignore[no-untyped-call]  # theirs

    @pass_context
    def escaped_content_block(self, context: Any, content_block: Any, *args: Any, **kwargs: Any) -> Any:
        """A part of a page as HTML; plain text in it, which may come from a document, is escaped."""
        if isinstance(content_block, list):
            content_block = [html.escape(str(part)) if _is_plain(part) else part for part in content_block]
        elif _is_plain(content_block):
            return html.escape(str(content_block))
        return self.render_content_block(context, content_block, *args, **kwargs)


def _is_plain(part: object) -> bool:
    return part is not None and not isinstance(part, dict | list) and not hasattr(part, "to_json_dict")


class ResultsRenderer(ValidationResultsPageRenderer):
    """The page of results, whose link to the suite leads to the page beside it and which names no time."""

    @classmethod
    def _render_validation_header(cls, validation_results: ExpectationSuiteValidationResult) -> Any:
        header = super()._render_validation_header(validation_results)  # type: ignore[no-untyped-call]  # theirs
        styling = header.subheader.string_template["styling"]["params"]
        styling["expectation_suite_name"]["attributes"]["href"] = SUITE
        return header

    @classmethod
    def _render_validation_info(cls, validation_results: ExpectationSuiteValidationResult) -> Any:
        info = super()._render_validation_info(validation_results)  # type: ignore[no-untyped-call]  # theirs
        info.table = [row for row in info.table if row[0] not in {"Run Name", "Run Time"}]
        return info


def write_data_docs(
    directory: Path, validation: ExpectationSuiteValidationResult, suite: ExpectationSuite, summary: Mapping[str, Any]
) -> None:
    """Write index.html, results.html and expectations.html; summary is what index.html shows."""
    view = OfflineView()
    results = ResultsRenderer().render(validation)
    expectations = ExpectationSuitePageRenderer().render(suite)  # type: ignore[no-untyped-call]  # theirs
    pages = {
        RESULTS: view.page(results, "Results"),
        SUITE: view.page(expectations, "Expectations"),
        INDEX: view.env.get_template("index.html.j2").render(page_name="Audit", pages=_links(), **summary),
    }
    for name, page in pages.items():
        lines = (line.rstrip() for line in page.splitlines())
        (directory / name).write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")


def _links() -> Mapping[str, str]:
    return {"Audit": INDEX, "Results": RESULTS, "Expectations": SUITE}
