"""What each command imports: a program that loads a server to print its help is slow for everybody."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("prefect", "great_expectations", "pandas", "spacy", "duckdb", "distributed", "pyarrow")
PROGRAM = """
import sys
from pipeline.cli import main
sys.argv = ["tidyclaims", *{arguments}]
try:
    main()
finally:
    print(*[name for name in {heavy} if name in sys.modules], file=sys.stderr)
"""


def imported(arguments: list[str], *, stdin: str = "") -> set[str]:
    program = PROGRAM.format(arguments=arguments, heavy=HEAVY)
    ended = subprocess.run(
        [sys.executable, "-c", program],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return set(ended.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert imported(arguments) == set()


def test_extract_without_context_imports_nothing_heavy() -> None:
    assert imported(["extract", "-", "--no-context"], stdin="5 euros") == set()


def test_extract_with_context_imports_the_model_and_no_server() -> None:
    assert imported(["extract", "-"], stdin="Sales rose by 5 percent, a rise that two of three had expected.") <= {"spacy"}
