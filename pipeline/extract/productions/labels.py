"""Numbers behind a word that names them: tables, sections, rooms, legal acts, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.productions.exclusions import excluded
from pipeline.extract.productions.places import is_like_year
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import is_plural

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Reason

_ZIP, _INDEX = 5, 6
_ROOMS = frozenset({"room", "suite", "flat", "apartment", "flight"})
_NEAR = 16  # tokens, white space included
_STATE = re.compile(r"(?<![A-Za-z])[A-Z]\.?[A-Z]\.? {1,2}\Z")


def exclude_labelled(match: RuleMatch) -> Outcome | Declined:
    """A label and its number ("Table 3", "flight 370"), for the reason that the vocabulary gives the label.

    options: type, the reading that holds the reason; reason, for words without; capital, whether the label needs a capital.
    """
    tokens, label = match.tokens, match.index("label")
    first, last = match.found.span("span")
    capital = tokens.has(label, "CAP")
    if match.rule.options.get("capital") and not capital and not _between_function_words(tokens, label, last):
        return Declined("the label is a plain word here")
    in_room = tokens.texts[label].lower() in _ROOMS and not tokens.has(tokens.before(label), "DET")
    if not in_room and any(is_like_year(text) for text in tokens.texts[first:last]):
        return Declined("it could be a year")
    is_split = any(tokens.has(index, name) for index in range(label, last) for name in ("DEC", "DOTTED"))
    options = match.rule.options
    told = tokens.reading(label, options["type"]) if "type" in options else None
    counts = _counts(match, last) or match.names("counted")
    if not capital and not is_split and counts and not _is_bare_singular(tokens, label, told):
        return Declined("the number counts the noun behind it")
    reason: Reason = told or options["reason"]  # type: ignore[assignment]  # the words' own
    return excluded(match, reason=reason)


def _is_bare_singular(tokens: Tokens, label: int, told: str | None) -> bool:
    """Whether a part of a text is named without an article, so that its number cannot count: "chapter 13 trustees"."""
    before = tokens.before(label)
    bare = not (tokens.has(before, "DET") or tokens.has(before, "THE") or tokens.has(before, "A"))
    return told == "section_number" and bare and not tokens.has(label, "PLURAL")


def exclude_small_label(match: RuleMatch) -> Outcome | Declined:
    """A label of a letter or two in small letters, "s. 12(3)"; a capital is an initial."""
    small = match.tokens.texts[match.index("label")].islower()
    return excluded(match) if small else Declined("an initial")


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
    if not (after > last and tokens.has(after, "PLURAL") and is_plural(tokens.texts[after].lower())):
        return False
    return tokens.texts[after] not in match.rule.options.get("verbs", ())


def exclude_act(match: RuleMatch) -> Outcome | Declined:
    """A legal act and its number; "the Companies Act 2006" names a year."""
    tokens, act = match.tokens, match.index("act")
    last = match.found.end("span")
    marked = any(tokens.has(i, "NUMBER_SIGN") or tokens.texts[i].lower() in ("no", "nos") for i in range(act, last))
    if marked:
        return excluded(match)
    if not tokens.has(act, "CAP") or (is_like_year(tokens.texts[last - 1]) and _by_year(match)):
        return Declined("it is no number of an act")
    return excluded(match)


def _by_year(match: RuleMatch) -> bool:
    return match.tokens.reading(match.index("act"), "ACT") != "numbered"


def exclude_named_part(match: RuleMatch) -> Outcome | Declined:
    """The part of the match that is named `span`, or by a name that begins so."""
    name = next(name for name in match.found.re.groupindex if name.startswith("span") and match.names(name))
    return excluded(match, match.offsets(name))


def exclude_act_number(match: RuleMatch) -> Outcome | Declined:
    """The number of an act, behind its date or behind a word for an act: "dated 2 May 2023 No. 121"."""
    tokens = match.tokens
    at = tokens.before(match.found.start())
    at = tokens.before(at) if tokens.has(at, "COMMA") else at
    if tokens.has(at, "YEAR") or tokens.has(at, "DATE") or tokens.has(at, "ACT"):
        return excluded(match)
    if at >= 0 and tokens.texts[at].lower() in match.rule.options["acts"]:
        return excluded(match)
    return Declined("no act and no date stands before it")


def exclude_resolution(match: RuleMatch) -> Outcome | Declined:
    """Read "resolutions 1970 (2011) and 2009 (2011)": the number before the year of a resolution."""
    tokens, first = match.tokens, match.found.start()
    near = {text.lower() for text in tokens.texts[max(0, first - _NEAR) : first]}
    return Declined("no act is named before it") if near.isdisjoint(match.rule.options["acts"]) else excluded(match)


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


def exclude_capitalised(match: RuleMatch) -> Outcome | Declined:
    """What the rule matches where its part `name` is written with a capital; not what could be a year after "in"."""
    tokens, first = match.tokens, match.found.start("span")
    if not tokens.has(match.index("name"), "CAP"):
        return Declined("it is no name")
    if is_like_year(tokens.texts[first]) and tokens.has(tokens.before(first), "CAL_PREP"):
        return Declined("it could be a year")
    return excluded(match)


PRODUCTIONS = {
    "exclude_labelled": exclude_labelled,
    "exclude_small_label": exclude_small_label,
    "exclude_act": exclude_act,
    "exclude_act_number": exclude_act_number,
    "exclude_named_part": exclude_named_part,
    "exclude_resolution": exclude_resolution,
    "exclude_postal": exclude_postal,
    "exclude_capitalised": exclude_capitalised,
}
