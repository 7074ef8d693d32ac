"""What a notebook shows of a text: every number in its place, everything escaped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.report.notebook import notebook_html, pieces
from pipeline.showing import shown
from tests.report.synthetic import Number, Text, number


def made() -> Text:
    text = Text("a" * 16, "-")
    text.add(["<script>alert(1)</script> rose by ", number("5 <b>%", "percent", 5, "percent", measure="\"onclick='x'")])
    text.add(["see ", Number("[3]", reason="reference_number"), " and ", number("$2", "money", 2, "USD"), "."], end="")
    return text


def test_pieces_are_the_text_cut_at_its_numbers() -> None:
    text = made()
    found = list(pieces(text.text, text.claims, text.excluded))
    assert "".join(piece.text for piece in found) == text.text
    assert [(piece.text, piece.kind, piece.reason) for piece in found if piece.kind or piece.reason] == [
        ("5 <b>%", "percent", None),
        ("[3]", None, "reference_number"),
        ("$2", "money", None),
    ]


def test_the_text_is_escaped_and_no_script_is_in() -> None:
    text = made()
    html = notebook_html(text.text, text.claims, text.excluded)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert re.findall(r"\son\w+=", html) == []
    assert "no claim: reference number" in html


@given(st.text(max_size=60), st.data())
def test_any_cut_of_any_text_gives_the_text_back(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    rows = [{"char_start": a, "char_end": b, "reason": "idiom"} for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    assert "".join(piece.text for piece in pieces(text, [], rows)) == text


def test_a_text_is_shown_with_its_claims() -> None:
    found = shown("Exports rose by 5 percent [3].", context=False)
    assert [row["surface"] for row in found.claims] == ["5 percent"]
    assert [row["surface"] for row in found.excluded] == ["[3]"]
    assert "percent" in str(found)
    assert '<span class="c percent"' in found._repr_html_()


def test_a_text_without_numbers_is_shown_as_it_is() -> None:
    assert shown("", context=False).claims == ()
    assert str(shown("No numbers here.", context=False)) == "no claims"
