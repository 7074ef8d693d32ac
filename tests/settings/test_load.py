"""Settings from file and environment: what is read, what wins, and where a mistake is said to be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Bound, LexiconRow, RowExpectation, Settings, load_settings, settings_from_file


def written(folder: Path, text: str) -> Path:
    file = folder / "tidyclaims.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_file_and_variables_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(start=tmp_path, environment={}) == Settings()


def test_the_file_is_found_in_a_folder_above(tmp_path: Path) -> None:
    file = written(tmp_path, 'default_currency = "KZT"')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    settings = load_settings(start=below, environment={})
    assert (settings.default_currency, settings.file) == ("KZT", file.resolve())


def test_the_nearest_file_wins_whole(tmp_path: Path) -> None:
    written(tmp_path, 'default_currency = "KZT"\nworkers = 3')
    (tmp_path / "near").mkdir()
    written(tmp_path / "near", "workers = 1")
    assert load_settings(start=tmp_path / "near", environment={}).default_currency == "USD"


def test_a_variable_wins_over_the_file(tmp_path: Path) -> None:
    written(tmp_path, "[limits]\nmax_bytes = 10\nmax_pages = 20")
    limits = load_settings(start=tmp_path, environment={"TIDYCLAIMS_LIMITS_MAX_BYTES": "30"}).limits
    assert (limits.max_bytes, limits.max_pages) == (30, 20)


def test_paths_not_set_lie_beside_the_file_too(tmp_path: Path) -> None:
    settings = settings_from_file(written(tmp_path, "workers = 1"))
    assert settings.out == tmp_path.resolve() / "processed"


def test_the_file_may_be_named_by_a_variable(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("workers = 7", encoding="utf-8")
    assert load_settings(start=tmp_path, environment={"TIDYCLAIMS_CONFIG": str(file)}).workers == 7


def test_paths_are_relative_to_the_file_that_sets_them(tmp_path: Path) -> None:
    settings = settings_from_file(written(tmp_path, 'raw = "in"\nout = "/srv/claims"'))
    assert (settings.raw, settings.out) == (tmp_path.resolve() / "in", Path("/srv/claims"))


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = """
    kinds = ["year", "percent"]
    model = "none"
    [thresholds]
    max_collapse = 1
    [notify]
    command = ["sh", "-c", "cat"]
    url = "https://hooks.example/1"
    on = "always"
    [retention]
    keep = 3
    max_days = 30
    [[bounds]]
    kind = "money"
    unit = "KZT"
    high = 1e15
    reason = "more than all there is"
    [[expectations]]
    name = "no_old_years"
    column = "year_start"
    type = "expect_column_values_to_be_between"
    reason = "ours is a young country"
    min_value = 1900
    [lexicon.words]
    quid = "CUR_NAME=GBP"
    """
    settings = settings_from_file(written(tmp_path, text))
    assert settings.kinds == ("percent", "year")
    assert settings.thresholds.max_collapse == 1.0
    assert settings.notify.command == ("sh", "-c", "cat")
    assert (settings.retention.keep, settings.retention.max_days) == (3, 30)
    assert settings.bounds == (Bound("money", "more than all there is", unit="KZT", high=1e15),)
    reason = "ours is a young country"
    kind = "expect_column_values_to_be_between"
    assert settings.expectations == (RowExpectation("no_old_years", "year_start", kind, reason, (("min_value", 1900),)),)
    assert settings.expectations[0].kwargs == {"min_value": 1900}
    assert settings.lexicon == (LexiconRow("words", "quid\tCUR_NAME=GBP", ""),)
    assert settings.lexicon[0].place.endswith("tidyclaims.toml, line 25")


MISTAKES = [
    ("worker = 2", "line 1", "there is no setting worker", "Did you mean workers?"),
    ("workers = 0", "line 1", "workers cannot be 0", "a whole number of at least 1"),
    ("workers = true", "line 1", "workers cannot be True", "a whole number of at least 1"),
    ('workers = "two"', "line 1", "workers cannot be 'two'", "a whole number of at least 1"),
    ("\n\nkinds = []", "line 3", "kinds cannot be []", "a list of percent, money, year, quantity, ratio, rank"),
    ('kinds = ["year", "year"]', "line 1", "kinds cannot be", "each at most once"),
    ('kinds = ["years"]', "line 1", "kinds cannot be", "percent, money"),
    ('default_currency = "usd"', "line 1", "default_currency cannot be 'usd'", "ISO 4217"),
    ('default_currency = "ZZQ"', "line 1", "default_currency cannot be 'ZZQ'", "ISO 4217"),
    ('model = "en core"', "line 1", "model cannot be", "installed package"),
    ("[limits]\n\nmax_byte = 5", "line 3", "there is no setting limits.max_byte", "Did you mean limits.max_bytes?"),
    ("[limits]\nmax_bytes = -5", "line 2", "limits.max_bytes cannot be -5", "at least 1"),
    ("[limits]\nmax_seconds = inf", "line 2", "limits.max_seconds cannot be inf", "from 0.1 to 86400"),
    ("limits.max_pages = 0", "line 1", "limits.max_pages cannot be 0", "at least 1"),
    ("limits = 3", "line 1", "limits cannot be 3", "Write it as a table: [limits]"),
    ("[thresholds]\nmax_collapse = 50", "line 2", "thresholds.max_collapse cannot be 50", "a number from 0 to 1"),
    ("[thresholds]\nmax_collapse = nan", "line 2", "thresholds.max_collapse cannot be nan", "a number from 0 to 1"),
    ('[notify]\nurl = "example.org"', "line 2", "notify.url cannot be", "http"),
    ('[notify]\non = "never"', "line 2", "notify.on cannot be 'never'", "one of failure, always"),
    ("[notify]\ncommand = []", "line 2", "notify.command cannot be []", "a list of at least 1"),
    ("[surprise]\nx = 1", "line 1", "there is no setting surprise", "Known here"),
    ('[[bounds]]\nkind = "year"', "line 1", "bounds.1 lacks reason", "Add reason"),
    ('[[bounds]]\nkind = "year"\nreason = "r"', "line 1", "needs low, high or both", ""),
    ('[[bounds]]\nkind = "year"\nreason = "r"\nlow = 5\nhigh = 4', "line 1", "low is above high", "Swap"),
    (
        '[[bounds]]\nkind = "year"\nreason = "r"\nlow = 5\n\n[[bounds]]\nkind = "yaer"\nreason = "r"\nlow = 1',
        "line 7",
        "bounds.2.kind cannot be 'yaer'",
        "one of percent",
    ),
    ('[[bounds]]\nkind = "year"\nreason = "r"\nlo = 5', "line 4", "bounds.1 has no lo", "Did you mean low?"),
    ("bounds = 4", "line 1", "bounds cannot be 4", "[[bounds]]"),
    ('[[expectations]]\nname = "a"', "line 1", "expectations.1 lacks column", ""),
    (
        '[[expectations]]\nname = "a"\ncolumn = "unit"\ntype = "expect_table_row_count_to_equal"\nreason = "r"',
        "line 4",
        "expectations.1.type cannot be",
        "column expectation",
    ),
    ('[lexicon.word]\nquid = "X"', "line 1", "there is no vocabulary table word", "Did you mean words?"),
    ('[lexicon.words]\nquid = ""\n"tea pot" = 3', "line 3", "lexicon.words.tea pot cannot be 3", "readings"),
    ("[limits]\nmax_bytes = 5\n[limits]\nmax_pages = 3", "", "cannot be read", "tidyclaims init"),
    ("workers = ", "", "cannot be read", "tidyclaims init"),
]


@pytest.mark.parametrize(("text", "line", "cause", "remedy"), MISTAKES)
def test_a_mistake_in_the_file_is_named_with_its_place(
    tmp_path: Path, text: str, line: str, cause: str, remedy: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as raised:
        settings_from_file(file)
    assert cause in raised.value.cause
    assert remedy in raised.value.remedy
    assert str(file) in raised.value.place
    assert line in raised.value.place


@pytest.mark.parametrize(
    ("variable", "text", "cause", "remedy"),
    [
        ("TIDYCLAIMS_WORKER", "2", "no such setting", "Did you mean TIDYCLAIMS_WORKERS?"),
        ("TIDYCLAIMS_WORKERS", "two", "workers cannot be 'two'", "a whole number"),
        ("TIDYCLAIMS_KINDS", "year,yeer", "kinds cannot be", "percent, money"),
        ("TIDYCLAIMS_THRESHOLDS_MAX_COLLAPSE", "1.5", "thresholds.max_collapse cannot be 1.5", "from 0 to 1"),
        ("TIDYCLAIMS_CONFIG", "/no/such/file.toml", "cannot be read", "tidyclaims init"),
    ],
)
def test_a_mistake_in_a_variable_is_named(tmp_path: Path, variable: str, text: str, cause: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(start=tmp_path, environment={variable: text})
    assert cause in raised.value.cause
    assert remedy in raised.value.remedy


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        ("TIDYCLAIMS_DEFAULT_CURRENCY", "KZT", Settings(default_currency="KZT")),
        ("TIDYCLAIMS_KINDS", "year, money", Settings(kinds=("money", "year"))),
        ("TIDYCLAIMS_MODEL", "none", Settings(model="none")),
        ("TIDYCLAIMS_OUT", "/srv/out", Settings(out=Path("/srv/out"))),
        ("TIDYCLAIMS_RETENTION_KEEP", "4", replace(Settings(), retention=replace(Settings().retention, keep=4))),
    ],
)
def test_variables_say_what_the_file_could(tmp_path: Path, variable: str, text: str, expected: Settings) -> None:
    assert load_settings(start=tmp_path, environment={variable: text, "OTHER": "x"}) == expected


def test_settings_can_be_hashed_and_sent(tmp_path: Path) -> None:
    import pickle

    settings = settings_from_file(written(tmp_path, '[lexicon.words]\nquid = "CUR_NAME=GBP"'))
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert hash(settings) == hash(replace(settings))
