"""A difference between releases for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.publish.diff.compare import ClaimChange, FieldChange, ReleaseDiff
from pipeline.publish.report.words import clipped, counted, grouped, visible

SENTENCE = 160
LISTED = 20


def diff_report(difference: ReleaseDiff, *, listed: int = LISTED) -> RenderableType:
    """Counts, then the first rows of each sort, for a Rich console to print; text of documents is never markup."""
    return Group(*_parts(difference, listed))


def _parts(difference: ReleaseDiff, listed: int) -> Iterator[RenderableType]:
    yield Text.assemble((visible(difference.before), "bold"), " → ", (visible(difference.after), "bold"))
    if difference.is_empty:
        yield Text(f"Both say the same: {counted(difference.same_count, 'claim')}.")
        return
    yield _summary(difference)
    yield from _claims("Changed", difference.changed, difference.changed_count, listed)
    yield from _claims("Appeared", difference.appeared, difference.appeared_count, listed)
    yield from _claims("Vanished", difference.vanished, difference.vanished_count, listed)
    yield from _documents(difference, listed)


def _summary(difference: ReleaseDiff) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    for sign, count, name in (
        ("~", difference.changed_count, "changed"),
        ("+", difference.appeared_count, "appeared"),
        ("-", difference.vanished_count, "vanished"),
        ("=", difference.same_count, "the same"),
        ("*", difference.documents_count, "documents came, went or fared otherwise"),
    ):
        table.add_row(grouped(count), f"{sign} {name}")
    return table


def _claims(title: str, claims: Sequence[ClaimChange], count: int, listed: int) -> Iterator[RenderableType]:
    if not count:
        return
    table = Table(title=f"{title}: {counted(count, 'claim')}", title_justify="left", expand=True)
    table.add_column("Claim", ratio=2)
    table.add_column("In its sentence", ratio=5)
    table.add_column("Document", ratio=3, overflow="fold")
    for claim in claims[:listed]:
        said = _marked(claim)
        for field in claim.fields:
            said.append_text(_field(field))
        table.add_row(Text(f"{visible(claim.surface)}\n{claim.kind}"), said, Text(visible(claim.source)))
    yield table
    if count > min(listed, len(claims)):
        yield Text(f"… and {grouped(count - min(listed, len(claims)))} more")


def _marked(claim: ClaimChange) -> Text:
    """The sentence around the claim, the claim in bold."""
    sentence, surface = visible(claim.sentence), visible(claim.surface)
    at = max(sentence.find(surface), 0)
    start = max(0, at - SENTENCE // 2)
    text = Text(("…" if start else "") + sentence[start : start + SENTENCE].replace("\n", " "))
    text.highlight_words([surface], "bold")
    return text


def _field(field: FieldChange) -> Text:
    before, after = (clipped(visible(value), 60) if value else "nothing" for value in (field.before, field.after))
    return Text.assemble(f"\n{field.field}: ", (before, "red strike"), " → ", (after, "green"))


def _documents(difference: ReleaseDiff, listed: int) -> Iterator[RenderableType]:
    if not difference.documents_count:
        return
    table = Table(title=f"Documents: {grouped(difference.documents_count)}", title_justify="left")
    for name in ("Document", "Before", "After"):
        table.add_column(name, overflow="fold")
    for document in difference.documents[:listed]:
        table.add_row(Text(visible(document.source)), document.before or "not there", document.after or "not there")
    yield table
