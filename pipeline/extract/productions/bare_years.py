"""Four digits alone: a year, unless what stands around them counts or measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.calendar import Years, claimed
from pipeline.extract.rule import Declined, Outcome, RuleMatch

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

# Years that need no word such as "in" to be read as one; others do.
_FREE_FROM, _FREE_TO = 1700, 2100
_MODERN = 1950
# Round numbers are often counts: "2000 protesters", "over 1950".
_ROUND, _VERY_ROUND = 10, 50
_OPENERS = "([\"'*_~—–“‘"
_CLOSERS = ")\\]\"'*_.,;:!?—–”’…|"


def bare_year(match: RuleMatch) -> Outcome | Declined:
    """The year that the token `span` names, or why it names none.

    Parts of the pattern: `counted` (a noun that numbers count, up to two words on), `measure` (a unit right behind),
    `plural` (some other noun in the plural). Options: hedges and vague_hedges, words before a number that make it a count.
    """
    tokens, at = match.tokens, match.found.start("span")
    year = int(tokens.texts[at])
    why = (
        _glued(tokens, at)
        or _counted(match, at, year)
        or _hedged(match, at, year)
        or (not (_FREE_FROM <= year <= _FREE_TO) and not _dated(tokens, at) and "nothing dates a year so far off")
    )
    return Declined(why) if why else claimed(match, at, Years(year, year))


def _glued(tokens: Tokens, at: int) -> str | None:
    """What the number is glued to, where that makes it no year."""
    before, after = (tokens.texts[i] if 0 <= i < len(tokens.texts) else " " for i in (at - 1, at + 1))
    if not (before.isspace() or before in _OPENERS or tokens.has(at - 1, "LONG_DASH")) and not _hyphened_prefix(tokens, at):
        return f"glued to {before!r}"
    if tokens.has(at + 1, "LONG_DASH"):
        return None
    if after.isspace() or after in _CLOSERS or (after in "-/" and _lower_word(tokens, at + 2)):
        return None
    return f"{after!r} is glued to it"


def _hyphened_prefix(tokens: Tokens, at: int) -> bool:
    """Whether a prefix such as "pre-" or "post-" stands before."""
    return tokens.has(at - 1, "HYPHEN") and (_lower_word(tokens, at - 2) or at == 1 or tokens.types[at - 2] == " ")


def _lower_word(tokens: Tokens, at: int) -> bool:
    return 0 <= at < len(tokens.texts) and tokens.texts[at].isalpha() and tokens.texts[at].islower()


def _counted(match: RuleMatch, at: int, year: int) -> str | None:
    """The noun or unit that the number counts or measures."""
    tokens = match.tokens
    owned = tokens.has(tokens.before(at), "THE") or tokens.texts[at - 2 : at - 1] == ["'"] or _possessed(match, at)
    if match.names("measure") and not (owned and _is_one_time(tokens, match.index("measure")) and year % _ROUND):
        unit = match.tokens.texts[match.index("measure")]
        return f"the unit {unit!r} follows"
    if match.names("counted") and not (owned and year % _ROUND):
        return "a noun that is counted follows"
    word = tokens.texts[tokens.before(at)].lower()
    strong = word in match.rule.options["strong"] and year >= _MODERN
    if match.names("plural") and year % _VERY_ROUND == 0 and not owned and not strong:
        return "a round number with a noun in the plural counts"
    return None


def _is_one_time(tokens: Tokens, measure: int) -> bool:
    """Whether a unit of time stands in the singular, so that the year names it: "the 1968 generation"."""
    return tokens.has(measure, "TIME_UNIT") and not tokens.has(measure, "PLURAL") and not tokens.has(measure - 1, "HYPHEN")


def _possessed(match: RuleMatch, at: int) -> bool:
    """Whether "its", "their" … or a genitive stands before ("their 1986 sales", "Peru's 1990 losses")."""
    tokens = match.tokens
    before = tokens.before(at)
    return before >= 0 and (
        tokens.texts[before].lower() in match.rule.options["possessives"]
        or (tokens.texts[before] == "s" and tokens.has(before - 1, "APOSTROPHE"))
    )


def _hedged(match: RuleMatch, at: int, year: int) -> str | None:
    """The word before that makes a count of a round number: "over 2000", "some 1800"."""
    tokens, options = match.tokens, match.rule.options
    before = tokens.before(at)
    word = tokens.texts[before].lower() if before >= 0 else ""
    if (
        word == "of"
        and (year % _VERY_ROUND == 0 or year < _FREE_FROM)
        and tokens.texts[tokens.before(before)].lower() in options["amounts"]
    ):
        return "it is the amount of something"
    if word in options["hedges"] and (year % _ROUND == 0 or year < _MODERN):
        return f"{word!r} makes it a count"
    after = tokens.after(at)
    ends = after >= len(tokens.texts) or tokens.texts[after] in _CLOSERS or tokens.texts[after].lower() in options["clause"]
    if (
        word in options["vague_hedges"]
        and not (ends and word != "than")
        and (year % _VERY_ROUND == 0 or year < _FREE_FROM)
        and not _dated(tokens, before)
    ):
        return f"{word!r} makes it a count"
    return None


def _dated(tokens: Tokens, at: int) -> bool:
    """Whether a word that introduces dates or an opening bracket stands before the token."""
    before = tokens.before(at)
    return tokens.has(before, "CAL_PREP") or tokens.has(before, "LPAR") or tokens.has(before, "CAL_FILLER")


PRODUCTIONS = {"bare_year": bare_year}
