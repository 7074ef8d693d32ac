"""Equal texts are parsed once, and each still gets its parse, in order."""

from __future__ import annotations


def test_equal_texts_share_one_parse(parser):
    texts = ["Output rose 5%.", "Sales of $5 million fell.", "Output rose 5%.", "Rates fell."]
    first, other, again, last = parser.parses(texts)
    assert again is first
    assert [parse.words[0] for parse in (first, other, last)] == ["Output", "Sales", "Rates"]
    assert parser.parses([texts[1]]) == [other]
