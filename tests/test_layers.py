"""Imports go one way: the contracts of pyproject.toml hold, and every module of the program is in their sight."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def layers() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [item for item in settings["tool"]["importlinter"]["contracts"] if item["type"] == "layers"]
    return {name.strip() for layer in contract["layers"] for name in layer.split("|")}


def test_the_contracts_hold() -> None:
    # The command that `make lint` calls, so that a run of the tests alone proves the layout too.
    program = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_has_its_layer() -> None:
    modules = {f"pipeline.{path.stem}" for path in (ROOT / "pipeline").iterdir() if path.suffix == ".py"}
    packages = {f"pipeline.{path.parent.name}" for path in (ROOT / "pipeline").glob("*/__init__.py")}
    assert (modules | packages) - {"pipeline.__init__"} <= layers()
