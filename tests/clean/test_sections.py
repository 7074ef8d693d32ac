"""Sections: told by roles, headings, leads and the shape of bibliographies."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.ingest import read_text
from pipeline.model import CleanDocument, SectionName

JOURNAL = """Water and Growth in the Steppe

DOI: 10.9999/abcd-2021-3-77-88
Institute of Steppe Studies, KZ, 050000, Almaty, Abay Ave., 7.

Received 04.02.2021. Revised 11.03.2021. Accepted 30.03.2021.

Abstract. Since 2015 the steppe has lost 12 percent of its water. This article asks what followed from that loss and who \
paid for it, village by village, over the six years that ended in 2020.

Keywords: water, steppe, growth


1. Abenov K. Rivers that vanish. Almaty, Steppe Press, 2018. 240 p. (In Russ.)

2. Baker J., Cole R. Half of the lakes are gone: what 15 million people drink. Water, 2019, vol. 12, iss. 3, pp. 41-60.

3. Drier W. et al. Wells. Available at: (accessed 12.01.2021).

4. Water fund to spend $2.5 billion by 2030., 17.09.2020. Available at: (accessed 12.01.2021).

For citation:
Seitov A. Water and Growth in the Steppe. Steppe Review, 2021, vol. 3, no. 1, pp. 77-88. EDN: ABCDEF

Comments (0)

No comments

Dear authors! The journal is open to papers in 12 fields.

Current Issue
2021, vol. 3, No. 2
"""


def section_of(document: CleanDocument, words: str) -> SectionName:
    at = document.document.text.index(words)
    found = [sentence.section for sentence in document.sentences if sentence.start <= at < sentence.end]
    assert len(found) == 1, words
    return found[0]


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("Water and Growth", "title"),
        ("10.9999/abcd", "boilerplate"),
        ("050000", "boilerplate"),
        ("04.02.2021", "boilerplate"),
        ("12 percent", "abstract"),
        ("Keywords", "abstract"),
        ("Abenov", "references"),
        ("15 million people", "references"),
        ("Wells.", "references"),
        ("$2.5 billion", "references"),
        ("For citation", "references"),
        ("pp. 77-88", "references"),
        ("Comments (0)", "boilerplate"),
        ("in 12 fields", "boilerplate"),
        ("2021, vol. 3, No. 2", "boilerplate"),
    ],
)
def test_a_journal_page_without_headings(words: str, section: SectionName) -> None:
    assert section_of(clean(read_text(JOURNAL)), words) == section


PAPER = """# Trade in 2020

Exports fell 8 percent in 2020.

## 1. Results

They recovered by 3 percent in 2021.

## References

- Adams, B. (2019). Trade and 40 percent of all jobs. *Trade Review*, 3(2), 11-19.
- Brown, C. (2020). Ports.

## Appendix

Table A lists 14 ports.

## Related articles

Ten more ports opened
"""


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("Trade in 2020", "title"),
        ("8 percent", "body"),
        ("1. Results", "body"),
        ("3 percent", "body"),
        ("References", "references"),
        ("40 percent", "references"),
        ("Brown, C.", "references"),
        ("14 ports", "body"),
        ("Ten more", "boilerplate"),
    ],
)
def test_headings_open_and_end_sections(words: str, section: SectionName) -> None:
    assert section_of(clean(read_text(PAPER)), words) == section


def test_a_numbered_list_of_measures_is_no_bibliography() -> None:
    text = "The plan\n\n" + "\n\n".join(f"{i}. Spend {i} billion on roads, vol. and all." for i in range(1, 6))
    assert {sentence.section for sentence in clean(read_text(text)).sentences} == {"title", "body"}


def test_notes_near_the_beginning_are_no_references() -> None:
    text = "Report\n\nNotes\n\n" + "Output grew by 5 percent in the year. " * 20
    assert "references" not in {section.name for section in clean(read_text(text)).sections}


def test_entries_without_numbers_are_told_by_authors_and_cues() -> None:
    text = "Jobs\n\nThe share rose to 40 percent.\n\n" + "\n\n".join(
        f"{name}, A. (20{year}). A study of {year} towns. Town Review, {year}(3), {year}-{year + 9}."
        for name, year in [("Adams", 11), ("Baker", 12), ("Cole", 13)]
    )
    document = clean(read_text(text))
    assert section_of(document, "40 percent") == "body"
    assert section_of(document, "12 towns") == "references"


def test_sections_lie_without_gaps() -> None:
    for text in (JOURNAL, PAPER, "", "x"):
        document = clean(read_text(text))
        ends = [0, *(section.end for section in document.sections)]
        assert [section.start for section in document.sections] == ends[:-1]
        assert ends[-1] == len(text)
        assert all(a.name != b.name for a, b in zip(document.sections, document.sections[1:], strict=False))


def test_entries_behind_raised_numbers_run_over_blocks() -> None:
    entries = "\n\n".join(
        f"{mark} A. Roe, B. Poe, C. Doe and others of the town,\n\nPhys. Town Rev. {n}5, 10{n} (201{n})."
        for n, mark in enumerate("¹²³⁴⁵")
    )
    document = clean(read_text(f"Towns\n\nThe share rose to 40 percent.\n\n{entries}"))
    assert section_of(document, "40 percent") == "body"
    assert section_of(document, "25, 102") == "references"


def test_footnotes_that_cite_stay_footnotes() -> None:
    notes = "\n\n".join(f"{mark} For example, Roe ({1990 + n})." for n, mark in enumerate("¹²³⁴"))
    assert "references" not in {
        section.name for section in clean(read_text(f"The share rose to 40 percent.\n\n{notes}")).sections
    }
