"""The apparatus of documents: numbers whose place in the line, the entry or the document shows what they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.extract.productions.exclusions import excluded
from pipeline.extract.rule import Declined, Outcome, RuleMatch

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.extract.tokens import Tokens
    from pipeline.model import BlockRole, Reason

_HEAD_SENTENCES = 15  # how far down a document its own date may stand alone
_SHORT_REST = 60  # a line of dates of submission holds little else
_LINE_LENGTH = 90
_MAX_NOTE = 250
_LONG_WORD = 4
_YEARS = range(1850, 2101)
_MOST_ITEMS = 40
_NOTE_LENGTH = 600
_VOLUME_DISTANCE = 24
_ZIP, _INDEX = 5, 6
_STATE = re.compile(r"(?<![A-Za-z])[A-Z]\.?[A-Z]\.? {1,2}\Z")


def opens_line(scene: Scene, offset: int | None = None) -> bool:
    """Whether the sentence (or what starts at the offset) begins a line, list marks and emphasis aside."""
    text = scene.clean.document.text
    start = scene.sentence.start if offset is None else offset
    before = text.rfind("\n", 0, start) + 1
    return not text[before:start].strip(" \t>*_#-•|\"'")


def block_role(scene: Scene) -> BlockRole | None:
    """What the file says of the block that the sentence begins in."""
    blocks = scene.clean.document.blocks
    at = bisect_right(blocks, scene.sentence.start, key=lambda block: block.start) - 1
    return blocks[at].role if at >= 0 else None


def is_like_year(text: str) -> bool:
    """Whether digits could as well write a year."""
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS  # noqa: PLR2004 - the digits of a year


def exclude_at_line(match: RuleMatch) -> Outcome | Declined:
    """A number at the beginning of a line."""
    return excluded(match) if opens_line(match.scene) else Declined("the sentence does not begin a line")


def exclude_list_marker(match: RuleMatch) -> Outcome | Declined:
    """A number with its mark before an item: "1." at the beginning of a line, "2)" at that of a sentence."""
    if is_like_year(match.tokens.texts[match.found.start("span")]):
        return Declined("it could be a year")
    if match.tokens.has(match.index("mark"), "RPAR") or opens_line(match.scene):
        return excluded(match)
    return Declined("the sentence does not begin a line")


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


def exclude_dateline(match: RuleMatch) -> Outcome | Declined:
    """The date between place and agency that opens a report: "LONDON, March 3 (Reuters) -"."""
    before = match.tokens.text(0, match.found.start()).strip(" ,(-–—")
    place = before.split("(", 1)[0].strip(" )-–—,")
    if len(before) > _SHORT_REST or not place or not all(word[0].isupper() for word in place.split()):
        return Declined("no place stands before it at the beginning of the sentence")
    if not place.isupper() and match.scene.sentence.index > _HEAD_SENTENCES:
        return Declined("the sentence does not open a report")
    return excluded(match)


def exclude_cited(match: RuleMatch) -> Outcome | Declined:
    """Author and year in brackets, in a document that cites so."""
    first, last = match.found.span()
    if match.scene.evidence.cites_by_year or "al" in match.tokens.texts[first:last]:
        return excluded(match)
    return Declined("the document does not cite authors by year")


def exclude_no_year(match: RuleMatch) -> Outcome | Declined:
    """Numbers in square brackets, pages; not years."""
    first, last = match.found.span()
    if any(is_like_year(text) for text in match.tokens.texts[first:last]):
        return Declined("it could be a year")
    return excluded(match)


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


def exclude_heading(match: RuleMatch) -> Outcome | Declined:
    """The number of a section before its heading."""
    scene = match.scene
    if not opens_line(scene) or scene.sentence.end - scene.sentence.start > _LINE_LENGTH:
        return Declined("the sentence is not a heading")
    is_dotted = any(match.tokens.has(index, "DOTTED") for index in range(*match.found.span()))
    if is_dotted or block_role(scene) in ("heading", "title") or match.tokens.has(0, "HASH"):
        return excluded(match)
    return Declined("the file does not call it a heading")


def exclude_superscript(match: RuleMatch) -> Outcome | Declined:
    """Raised digits behind a word, a mark or a year; not a power."""
    tokens, at = match.tokens, match.found.start()
    if tokens.has(at - 1, "UNIT") or tokens.has(at - 1, "UNIT_LETTER"):
        return Declined("it is the power of a unit")
    if tokens.has(at - 1, "NUM") and not tokens.has(at - 1, "YEAR"):
        return Declined("it is the power of a number")
    return excluded(match)


_NOT_GLUED = Declined("white space stands before it")


def exclude_glued_mark(match: RuleMatch) -> Outcome | Declined:
    """The mark of a note that lost its raised position: "a new low.12 The bank", "its policy3, which"."""
    tokens, at = match.tokens, match.found.start()
    if at == 0 or tokens.types[at - 1] == " ":
        return _NOT_GLUED
    if int(tokens.texts[at]) not in range(1, _MAX_NOTE) or not _ends(tokens, at):
        return Declined("a note's number is small and ends a word")
    before = at - 1
    while before > 0 and tokens.texts[before] in "\"'”’)":
        before -= 1
    if tokens.texts[before] in ".,;:!?":
        before -= 1
        if not tokens.texts[at - 1].isspace() and tokens.texts[before + 1] in ".!?" and not _new_sentence(tokens, at):
            return Declined("the sentence goes on after it")
    if before < 0 or before == at - 1 and match.tokens.has(before, "UNIT"):
        return Declined("it belongs to a unit")
    word = tokens.texts[before]
    marked = before < at - 1
    is_plain = word[1:].islower() if marked else word.islower()
    if word.isalpha() and is_plain and len(word) >= _LONG_WORD + (not marked) and not tokens.has(before, "LABEL"):
        return excluded(match)
    return Declined("no word ends before it")


def _ends(tokens: Tokens, at: int) -> bool:
    return at + 1 >= len(tokens.texts) or tokens.texts[at + 1].isspace() or tokens.texts[at + 1] in '.,;:!?)"”'


def _new_sentence(tokens: Tokens, at: int) -> bool:
    after = tokens.after(at)
    return after >= len(tokens.texts) or tokens.has(after, "CAP") or tokens.has(after, "QUOTE")


def exclude_labelled(match: RuleMatch) -> Outcome | Declined:
    """A label and its number ("Table 3", "flight 370"), for the reason that the vocabulary gives the label.

    options: type, the reading that holds the reason; reason, for words without; capital, whether the label must be written with a capital.
    """
    tokens, label = match.tokens, match.index("label")
    first, last = match.found.span("span")
    capital = tokens.has(label, "CAP")
    if match.rule.options.get("capital") and not capital and not _between_function_words(tokens, label, last):
        return Declined("the label is a plain word here")
    if any(is_like_year(text) for text in tokens.texts[first:last]):
        return Declined("it could be a year")
    is_split = any(tokens.has(index, name) for index in range(label, last) for name in ("DEC", "DOTTED"))
    if not capital and not is_split and (_counts(match, last) or match.names("counted")):
        return Declined("the number counts the noun behind it")
    options = match.rule.options
    told = tokens.reading(label, options["type"]) if "type" in options else None
    reason: Reason = told or options["reason"]  # type: ignore[assignment]  # the words' own
    return excluded(match, reason=reason)


def _between_function_words(tokens: Tokens, label: int, last: int) -> bool:
    """Whether a small word stands before a label without article, and no noun behind its number ("in room 204 of")."""
    before = tokens.before(label)
    if not tokens.has(before, "FUNC") or tokens.has(before, "DET") or tokens.has(before, "THE"):
        return False
    after = last + 1 if last < len(tokens.texts) and tokens.types[last] == " " else last
    return after >= len(tokens.texts) or tokens.has(after, "FUNC") or not tokens.texts[after][0].isalnum()


def _counts(match: RuleMatch, last: int) -> bool:
    tokens = match.tokens
    after = last + 1 if last < len(tokens.texts) and tokens.types[last] == " " else last
    return after > last and tokens.has(after, "PLURAL") and tokens.texts[after] not in match.rule.options.get("verbs", ())


def exclude_pages(match: RuleMatch) -> Outcome | Declined:
    """A page, behind a word or behind "p." with its point; "P4" is a name."""
    tokens, first = match.tokens, match.found.start("span")
    if tokens.texts[first] == "P" and not tokens.has(first + 1, "STOP"):
        return Declined("it is a name")
    return excluded(match)


def exclude_act(match: RuleMatch) -> Outcome | Declined:
    """A legal act and its number; "the Companies Act 2006" names a year."""
    tokens, act = match.tokens, match.index("act")
    first, last = match.found.span("span")
    marked = any(tokens.has(i, "NUMBER_SIGN") or tokens.texts[i].lower() in ("no", "nos") for i in range(act, last))
    if marked:
        return excluded(match)
    if not tokens.has(act, "CAP") or (is_like_year(tokens.texts[last - 1]) and _by_year(match)):
        return Declined("it is no number of an act")
    return excluded(match)


def _by_year(match: RuleMatch) -> bool:
    return match.tokens.reading(match.index("act"), "ACT") != "numbered"


def exclude_act_number(match: RuleMatch) -> Outcome | Declined:
    """The number of an act, behind its date or behind a word for an act: "dated 2 May 2023 No. 121"."""
    tokens = match.tokens
    at = tokens.before(match.found.start())
    at = tokens.before(at) if tokens.has(at, "COMMA") else at
    if tokens.has(at, "YEAR") or tokens.has(at, "DATE") or tokens.has(at, "ACT"):
        return excluded(match)
    if 0 <= at and tokens.texts[at].lower() in match.rule.options["acts"]:
        return excluded(match)
    return Declined("no act and no date stands before it")


def exclude_postal(match: RuleMatch) -> Outcome | Declined:
    """Five digits behind the code of a state, or six between the parts of an address."""
    tokens, at = match.tokens, match.found.start()
    digits, before = tokens.texts[at], tokens.before(at)
    if tokens.has(tokens.after(at), "LPAR"):
        return Declined("it is the page of a work")
    if len(digits) == _ZIP and _STATE.search(match.scene.clean.reading, match.scene.sentence.start, match.span()[0]):
        return excluded(match)
    if len(digits) == _ZIP and tokens.has(before, "COMMA") and _city_follows(tokens, at):
        return excluded(match)
    if len(digits) == _INDEX and (digits[0] == "0" or (tokens.has(before, "COMMA") and tokens.has(at + 1, "COMMA"))):
        return excluded(match)
    return Declined("the digits are no postal code")


def _city_follows(tokens: Tokens, at: int) -> bool:
    """Whether a capitalised word and a mark or the end come next ("38122 Trento,")."""
    city = tokens.after(at)
    return tokens.has(city, "CAP") and (city + 1 >= len(tokens.texts) or tokens.texts[city + 1] in ",.;")


def exclude_note_number(match: RuleMatch) -> Outcome | Declined:
    """A note's number glued to its first word: "1Department of Trade"."""
    word = match.tokens.texts[match.found.end() - 1]
    if opens_line(match.scene, match.tokens.starts[match.found.start()]) and len(word) >= _LONG_WORD and word[1:].islower():
        return excluded(match)
    return Declined("it does not begin a note")


def exclude_numbered_note(match: RuleMatch) -> Outcome | Declined:
    """The number before a note, where the next or the one before begins a line too."""
    text, scene = match.scene.clean.document.text, match.scene
    number = int(match.tokens.texts[match.found.start("span")])
    line = scene.sentence.start
    after = text.find(f"\n{number + 1} ", line, line + _NOTE_LENGTH)
    before = text.rfind(f"\n{number - 1} ", max(0, line - _NOTE_LENGTH), line)
    first = number == 2 and text.startswith("1 ")  # noqa: PLR2004 - behind the first
    if opens_line(scene) and number < _MAX_NOTE and (after >= 0 or before >= 0 or first):
        return excluded(match)
    return Declined("it is not one of a series of notes")


def exclude_inline_marker(match: RuleMatch) -> Outcome | Declined:
    """Read "(1) …; (2) … and (3) …": the marks of a list in a sentence."""
    tokens, first = match.tokens, match.found.start()
    before = tokens.before(first)
    if int(tokens.texts[first + 1]) > _MOST_ITEMS:
        return Declined("the number is too large for a list")
    if before < 0 or any(tokens.has(before, name) for name in ("COLON", "SEMICOLON", "COMMA", "AND", "OR", "STOP")):
        return excluded(match)
    return Declined("no mark stands before it")


def exclude_capitalised(match: RuleMatch) -> Outcome | Declined:
    """What the rule matches where its part `name` is written with a capital; not what could be a year after "in"."""
    tokens, first = match.tokens, match.found.start("span")
    if not tokens.has(match.index("name"), "CAP"):
        return Declined("it is no name")
    if is_like_year(tokens.texts[first]) and tokens.has(tokens.before(first), "CAL_PREP"):
        return Declined("it could be a year")
    return excluded(match)


PRODUCTIONS = {
    "exclude_at_line": exclude_at_line,
    "exclude_list_marker": exclude_list_marker,
    "exclude_at_head": exclude_at_head,
    "exclude_head_date": exclude_head_date,
    "exclude_alone": exclude_alone,
    "exclude_dateline": exclude_dateline,
    "exclude_cited": exclude_cited,
    "exclude_no_year": exclude_no_year,
    "exclude_before_pages": exclude_before_pages,
    "exclude_after_volume": exclude_after_volume,
    "exclude_heading": exclude_heading,
    "exclude_superscript": exclude_superscript,
    "exclude_glued_mark": exclude_glued_mark,
    "exclude_labelled": exclude_labelled,
    "exclude_pages": exclude_pages,
    "exclude_act": exclude_act,
    "exclude_note_number": exclude_note_number,
    "exclude_numbered_note": exclude_numbered_note,
    "exclude_inline_marker": exclude_inline_marker,
    "exclude_act_number": exclude_act_number,
    "exclude_postal": exclude_postal,
    "exclude_capitalised": exclude_capitalised,
}
