"""What must hold of any sentence, however odd: claims keep what mentions say, and context is verbatim."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.contextualise import claims_without_context, contextualise, load_parser
from pipeline.settings import Settings
from tests.contextualise.written import item_of

ODD = (
    "exports|rose|fell|by|to|from|in|the|a|of|and|,|;|:|-|(|)|\"|'|said|according to|will|not|about|over|up|down"
    "|than|Kenya|It|its"
    "|Inflation:|GDP|per cent|worth|which|Dr.|—|“|”|İ|ß|中|\u00a0|more|less|was|is|target"
)
WORDS = st.sampled_from(ODD.split("|"))
NUMBERS = st.sampled_from(
    ["{5%}", "{$3bn}", "{2019}", "{12 km}", "{five years}", "{half}", "{doubled}", "{48th}", "{7 people}", "{2017-2019}"]
)
SENTENCES = st.lists(st.one_of(WORDS, NUMBERS), min_size=1, max_size=25).map(" ".join)
PARSER = load_parser()
FINAL = ("start", "end", "kind", "value_low", "value_high", "unit", "rule", "unit_assumed", "sentence_index")


def collapsed(text):
    return " ".join(text.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=3))
@example(["exports ( : {5%}"])
def test_claims_keep_what_mentions_say_and_context_is_verbatim(sentences):
    clean, extraction = item_of(*sentences)
    for parser in (None, PARSER):
        claims = next(contextualise([(clean, extraction)], parser=parser, settings=Settings()))
        assert len(claims) == len(extraction.mentions)
        for claim, mention in zip(claims, extraction.mentions, strict=True):
            assert [getattr(claim, name) for name in FINAL] == [getattr(mention, name) for name in FINAL]
            for text in (claim.measure, claim.subject, claim.of, claim.attributed_to):
                assert text is None or (text == collapsed(text) and text in collapsed(clean.document.text))
            assert claim.kind != "year" or {claim.measure, claim.subject, claim.of, claim.per, claim.direction} == {None}
            assert (claim.measure is None) or claim.measure.strip()


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=4))
def test_a_document_does_not_depend_on_its_company(sentences):
    items = [item_of(sentence) for sentence in sentences]
    together = list(contextualise(items, parser=PARSER, settings=Settings()))
    alone = [next(contextualise([item], parser=PARSER, settings=Settings())) for item in items]
    assert together == alone


def test_without_context_a_claim_says_what_its_mention_says():
    clean, extraction = item_of("Exports will rise by about {5%} to {$3bn} in {2019}.")
    found = claims_without_context(clean, extraction)
    assert [(claim.status, claim.measure, claim.direction) for claim in found] == [("actual", None, None)] * 3
    assert [claim.kind for claim in found] == ["percent", "money", "year"]
