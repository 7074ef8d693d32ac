"""Reading `tidyclaims.toml` and the environment into Settings; every mistake is an error with its place.

Later wins: the defaults, the file, `TIDYCLAIMS_…` variables. A variable is named for its key: `limits.max_bytes` is
`TIDYCLAIMS_LIMITS_MAX_BYTES`; lists are written with commas. `TIDYCLAIMS_CONFIG` names the file; without it the file is
looked for in the working directory and the folders above it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.settings.keys import KEYS
from pipeline.settings.reading import Reading, did_you_mean
from pipeline.settings.values import FILE_NAME, Settings

PREFIX = "TIDYCLAIMS_"
LIST_KEYS = frozenset({"kinds", "notify.command"})
PATH_KEYS = ("raw", "out", "corrections")


def find_settings_file(start: Path) -> Path | None:
    """The nearest `tidyclaims.toml` in start or a folder above it."""
    folder = start.resolve()
    return next((place / FILE_NAME for place in (folder, *folder.parents) if (place / FILE_NAME).is_file()), None)


def load_settings(*, start: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force for a working directory (the current one) and an environment (the process's own).

    SettingsError names the file and line, or the variable, the key, and what is allowed there.
    """
    everything = os.environ if environment is None else environment
    variables = {name: text for name, text in everything.items() if name.startswith(PREFIX)}
    named = variables.pop(f"{PREFIX}CONFIG", None)
    file = Path(named) if named else find_settings_file(start or Path.cwd())
    settings = settings_from_file(file) if file else Settings()
    return _with_variables(settings, variables)


def settings_from_file(file: Path) -> Settings:
    """The defaults with what the file says. Paths, those by default too, lie below its folder."""
    try:
        text = file.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"cannot be read: {error}", place=str(file), remedy="Mend it, or have `tidyclaims init` write a valid one"
        ) from error
    reading = Reading(str(file), text)
    changes = reading.settings(document)
    folder = file.resolve().parent
    for key in PATH_KEYS:
        place = changes.get(key, getattr(Settings(), key))
        changes[key] = folder / place if isinstance(place, Path) else place
    changes["file"] = file.resolve()
    return _changed(Settings(), changes)


def _with_variables(settings: Settings, variables: Mapping[str, str]) -> Settings:
    names = {PREFIX + key.upper().replace(".", "_"): key for key in KEYS}
    changes: dict[str, object] = {}
    for name, text in sorted(variables.items()):
        if name not in names:
            raise SettingsError("no such setting", place=name, remedy=did_you_mean(name, [*names, f"{PREFIX}CONFIG"]))
        key = names[name]
        changes[key] = Reading(name, "").value(key, KEYS[key], _from_text(text, is_list=key in LIST_KEYS))
    return _changed(settings, changes)


def _from_text(text: str, *, is_list: bool) -> object:
    """The value that TOML would have: a list from commas, a number where it reads as one, else the text."""
    if is_list:
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
    return value if isinstance(value, int | float) else text


def _changed(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """The settings with dotted keys set; replace() at both levels keeps everything frozen."""
    parts: dict[str, Any] = {}
    for key, value in changes.items():
        group, _, name = key.rpartition(".")
        parts[group or name] = replace(parts.get(group, getattr(settings, group)), **{name: value}) if group else value
    return replace(settings, **parts)


def settings_template() -> str:
    """The text of a settings file that sets nothing and shows everything."""
    return files("pipeline.settings").joinpath("template.toml").read_text(encoding="utf-8")
