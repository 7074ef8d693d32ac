"""The generated blocks of the documentation: what a command prints stands in the text exactly as it prints it.

A block lies between `<!-- generated: NAME -->` and `<!-- end -->`. `python -m tests.docs` writes all of them anew.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md",)
BLOCK = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- end -->\n)", re.DOTALL)
SENTENCE = (
    "Unemployment fell from 6.1 percent in 2022 to 5.4 percent in 2023, and exports of grain will reach at least "
    "$2.5 billion by 2027, according to the finance ministry."
)
COLUMNS = (
    "surface", "kind", "value", "unit", "measure", "comparator", "direction", "change_role", "status", "attributed_to",
    "year_start",
)  # fmt: skip


def printed(*arguments: str) -> str:
    """What `tidyclaims` prints for some arguments, 100 columns wide, without trailing spaces."""
    from pipeline.cli.app import app

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        app(list(arguments), standalone_mode=False, terminal_width=100, prog_name="tidyclaims")
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().strip("\n").splitlines())


def fenced(text: str) -> str:
    """The text as a block of code."""
    return f"```text\n{text}```\n"


def claims_table() -> str:
    """The claims of the sentence as a Markdown table of some columns."""
    from pipeline import extract

    lines = [COLUMNS, tuple("---" for _ in COLUMNS)]
    lines += [tuple(_cell(row[name]) for name in COLUMNS) for row in extract(SENTENCE)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.10g}" if abs(value) >= 10_000 else f"{value:g}"
    return "" if value is None else str(value)


def statuses() -> str:
    """The exit statuses as a list."""
    from pipeline.cli.console import Exit

    meaning = {
        Exit.DONE: "done; a document that could not be read is a row of `documents`, not a failure",
        Exit.FAILED: "a release was rejected, a check failed, or the run could not go on",
        Exit.USAGE: "wrong usage or settings",
        Exit.UNREADABLE: "an input named on the command line could not be read",
    }
    return "".join(f"- `{status.value}`: {meaning[status]}\n" for status in Exit)


GENERATED: Mapping[str, Callable[[], str]] = {
    "sentence": lambda: f"> {SENTENCE}\n",
    "claims": claims_table,
    "commands": lambda: fenced(printed("--help")),
    "statuses": statuses,
}


def rewritten(text: str) -> str:
    """The text with every generated block as it should be. KeyError for a block that nothing generates."""
    return BLOCK.sub(lambda match: f"{match[1]}{GENERATED[match['name']]()}{match[4]}", text)


def pages() -> Iterator[Path]:
    """The pages with generated blocks."""
    yield from (ROOT / name for name in PAGES)


def main() -> None:
    """Write every generated block anew."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        page.write_text(rewritten(text), encoding="utf-8")
        sys.stdout.write(f"{page.name}: {len(BLOCK.findall(text))} blocks\n")


if __name__ == "__main__":
    main()
