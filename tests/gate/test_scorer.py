"""The scorer: what counts as found, right and quiet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gate.agreement import agrees_exactly, is_missing, numbers_agree, words_agree
from tests.gate.gold import GoldNumber
from tests.gate.scorer import Score, score


def gold(start: int = 0, end: int = 2, **changed: Any) -> GoldNumber:
    fields: dict[str, Any] = {"comparator": ("eq",), "status": ("forecast",), "measure": ("economic growth",), "of": (None,)}
    made: dict[str, Any] = {
        "kind": ("percent",), "value_low": (5.0,), "value_high": (5.0,), "unit": ("percent",), "fields": fields,
    }  # fmt: skip
    return GoldNumber("a.txt", start, end, "5%", **(made | changed))


def claim(start: int = 0, end: int = 2, **changed: Any) -> dict[str, object]:
    made = {
        "char_start": start, "char_end": end, "surface": "5%", "kind": "percent", "value_low": 5.0, "value_high": 5.0,
        "unit": "percent", "comparator": "eq", "status": "forecast", "measure": "growth", "of": None,
    }  # fmt: skip
    return made | changed


def scored(
    numbers: list[GoldNumber], claims: list[dict[str, object]], excluded: list[dict[str, object]] | None = None
) -> Score:
    return score(numbers, {"a.txt": claims}, None if excluded is None else {"a.txt": excluded})


def figures(result: Score, kind: str = "percent") -> tuple[int, int, int, int, int]:
    count = result.counts[kind]
    return count["gold"], count["predicted"], count["found"], count["value"], count["value+unit"]


def test_a_right_claim_is_right() -> None:
    result = scored([gold()], [claim()])
    assert figures(result) == (1, 1, 1, 1, 1)
    assert figures(result, "all") == (1, 1, 1, 1, 1)
    assert result.rates("percent", "value+unit") == (100.0, 100.0, 100.0)
    assert result.spans["percent"].percent == 100.0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"value_low": 6.0}, (1, 1, 1, 0, 0)),
        ({"value_high": 6.0}, (1, 1, 1, 0, 0)),
        ({"value_low": None}, (1, 1, 1, 0, 0)),
        ({"unit": "percentage_point"}, (1, 1, 1, 1, 0)),
        ({"kind": "money"}, (1, 0, 0, 0, 0)),
        ({"char_start": 2, "char_end": 4}, (1, 1, 0, 0, 0)),
        ({"char_end": 9}, (1, 1, 1, 1, 1)),
        ({"value_low": 5.0000001}, (1, 1, 1, 1, 1)),
    ],
)
def test_each_way_of_being_wrong(changed: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert figures(scored([gold()], [claim(**changed)])) == expected


def test_a_missed_claim_costs_recall_and_a_spurious_one_precision() -> None:
    assert scored([gold(), gold(5, 7)], [claim()]).rates("percent", "found") == (100.0, 50.0, 66.67)
    assert scored([gold()], [claim(), claim(5, 7)]).rates("percent", "found") == (50.0, 100.0, 66.67)
    assert scored([gold()], []).rates("percent", "found") == (0.0, 0.0, 0.0)


def test_a_spurious_claim_of_another_kind_counts_there() -> None:
    assert figures(scored([gold()], [claim(), claim(5, 7, kind="rank")]), "rank") == (0, 1, 0, 0, 0)


def test_gold_and_claims_are_used_once_and_the_right_pair_is_preferred() -> None:
    result = scored([gold(0, 9, value_low=(7.0,), value_high=(7.0,)), gold(0, 9)], [claim(0, 9)])
    assert figures(result) == (2, 1, 1, 1, 1)


def test_optional_numbers_count_neither_way() -> None:
    assert figures(scored([gold(optional=True)], [claim()])) == (0, 0, 0, 0, 0)
    assert figures(scored([gold(optional=True)], [])) == (0, 0, 0, 0, 0)
    assert figures(scored([gold(optional=True)], [claim(kind="rank")]), "rank") == (0, 0, 0, 0, 0)


def test_alternatives_are_all_right() -> None:
    number = gold(unit=("percent", None), value_low=(4.0, 5.0), kind=("ratio", "percent"))
    assert figures(scored([number], [claim(unit=None)]), "ratio") == (1, 1, 1, 1, 1)


def test_context_is_scored_only_on_right_claims() -> None:
    assert not scored([gold()], [claim(unit="1")]).accuracy
    result = scored([gold()], [claim(status="actual", of="voters")])
    assert (result.accuracy["status"].right, result.accuracy["status"].of) == (0, 1)
    assert (result.quiet["of"].right, result.quiet["of"].of) == (0, 1)
    assert result.accuracy["measure"].percent == 100.0
    assert result.quiet["comparator"].percent == 100.0


def test_a_field_that_may_be_the_default_or_not_counts_neither_way() -> None:
    result = scored([gold(fields={"status": ("actual", "forecast")})], [claim()])
    assert not result.accuracy["status"].of
    assert not result.quiet["status"].of


def test_years_are_not_scored_on_years() -> None:
    number = gold(kind=("year",), unit=(None,), fields={"year_start": (2019,), "year_role": ("in",)})
    result = scored([number], [claim(kind="year", unit=None, year_start=1999, year_role="in")])
    assert "year_start" not in result.accuracy
    assert result.accuracy["year_role"].percent == 100.0


def test_exclusions_need_the_right_reason() -> None:
    numbers = [
        GoldNumber("a.txt", 0, 2, "5G", reasons=("identifier", "version")),
        GoldNumber("a.txt", 4, 6, "p5", reasons=("url",)),
    ]
    rows = [{"char_start": 0, "char_end": 2, "surface": "5G", "reason": "version"}]
    result = scored(numbers, [], [*rows, {"char_start": 4, "char_end": 6, "surface": "p5", "reason": "doi"}])
    assert result.reasons["identifier"].percent == 100.0
    assert result.reasons["url"].percent == 0.0
    assert not scored(numbers, [], []).reasons["url"].right


def test_a_claim_over_an_excluded_number_is_spurious() -> None:
    number = GoldNumber("a.txt", 0, 2, "5G", reasons=("identifier",))
    assert figures(scored([number], [claim()], [])) == (0, 1, 0, 0, 0)


@pytest.mark.parametrize("value", [None, "", float("nan"), "nan", "<NA>"])
def test_nothing_in_every_spelling(value: object) -> None:
    assert is_missing(value)
    assert agrees_exactly(value, (None,))
    assert agrees_exactly(value, (False,))
    assert not agrees_exactly(value, ("eq",))


@pytest.mark.parametrize(
    ("value", "answers", "agrees"),
    [
        (True, (True,), True), ("True", (True,), True), (False, (True,), False), (False, (False,), True),
        (True, (False,), False),
        (2019, (2019,), True), (2019.0, (2019,), True), ("2019", (2018, 2019), True), ("x", (2019,), False),
        ("EUR", ("eur",), True), ("EUR", ("USD", "EUR"), True), ("EUR", (None,), False),
    ],
)  # fmt: skip
def test_exact_fields(value: object, answers: tuple[Any, ...], agrees: bool) -> None:
    assert agrees_exactly(value, answers) is agrees


@pytest.mark.parametrize(
    ("value", "right", "agrees"),
    [
        ("unemployment rate", "the unemployment rate", True),
        ("rate of unemployment", "unemployment rates", True),
        ("rate", "unemployment rate", True),
        ("exports of wheat flour", "exports", False),
        ("exports", "imports", False),
        ("the", "the", True),
        ("of", "the", False),
    ],
)
def test_text_fields(value: str, right: str, agrees: bool) -> None:
    assert words_agree(value, (right,)) is agrees
    assert words_agree(value, (None, right)) is agrees


def test_silence_is_right_where_the_gold_allows_it() -> None:
    assert words_agree(None, ("growth", None))
    assert not words_agree(None, ("growth",))


def test_numbers_that_are_none() -> None:
    assert numbers_agree(None, None)
    assert not numbers_agree("many", 5)
