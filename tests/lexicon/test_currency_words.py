"""The table of currencies: complete, generated from CLDR as it says, and without the known slips of other tables."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from babel.numbers import list_currencies

from pipeline.errors import LexiconError
from pipeline.lexicon.currencies import choices, traces
from pipeline.lexicon.sets import word_set
from pipeline.lexicon.vocabulary import load_words

ROOT = Path(__file__).parents[2]
TYPES = ("CUR_SYMBOL", "CUR_CODE", "CUR_NAME", "CUR_SUB", "CUR_WEAK", "CUR_WEAK_NAME", "CUR_SUB_LETTER")
NO_MONEY = {"XAG", "XAU", "XPD", "XPT", "XTS", "XXX"}


def values():
    return {form: word.readings[name] for form, word in load_words().items() for name in TYPES if name in word.readings}


def test_every_code_is_a_form_of_itself():
    known = values()
    assert {code for code in set(list_currencies()) - NO_MONEY if known.get(code) != code} == set()


def test_every_value_is_a_code_or_a_choice():
    codes = set(list_currencies())
    assert {form: value for form, value in values().items() if value not in codes and value not in choices()} == {}


def test_every_candidate_has_evidence():
    assert all(code in traces() for choice in choices().values() for code in choice.candidates)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("₫", "VND"), ("₸", "KZT"), ("₽", "RUB"), ("₹", "INR"), ("₺", "TRY"), ("₴", "UAH"), ("₪", "ILS"), ("₩", "KRW"),
        ("₦", "NGN"), ("€", "EUR"), ("£", "GBP"), ("RM", "MYR"), ("CHF", "CHF"), ("peruvian intis", "PEI"),
        ("soviet roubles", "SUR"),
    ],
)  # fmt: skip
def test_form_means(form, code):
    assert values()[form] == code


def test_table_is_what_the_script_writes():
    spec = importlib.util.spec_from_file_location("currency_words", ROOT / "scripts" / "currency_words.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    table = (script.WORDS / "currencies.tsv").read_text("utf-8")
    assert table == script.HEADER + "\n".join(script.rows()) + "\n"


def test_unknown_set_is_refused():
    with pytest.raises(LexiconError, match="no set of words"):
        word_set("nothing of the kind")
