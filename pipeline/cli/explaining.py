"""`explain`: how the numbers of a text, or one row of a release, are read, number by number, in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import Exit, note, say
from pipeline.cli.rows import Row, context_of, value_text
from pipeline.errors import InputError
from pipeline.ingest import read_documents, read_text
from pipeline.model import Document, Mention, ReadDocument
from pipeline.publish.manifest import read_manifest
from pipeline.publish.rows import claim_rows, excluded_rows
from pipeline.reading import extracted

if TYPE_CHECKING:
    from pipeline.extract.explain import Attempt, SentenceExplanation
    from pipeline.model import CleanDocument, Excluded
    from pipeline.settings import Settings


def explain_text(text: str, *, settings: Settings) -> Exit:
    """Explain every number of a text, "-" being standard input."""
    document = read_text(sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text)
    return _explain(document, settings=settings)


def explain_claim(release: Path, claim: str, *, settings: Settings) -> Exit:
    """Explain one row of a release: its sentence is read again within its document, with the rules of today."""
    if not (release / "claims.parquet").is_file():
        raise InputError("there is no such release", place=str(release), remedy="Name one: --why ID processed/latest")
    row = _row_of(release / "claims.parquet", "claim_id", claim)
    if row is None:
        raise InputError(f"there is no claim {claim}", place=str(release), remedy="Take an id of its claims table")
    say(f"{row['source']} {row['char_start']}-{row['char_end']}: {row['surface']!r} was read by the rule {row['rule']}")
    return _explain(_document_of(row, release, settings=settings), settings=settings, at=int(str(row["char_start"])))


def _row_of(path: Path, column: str, value: str) -> Row | None:
    """The first row of a Parquet file that has the value, without reading the rest of it."""
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    rows = ds.dataset(path).to_table(filter=pc.field(column) == value).to_pylist()
    return rows[0] if rows else None


def _document_of(row: Row, release: Path, *, settings: Settings) -> Document:
    """The document of a row: the file as it was given where it is still there, else the text that the release keeps."""
    raw = Path(str(read_manifest(release).get("raw", "")))
    source, document_id = str(row["source"]), str(row["document_id"])
    for path, name in _places_of(source, raw):
        for document in read_documents(path, source=name, limits=settings.limits):
            if isinstance(document, Document) and document.facts.document_id == document_id:
                return document
    kept = _row_of(release / "texts.parquet", "document_id", document_id)
    if kept is None:
        raise InputError(f"it holds no text of {source}", place=str(release), remedy="Check it with tidyclaims validate")
    note(f"{source} is not at {raw} as it was: read from the release's text, without the file's own tables and headings")
    return read_text(str(kept["text"]), source=source)


def _places_of(source: str, raw: Path) -> list[tuple[Path, str]]:
    """The files that may hold a source, each with its name: below the folder, as a record of one, or the file itself."""
    file = source.rpartition("#")[0]
    places = [(raw / source, source), (raw / file, file), (raw, raw.name)]
    return [(path, name) for path, name in places if path.is_file()]


def _explain(document: Document, *, settings: Settings, at: int | None = None) -> Exit:
    """Print, for each sentence with numbers, its numerals, the rules tried and won, its cues, and the rows that resulted.

    at: only the sentence that this offset lies in.
    """
    from pipeline.api import read
    from pipeline.extract.explain import explanations

    item = extracted(document, settings=settings)
    if not isinstance(item, tuple):
        raise InputError(item.error or item.status, place="the text")
    cleaned, _ = item
    rows = [row for each in read([document], context=True, settings=settings) for row in _rows(each)]
    for explanation in explanations(cleaned, settings=settings):
        sentence = cleaned.sentences[explanation.sentence_index]
        if at is None or sentence.start <= at < sentence.end:
            own = [row for row in rows if sentence.start <= int(str(row["char_start"])) < sentence.end]
            for line in _lines(cleaned, explanation, own):
                say(line)
    return Exit.DONE


def _rows(document: object) -> list[Row]:
    if not isinstance(document, ReadDocument):
        return []
    rows = [*claim_rows(document), *excluded_rows(document)]
    return sorted(rows, key=lambda row: (row["char_start"], row["char_end"]))


def _lines(cleaned: CleanDocument, explanation: SentenceExplanation, rows: list[Row]) -> Iterator[str]:
    from pipeline.contextualise import cues_found

    if not explanation.numerals and not explanation.attempts and not rows:
        return
    text = cleaned.document.text
    sentence = cleaned.sentences[explanation.sentence_index]
    yield f"sentence {sentence.index} ({sentence.section}): {' '.join(text[sentence.start : sentence.end].split())}"
    for numeral in explanation.numerals:
        yield f"  number   {text[numeral.start : numeral.end]!r} = {numeral.value}  [{' '.join(numeral.types)}]"
    for attempt in explanation.attempts:
        verb = "TAKEN  " if attempt.taken else "tried  "
        yield f"  {verb}  {attempt.rule} at {attempt.start} ({attempt.place}): {_said(attempt, text)}"
    for each in explanation.settled:
        yield f"  settled  by what stands around it, {_reading(each, text)}"
    for cue in cues_found(cleaned.reading[sentence.start : sentence.end]):
        reach = f", {cue.scope}" if cue.scope else ""
        yield f"  cue      {cue.literal!r} at {sentence.start + cue.start}: {cue.category} {cue.value}{reach}"
    for row in rows:
        yield f"  VERDICT  {row['surface']!r} {_verdict(row)}"


def _said(attempt: Attempt, text: str) -> str:
    if attempt.declined is not None:
        return f"declined, {attempt.declined}"
    return "; ".join(_reading(each, text) for each in attempt.outcome)


def _reading(each: Mention | Excluded, text: str) -> str:
    surface = repr(text[each.start : each.end])
    if not isinstance(each, Mention):
        return f"{surface} is {each.reason}"
    value = str(each.value_low) if each.value_low == each.value_high else f"{each.value_low} … {each.value_high}"
    return " ".join(part for part in (surface, "is", each.kind, value, each.unit) if part)


def _verdict(row: Row) -> str:
    if "reason" in row:
        return f"no claim: {row['reason']} (rule {row['rule']})"
    read_as = " ".join(part for part in (str(row["kind"]), value_text(row), str(row["unit"] or "")) if part)
    return "; ".join([f"{read_as} (rule {row['rule']})", *context_of(row)])
