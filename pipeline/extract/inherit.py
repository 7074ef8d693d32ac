"""Units that a sentence leaves out: "3.4 mln tonnes in May and 2.9 mln in June", "rose to $45 from 38"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.donors import BARE_RULES, MOST_BETWEEN, POINTS, donor_after, donor_before
from pipeline.extract.point_units import as_percentage_points
from pipeline.extract.productions.bare import is_strong
from pipeline.extract.standing import is_statistic, stands_alone
from pipeline.lexicon.nouns import is_plural, singular
from pipeline.lexicon.sets import word_set
from pipeline.model import Excluded, Mention

if TYPE_CHECKING:
    from pipeline.extract.rule import Scene
    from pipeline.extract.tokens import Tokens
    from pipeline.model import Reason

_FARTHEST_NAMED = 120  # in tokens, white space counted
_NEAREST = 4
_FARTHEST_STAFF = 24
_PEOPLE_NOUNS = frozenset({"headcount", "workforce"})
_LEADING = frozenset({"from", "to", "by", "a", "seasonally", "adjusted", "about", "around", "nearly", "over", "roughly"})
_AUXILIARIES = frozenset({"has", "have", "had", "there", "here", "will"})
_CHANGING_COUNTS = word_set("count_changes")
_COUNTED_SUBJECTS = word_set("counted_subjects")
_CHANGING_STAFF = word_set("staff_changes")


def inherit_units(scene: Scene, read: list[Mention | Excluded]) -> list[Mention | Excluded]:
    """What was read, with each bare number given the kind, unit and rate of the amount that it is listed or compared with.

    A bare small number that neither stands beside such an amount nor is told as a level is dropped: it is no claim.
    """
    if not any(_is_bare(each) or (isinstance(each, Mention) and each.unit in POINTS) for each in read):
        return read
    out: list[Mention | Excluded] = []
    for position, each in enumerate(read):
        if not _is_bare(each):
            out.append(each)
            continue
        assert isinstance(each, Mention)
        behind = read[position + 1 : position + MOST_BETWEEN]
        if _counts_staff(scene.tokens, each):
            out.append(replace(each, unit="people"))
            continue
        statistic = is_statistic(scene.tokens, each, out)
        donor = None if statistic else donor_before(scene, out, each) or donor_after(scene, behind, each)
        if donor is not None:
            out.append(_given(each, donor, scene))
        elif (counted := _number_of(scene.tokens, each) or _subject_counted(scene.tokens, each)) is not None:
            out.append(replace(each, unit=counted))
        elif stands_alone(scene.tokens, each):
            out.append(each)
        else:
            reason: Reason = "idiom" if scene.tokens.texts[scene.tokens.at_or_after(each.start)].isalpha() else "identifier"
            out.append(Excluded(each.start, each.end, scene.sentence.section, reason, f"{each.rule}_alone"))
    settled: list[Mention | Excluded] = []
    for position, each in enumerate(out):
        settled.append(as_percentage_points(scene.tokens, each, settled, out[position + 1 : position + MOST_BETWEEN]))
    return settled


def _is_bare(each: Mention | Excluded) -> bool:
    return isinstance(each, Mention) and each.rule in BARE_RULES and each.unit is None


def _given(bare: Mention, donor: Mention, scene: Scene) -> Mention:
    given = replace(bare, kind=donor.kind, unit=donor.unit, unit_assumed=donor.unit_assumed, per=bare.per or donor.per)
    return _in_subunits(given, donor, scene)


def _in_subunits(given: Mention, donor: Mention, scene: Scene) -> Mention:
    """The mention in the main unit where the donor counts in cents ("34 cents against 27")."""
    if given.kind != "money" or not (abs(donor.value_high) < 1 <= abs(given.value_high)):
        return given
    tokens = scene.tokens
    spoken = range(tokens.at_or_after(donor.start), tokens.at_or_after(donor.end))
    if not any(tokens.has(index, name) for index in spoken for name in ("CUR_SUB", "CUR_SUB_LETTER")):
        return given
    return replace(given, value_low=given.value_low / 100, value_high=given.value_high / 100)


def _counts_staff(tokens: Tokens, bare: Mention) -> bool:
    """Whether a whole number is told of a headcount or a workforce in its clause: "headcount fell by 310 to 6,200"."""
    if bare.value_high != bare.value_high.to_integral_value():
        return False
    at, noun = tokens.at_or_after(bare.start), -1
    for index in range(at - 1, max(at - _FARTHEST_STAFF, -1), -1):
        text = tokens.texts[index].lower()
        if text in _PEOPLE_NOUNS:
            noun = index
            break
        if text in ",;:" or text in ("and", "while", "as") or tokens.has(index, "CUR_SYMBOL") or tokens.has(index, "PCT"):
            return False
    behind = tokens.after(noun) if noun >= 0 else at
    return noun >= 0 and tokens.texts[behind].lower() in _CHANGING_STAFF


def _subject_counted(tokens: Tokens, bare: Mention) -> str | None:
    """The noun of "road deaths fell from 41" before a bare whole number, where the noun is one that is counted."""
    if bare.value_high != bare.value_high.to_integral_value():
        return None
    at = tokens.before(tokens.at_or_after(bare.start))
    while at >= 0 and tokens.texts[at].lower() in _LEADING:
        at = tokens.before(at)
    if at < 0 or tokens.texts[at].lower() not in _CHANGING_COUNTS:
        return None
    at = tokens.before(at)
    while at >= 0 and (tokens.texts[at].lower() in _AUXILIARIES or tokens.texts[at].lower().endswith("ly")):
        at = tokens.before(at)
    noun = tokens.texts[at].lower() if at >= 0 else ""
    return singular(noun) if noun in _COUNTED_SUBJECTS else None


def _number_of(tokens: Tokens, bare: Mention) -> str | None:
    """The noun of "the number of permits" before a bare whole number in its clause."""
    start = tokens.at_or_after(bare.start)
    if is_strong(tokens, start) and tokens.has(start, "DEC"):
        return None
    for index in range(start - 1, max(start - _FARTHEST_NAMED, -1), -1):
        if tokens.has(index, "SEMICOLON"):
            return None
        if tokens.texts[index].lower() == "number" and tokens.texts[tokens.after(index)].lower() == "of":
            words = [text.lower() for text in tokens.texts[tokens.after(tokens.after(index)) : start] if text[0].isalpha()]
            return next((singular(word) for word in words[:_NEAREST] if is_plural(word)), None)
    return None
