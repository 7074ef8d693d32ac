"""One frozen Settings, read from `tidyclaims.toml` and the environment; the only reader of both."""

from pipeline.settings.load import find_settings_file, load_settings, settings_from_file, settings_template
from pipeline.settings.values import (
    DASK_ADDRESS,
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
    "DASK_ADDRESS",
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
