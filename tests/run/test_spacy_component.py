"""`nlp.add_pipe("tidyclaims")`: the rows of `extract` as spans, wherever the component stands and however docs get to it."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import extract
from pipeline.spacy_component import COLORS, SPANS, displacy_options

TEXTS = (
    "Dairies in the valley sold 40 percent more butter in 2019, worth €3.5m.",
    "",
    "Nobody counted the goats.",
    "Of 1,200 hives a third were lost; it was the 2nd worst winter.",
)


@pytest.fixture
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("tidyclaims", config={"context": False})
    return blank


def surfaces(doc: Doc) -> list[str]:
    return [span._.claim["surface"] for span in doc.spans[SPANS]]


def test_the_entry_point_names_the_factory() -> None:
    (found,) = entry_points(group="spacy_factories", name="tidyclaims")
    assert found.value == "pipeline.spacy_component:create_component"


def test_spacy_finds_the_component_without_an_import_of_ours() -> None:
    program = "import spacy; print(spacy.blank('en').add_pipe('tidyclaims', config={'context': False}).name)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "tidyclaims"), done.stderr


@pytest.mark.parametrize("text", TEXTS)
def test_each_claim_is_a_span_with_its_row(nlp: Language, text: str) -> None:
    doc = nlp(text)
    spans = doc.spans[SPANS]
    rows = extract(text, context=False)
    assert [(span.label_, span._.claim["surface"], span._.claim["value"]) for span in spans] == [
        (row["kind"], row["surface"], row["value"]) for row in rows
    ]
    assert all(text[span._.claim["char_start"] : span._.claim["char_end"]] in span.text for span in spans)


def test_many_docs_give_what_each_alone_gives(nlp: Language) -> None:
    alone = [surfaces(nlp(text)) for text in TEXTS]
    assert [surfaces(doc) for doc in nlp.pipe(TEXTS * 3, batch_size=2)] == alone * 3


def test_context_comes_with_it_by_default() -> None:
    whole = spacy.blank("en")
    whole.add_pipe("tidyclaims")
    doc = whole("Output of copper rose by 9 percent.")
    (span,) = doc.spans[SPANS]
    assert (span._.claim["direction"], span._.claim["measure"]) == ("increase", "Output of copper")


def test_a_claim_within_a_token_gets_the_token(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["worth", "x€5m;now"], spaces=[True, False])
    (span,) = nlp(doc).spans[SPANS]
    assert span.text == "x€5m;now"
    assert doc.text[span._.claim["char_start"] : span._.claim["char_end"]] == span._.claim["surface"]


def test_other_spans_have_no_row(nlp: Language) -> None:
    doc = nlp("Two of five.")
    assert doc[0:1]._.claim is None


def test_docs_and_pipelines_survive_storage(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span._.claim for span in again.spans[SPANS]] == [span._.claim for span in doc.spans[SPANS]]
    other = spacy.blank("en")
    other.add_pipe("tidyclaims", config={"context": False})
    other.from_bytes(nlp.to_bytes())
    assert surfaces(other(TEXTS[0])) == surfaces(doc)


def test_displacy_shows_every_kind(nlp: Language) -> None:
    doc = nlp(" ".join(TEXTS))
    page = displacy.render(doc, style="span", options=displacy_options(), jupyter=False)
    kinds = {span.label_ for span in doc.spans[SPANS]}
    assert kinds == set(COLORS)
    assert all(COLORS[kind] in page and kind in page for kind in kinds)
