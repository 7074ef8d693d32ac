"""`init`: a settings file to begin with."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.console import Exit, say
from pipeline.errors import SettingsError
from pipeline.settings import FILE_NAME, settings_template


def init(folder: Path) -> Exit:
    """Write tidyclaims.toml into the folder. SettingsError where there is one, which is never overwritten."""
    file = folder / FILE_NAME
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(settings_template())
    except FileExistsError as error:
        raise SettingsError("it is there already", place=str(file), remedy="Edit it, or remove it first") from error
    except OSError as error:
        raise SettingsError(
            f"it cannot be written ({error.strerror})", place=str(file), remedy="Name a folder of yours"
        ) from error
    say(f"wrote {file}")
    return Exit.DONE
