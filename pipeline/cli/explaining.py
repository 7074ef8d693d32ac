"""`explain`: how the numbers of a text are read, number by number, in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit, say
from pipeline.cli.rows import Row, print_table
from pipeline.errors import InputError
from pipeline.ingest import read_text
from pipeline.model import Mention, ReadDocument
from pipeline.publish.rows import claim_rows, excluded_rows
from pipeline.reading import extracted

if TYPE_CHECKING:
    from pipeline.extract.explain import Attempt, SentenceExplanation
    from pipeline.model import CleanDocument
    from pipeline.settings import Settings


def explain_text(text: str, *, settings: Settings) -> Exit:
    """Print, for each sentence with numbers, the numerals, the rules tried and won, and then the rows that resulted."""
    from pipeline.api import read
    from pipeline.extract.explain import explanations

    document = read_text(sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text)
    item = extracted(document, settings=settings)
    if not isinstance(item, tuple):
        raise InputError(item.error or item.status, place="the text")
    cleaned, _ = item
    for explanation in explanations(cleaned, settings=settings):
        for line in _lines(cleaned, explanation):
            say(line)
    for read_one in read([document], context=True, settings=settings):
        if isinstance(read_one, ReadDocument):
            print_table(_rows(read_one))
    return Exit.DONE


def _rows(document: ReadDocument) -> list[Row]:
    rows = [*claim_rows(document), *excluded_rows(document)]
    return sorted(rows, key=lambda row: (row["char_start"], row["char_end"]))


def _lines(cleaned: CleanDocument, explanation: SentenceExplanation) -> Iterator[str]:
    if not explanation.numerals and not explanation.attempts:
        return
    text = cleaned.document.text
    sentence = cleaned.sentences[explanation.sentence_index]
    yield f"sentence {sentence.index} ({sentence.section}): {' '.join(text[sentence.start : sentence.end].split())}"
    for numeral in explanation.numerals:
        yield f"  number  {text[numeral.start : numeral.end]!r} = {numeral.value}  [{' '.join(numeral.types)}]"
    for attempt in explanation.attempts:
        verb = "TAKEN " if attempt.taken else "tried "
        yield f"  {verb}  {attempt.rule} at {attempt.start} ({attempt.place}): {_verdict(attempt, text)}"


def _verdict(attempt: Attempt, text: str) -> str:
    if attempt.declined is not None:
        return f"declined, {attempt.declined}"
    return "; ".join(
        f"{text[each.start : each.end]!r} is "
        + (f"{each.kind} {each.value_low} … {each.value_high} {each.unit}" if isinstance(each, Mention) else each.reason)
        for each in attempt.outcome
    )


def explain_claim(release: Path, claim: str, *, settings: Settings) -> Exit:
    """Explain one row of a release: its sentence is read again, with the rules of today."""
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    if not (release / "claims.parquet").is_file():
        raise InputError("there is no such release", place=str(release), remedy="Name one: --why ID processed/latest")
    found = ds.dataset(release / "claims.parquet").to_table(filter=pc.field("claim_id") == claim).to_pylist()
    if not found:
        raise InputError(f"there is no claim {claim}", place=str(release), remedy="Take an id of its claims table")
    row = found[0]
    say(f"{row['source']} {row['char_start']}-{row['char_end']}: {row['surface']!r} was read by the rule {row['rule']}")
    return explain_text(row["sentence"], settings=settings)
