"""What holds for every clean document, whatever was read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.ingest import read_text
from pipeline.model import Block, CleanDocument, Document, FileFacts

LINES = [
    "Exports rose 5.5 percent in 2019.", "TOTAL OUTPUT", "- item one", "2) second item", "Year  2019  2020",
    "Corn  1,200  1,300",
    "Rye  900  1,100", "| a | b |", "|---|---|", "| 1 | 2,5 |", "# Title", "## Part", "```", "---", "title: x",
    "> quoted 5%",
    "1. Adams A. Ports. 2001, pp. 1-9.", "References", "Abstract. Since 2001 all is well.", "Keywords: a, b", "Comments (0)",
    "a\tb\tc", "1\t2\t3", "    indented line of wire copy that goes on and", "on for a while", "\u00ad\u200b",
    "mil\u00adlion",
    "well-", "known 5\u00a0%", "“Quoted.” He said so.", "U.S. growth was 3.1%. It fell.", "[^1]: note 5",
    "![x](y.png)", "***", "===",
    "12 May 2020", "A: 5", "", "", "",
]  # fmt: skip


def check(document: CleanDocument) -> None:
    text = document.document.text
    assert len(document.reading) == len(text)
    assert [sentence.index for sentence in document.sentences] == list(range(len(document.sentences)))
    covered = bytearray(len(text))
    behind = 0
    for sentence in document.sentences:
        assert behind <= sentence.start < sentence.end <= len(text)
        behind = sentence.end
        inner = text[sentence.start : sentence.end]
        assert inner == inner.strip()
        covered[sentence.start : sentence.end] = b"\1" * len(inner)
    tables = [(table.start, table.end) for table in document.document.tables]
    for i, character in enumerate(text):
        in_table = any(start <= i < end for start, end in tables)
        assert covered[i] or character.isspace() or (in_table and not character.isalnum()), (i, character)
    ends = [0, *(section.end for section in document.sections)]
    assert [section.start for section in document.sections] == ends[:-1]
    assert ends[-1] == len(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=25), st.sampled_from(["\n", "\r\n", "\r"]))
def test_documents_made_of_typical_lines(lines: list[str], line_end: str) -> None:
    check(clean(read_text(line_end.join(lines))))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    check(clean(read_text(text)))


@settings(deadline=None)
@given(st.text("ab1. \n", max_size=60), st.lists(st.integers(0, 60), max_size=6, unique=True))
def test_blocks_that_leave_gaps(text: str, cuts: list[int]) -> None:
    places = sorted(cut for cut in cuts if cut <= len(text))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    blocks = tuple(Block(start, end, "paragraph") for start, end in pairs if text[start:end].strip())
    check(clean(Document(FileFacts("0" * 16, "-", len(text)), text, blocks)))


def test_sentences_do_not_run_over_blocks_and_say_where_they_stand() -> None:
    text = "Trade\n\nExports rose 5 percent\n\n- imports fell\n- prices rose. They fell later.\n"
    document = clean(read_text(text))
    assert [(text[s.start : s.end], s.locator) for s in document.sentences] == [
        ("Trade", "line 1"),
        ("Exports rose 5 percent", "line 3"),
        ("- imports fell", "line 5"),
        ("- prices rose.", "line 6"),
        ("They fell later.", "line 6"),
    ]


def test_wrapped_lines_make_one_sentence() -> None:
    text = (
        "The ministry said that output of the sector, which had fallen for\n"
        "years, rose 5 percent in the first half of the year and will grow\nfurther.\n"
    )
    document = clean(read_text(text))
    assert len(document.sentences) == 1
    assert "fallen for years, rose 5 percent" in document.reading


def test_cells_of_a_table_are_sentences_with_their_place() -> None:
    text = "| Year | Rate |\n|---|---|\n| 2019 | 5.2 % |\n"
    document = clean(read_text(text))
    assert [(text[s.start : s.end], s.section, s.locator) for s in document.sentences] == [
        ("Year", "table", "line 1/row[1]/cell[1]"),
        ("Rate", "table", "line 1/row[1]/cell[2]"),
        ("2019", "table", "line 1/row[2]/cell[1]"),
        ("5.2 %", "table", "line 1/row[2]/cell[2]"),
    ]
