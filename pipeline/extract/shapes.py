"""The types that a token has by its form alone: numerals, dates, times, addresses, and unknown words."""

from __future__ import annotations

import re

# One token for each of the forms below; what is left is a single character. Tokens tile the sentence, white space included.
_NUMERAL = (
    r"\d+(?:\.\d+)?[eE][+-]?\d+(?!\w)"  # 1.5e6
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?!\d)"  # 1,500.25 and 1,00,000
    r"|\d{1,3}(?:\.\d{3})+,\d+(?!\d)"  # 1.500,25
    r"|\d{1,3}(?:'\d{3})+(?:\.\d+)?(?!\d)"  # 1'200
    r"|\d+(?:\.\d+){2,}"  # 1.2.3 and 1.500.000
    r"|(?<!\d[,.])\d+[.,]\d+(?![,.]?\d)"
    r"|(?<![\w.,])\.\d+(?!\w)"
    r"|\d+"
)
_DATES = (
    r"\d{4}-\d{1,2}-\d{1,2}(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)"
    # findall must return whole tokens, so there is no group and no back reference here.
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\w|\.\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\w/])"
    r"|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?![\w-])"
    r"|\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?![\d:]|,\d{3})"
    r"|\d+/\d+(?![\d/])"
)
_OPAQUE = (
    r"(?:https?|ftp)://\S*[^\s.,;:!?)\]}'\"<>]|www\.\S*[^\s.,;:!?)\]}'\"<>]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|10\.\d{4,9}/\S*[^\s.,;:!?)\]}'\"<>]"
)
_LETTER = r"[^\W\d_⁰¹²³⁴-⁹₀-₉¼-¾⅐-⅞↉]"
_WORDS = rf"[A-Za-z]++(?![^\x00-\x7f])|{_LETTER}+"  # most words are ASCII, and that test is the cheaper one
# White space with a tab in it parts cells.
_SPACES = r"[^\S\t]*+\t\s*+|[^\S\t]++"
_REST = r"|[⁰¹²³⁴-⁹⁻⁺]+|[₀-₉]+|[¼-¾⅐-⅞↉]|."


def _tokenizer(*, opaque: bool, spaced: bool) -> re.Pattern[str]:
    space_grouped = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d.,]*\d)|" if spaced else ""
    head = f"{_OPAQUE}|" if opaque else ""
    return re.compile(rf"{head}{_WORDS}|{_SPACES}|{_DATES}|{space_grouped}{_NUMERAL}{_REST}", re.DOTALL)


TOKENIZERS = {
    (opaque, spaced): _tokenizer(opaque=opaque, spaced=spaced) for opaque in (False, True) for spaced in (False, True)
}
_DOI_HINT = re.compile(r"10\.\d{4}")

_SHAPES: tuple[tuple[str, str, str], ...] = (
    # name, types, pattern; the first that matches the whole token decides
    ("tab", "TAB", r"\s*\t\s*"),
    ("space", "SPACE", r"\s+"),
    ("url", "URL", r"(?:(?:https?|ftp)://|www\.).+"),
    ("email", "EMAIL", r".+@.+"),
    ("doi", "DOI", r"10\.\d{4,9}/.+"),
    ("iso_date", "DATE", r"\d{4}-\d{1,2}-\d{1,2}(?:T.*)?"),
    ("date", "DATE", r"\d{1,2}(?P<m1>[./-])\d{1,2}(?P=m1)\d{4}"),
    ("short_date", "DATE_SHORT", r"\d{1,2}(?P<m2>[./-])\d{1,2}(?P=m2)\d{2}"),
    ("time", "TIME", r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"),
    ("split_year", "YEAR_SPLIT SLASHED", r"(?:1[0-9]|20)\d\d/(?:\d\d|\d{4})"),
    ("fraction", "FRACTION SLASHED", r"\d{1,3}/\d{1,3}"),
    ("slashed", "SLASHED", r"\d+/\d+"),
    ("grouped", "NUM GROUPED", r"\d{1,3}(?P<m3>[, '.])\d{3}(?:(?P=m3)\d{3})*(?:[.,]\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?"),
    ("dotted", "DOTTED", r"\d+(?:\.\d+){2,}"),
    ("hour_point", "NUM DEC HOUR_POINT", r"0\d\.[0-5]\d"),
    ("decimal", "NUM DEC", r"\d*[.,]\d+|[\d.]+e[+-]?\d+|[\d.]+E[+-]?\d+"),
    ("zero_day", "NUM INT TWO ZERO_LED DAY MONTH_NUM", r"0[1-9]"),
    ("month_number", "NUM INT DAY MONTH_NUM", r"[1-9]"),
    ("month_two", "NUM INT TWO DAY MONTH_NUM", r"1[0-2]"),
    ("day", "NUM INT TWO DAY", r"1[3-9]|2\d|3[01]"),
    ("two_digits", "NUM INT TWO", r"\d\d"),
    ("year", "NUM INT YEAR", r"1[0-9]\d\d|20\d\d|21\d\d"),
    ("four_digits", "NUM INT FOUR", r"\d{4}"),
    ("long", "NUM INT LONG", r"\d{5,}"),
    ("integer", "NUM INT", r"\d+"),
    ("superscript", "SUPER", r"[⁰¹²³⁴-⁹⁻⁺]+"),
    ("subscript", "SUB", r"[₀-₉]+"),
    ("vulgar", "VULGAR", r"[¼-¾⅐-⅞↉]"),
    ("initial", "WORD CAP INITIAL", r"[A-Z]"),
    ("roman", "WORD CAP UPPER ROMAN", r"[IVX]{2,}"),
    ("upper", "WORD CAP UPPER", r"[A-Z]{2,}s?"),
    ("cap_plural", "WORD CAP PLURAL", r"[A-Z].{2,}[^su'i]s"),
    ("cap", "WORD CAP", r"[^\W\d_a-z].*"),
    ("plural", "WORD PLURAL", r"[^\W\d_].{1,}[^su'i]s"),
    ("word", "WORD", r"[^\W\d_]+"),
    ("other", "OTHER", r"(?s:.)+"),
)
_TYPES_OF_SHAPE = {name: frozenset(types.split()) for name, types, _ in _SHAPES}
_SHAPE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, _, pattern in _SHAPES))
SHAPES = tuple(dict.fromkeys(_TYPES_OF_SHAPE.values()))


def shape_of(text: str) -> frozenset[str]:
    """The types of a token by its form: always one of SHAPES."""
    found = _SHAPE.fullmatch(text)
    assert found is not None and found.lastgroup is not None
    return _TYPES_OF_SHAPE[found.lastgroup]


def may_be_opaque(text: str) -> bool:
    """Whether a text may hold web or mail addresses or DOIs. Each test runs at the speed of a search for one character."""
    return "@" in text or "//" in text or "www." in text or _DOI_HINT.search(text) is not None
