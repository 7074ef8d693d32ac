"""`doctor`: what is installed and what works, a line each, with what to do where something does not."""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from pipeline.cli.console import Exit, say
from pipeline.errors import TidyclaimsError
from pipeline.settings import Settings, load_settings

# What a release of a few thousand documents takes, with the work that leads to it.
FREE_BYTES = 1_000_000_000
PREFECT_PATIENCE = 180
PROGRAM = "tidyclaims"


class Ailment(Exception):
    """Something that is needed does not work; the text says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what was seen."""

    what: str
    is_well: bool
    said: str


def examine(out: Path | None, *, database: str | None) -> Exit:
    """Print what is found. FAILED where something that a run needs does not work, or the database that is named."""
    settings, found = _settings()
    findings = [found, *_installed()]
    looks: dict[str, Callable[[], str]] = {
        "model": lambda: model_of(settings),
        "output": lambda: state_of_output(out or settings.out),
        "Prefect": state_of_prefect,
    }
    if database:
        looks["database"] = lambda: _database(database)
    findings += [_look(what, look) for what, look in looks.items()]
    for finding in findings:
        say(f"{'ok ' if finding.is_well else 'NOT'}  {finding.what:<20} {finding.said}")
    return Exit.DONE if all(finding.is_well for finding in findings) else Exit.FAILED


def _settings() -> tuple[Settings, Finding]:
    """The settings, or the defaults where they are broken."""
    try:
        settings = load_settings()
    except TidyclaimsError as error:
        return Settings(), Finding("settings", False, str(error))
    return settings, Finding("settings", True, str(settings.file or "defaults and environment; no tidyclaims.toml"))


def _look(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except (Ailment, TidyclaimsError) as error:
        return Finding(what, False, str(error))


def _installed() -> Iterator[Finding]:
    """The program, Python, and each library the program needs, checked against what it may be."""
    yield Finding("Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.platform()}")
    yield Finding(PROGRAM, True, f"{version(PROGRAM)} in {Path(__file__).parents[1]}")
    for line in requires(PROGRAM) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _library(requirement)


def _library(requirement: Requirement) -> Finding:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return Finding(requirement.name, False, f"is not installed; install {requirement}")
    is_well = requirement.specifier.contains(found, prereleases=True)
    return Finding(requirement.name, is_well, found if is_well else f"{found} will not do; install {requirement}")


def model_of(settings: Settings) -> str:
    """Name, version and digest of the language model in use."""
    from pipeline.run import model_facts

    facts = model_facts(settings)
    if facts["name"] == "none":
        return "none: measures, subjects and speakers come from rules alone; install tidyclaims[model] for more"
    return f"{facts['name']} {facts['version']}, sha256 {facts['digest']}"


def state_of_output(out: Path) -> str:
    """Where releases go, and the room there. Ailment where a release could not be written, locked and moved there."""
    folder = next(place for place in (out.absolute(), *out.absolute().parents) if place.exists())
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".doctor-") as name:
            _try_out(Path(name))
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Ailment(
            f"{out}: {error.strerror or error}; give --out a folder of a local disk that you may write to"
        ) from error
    if free < FREE_BYTES:
        raise Ailment(f"{out}: only {free / 1e9:.1f} GB are free; make room or give --out another disk")
    return f"{out}, {free / 1e9:,.0f} GB free{'' if folder == out.absolute() else ', to be made'}"


def _try_out(folder: Path) -> None:
    """What a publication does: lock, sync, rename a directory, replace a link."""
    with (folder / "file").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.write(b"well")
        file.flush()
        os.fsync(file.fileno())
    (folder / "candidate").mkdir()
    (folder / "candidate").rename(folder / "release")
    for target in ("nothing", "release"):
        (folder / "link").symlink_to(target)
        (folder / "link").rename(folder / "latest")


def state_of_prefect() -> str:
    """Prefect's version and server. Ailment where no server answers; in a process of its own, for it may hang or print."""
    program = (
        "from flows.environment import prepare; from pathlib import Path; import sys; prepare(Path(sys.argv[1]), quiet=True)"
    )
    program += "; from flows.health import prefect_version; print(prefect_version())"
    with tempfile.TemporaryDirectory(prefix="tidyclaims-doctor-") as home:
        try:
            ended = subprocess.run(
                [sys.executable, "-P", "-c", program, home],
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=PREFECT_PATIENCE,
            )
        except subprocess.TimeoutExpired as error:
            raise Ailment(f"no server answered in {PREFECT_PATIENCE} s; is PREFECT_API_URL right?") from error
    if ended.returncode:
        cause = (ended.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise Ailment(f"{cause}; install the locked versions, or check PREFECT_API_URL")
    return ended.stdout.strip().splitlines()[-1]


def _database(url: str) -> str:
    from pipeline.publish.postgres import server_version

    return f"PostgreSQL {server_version(url)}"
