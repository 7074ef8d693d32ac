"""The documentation says what the program does: generated blocks are current, every command and file is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from pipeline.cli.app import app
from tests.docs import BLOCK, GENERATED, ROOT, pages, rewritten

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", list(pages()), ids=lambda page: page.name)
def test_generated_blocks_are_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run `make docs`"


def test_every_block_is_used() -> None:
    used = {match["name"] for page in pages() for match in BLOCK.finditer(page.read_text(encoding="utf-8"))}
    assert used == set(GENERATED)


def test_every_command_is_documented() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # the program is a group of commands
    for name, command in commands.items():
        assert re.search(rf"^  {name}  +\S", README, re.MULTILINE)
        assert command.help
        assert all(parameter.help for parameter in command.params if parameter.name != "help")


def test_every_link_leads_somewhere() -> None:
    for page in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_make_target_that_is_documented_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ROOT.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
