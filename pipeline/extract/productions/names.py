"""Numbers in names and times of day: what the form alone leaves open, and what stands around decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions.bare import HEDGES, LEVELS
from pipeline.extract.productions.exclusions import compiled_text, excluded
from pipeline.extract.productions.places import is_like_year
from pipeline.extract.rule import Declined, Outcome, RuleMatch
from pipeline.lexicon.nouns import is_plural, word_classes
from pipeline.lexicon.sets import word_set

if TYPE_CHECKING:
    from pipeline.extract.tokens import Tokens

_HOURS = 12
_DAY_HOURS = 24
_MOST_OFFSET, _QUARTER = 14, 15
_MINUTE_DIGITS = 2
_BEFORE_COUNTED = word_set("before_counted")
_CLOCK_DIGITS = 3  # "900 GMT", "1730 GMT"
_HOUR, _MINUTES = 100, 60
_WHOLE = 100
_NAME_DIGITS = 4
_NEAR = 8
_OPENERS = frozenset({"that", "which", "as", "when", "if", "what", "whom", "where", "because"})
_LEAST_NOUN = 3  # letters of a part's name
_AGES = range(15, 100)
_COUNTED = (
    "PLURAL",
    "UNIT",
    "TIME_UNIT",
    "PCT",
    "POINT",
    "CUR_NAME",
    "CUR_CODE",
    "CUR_SYMBOL",
    "NUM",
    "SCALE",
    "ORD_SUFFIX",
    "MONTH",
)


def exclude_hour(match: RuleMatch) -> Outcome | Declined:
    """A number before "am", "o'clock", "GMT" that can be an hour."""
    tokens, (first, last) = match.tokens, match.found.span("span")
    clock = any(tokens.has(i, "TIMEZONE") or tokens.texts[i] == "hrs" for i in range(first, last))
    for index in range(first, last):
        if tokens.has(index, "NUM"):
            text = tokens.texts[index]
            if tokens.has(index, "DEC") and len(text.rpartition(".")[2]) != _MINUTE_DIGITS:
                return Declined("the decimals are no minutes")
            value = match.scene.evidence.numeral(tokens, index).value
            spoken = index + 1 < len(tokens.texts) and tokens.texts[tokens.after(index)] == "hrs"
            if spoken and text.isdecimal() and len(text) < _CLOCK_DIGITS:
                return Declined("hours that something takes")
            digital = clock and text.isdecimal() and len(text) >= _CLOCK_DIGITS and int(text) // 100 <= _DAY_HOURS
            if not digital and not 0 <= value <= (_DAY_HOURS if clock else _HOURS):
                return Declined(f"{text} is no hour")
    after = tokens.after(last - 1)
    if after < len(tokens.texts) and tokens.texts[after].lower() in match.rule.options["bands"]:
        return Declined("it is a band of radio")
    return excluded(match)


def exclude_offset(match: RuleMatch) -> Outcome | Declined:
    """A time zone by its distance: "UTC+05:00", "GMT+3", "UTC-0430"."""
    tokens = match.tokens
    if match.names("offset") and tokens.has(match.index("offset"), "INT"):
        digits = tokens.texts[match.index("offset")]
        hours, minutes = (int(digits), 0) if len(digits) < _CLOCK_DIGITS else (int(digits[:-2]), int(digits[-2:]))
        if hours > _MOST_OFFSET or minutes % _QUARTER:
            return Declined("no zone lies so far off")
    return excluded(match)


def exclude_goal(match: RuleMatch) -> Outcome | Declined:
    """The numbers of the Sustainable Development Goals; larger ones are sums of Sudanese pounds."""
    tokens, (first, last) = match.tokens, match.found.span()
    numbers = [int(tokens.texts[index]) for index in range(first, last) if tokens.has(index, "INT")]
    return Declined("there are not so many goals") if max(numbers) > match.rule.options["most"] else excluded(match)


def exclude_halves(match: RuleMatch) -> Outcome | Declined:
    """Two parts of a hundred: "60/40", "80-20", "50-50"."""
    tokens, (first, last) = match.tokens, match.found.span()
    parts = [int(part) for text in tokens.texts[first:last] for part in text.split("/") if part.isdecimal()]
    return excluded(match) if sum(parts) == _WHOLE else Declined("the parts make no hundred")


def exclude_code(match: RuleMatch) -> Outcome | Declined:
    """The run of characters behind "number:"; not what counts a noun ("Number: 45 men")."""
    start = match.offsets("span")[0]
    if counts_behind(match.tokens, match.found.end("span")):
        return Declined("the number counts the noun behind it")
    found = compiled_text(match.rule.options["text"]).match(match.scene.clean.reading, start, match.scene.sentence.end)
    return excluded(match, found.span()) if found else Declined("no code stands there")


def exclude_part(match: RuleMatch) -> Outcome | Declined:
    """The numeral of a part behind its name, "the valve 12", in the description of an invention."""
    tokens, at = match.tokens, match.found.start("span")
    word = tokens.texts[tokens.before(at)].lower()
    if not match.scene.evidence.describes_invention:
        return Declined("the document describes no invention")
    if len(tokens.texts[at]) >= _NAME_DIGITS or tokens.has(tokens.before(at), "PLURAL") or is_plural(word):
        return Declined("the number is too large, or counts")
    classes = word_classes()
    told = word in HEDGES | LEVELS | classes["stop"] | classes["verb"] or word.endswith(("ed", "ly"))
    if len(word) < _LEAST_NOUN or told:
        return Declined("no name of a part stands before it")
    return excluded(match)


def exclude_known_version(match: RuleMatch) -> Outcome | Declined:
    """A number behind a name that the document calls a version or release elsewhere."""
    number = match.tokens.texts[match.found.start("span")]
    known = number in match.scene.evidence.versions
    return excluded(match) if known else Declined("the document knows no such version")


def exclude_film(match: RuleMatch) -> Outcome | Declined:
    """Read "4K" and "8K" of films and screens."""
    is_usual = match.tokens.texts[match.found.start("span")] in match.rule.options["usual"]
    return excluded(match) if is_usual else Declined("no film has so many")


def exclude_hour_on_day(match: RuleMatch) -> Outcome | Declined:
    """Read "on Thursday at 10", "at 9 on Monday"."""
    tokens, name = match.tokens, "span" if match.names("span") else "span_before"
    if int(tokens.texts[match.index(name)]) > _DAY_HOURS:
        return Declined("it is no hour")
    return excluded(match, match.offsets(name))


def exclude_military_hour(match: RuleMatch) -> Outcome | Declined:
    """Read "at 0630 hours": four digits that write hours and minutes."""
    digits = match.tokens.texts[match.found.start("span")]
    is_clock = len(digits) == 4 and int(digits) // _HOUR <= _DAY_HOURS and int(digits) % _HOUR < _MINUTES
    return excluded(match) if is_clock else Declined("the digits write no time")


def exclude_capital_number(match: RuleMatch) -> Outcome | Declined:
    """A number word with a capital in a name, in the middle of a sentence: "the Three Gorges Dam"."""
    tokens, word = match.tokens, match.index("word")
    article = match.found.start()
    if tokens.has(word, "CAP") and tokens.texts[article].islower():
        return excluded(match)
    return Declined("it is not written as a name")


def exclude_part_in_words(match: RuleMatch) -> Outcome | Declined:
    """A part of a text numbered in words, both with capitals: "Part Two"."""
    tokens = match.tokens
    if tokens.has(match.index("name"), "CAP") and tokens.has(match.index("number"), "CAP"):
        return excluded(match)
    return Declined("it is not written as a heading")


def exclude_misread(match: RuleMatch) -> Outcome | Declined:
    """The digit 1 that a scan read for "I", behind a comma or a word that opens a clause, where nothing else is counted."""
    tokens, at = match.tokens, match.found.start()
    before = tokens.before(at)
    opens = before < 0 or tokens.has(before, "COMMA") or tokens.texts[before].lower() in _OPENERS
    if not opens or any(
        tokens.has(index, "NUM") and not tokens.has(index, "YEAR") for index in range(max(0, at - _NEAR), at)
    ):
        return Declined("it counts")
    return excluded(match)


def exclude_counted_along(match: RuleMatch) -> Outcome | Declined:
    """Read "day 5", "week 12": the number of a unit of time, where no article, "last" or the like makes that a time."""
    tokens, (first, last) = match.tokens, match.found.span("span")
    before = tokens.before(first)
    left = tokens.texts[before].lower() if before >= 0 else ""
    capital = tokens.has(first, "CAP")
    if any(is_like_year(text) for text in tokens.texts[first:last]):
        return Declined("it could be a year")
    if before >= 0 and left not in _BEFORE_COUNTED and not (capital or left[0] in "([;:,.—–"):
        return Declined("the number counts something else")
    after = tokens.after(last - 1)
    follows = tokens.texts[after].lower() if after < len(tokens.texts) else ""
    if not capital and follows[:1].isalpha() and follows not in word_classes()["stop"] | word_classes()["verb"]:
        return Declined("a word follows that the number may count")
    return excluded(match)


def exclude_capital(match: RuleMatch) -> Outcome | Declined:
    """The span of the match where its label is written with a capital."""
    return excluded(match) if match.tokens.has(match.index("label"), "CAP") else Declined("the label is a plain word here")


def exclude_plan(match: RuleMatch) -> Outcome | Declined:
    """Read "401(k)", "501(c)(3)": a paragraph that became a name."""
    tokens, (first, last) = match.tokens, match.found.span()
    inner = [tokens.texts[i] for i in range(first + 1, last) if tokens.texts[i] not in "()"]
    if len(inner[0]) == 1 and inner[0].isalpha() and len(tokens.texts[first]) <= _NAME_DIGITS:
        return excluded(match)
    return Declined("no letter of a paragraph stands in the brackets")


def exclude_brand(match: RuleMatch) -> Outcome | Declined:
    """A product and its number; a word such as "windows" must have its capital."""
    tokens, brand = match.tokens, match.index("brand")
    first, last = match.found.span("span")
    text = tokens.texts[brand]
    if not any(char.isupper() for char in match.scene.clean.reading[tokens.starts[brand] : tokens.starts[brand + 1]]):
        return Declined(f"{text!r} is a plain word here")
    if any(is_like_year(text) for text in tokens.texts[first:last]):
        return Declined("it could be a year")
    return excluded(match)


def exclude_named(match: RuleMatch) -> Outcome | Declined:
    """A small number right behind a capitalised word, where nothing follows that it counts: part of a name."""
    tokens, at = match.tokens, match.found.start()
    before, after = tokens.before(at), tokens.after(at)
    text = tokens.texts[at]
    if before != at - 2 or before == 0 or not _is_name(match, before):
        return Declined("no name stands before it")
    if len(text) > _NAME_DIGITS or is_like_year(text) or match.scene.sentence.section in ("title", "table"):
        return Declined("such a number need not belong to the name")
    if int(text) in _AGES and _is_name(match, tokens.before(before)):
        return Declined("it may be the age of a person")
    if counts_behind(tokens, at + 1) or not _may_follow_name(match, after) or _has_many(match):
        return Declined("the number counts something")
    return excluded(match)


def _is_name(match: RuleMatch, index: int) -> bool:
    tokens = match.tokens
    text = tokens.texts[index]
    if not (tokens.has(index, "CAP") and tokens.has(index, "WORD")) or text.lower() in match.rule.options["plain"]:
        return False
    left = tokens.before(index)
    return left >= 0 and tokens.texts[left] not in ".!?:;\"'“”•-–—|"


def _may_follow_name(match: RuleMatch, after: int) -> bool:
    tokens = match.tokens
    if after >= len(tokens.texts) or tokens.texts[after] in ".,;:!?)\"'”’" or tokens.has(after, "CAP"):
        return True
    return tokens.texts[after].lower() in match.rule.options["follow"]


def _has_many(match: RuleMatch) -> bool:
    """Whether the sentence pairs several capitalised words with numbers: then it is a list of results."""
    tokens = match.tokens
    pairs = sum(
        1
        for i in range(2, len(tokens.texts))
        if tokens.has(i, "NUM") and tokens.types[i - 1] == " " and tokens.has(i - 2, "CAP") and tokens.has(i - 2, "WORD")
    )
    return pairs > 1


def counts_behind(tokens: Tokens, last: int) -> bool:
    """Whether what follows a token says that the number before it counts or measures."""
    after = last + 1 if last < len(tokens.texts) and tokens.types[last] == " " else last
    return any(tokens.has(after, name) for name in _COUNTED)


PRODUCTIONS = {
    "exclude_counted_along": exclude_counted_along,
    "exclude_capital": exclude_capital,
    "exclude_hour": exclude_hour,
    "exclude_offset": exclude_offset,
    "exclude_goal": exclude_goal,
    "exclude_halves": exclude_halves,
    "exclude_film": exclude_film,
    "exclude_code": exclude_code,
    "exclude_known_version": exclude_known_version,
    "exclude_part": exclude_part,
    "exclude_hour_on_day": exclude_hour_on_day,
    "exclude_military_hour": exclude_military_hour,
    "exclude_capital_number": exclude_capital_number,
    "exclude_part_in_words": exclude_part_in_words,
    "exclude_misread": exclude_misread,
    "exclude_plan": exclude_plan,
    "exclude_brand": exclude_brand,
    "exclude_named": exclude_named,
}
