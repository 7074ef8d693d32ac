"""One frozen Settings, read from `tidyclaims.toml` and the environment; the only reader of both."""

from pipeline.settings.load import find_settings_file, load_settings, settings_from_file, settings_template
from pipeline.settings.values import (
    FILE_NAME,
    KINDS,
    Bound,
    LexiconRow,
    Limits,
    Notify,
    Retention,
    RowExpectation,
    Settings,
    Thresholds,
)

__all__ = [
    "FILE_NAME",
    "KINDS",
    "Bound",
    "LexiconRow",
    "Limits",
    "Notify",
    "Retention",
    "RowExpectation",
    "Settings",
    "Thresholds",
    "find_settings_file",
    "load_settings",
    "settings_from_file",
    "settings_template",
]
