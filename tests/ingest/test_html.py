"""HTML: nothing visible lost, no figure glued to another, tables with their grid, the page's own part told from the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableDocument
from pipeline.ingest.budget import Budget
from pipeline.ingest.content import Content
from pipeline.ingest.html import read_html
from pipeline.model import Document, FileFacts
from pipeline.settings import Limits
from tests.ingest.reading import check_structure, grid, outline


def read(page: str) -> Document:
    content: Content = read_html(page, Budget(Limits()))
    document = Document(FileFacts("0" * 16, "-", len(page)), content.text, content.blocks, content.tables)
    check_structure(document)
    return document


def text_of(page: str) -> str:
    return read(page).text


INLINE = [
    # what a browser shows raised must not become part of a number
    ("10<sup>3</sup> cells", "10³ cells"),
    ("10<sup>-6</sup> g", "10⁻⁶ g"),
    ("1.5 × 10<sup>6</sup>", "1.5 × 10⁶"),
    ("5,400<sup><a href='#n1'>1</a></sup> people", "5,400 people"),
    ("5 percent<sup>1</sup> more", "5 percent more"),
    ("the bank<sup>2,3</sup> said", "the bank said"),
    ("12%<sup class='reference'>[4]</sup>", "12%"),
    ("20 m<sup>2</sup> and 3 km<sup>3</sup>", "20 m² and 3 km³"),
    ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
    ("10<sub>2</sub>", "10₂"),
    ("the 21<sup>st</sup> century", "the 21st century"),
    ("5<sup>1</sup>/<sub>2</sub> percent", "5 1/2 percent"),
    ("<sup>1</sup> Preliminary.", "¹ Preliminary."),
    ("Acme<sup>®</sup> sold 5", "Acme® sold 5"),
    ("2019<span style='vertical-align: super'><a>5</a></span>", "2019"),
    # white space as a browser has it
    ("<b>12</b><i>%</i>  of\n all", "12% of all"),
    ("1&nbsp;500&#8239;000", "1\u00a0500\u202f000"),
    ("mil&shy;lion 5&#8203;%", "million 5%"),
    ("one<br>two", "one\ntwo"),
    ("a&lt;b &amp; 5&nbsp;%", "a<b & 5\u00a0%"),
    ("5<!-- x -->0", "50"),
]


@pytest.mark.parametrize(("inner", "expected"), INLINE)
def test_inline(inner: str, expected: str) -> None:
    assert text_of(f"<p>{inner}</p>") == expected
    assert expected in text_of(f"<table><tr><th>a<th>b<tr><td>x<td>{inner}</table>")


PAGE = """<!doctype html><html><head><title>Steppe News: growth</title>
<meta property="article:published_time" content="2021-03-04T10:00:00Z"><meta property="og:site_name" content="Steppe News">
<link rel="canonical" href="https://example.org/growth">
<script>var hidden = 99</script><style>p { width: 98px }</style></head>
<body class="has-sidebar nav-open">
<header><nav><ul><li><a href="/">Home 1</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use 14 cookies.</p></div>
<main>
<h1>Growth at 5 percent</h1><p class="byline">By A. Writer</p><p>4 March 2021</p>
<p>Output rose 5 percent.</p>
<h2>Why</h2>
<ul><li>Rain fell for 3 months.</li><li><p>Mills opened.</p></li></ul>
<blockquote>"It was 7 percent."</blockquote>
<figure><img src="x.png" alt="97"><figcaption>Chart 1. Growth since 2010</figcaption></figure>
<div>Loose text of 6 words here<p>Then a paragraph.</p>and 8 more loose words</div>
<div style="display:none">hidden 96</div><p hidden>hidden 95</p><template>hidden 94</template>
<noscript>hidden 93</noscript><select><option>hidden 92</option></select>
<div class="share-buttons">Share 11</div>
<h2>References</h2><ol class="references"><li>Adams A. Ports. 2001.</li></ol>
<div class="footnotes"><p>1. Revised figure.</p></div>
</main>
<aside><p>Related: 12 stories</p></aside>
<footer><p>© 2021 Steppe News</p></footer>
</body></html>"""


def test_a_page() -> None:
    assert outline(read(PAGE)) == [
        ("boilerplate", "Home 1"),
        ("boilerplate", "We use 14 cookies."),
        ("title", "Growth at 5 percent"),
        ("metadata", "By A. Writer"),
        ("metadata", "4 March 2021"),
        ("paragraph", "Output rose 5 percent."),
        ("heading", "Why"),
        ("list_item", "Rain fell for 3 months."),
        ("list_item", "Mills opened."),
        ("paragraph", '"It was 7 percent."'),
        ("caption", "Chart 1. Growth since 2010"),
        ("paragraph", "Loose text of 6 words here"),
        ("paragraph", "Then a paragraph."),
        ("paragraph", "and 8 more loose words"),
        ("boilerplate", "Share 11"),
        ("heading", "References"),
        ("reference", "Adams A. Ports. 2001."),
        ("footnote", "1. Revised figure."),
        ("boilerplate", "Related: 12 stories"),
        ("boilerplate", "© 2021 Steppe News"),
    ]


def test_what_a_page_says_of_itself() -> None:
    content = read_html(PAGE, Budget(Limits()))
    assert (content.title, content.published, content.publisher, content.url) == (
        "Steppe News: growth", "2021-03-04", "Steppe News", "https://example.org/growth",
    )  # fmt: skip


def test_linked_data_goes_before_tags() -> None:
    page = """<head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "True  title",
    "datePublished": "2020-02-03", "publisher": {"name": "Desk"}}]}</script><title>x</title></head><p>a"""
    content = read_html(page, Budget(Limits()))
    assert (content.title, content.published, content.publisher) == ("True title", "2020-02-03", "Desk")


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, '{"@type": 5}', '{"headline": ["x"]}', "null", '{"headline": {"name": 5}}']
)
def test_linked_data_of_any_shape_is_survived(script: str) -> None:
    assert text_of(f'<script type="application/ld+json">{script}</script><p>5 percent') == "5 percent"


def test_blocks_say_which_element_they_are() -> None:
    document = read("<h1>a</h1><p>b</p><div><p>c</p><ul><li>d</ul></div><p>e")
    assert [block.locator for block in document.blocks] == ["h1[1]", "p[1]", "p[2]", "li[1]", "p[3]"]


TABLE = """<table><caption>Crops <b>by year</b></caption>
<thead><tr><th rowspan=2>Crop</th><th colspan=2>Yield</th></tr><tr><th>2019</th><th>2020</th></tr></thead>
<tr><th>Corn</th><td>1,200<sup>a</sup></td><td>1,300</td></tr>
<tr><td>Rye</td><td></td><td>5<br>revised</td></tr></table>"""


def test_a_table_with_spans() -> None:
    document = read(f"<p>before</p>{TABLE}<p>after</p>")
    assert (
        document.text == "before\n\nCrops by year\n\nCrop\tYield\n2019\t2020\nCorn\t1,200\t1,300\nRye\t5\nrevised\n\nafter"
    )
    assert grid(document) == [
        (0, 0, "Crop", True), (0, 1, "Yield", True), (1, 1, "2019", True), (1, 2, "2020", True), (2, 0, "Corn", True),
        (2, 1, "1,200", False), (2, 2, "1,300", False), (3, 0, "Rye", False), (3, 2, "5\nrevised", False),
    ]  # fmt: skip
    table = document.tables[0]
    assert [(cell.row_span, cell.column_span) for cell in table.cells[:2]] == [(2, 1), (1, 2)]
    assert table.caption is not None
    assert document.text[slice(*table.caption)] == "Crops by year"


def test_the_signs_of_a_financial_table_join_their_figures() -> None:
    rows = ("Item<td>2019", "Sales<td>$<td>1,200<td>", "Loss<td>$<td>(35<td>)", "Share<td><td>12<td>%")
    page = "<table>" + "".join(f"<tr><td>{row}" for row in rows) + "</table>"
    assert [text for _, _, text, _ in grid(read(page))] == [
        "Item",
        "2019",
        "Sales",
        "$1,200",
        "Loss",
        "$(35)",
        "Share",
        "12%",
    ]


def test_a_table_that_only_lays_out_is_read_as_blocks() -> None:
    page = f"<table><tr><td><h1>Title</h1><p>{'Prose of 5 words here. ' * 30}</p></td></tr></table>"
    assert [role for role, _ in outline(read(page))] == ["title", "paragraph"]


def test_leading_rows_without_figures_are_headers() -> None:
    page = "<table><tr><td>Crop<td>2019<tr><td>Corn<td>1,200<tr><td>Rye<td>900</table>"
    assert [header for *_, header in grid(read(page))] == [True, True, False, False, False, False]


def test_a_form_around_the_page_hides_nothing() -> None:
    page = f"<form><div class='nav'>Menu</div><h1>Title</h1><p>{'It rose 5 percent. ' * 10}</p></form>"
    assert [role for role, _ in outline(read(page))] == ["boilerplate", "title", "paragraph"]


def test_wrapped_breaks_do_not_part_sentences_and_real_ones_do() -> None:
    wrapped = (
        "The ministry said that output had risen by 5 percent over the<br>"
        "year and that it would rise by as much in the year to<br>come."
    )
    assert len(read(f"<p>{wrapped}</p>").blocks) == 1
    assert len(read("<p>Exports: 5 percent<br>Imports: 7 percent<br>Balance: 1</p>").blocks) == 3


def test_nesting_without_end_is_refused_at_once() -> None:
    with pytest.raises(UnreadableDocument, match="deep"):
        read_html("<div>" * 50_000, Budget(Limits()))


FRAGMENTS = [
    "<p>", "</p>", "<div class='nav'>", "</div>", "<table>", "<tr>", "<td>", "<th colspan=3>", "</table>", "<sup>",
    "</sup>", "<li>",
    "<ul>", "</ul>", "<br>", "<h1>", "</h1>", "<main>", "</main>", "<a href='x'>", "</a>", "<pre>", "</pre>",
    "<caption>", "<sub>",
    "5", " percent ", "10", "\n", "&nbsp;", "text of words", "<!-- c -->", "<b>", "</b>", "<figure>", "<article>",
    "<td rowspan=9>",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_soup_is_read(parts: list[str]) -> None:
    document = read("".join(parts))
    assert "<" not in document.text


def test_a_list_of_terms_with_short_values_is_a_table() -> None:
    document = read(
        "<dl><dt>Population</dt><dd>5 million</dd><dd>6 million (2020)</dd><dt>Area<dd>1,500 km<sup>2</sup></dl>"
    )
    assert grid(document) == [
        (0, 0, "Population", True), (0, 1, "5 million", False), (0, 2, "6 million (2020)", False),
        (1, 0, "Area", True), (1, 1, "1,500 km²", False),
    ]  # fmt: skip
    assert not read(f"<dl><dt>Growth<dd>{'It rose 5 percent. ' * 20}</dl>").tables


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p><span>Research</span><span>7 April</span>", "Research 7 April"),
        ("<p><a>Crossref</a><a>Medline</a>", "Crossref Medline"),
        ("<p><b>12</b><i>%</i>", "12%"),
        ("<p><b>G</b><b>DP</b> 5", "GDP 5"),
        ("<p>CO<b>2</b>", "CO2"),
    ],
)
def test_elements_side_by_side_make_no_false_words(page: str, expected: str) -> None:
    assert text_of(page) == expected


def test_a_data_table_within_a_layout_is_a_table() -> None:
    inner = "<table><tr><th>Crop<th>2019<tr><td>Corn<td>1,200</table>"
    page = f"<table><tr><td>{'Prose of 5 words here. ' * 30}</td></tr><tr><td>{inner}</td></tr></table>"
    assert [text for _, _, text, _ in grid(read(page))] == ["Crop", "2019", "Corn", "1,200"]
