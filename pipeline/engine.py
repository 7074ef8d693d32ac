"""What decides how a document is read, as one digest: code, rules, vocabulary, libraries, model, settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.settings import Settings

# The modules whose change cannot change a row of claims, excluded, documents or texts.
WITHOUT_EFFECT = ("cli", "validate", "publish/report", "settings", "workers.py", "run.py", "__main__.py")
# The libraries whose release could: readers, decoders, the language guess, the parser.
LIBRARIES = (
    "babel", "charset-normalizer", "ftfy", "py3langid", "pypdfium2", "python-docx", "selectolax", "spacy", "thinc",
)  # fmt: skip


def engine_digest(settings: Settings, *, model: Mapping[str, str]) -> str:
    """Hex SHA-256 over everything but the documents that the tables depend on; the same on every machine.

    model: what identifies the language model, its digest among it. Kinds, bounds and expectations are left out: they are
    applied to all rows anew in every audit.
    """
    facts = {
        "code": code_digest(),
        "libraries": libraries(),
        "model": dict(model),
        "settings": settings_that_matter(settings),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def settings_that_matter(settings: Settings) -> dict[str, object]:
    """The settings that change how a document is read."""
    limits = settings.limits
    return {
        "default_currency": settings.default_currency,
        "limits": [limits.max_bytes, limits.max_pages, limits.max_chars, limits.max_seconds],
        "lexicon": sorted([row.table, row.line] for row in settings.lexicon),
    }


def audit_digest(settings: Settings, *, corrections: str) -> str:
    """Hex SHA-256 over what decides which rows are published, and how: the audit's code and settings, the corrections."""
    asked = [
        settings.kinds,
        asdict(settings.thresholds),
        list(map(asdict, settings.bounds)),
        list(map(asdict, settings.expectations)),
    ]
    libraries = {"great-expectations": version("great-expectations")}
    facts = {"code": code_digest("validate"), "libraries": libraries, "settings": asked, "corrections": corrections}
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def code_digest(folder: str = "") -> str:
    """Hex SHA-256 over the names and bytes of the modules and data below a folder of the package.

    Without a folder: of all that the reading of documents depends on.
    """
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for name, path in sorted(_files(root, folder)):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path, folder: str) -> Iterator[tuple[str, Path]]:
    for path in (root / folder).rglob("*"):
        name = path.relative_to(root).as_posix()
        skipped = not folder and any(name == part or name.startswith(f"{part}/") for part in WITHOUT_EFFECT)
        if not skipped and path.is_file() and path.suffix != ".pyc":
            yield name, path


def libraries() -> dict[str, str]:
    """Name → version of each library that reading depends on."""
    return {name: version(name) for name in LIBRARIES}
