"""What travels between the stages: one frozen type for each state that a document or a number reaches.

Offsets are Unicode code points into the document's reference text, half-open. Values are Decimal until a table is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["percent", "money", "year", "quantity", "ratio", "rank"]
Comparator = Literal["eq", "approx", "lt", "le", "gt", "ge", "between"]
Direction = Literal["increase", "decrease"]
ChangeRole = Literal["delta", "from", "to"]
Status = Literal["actual", "estimate", "forecast", "target", "hypothetical"]
YearRole = Literal["in", "by", "since", "until", "between"]
SectionName = Literal["title", "abstract", "body", "table", "caption", "footnote", "references", "boilerplate"]
DocumentStatus = Literal["ok", "empty", "unreadable", "unsupported", "not_english", "too_large", "timed_out", "duplicate"]
Reason = Literal[
    "reference_number", "page_range", "volume_issue", "publication_date", "access_date", "doi", "isbn_issn", "url",
    "email", "phone", "postal_code", "street_address", "legal_act_number", "section_number", "list_marker",
    "figure_or_table_number", "footnote_marker", "time_of_day", "date_without_year", "identifier", "score", "version",
    "ordinal", "idiom", "vague", "markup", "boilerplate", "unreadable",
]  # fmt: skip
BlockRole = Literal[
    "title", "heading", "paragraph", "list_item", "table", "caption", "footnote", "reference", "metadata", "boilerplate"
]


# --- ingest: bytes → Document ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the reference text that the file itself sets apart, in text order, never overlapping another.

    role is what the file says it is ("boilerplate": navigation, forms, cookie notices; "metadata": front matter, mail
    headers). page is 1-based (PDF). locator says where a person finds it: "p[12]", "table[2]/row[3]/cell[1]", "line 14".
    """

    start: int
    end: int
    role: BlockRole
    page: int | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: where its text lies, and its 0-based place in the grid. Spans are counts of rows and columns."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: its range of the reference text, its cells row by row, and its caption's range if it has one."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of one file or record before and apart from its text; the identity columns of `documents`.

    document_id: first 16 hex digits of SHA-256 over the raw bytes. source: path below the folder given, "path#record" for a
    record. published: ISO date ("2024-05-01", "2024-05" or "2024"). size: bytes.
    """

    document_id: str
    source: str
    size: int
    media_type: str | None = None
    encoding: str | None = None
    language: str | None = None
    language_score: float | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its facts, its reference text and what the file says of the text's structure."""

    facts: FileFacts
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that was met but not read, and why. duplicate_of is the source with the same bytes."""

    facts: FileFacts
    status: DocumentStatus
    error: str | None = None
    duplicate_of: str | None = None


# --- clean: Document → sections, sentences --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A range of the reference text and the part of the document it belongs to."""

    start: int
    end: int
    name: SectionName


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (in a table: a cell; in a list: an item or its sentences), with where a person finds it."""

    index: int
    start: int
    end: int
    section: SectionName
    page: int | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document with its sections and sentences as standoff over the unchanged reference text.

    reading has exactly the length of document.text: the same text with look-alikes folded one to one (no-break and thin
    spaces and single line breaks to a space, U+2212 and its kin to "-", curly quotes straightened), so that rules match one
    form and every offset stays true. sections cover the text without gaps; sentences are in order and never overlap.
    """

    document: Document
    reading: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


# --- extract: sentences → mentions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A numeric claim as the rules alone read it: span, kind, value and unit are final, whatever context adds.

    sentence_index points into CleanDocument.sentences. comparator is set by the rule only where the wording of the number
    itself decides it ("between", the "le" of "top 30"); direction and change_role likewise ("from 5 % to 7 %", "tripled").
    year_role is set for kind "year" where the words at the date decide it.
    """

    start: int
    end: int
    sentence_index: int
    kind: Kind
    value_low: Decimal
    value_high: Decimal
    unit: str | None
    rule: str
    unit_assumed: bool = False
    per: str | None = None
    comparator: Comparator = "eq"
    direction: Direction | None = None
    change_role: ChangeRole | None = None
    year_role: YearRole | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A number that is no claim, and why."""

    start: int
    end: int
    section: SectionName
    reason: Reason
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Every number of a document, each exactly once, in text order: a mention or an exclusion."""

    mentions: tuple[Mention, ...]
    excluded: tuple[Excluded, ...]


# --- contextualise: mentions → claims -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claim:
    """A mention with its context: one row of `claims`, less what is derived from the text when the table is written."""

    start: int
    end: int
    sentence_index: int
    kind: Kind
    value_low: Decimal
    value_high: Decimal
    unit: str | None
    rule: str
    unit_assumed: bool = False
    per: str | None = None
    comparator: Comparator = "eq"
    direction: Direction | None = None
    change_role: ChangeRole | None = None
    status: Status = "actual"
    negated: bool = False
    measure: str | None = None
    measure_key: str | None = None
    subject: str | None = None
    of: str | None = None
    attributed_to: str | None = None
    year_start: int | None = None
    year_end: int | None = None
    year_role: YearRole | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document read to the end: its cleaned text, its claims and its exclusions, both in text order."""

    clean: CleanDocument
    claims: tuple[Claim, ...]
    excluded: tuple[Excluded, ...]
