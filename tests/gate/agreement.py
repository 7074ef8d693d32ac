"""When a field of a claim agrees with a field of the gold."""

from __future__ import annotations

import math
import re

from tests.gate.gold import Answers, Value

DEFAULTS: dict[str, Value] = {"comparator": "eq", "status": "actual", "negated": False}
_ARTICLES, _PREPOSITIONS = "a an the this that these", "of in on at to for by with from as"
_POSSESSIVES, _OTHERS = "its their his her our", "and or all"
FUNCTION_WORDS = frozenset(" ".join((_ARTICLES, _PREPOSITIONS, _POSSESSIVES, _OTHERS)).split())
TOKEN_F1 = 0.6


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing, in any of the ways that CSV and Parquet spell it."""
    return value is None or str(value) in ("", "nan", "None", "<NA>")


def numbers_agree(value: object, right: Value) -> bool:
    """Whether two numbers are the same to a relative 1e-6; nothing agrees with nothing."""
    if is_missing(value) or is_missing(right):
        return is_missing(value) and is_missing(right)
    try:
        return math.isclose(float(str(value)), float(str(right)), rel_tol=1e-6, abs_tol=1e-9)
    except ValueError:
        return False


def agrees_exactly(value: object, answers: Answers) -> bool:
    """Whether value is one of the answers; absent and false are the same, text is compared without case."""
    return any(_agrees_with(value, right) for right in answers)


def _agrees_with(value: object, right: Value) -> bool:
    if right is False or is_missing(right):
        return is_missing(value) or str(value).lower() == "false"
    if is_missing(value):
        return False
    if isinstance(right, int | float) and not isinstance(right, bool):
        return numbers_agree(value, right)
    return str(value).lower() == str(right).lower()


def words_agree(value: object, answers: Answers) -> bool:
    """Whether the content words of value agree with those of one answer at a token F1 of 0.6 or more."""
    if is_missing(value):
        return any(is_missing(right) for right in answers)
    return any(_same_words(str(value), str(right)) for right in answers if not is_missing(right))


def _same_words(value: str, right: str) -> bool:
    if value.lower() == right.lower():
        return True
    got, want = content_words(value), content_words(right)
    return bool(got and want) and 2 * len(got & want) / (len(got) + len(want)) >= TOKEN_F1


def content_words(text: str) -> frozenset[str]:
    """The words of a phrase without function words and plural s."""
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(word.rstrip("s") for word in words if word not in FUNCTION_WORDS)


def is_default(value: Value, field: str) -> bool:
    """Whether an answer only says what an unmarked claim says anyway."""
    return is_missing(value) or value is False or value == DEFAULTS.get(field)
