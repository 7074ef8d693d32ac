"""Dates of the document itself: behind "Published", alone on a line at the top, between place and agency."""

from __future__ import annotations

from pipeline.extract.productions.exclusions import excluded
from pipeline.extract.productions.places import opens_line
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import word_classes

_HEAD_SENTENCES = 15  # how far down a document its own date may stand alone
_SHORT_REST = 60  # a line of dates of submission holds little else
_LINE_LENGTH = 90
_TITLE_LENGTH = 140  # who speaks where, in one line
_TOP_SENTENCES = 4
_TELLING = frozenset(
    {"is", "was", "are", "were", "has", "had", "on", "in", "since", "until", "to", "ended", "ending", "broke"}
)


def exclude_at_head(match: RuleMatch) -> Outcome | Declined:
    """A date behind "Published", "Received" …, with the time before it, where the line or the sentence holds little else."""
    scene, tokens, first = match.scene, match.tokens, match.found.start("span")
    start = match.found.start()
    lead = {text.lower() for text in tokens.texts[:start] if text.isalpha()}
    opens = lead <= set(match.rule.options["leads"]) or tokens.has(tokens.before(start), "BAR")
    if scene.sentence.section != "boilerplate" and not (opens and scene.sentence.end - match.span()[1] <= _SHORT_REST):
        return Declined("it stands in a sentence that tells something")
    clock = [index for index in range(start, first) if tokens.has(index, "TIME")]
    spans = [(tokens.starts[index], tokens.starts[index + 1]) for index in clock]
    times = [excluded(match, span, "time_of_day")[0] for span in spans]
    return (*times, *excluded(match))


def exclude_head_date(match: RuleMatch) -> Outcome | Declined:
    """The date of a line such as "date: 2019-05-07"."""
    if opens_line(match.scene, match.tokens.starts[match.found.start()]):
        return excluded(match)
    return Declined("the label does not begin a line")


def exclude_alone(match: RuleMatch) -> Outcome | Declined:
    """A date that is all of a line near the top."""
    sentence = match.scene.sentence
    if sentence.section == "table" or sentence.index > _HEAD_SENTENCES or sentence.end - sentence.start > _LINE_LENGTH:
        return Declined("it is not the line of a date at the top")
    return excluded(match)


def exclude_head_line(match: RuleMatch) -> Outcome | Declined:
    """The date that ends a short line without a verb at the very top: "Minutes of the meeting, 26 April 2017"."""
    scene, tokens = match.scene, match.tokens
    if scene.sentence.index > _TOP_SENTENCES or scene.sentence.end - scene.sentence.start > _TITLE_LENGTH:
        return Declined("it is no short line at the top")
    words = {text.lower() for text in tokens.texts[: match.found.start()]}
    if tokens.texts[-1] in (".", "!", "?") or words & (_TELLING | word_classes()["verb"]):
        return Declined("the line tells something")
    return excluded(match)


def exclude_dateline(match: RuleMatch) -> Outcome | Declined:
    """The date between place and agency that opens a report: "LONDON, March 3 (Reuters) -"."""
    before = match.tokens.text(0, match.found.start()).strip(" ,(-–—")
    place = before.split("(", 1)[0].strip(" )-–—,")
    if len(before) > _SHORT_REST or not place or not all(word[0].isupper() for word in place.split()):
        return Declined("no place stands before it at the beginning of the sentence")
    if not place.isupper() and match.scene.sentence.index > _HEAD_SENTENCES:
        return Declined("the sentence does not open a report")
    return excluded(match)


PRODUCTIONS = {
    "exclude_at_head": exclude_at_head,
    "exclude_head_date": exclude_head_date,
    "exclude_alone": exclude_alone,
    "exclude_dateline": exclude_dateline,
    "exclude_head_line": exclude_head_line,
}
