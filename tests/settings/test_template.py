"""The file that `tidyclaims init` writes: it sets nothing, shows every key, and each line it shows can be uncommented."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path

from pipeline.settings import Notify, Retention, Settings, settings_from_file, settings_template
from pipeline.settings.keys import BOUND_KEYS, EXPECTATION_KEYS, KEYS, LEXICON_TABLES

MARK = "#: "


def uncommented() -> str:
    return "\n".join(line.removeprefix(MARK) for line in settings_template().splitlines())


def flat(table: dict[str, object], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}"}
    return found


def below(folder: Path) -> Settings:
    """The defaults for a settings file in a folder."""
    here = folder.resolve()
    return Settings(raw=here / "raw", out=here / "processed", corrections=here / "corrections.toml")


def test_as_written_it_sets_nothing(tmp_path: Path) -> None:
    file = tmp_path / "tidyclaims.toml"
    file.write_text(settings_template(), encoding="utf-8")
    assert settings_from_file(file) == below(tmp_path)


def test_it_shows_every_key() -> None:
    shown = tomllib.loads(uncommented())
    lexicon = shown.pop("lexicon")
    assert flat(shown) == {*KEYS, "bounds", "expectations"}
    assert set(lexicon) == set(LEXICON_TABLES)
    assert set(shown["bounds"][0]) == set(BOUND_KEYS)
    assert set(EXPECTATION_KEYS) < set(shown["expectations"][0])


def test_uncommented_it_loads_and_shows_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "tidyclaims.toml"
    file.write_text(uncommented(), encoding="utf-8")
    settings = settings_from_file(file)
    assert settings.bounds
    assert settings.lexicon
    own = {"workers": None, "bounds": (), "expectations": (), "lexicon": ()}
    assert replace(settings, **own, retention=Retention(), notify=Notify()) == below(tmp_path)


def test_every_setting_has_a_key() -> None:
    groups = {key.partition(".")[0] for key in KEYS}
    assert {field.name for field in fields(Settings)} == groups | {"bounds", "expectations", "lexicon", "file"}
