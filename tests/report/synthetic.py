"""Synthetic releases of any size for the report's tests: texts of our own, with every claim and exclusion where it says."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.parquet import arrow_table, table_writer
from pipeline.publish.manifest import MANIFEST, SEAL
from pipeline.publish.rows import claim_id
from pipeline.tables import TableName, table

Row = dict[str, Any]
PLACES = ("Arvenia", "Belmark", "Corland", "Dunmore", "Estavia", "Farrow Coast", "Glenmoor", "Hallund")
SAYERS = ("the statistics office", "the central bank", "the ministry of finance", "a survey of firms", None, None)
MEASURES = ("inflation", "unemployment", "the savings rate", "rail freight", "export growth", "rural electrification")
CURRENCIES = (
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₸", "KZT"),
    ("A$", "AUD"),
    ("CHF ", "CHF"),
    ("₹", "INR"),
)
FILLER = ("river", "market", "harvest", "season", "village", "mill", "of", "the", "and", "between", "towards")
SCALES = ((" million", 1e6), (" billion", 1e9), ("", 1.0), (" trillion", 1e12))
REASONS = (
    "reference_number",
    "page_range",
    "footnote_marker",
    "section_number",
    "ordinal",
    "identifier",
    "date_without_year",
)


@dataclass
class Number:
    """A number in a sentence: the fields of its claim, or the reason why it is none."""

    surface: str
    fields: Row | None = None
    reason: str | None = None


@dataclass
class Text:
    """A document under construction: its text so far, and the rows that point into it."""

    document_id: str
    source: str
    text: str = ""
    claims: list[Row] = field(default_factory=list)
    excluded: list[Row] = field(default_factory=list)
    quarantined: list[Row] = field(default_factory=list)
    sentences: int = 0

    def add(self, parts: list[str | Number], *, section: str = "body", end: str = " ") -> None:
        """Append a sentence."""
        start = len(self.text)
        sentence = "".join(part if isinstance(part, str) else part.surface for part in parts)
        at = start
        for part in parts:
            surface = part if isinstance(part, str) else part.surface
            if isinstance(part, Number):
                self.note(part, at, section, sentence)
            at += len(surface)
        self.text += sentence + end
        self.sentences += 1

    def note(self, number: Number, at: int, section: str, sentence: str) -> None:
        """Add the row of one number."""
        place = {
            "document_id": self.document_id,
            "source": self.source,
            "section": section,
            "char_start": at,
            "char_end": at + len(number.surface),
            "surface": number.surface,
        }
        if number.fields is None:
            self.excluded.append(place | {"reason": number.reason, "rule": f"apparatus.{number.reason}"})
            return
        kind = number.fields["kind"]
        found = claim_id(self.document_id, at, at + len(number.surface), kind)
        table_rows = self.quarantined if "expectation" in number.fields else self.claims
        table_rows.append(
            dict.fromkeys(table("claims").column_names)
            | DEFAULTS
            | place
            | {
                "claim_id": found,
                "sentence": sentence,
                "sentence_index": self.sentences,
                "locator": f"p[{self.sentences // 5 + 1}]",
            }
            | number.fields
        )


DEFAULTS: Row = {"unit_assumed": False, "comparator": "eq", "status": "actual", "negated": False}


def number(surface: str, kind: str, low: float, unit: str | None, *, high: float | None = None, **fields: Any) -> Number:
    """A number that is a claim."""
    top = low if high is None else high
    values = {
        "kind": kind,
        "value_low": low,
        "value_high": top,
        "value": (low + top) / 2,
        "unit": unit,
        "rule": f"{kind}.plain",
    }
    return Number(surface, values | fields)


def year(surface: str, first: int, last: int | None = None, **fields: Any) -> Number:
    """A year that is a claim."""
    span = {"year_start": first, "year_end": last or first, "comparator": "between" if last else "eq"}
    return number(surface, "year", first, None, high=last, **span, **{"year_role": "between" if last else "in"} | fields)


def level_sentence(rng: random.Random) -> list[str | Number]:
    place, sayer, measure = rng.choice(PLACES), rng.choice(SAYERS), rng.choice(MEASURES)
    low = round(abs(rng.gauss(0, 14)) + 0.4, 1)
    about = rng.randint(2008, 2025)
    said = {"measure": measure.removeprefix("the "), "subject": place, "attributed_to": sayer}
    when = {"year_start": about, "year_end": about, "year_role": "in"}
    tail = f", according to {sayer}." if sayer else "."
    return [
        f"In {place}, {measure} stood at ",
        number(f"{low} percent", "percent", low, "percent", **when, **said),
        " in ",
        year(str(about), about),
        tail,
    ]


def change_sentence(rng: random.Random) -> list[str | Number]:
    place, measure = rng.choice(PLACES), rng.choice(MEASURES)
    old, new = round(rng.uniform(1, 30), 1), round(rng.uniform(1, 30), 1)
    up = "increase" if new > old else "decrease"
    said = {"measure": measure.removeprefix("the "), "subject": place, "direction": up}
    return [
        f"{measure.capitalize()} in {place} {'rose' if new > old else 'fell'} from ",
        number(f"{old} %", "percent", old, "percent", change_role="from", **said),
        " to ",
        number(f"{new} %", "percent", new, "percent", change_role="to", **said),
        " within ",
        number("three years", "quantity", 3, "year"),
        ".",
    ]


def money_sentence(rng: random.Random) -> list[str | Number]:
    place, (sign, code), (scale, size) = rng.choice(PLACES), rng.choice(CURRENCIES[: rng.randint(1, 7)]), rng.choice(SCALES)
    low = round(abs(rng.gauss(0, 60)) + 1.2, 1)
    by = rng.randint(2024, 2040)
    status = rng.choice(("target", "forecast", "actual", "actual", "estimate", "hypothetical"))
    verb = {
        "target": "plans to spend",
        "forecast": "will probably spend",
        "actual": "spent",
        "estimate": "is estimated to have spent",
        "hypothetical": "might spend",
    }
    when = by if status in ("target", "forecast", "hypothetical") else by - 16
    said: Row = {"measure": "spending on roads", "subject": place, "status": status}
    said |= {"year_start": when, "year_end": when, "year_role": "by"}
    return [
        f"{place} {verb[status]} ",
        number(f"{sign}{low}{scale}", "money", low * size, code, unit_assumed=sign == "$", **said),
        " on roads by ",
        year(str(when), when, status=status),
        ".",
    ]


def count_sentence(rng: random.Random) -> list[str | Number]:
    place, count = rng.choice(PLACES), rng.randint(2, 90) * 100
    return [
        "More than ",
        number(f"{count:,} workshops", "quantity", count, "workshop", comparator="gt", measure="workshops", subject=place),
        f" now work in {place}, ",
        number("2.5 times", "ratio", 2.5, "1", direction="increase", change_role="delta"),
        " as many as before; the country ranks ",
        number(f"{rng.randint(4, 90)}th", "rank", 12, "1", subject=place),
        " in the world",
        Number(f"[{rng.randint(1, 40)}]", reason=rng.choice(REASONS)),
        ".",
    ]


def broken_sentence(rng: random.Random) -> list[str | Number]:
    value = rng.randint(12, 99) * 100
    high = f"value_high {value} is above 1000: a change beyond this is nearly always a misread scale"
    odd = "year_end 3020 is above 2150: no document speaks of years so far ahead"
    broken = number(f"{value} percent", "percent", value, "percent", expectation="percent_is_plausible", reason=high)
    later = year("3020", 3020, expectation="year_is_plausible", reason=odd)
    return [f"Orders in {rng.choice(PLACES)} grew by ", broken, *([", as planned for ", later] if value % 3 else []), "."]


SENTENCES: tuple[Callable[[random.Random], list[str | Number]], ...] = (
    level_sentence,
    change_sentence,
    money_sentence,
    count_sentence,
    level_sentence,
    money_sentence,
)


def synthetic_text(index: int, rng: random.Random, sentences: int, padding: int) -> Text:
    """A document of so many sentences about made-up places, and about so many characters that say nothing."""
    source = f"reports/{2015 + index % 11}/{rng.choice(PLACES).lower().replace(' ', '-')}-{index:05d}.html"
    made = Text(hashlib.sha256(source.encode()).hexdigest()[:16], source)
    made.add(
        [f"Outlook for {rng.choice(PLACES)}, number ", Number(str(index), reason="section_number")],
        section="title",
        end="\n\n",
    )
    for place in range(sentences):
        section = rng.choice(("body", "body", "body", "body", "abstract", "table", "footnote", "references"))
        sentence = broken_sentence if rng.random() < 0.01 else rng.choice(SENTENCES)
        made.add(sentence(rng), section=section, end="\n\n" if place % 4 == 3 else " ")
    made.text += " ".join(rng.choice(FILLER) for _ in range(padding // 6))
    return made


def document_row(made: Text, **fields: Any) -> Row:
    """The row of `documents` for a text."""
    own = {
        "document_id": made.document_id,
        "source": made.source,
        "status": "ok",
        "media_type": "text/html",
        "encoding": "utf-8",
        "language": "en",
        "language_score": 0.99,
        "bytes": len(made.text.encode()),
        "chars": len(made.text),
        "sentences": made.sentences,
        "claims": len(made.claims),
        "excluded": len(made.excluded),
        "published": "2025-03-01",
        "publisher": "Office of Examples",
    }
    return dict.fromkeys(table("documents").column_names) | own | fields


def write_release(release: Path, texts: Iterator[Text], *, others: tuple[Row, ...] = (), **manifest: Any) -> Path:
    """Write the tables and the manifest of a release with these texts; others are further rows of `documents`."""
    release.mkdir(parents=True, exist_ok=True)
    ready = sorted(texts, key=lambda made: made.source)
    write_table(release, "claims", (row for made in ready for row in made.claims))
    write_table(release, "excluded", (row for made in ready for row in made.excluded))
    write_table(release, "texts", ({"document_id": made.document_id, "text": made.text} for made in ready))
    documents = [document_row(made) for made in ready] + list(others)
    write_table(release, "documents", iter(sorted(documents, key=lambda row: row["source"])))
    write_table(release, "quarantine", (row for made in ready for row in made.quarantined))
    write_sealed(release, manifest)
    return release


def write_sealed(release: Path, entries: Row) -> None:
    """Write a manifest with these entries and its seal."""
    named: Row = {"id": "000007-1a2b3c4d5e6f", "published_at": "2025-11-21T09:30:00+00:00", "raw": "raw/reports"}
    made: Row = {"engine_digest": "e" * 64, "model": {"name": "none"}, "rejections": [], "waived": [], "warnings": []}
    encoded = json.dumps(named | made | entries).encode()
    (release / MANIFEST).write_bytes(encoded)
    (release / SEAL).write_text(f"{hashlib.sha256(encoded).hexdigest()}  {MANIFEST}\n", encoding="ascii")


def write_table(release: Path, name: TableName, rows: Iterator[Row]) -> None:
    """Write one Parquet file, some thousand rows at a time."""
    with table_writer(release / f"{name}.parquet", name) as writer:
        held: list[Row] = []
        for row in rows:
            held.append(row)
            if len(held) == 5000:
                writer.write(arrow_table(name, held))
                held = []
        if held:
            writer.write(arrow_table(name, held))


def synthetic_release(
    release: Path, *, documents: int = 12, sentences: int = 12, seed: int = 7, padding: int = 0, **manifest: Any
) -> Path:
    """Write a release of so many documents; the same arguments give the same bytes."""
    rng = random.Random(seed)
    lengths = (max(1, int(rng.gauss(sentences, sentences / 3))) for _ in range(documents))
    texts = (synthetic_text(index, rng, length, padding) for index, length in enumerate(lengths))
    broken = document_row(
        Text("0" * 16, "scans/empty-page.pdf"), status="empty", error="no text layer", chars=None, sentences=None
    )
    return write_release(release, texts, others=(broken,), **manifest)
