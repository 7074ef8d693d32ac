"""The manifest of a release: what went in, what made it and the digest of every file that came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError
from pipeline.publish.corrections import CORRECTIONS
from pipeline.publish.durable import write_durably
from pipeline.publish.merge import INPUTS
from pipeline.tables import TABLE_NAMES, dictionary

MANIFEST = "manifest.json"
SEAL = "manifest.json.sha256"
MANIFEST_VERSION = 1
LIBRARIES = (
    "tidyclaims", "babel", "charset-normalizer", "duckdb", "ftfy", "great-expectations", "pandas", "py3langid", "pyarrow",
    "pypdfium2", "python-docx", "selectolax", "spacy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a release, as the manifest records it.

    engine_digest: over code, rules, lexicon, model and the settings that extraction reads. audit_digest: over what the audit
    reads. model: name, version and digest of the language model. raw: the folder of documents, as it was named.
    published_at: ISO time with zone, told by the caller; nothing else in a release knows the time.
    """

    engine_digest: str
    audit_digest: str
    raw: str
    settings: Mapping[str, object] = field(default_factory=dict)
    model: Mapping[str, str] = field(default_factory=dict)
    published_at: str | None = None


def content_digest(directory: Path, provenance: Provenance) -> str:
    """Hex SHA-256 over what a release says: its tables, its inputs, its engine and its audit; the same on any machine."""
    digest = hashlib.sha256()
    made_by = (dictionary().schema_version, provenance.engine_digest, provenance.audit_digest, library_version("tidyclaims"))
    files = [name for name in content_files() if (directory / name).exists()]
    for line in (*made_by, *(f"{file_digest(directory / name)} {name}" for name in files)):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def content_files() -> tuple[str, ...]:
    """Names of the files that hold what a release says, whatever else is made from them; corrections may be absent."""
    return (*(f"{name}.parquet" for name in TABLE_NAMES), INPUTS, CORRECTIONS)


def file_digest(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def library_version(name: str) -> str:
    """The installed version of a library, or "absent"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def write_manifest(release: Path, entries: Mapping[str, object], provenance: Provenance) -> None:
    """Write manifest.json and its seal as the last files of a release; entries come first in it."""
    inputs = release / INPUTS
    with inputs.open("rb") as lines:
        count = sum(1 for _ in lines)
    content = {
        "manifest_version": MANIFEST_VERSION,
        "schema_version": dictionary().schema_version,
        **entries,
        "published_at": provenance.published_at,
        "raw": provenance.raw,
        "engine_digest": provenance.engine_digest,
        "audit_digest": provenance.audit_digest,
        "settings": dict(provenance.settings),
        "model": dict(provenance.model),
        "libraries": {name: library_version(name) for name in LIBRARIES},
        "inputs": {"path": INPUTS, "count": count, "sha256": file_digest(inputs)},
        "outputs": [
            {"path": name, "bytes": (release / name).stat().st_size, "sha256": file_digest(release / name)}
            for name in files_below(release)
        ],
    }
    encoded = (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
    write_durably(release / MANIFEST, encoded)
    write_durably(release / SEAL, _seal_of(encoded))


def _seal_of(manifest: bytes) -> bytes:
    """What the seal of a manifest holds, to the last byte: a line as sha256sum writes it."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def files_below(release: Path) -> list[str]:
    """Paths of the files of a release, relative and with /, sorted; without the manifest and its seal."""
    found = (path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file())
    return sorted(name for name in found if name not in {MANIFEST, SEAL})


def read_manifest(release: Path) -> dict[str, Any]:
    """The manifest of a release. ReleaseError where it is missing, not JSON or not as it was sealed."""
    try:
        encoded = (release / MANIFEST).read_bytes()
        sealed = (release / SEAL).read_bytes()
    except OSError as error:
        raise ReleaseError("its manifest cannot be read", place=str(release), remedy=RESTORE) from error
    if _seal_of(encoded) != sealed:
        raise ReleaseError("its manifest was changed", place=str(release / MANIFEST), remedy=RESTORE)
    content: dict[str, Any] = json.loads(encoded)
    return content


def is_made_by(release: Path, engine_digest: str) -> bool:
    """Whether the manifest of a release is whole and names this engine."""
    try:
        return bool(read_manifest(release).get("engine_digest") == engine_digest)
    except ReleaseError:
        return False


RESTORE = "Restore the directory, or roll back to another release"


def damaged_files(release: Path, manifest: Mapping[str, Any], *, names: Iterable[str] | None = None) -> list[str]:
    """One sentence for each listed output that is missing or not as the manifest says; of names only, where given."""
    wanted = None if names is None else set(names)
    problems = (
        _damage(release / entry["path"], entry) for entry in manifest["outputs"] if wanted is None or entry["path"] in wanted
    )
    return [problem for problem in problems if problem]


def _damage(path: Path, entry: Mapping[str, Any]) -> str | None:
    if not path.is_file():
        return f"{entry['path']} is missing"
    size = path.stat().st_size
    if size != entry["bytes"]:
        return f"{entry['path']} has {size} bytes, its manifest says {entry['bytes']}"
    return None if file_digest(path) == entry["sha256"] else f"{entry['path']} differs from its digest in the manifest"
