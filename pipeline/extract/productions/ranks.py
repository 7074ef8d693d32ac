"""Ranks: places in an order, told by a superlative, a verb of ranking, a place, or a number sign."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.productions.amounts import point
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_MOST_RANKED = 10_000  # of a list's head
_NO_SUPERLATIVES = word_set("no_superlatives")
_SUPERLATIVES = word_set("superlatives")
_COUNTING_VERBS = word_set("counting_verbs")
_MOVING = word_set("moving")
_RANKING_VERBS = word_set("ranking_verbs")
_VERBS = (
    _COUNTING_VERBS
    | _MOVING
    | _RANKING_VERBS
    | frozenset(["came", "comes", "stands", "stood", "lies", "lying", "sits", "sat", "sitting"])
)
_BEFORE_ORDINAL = word_set("before_ordinal")
_MOST_SMALL_WORDS = 2
_TURNS = word_set("turns")
_LABEL_ENDS = word_set("label_ends")
_OF_RANKED = word_set("of_ranked")
_RANKING_WORDS = _RANKING_VERBS | frozenset(
    ["came", "rankings", "places", "position", "positions", "index", "league", "standings", "table", "rated"]
)
_SHORT = 4
_TITLES = word_set("titles")
_PLACES = word_set("places")
_FIRST_THINGS = word_set("first_things")
_REACHING = frozenset({"hit", "hits", "reach", "reached", "reaches", "become", "became"})


def rank_superlative(match: RuleMatch) -> Outcome | Declined:
    """An ordinal before a superlative: "second biggest", "9th largest", "third most visited"."""
    tokens, grade = match.tokens, match.index("grade")
    word = tokens.texts[grade].lower()
    before = tokens.before(grade)
    before = tokens.before(before) if tokens.has(before, "HYPHEN") else before
    if not (tokens.texts[before].lower() in ("most", "least") or _is_superlative(word)):
        return Declined("no superlative follows")
    return _ranked(match, _place(match))


def rank_place(match: RuleMatch) -> Outcome | Declined:
    """An ordinal before "place" or "position"; not "in the first place"."""
    tokens = match.tokens
    article = tokens.before(match.found.start())
    idiom = tokens.texts[match.index("place")].lower() == "place" and _place(match) == 1
    if idiom and article >= 0 and tokens.texts[article].lower() == "the" and tokens.has(tokens.before(article), "IN"):
        return Declined("an idiom")
    return _ranked(match, _place(match))


def rank_after_verb(match: RuleMatch) -> Outcome | Declined:
    """An ordinal behind a verb of ranking, where no noun follows that it could count along."""
    tokens = match.tokens
    verb, said = _verb_before(tokens, match.found.start())
    if verb is None:
        return Declined("no verb of ranking stands before it")
    after = tokens.after(match.found.end() - 1)
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    free = not right or not (right[0].isalnum() or right[0] == "-") or right in _OF_RANKED
    if not free or tokens.has(after, "NUM"):
        return Declined("the ordinal counts a noun along")
    ends = not right or right in (".", ",", ";", ":", ")")
    ranked = _ranks_before(tokens, match.found.start())
    if verb in ("come", "comes", "came") and _place(match) == 1 and _is_whichever(tokens, match.found.start()):
        return Declined("an idiom")
    if verb in _COUNTING_VERBS and "the" in said:
        return Declined("the verb alone tells no rank")
    if verb in _COUNTING_VERBS | _MOVING and not match.names("number") and not (ends and (ranked or verb in _MOVING)):
        return Declined("the verb alone tells no rank")
    if "the" in said and verb not in _RANKING_VERBS:
        return Declined("the ordinal counts along")
    return _ranked(match, _place(match))


def _is_whichever(tokens: Tokens, at: int) -> bool:
    """Whether "whichever" or "safety" comes first."""
    subject = tokens.before(tokens.before(at))
    return subject >= 0 and tokens.texts[subject].lower() in ("whichever", "whatever", "what", "safety", "ever")


def _verb_before(tokens: Tokens, at: int) -> tuple[str | None, set[str]]:
    """The verb of ranking before a token, over at most two small words, and those words."""
    said: set[str] = set()
    for _ in range(_MOST_SMALL_WORDS + 1):
        at = tokens.before(at)
        word = tokens.texts[at].lower() if at >= 0 else ""
        if word in _VERBS:
            return word, said
        if word not in _BEFORE_ORDINAL:
            break
        said.add(word)
    return None, said


def rank_in_turn(match: RuleMatch) -> Outcome | Declined:
    """A further place in a sentence that ranks already: "came second in reading and sixth in mathematics"."""
    if _word_before(match) not in _TURNS or not _ranks_before(match.tokens, match.found.start()):
        return Declined("nothing before it ranks")
    if _word_before(match) == "," and match.tokens.has(match.found.end("span"), "COMMA"):
        return Declined("it counts along, set off by commas")
    return _ranked(match, _place(match))


def rank_reached(match: RuleMatch) -> Outcome | Declined:
    """A place moved from or to in a sentence that ranks: "climbed ten places to 42nd"."""
    if _word_before(match) not in ("to", "from") or not _ranks_before(match.tokens, match.found.start()):
        return Declined("nothing before it ranks")
    return _ranked(match, _place(match))


def rank_told(match: RuleMatch) -> Outcome | Declined:
    """A place behind a label: "Ease of doing business: 28th"."""
    if _word_before(match) not in _LABEL_ENDS:
        return Declined("no label stands before it")
    return _ranked(match, _place(match))


def rank_ordinal(match: RuleMatch) -> Outcome | Declined:
    """An ordinal that its surroundings make a rank."""
    return _ranked(match, _place(match))


def rank_number(match: RuleMatch) -> Outcome | Declined:
    """A number behind "#" or "No.": a rank where a ranking, its field, or what holds it stands beside."""
    tokens, value = match.tokens, match.value("number")
    if value != int(value) or value < 1:
        return Declined("no whole number")
    before, after = tokens.before(match.found.start()), tokens.after(match.index("number"))
    left = tokens.texts[before] if before >= 0 else ""
    right = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    if not match.names("label"):
        named = left[:1].isalpha() and left.lower() not in word_classes()["stop"] and left.lower() not in _RANKING_VERBS
        return Declined("the number of a thing") if named else _ranked(match, value)
    if value == 1 and (left.lower() in _REACHING or right in _FIRST_THINGS):
        return _ranked(match, value)
    if left == "'" or left.lower() in ("s", "at", "as") or left.lower() in _TITLES | _RANKING_VERBS or right in _PLACES:
        return _ranked(match, value)
    holder = right[:1].isalpha() and right not in word_classes()["stop"] and right not in word_classes()["verb"]
    if left.lower() in ("the", "a", "its", "is", "was") and (holder or value == 1):
        return _ranked(match, value)
    return Declined("no ranking stands beside it")


def rank_top(match: RuleMatch) -> Outcome | Declined:
    """The first so many: "top 30"."""
    value = match.value("number")
    if match.tokens.has(match.index("number"), "SCALED") or value > _MOST_RANKED:
        return Declined("a verb: it is topped")
    return (point(match, span=match.span(), kind="rank", low=value, high=value, unit="1", comparator="le"),)


def _word_before(match: RuleMatch) -> str:
    before = match.tokens.before(match.found.start())
    return match.tokens.texts[before].lower() if before >= 0 else ""


def _ranks_before(tokens: Tokens, last: int) -> bool:
    """Whether the sentence ranks before a token: a verb of ranking, a superlative, "No. 2"."""
    words = {text.lower() for text in tokens.texts[:last]}
    numbered = any(text.lower() == "no" and tokens.has(index + 1, "STOP") for index, text in enumerate(tokens.texts[:last]))
    placed = any(
        tokens.has(index, "ORDWORD") and tokens.texts[tokens.after(index)].lower() in ("among", "behind")
        for index in range(last - 2)
    )
    return bool(words & _RANKING_WORDS) or numbered or placed or any(_is_superlative(word) for word in words)


def _is_superlative(word: str) -> bool:
    return word in _SUPERLATIVES or (word.endswith("est") and len(word) > _SHORT and word not in _NO_SUPERLATIVES)


def _place(match: RuleMatch) -> Decimal:
    if match.names("word"):
        return Decimal(match.tokens.reading(match.index("word"), "ORDWORD") or 1)
    return match.value("number")


def _ranked(match: RuleMatch, value: Decimal) -> Outcome:
    return (point(match, span=match.span(), kind="rank", low=value, high=value, unit="1"),)


PRODUCTIONS = {
    "rank_superlative": rank_superlative,
    "rank_place": rank_place,
    "rank_after_verb": rank_after_verb,
    "rank_in_turn": rank_in_turn,
    "rank_ordinal": rank_ordinal,
    "rank_reached": rank_reached,
    "rank_told": rank_told,
    "rank_number": rank_number,
    "rank_top": rank_top,
}
