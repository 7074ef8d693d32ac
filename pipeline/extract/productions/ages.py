"""Ages told without "years": "aged 15 to 24", "children under 5", "the winner, 29, finished"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.amounts import point
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import singular, word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_OF_PERSON = word_set("of_person")
_BOUNDS = word_set("bounds")
_PERSONS = word_set("persons")
_PERSON_ENDINGS = ("woman", "sman", "eman", "rman", "ist", "ologist")
_SAYING = frozenset({"said", "says", "by"})
_COPULAS = frozenset({"is", "are", "was", "were"})
_DETERMINERS = frozenset({"the", "our", "their", "his", "her", "its", "these", "those", "all"})
_OLDEST, _MOST_BEFORE_PEOPLE, _FARTHEST_BETWEEN = 125, 3, 8


def age(match: RuleMatch) -> Outcome | Declined:
    """An age, or a range of them, where the words of the rule say so."""
    number = match.names("number")
    low, high = (match.value("number"),) * 2 if number else (match.value("low"), match.value("high"))
    if match.names("join") and match.tokens.has(match.index("join"), "AND") and not _between_before(match):
        return Declined("two ages, each its own")
    if low > high or high > match.rule.options.get("most", _OLDEST):
        return Declined("nobody is of that age")
    if number and match.tokens.has(match.index("number"), "ONE"):
        return Declined("'one' does not count here")
    if _has_letter(match.tokens, match.found.end("span")):
        return Declined("letters are glued to the number")
    return (point(match, span=match.span(), kind="quantity", low=low, high=high, unit="year"),)


def _between_before(match: RuleMatch) -> bool:
    """Whether "between" brings in two bounds: "between the ages of 55 and 65", "aged between 25 and 54"."""
    first = match.index("low")
    return any(match.tokens.has(index, "BETWEEN") for index in range(max(0, first - _FARTHEST_BETWEEN), first))


def age_bound(match: RuleMatch) -> Outcome | Declined:
    """An age behind people: "children under 5"."""
    words = _words_before(match, 3)
    words = [words[0], words[2]] if words[1] == "(" else words  # "young persons (under 25)": the bracket is passed over
    if words[0] not in _BOUNDS or words[1] not in word_classes()["people"]:
        return Declined("no people stand before it")
    return age(match)


def age_of_part(match: RuleMatch) -> Outcome | Declined:
    """An age behind a part of people: "one in three under 35", "a third of the singers are over 60"."""
    tokens, bound = match.tokens, match.tokens.before(match.found.start())
    after = tokens.after(match.found.end() - 1)
    if bound < 0 or tokens.texts[bound].lower() not in _BOUNDS:
        return Declined("neither under nor over stands before it")
    whole = tokens.before(bound)
    of_part = tokens.has(whole, "NUM") and _is_in_whole(tokens, whole)
    ends = after >= len(tokens.texts) or not tokens.texts[after][0].isalnum() or tokens.has(after, "AND")
    if of_part and (ends or tokens.texts[after].isalpha()):
        return age(match)
    if whole >= 0 and ends and tokens.texts[whole].lower() in _COPULAS and _part_of_people(tokens, whole):
        return age(match)
    return Declined("no part of people stands before it")


def _is_in_whole(tokens: Tokens, number: int) -> bool:
    """Whether a number is the whole of a part: "one in three", "one patient in twenty", "two out of five"."""
    joint = tokens.before(number)
    first = tokens.before(joint)
    if joint < 0 or first < 0 or tokens.texts[joint].lower() not in ("in", "of", "every"):
        return False
    if tokens.has(first, "NUM") or tokens.texts[first].lower() in ("in", "out"):
        return True
    return _is_people(tokens, first) and tokens.has(tokens.before(first), "NUM")


def _part_of_people(tokens: Tokens, copula: int) -> bool:
    """Whether the subject of a copula is a part of people: "a third of the singers", "one in four workers"."""
    people = tokens.before(copula)
    if people >= 0 and tokens.has(people, "NUM"):
        return _is_in_whole(tokens, people)
    if not _is_people(tokens, people):
        return False
    at = tokens.before(people)
    while at >= 0 and tokens.texts[at].lower() in _DETERMINERS:
        at = tokens.before(at)
    if at >= 0 and tokens.texts[at].lower() == "of":
        at = tokens.before(at)
    return at >= 0 and any(tokens.has(at, name) for name in ("NUM", "PART", "HALF")) and not tokens.has(at, "YEAR")


def _is_people(tokens: Tokens, index: int) -> bool:
    word = tokens.texts[index].lower() if index >= 0 else ""
    return word in word_classes()["people"] or word in _PERSONS or singular(word) in _PERSONS


def ages_set_off(match: RuleMatch) -> Outcome | Declined:
    """The ages of as many people as are counted before them: "two lads, 15 and 17, were held"."""
    tokens, first = match.tokens, match.found.start("span")
    comma = tokens.before(first)
    people = tokens.before(comma) if tokens.has(comma, "COMMA") else -1
    if not _is_people(tokens, people):
        return Declined("no people stand before them")
    told = sum(tokens.has(index, "NUM") for index in range(first, match.found.end("span")))
    at = tokens.before(people)
    for _ in range(_MOST_BEFORE_PEOPLE):
        if at >= 0 and tokens.has(at, "NUM"):
            break
        at = tokens.before(at) if at >= 0 else -1
    if at < 0 or not tokens.has(at, "NUM") or match.scene.evidence.numeral(tokens, at).value != told:
        return Declined("not as many ages as people")
    return ages_listed(match)


def age_bounds(match: RuleMatch) -> Outcome | Declined:
    """Two ages right behind people: "among women 20-49"."""
    if _words_before(match, 1)[0] not in word_classes()["people"]:
        return Declined("no people stand before it")
    return age(match)


def age_set_off(match: RuleMatch) -> Outcome | Declined:
    """An age set off by commas behind a person's name, or between a person and a verb: "the winner, 29, finished"."""
    tokens = match.tokens
    comma = tokens.before(match.found.start())
    person = tokens.before(comma)
    if comma < 0 or person < 0 or not tokens.has(comma, "COMMA") or not tokens.texts[person][0].isalpha():
        return Declined("not set off by commas")
    after = tokens.after(tokens.after(match.index("number")))
    word = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    verb = word in _OF_PERSON or word in word_classes()["verb"] or word.endswith("ed") or _is_person(tokens, person)
    if not (verb or (_is_name(tokens, person) and word[:1].isalpha() and word not in ("and", "or"))):
        return Declined("neither a person before it nor a verb behind it")
    return age(match)


def age_closing(match: RuleMatch) -> Outcome | Declined:
    """An age behind a full name that ends its sentence: "said the keeper Anna Berg, 53."."""
    tokens = match.tokens
    comma = tokens.before(match.found.start())
    last = tokens.before(comma) if tokens.has(comma, "COMMA") else -1
    first = tokens.before(last) if last >= 0 else -1
    if first < 0 or not (_is_name(tokens, last) and _is_name(tokens, first)):
        return Declined("no full name stands before it")
    before = tokens.before(first)
    told_of = before >= 0 and (tokens.texts[before].lower() in _SAYING or _is_person(tokens, before))
    return age(match) if told_of else Declined("nothing says that the name is a person's")


def ages_listed(match: RuleMatch) -> Outcome | Declined:
    """The ages of several people, each its own: "aged 3, 5 and 9"."""
    tokens, (first, last) = match.tokens, (match.found.start("span"), match.found.end("span"))
    numbers = [index for index in range(first, last) if tokens.has(index, "NUM")]
    values = [match.scene.evidence.numeral(tokens, index).value for index in numbers]
    if max(values) > match.rule.options.get("most", _OLDEST) or _has_letter(tokens, last):
        return Declined("nobody is of that age")
    return tuple(
        point(
            match, span=(tokens.starts[index], tokens.starts[index + 1]), kind="quantity", low=value, high=value, unit="year"
        )
        for index, value in zip(numbers, values, strict=True)
    )


def age_told(match: RuleMatch) -> Outcome | Declined:
    """An age behind a pronoun and "was": "I was 17 when we left"."""
    words = [word for word in _words_before(match, 3) if word not in ("now", "just", "only", "still", "aged")]
    if len(words) > 1 and words[0] in ("was", "is", "am", "turned", "turns") and words[1] in ("i", "he", "she", "who"):
        return age(match)
    return Declined("no person is spoken of")


def age_turned(match: RuleMatch) -> Outcome | Declined:
    """An age behind "turn": "when they turn 18"."""
    if _words_before(match, 1)[0] not in ("turn", "turns", "turned", "turning"):
        return Declined("nobody turns it")
    return age(match)


def _is_name(tokens: Tokens, index: int) -> bool:
    text = tokens.texts[index]
    return text[0].isupper() and not tokens.has(index, "MONTH") and not tokens.has(index, "WEEKDAY")


def _is_person(tokens: Tokens, index: int) -> bool:
    word = tokens.texts[index].lower()
    return word in _PERSONS or word.endswith(_PERSON_ENDINGS)


def _words_before(match: RuleMatch, count: int) -> list[str]:
    """The last so many tokens before the match in lower case, the nearest first; "" where there are fewer."""
    words, at = [], match.found.start()
    for _ in range(count):
        at = match.tokens.before(at) if at >= 0 else -1
        words.append(match.tokens.texts[at].lower() if at >= 0 else "")
    return words


def _has_letter(tokens: Tokens, at: int) -> bool:
    return at < len(tokens.texts) and tokens.texts[at][0].isalpha()


PRODUCTIONS = {
    "age": age,
    "age_bound": age_bound,
    "age_bounds": age_bounds,
    "age_of_part": age_of_part,
    "age_closing": age_closing,
    "age_set_off": age_set_off,
    "age_told": age_told,
    "age_turned": age_turned,
    "ages_listed": ages_listed,
    "ages_set_off": ages_set_off,
}
