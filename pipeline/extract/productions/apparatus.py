"""The apparatus of references: citations, volumes, issues and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.exclusions import excluded
from pipeline.extract.productions.places import is_like_year
from pipeline.extract.rule import Declined, Outcome, RuleMatch

if TYPE_CHECKING:
    from pipeline.model import Reason

_VOLUME_DISTANCE = 24
_LONGEST_TITLE = 9  # in words, of a journal


def exclude_cited(match: RuleMatch) -> Outcome | Declined:
    """Author and year in brackets, in a document that cites so."""
    first, last = match.found.span()
    if match.scene.evidence.cites_by_year or "al" in match.tokens.texts[first:last]:
        return excluded(match)
    return Declined("the document does not cite authors by year")


def exclude_citation(match: RuleMatch) -> Outcome | Declined:
    """Volume, page and year of a journal, "85, 94501 (2012)": three exclusions."""
    tokens = match.tokens
    volume, page, year = (match.index(name) for name in ("volume", "page", "year"))
    last = next(index for index in range(page, year) if tokens.has(index, "LPAR"))
    end = last - 1 if tokens.types[last - 1] == " " else last
    spans: tuple[tuple[int, int, Reason], ...] = (
        (volume, volume + 1, "volume_issue"),
        (page, end, "page_range"),
        (year, year + 1, "publication_date"),
    )
    return tuple(excluded(match, (tokens.starts[first], tokens.starts[after]), reason)[0] for first, after, reason in spans)


def exclude_citation_by_year(match: RuleMatch) -> Outcome | Declined:
    """Volume, year and page of a journal, "46 (2005) 101": three exclusions."""
    tokens = match.tokens
    volume, year, page = (match.index(name) for name in ("volume", "year", "page"))
    last = match.found.end() - 1 if tokens.types[match.found.end() - 1] == " " else match.found.end()
    spans: tuple[tuple[int, int, Reason], ...] = (
        (volume, volume + 1, "volume_issue"),
        (year, year + 1, "publication_date"),
        (page, last, "page_range"),
    )
    return tuple(excluded(match, (tokens.starts[first], tokens.starts[after]), reason)[0] for first, after, reason in spans)


def exclude_masthead(match: RuleMatch) -> Outcome | Declined:
    """Volume, year and pages behind a journal's name that opens the line: "Farm Notes 14 (2016) 201–219"."""
    tokens, first = match.tokens, match.found.start()
    words = [text for text in tokens.texts[:first] if text[0].isalpha()]
    if not words or len(words) > _LONGEST_TITLE or not words[0][0].isupper() or not words[-1][0].isupper():
        return Declined("no name of a journal opens the line")
    volume, year, page = (match.index(name) for name in ("volume", "year", "page"))
    at_colon = next((index for index in range(volume, page) if tokens.has(index, "COLON")), volume + 1)
    volume_end = at_colon if year < volume else volume + 1
    spans: list[tuple[int, int, Reason]] = [
        (volume, volume_end, "volume_issue"),
        (year, year + 1, "publication_date"),
        (page, match.found.end(), "page_range"),
    ]
    return tuple(
        excluded(match, (tokens.starts[begin], tokens.starts[after]), reason)[0] for begin, after, reason in sorted(spans)
    )


def exclude_masthead_in_points(match: RuleMatch) -> Outcome | Declined:
    """Year and number of an issue behind a journal's name: "Herald of Markets. 2019. № 2 (55)"."""
    before = match.tokens.before(match.found.start())
    if before >= 0 and not match.tokens.has(before, "STOP"):
        return Declined("the year belongs to what is told")
    year = excluded(match, match.offsets("span_year"), "publication_date")
    return (*year, *excluded(match, match.offsets("span_volume")))


def exclude_initial(match: RuleMatch) -> Outcome | Declined:
    """The year behind an author's initial: "Poe, J (2008)"."""
    tokens, year = match.tokens, match.index("year")
    initial = next(index for index in range(match.found.start() + 1, year) if tokens.has(index, "CAP"))
    if len(tokens.texts[initial]) > 2:
        return Declined("no initial stands before it")
    return excluded(match, (tokens.starts[year], tokens.starts[match.found.end() - 1]))


def exclude_author(match: RuleMatch) -> Outcome | Declined:
    """Author and year, "Gale (2000)", in a document that cites so again and again."""
    author = match.tokens.texts[match.index("author")]
    is_name = match.tokens.has(match.index("author"), "WORD") or _opens_citation(match)
    if not is_name or not author[1:].islower():
        return Declined("it is no author's name")
    if not match.scene.evidence.cites_authors:
        return Declined("the document does not cite authors by year")
    return excluded(match)


def _opens_citation(match: RuleMatch) -> bool:
    """Whether a month's name is that of an author: "May (2006)" at the head of a note or behind a comma."""
    tokens, before = match.tokens, match.tokens.before(match.index("author"))
    return before < 0 or tokens.has(before, "COMMA") or tokens.has(before, "SUPER") or tokens.has(before, "SEMICOLON")


def exclude_no_year(match: RuleMatch) -> Outcome | Declined:
    """Numbers in square brackets, pages; not years."""
    first, last = match.found.span()
    if any(is_like_year(text) for text in match.tokens.texts[first:last]):
        return Declined("it could be a year")
    return excluded(match)


def exclude_not_month(match: RuleMatch) -> Outcome | Declined:
    """A volume before its pages; not the day of "December 27, 2018"."""
    return Declined("a month stands before it") if match.tokens.has(match.found.start(), "MONTH") else excluded(match)


def exclude_before_pages(match: RuleMatch) -> Outcome | Declined:
    """Volume and issue, "68(5)": in a reference, or where pages or a comma follow."""
    tokens, last = match.tokens, match.found.end()
    if match.scene.rules_section == "references" or (tokens.has(last, "COLON") and tokens.has(tokens.after(last), "INT")):
        return excluded(match)
    if tokens.has(tokens.before(match.found.start()), "COMMA") and (
        last >= len(tokens.texts) or tokens.texts[last] in ".,;"
    ):
        return excluded(match)
    return Declined("no pages follow")


def exclude_after_volume(match: RuleMatch) -> Outcome | Declined:
    """The number of an issue, shortly after that of its volume."""
    start = match.span()[0]
    lead = match.scene.clean.reading[max(0, start - _VOLUME_DISTANCE) : start].lower()
    return excluded(match) if "vol" in lead else Declined("no volume stands before it")


def exclude_pages(match: RuleMatch) -> Outcome | Declined:
    """A page, behind a word or behind "p." with its point; "P4" is a name."""
    tokens, first = match.tokens, match.found.start("span")
    if tokens.texts[first] == "P" and not tokens.has(first + 1, "STOP"):
        return Declined("it is a name")
    return excluded(match)


PRODUCTIONS = {
    "exclude_not_month": exclude_not_month,
    "exclude_citation": exclude_citation,
    "exclude_citation_by_year": exclude_citation_by_year,
    "exclude_initial": exclude_initial,
    "exclude_masthead": exclude_masthead,
    "exclude_masthead_in_points": exclude_masthead_in_points,
    "exclude_author": exclude_author,
    "exclude_cited": exclude_cited,
    "exclude_no_year": exclude_no_year,
    "exclude_before_pages": exclude_before_pages,
    "exclude_after_volume": exclude_after_volume,
    "exclude_pages": exclude_pages,
}
