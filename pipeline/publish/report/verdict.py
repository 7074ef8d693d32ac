"""What became of a release: published or rejected, when, from what; known before the manifest is, or read from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReleaseError


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a run for one release.

    release_id: "000007-1a2b3c4d5e6f". published_at: ISO time with zone, or None. raw: the folder of the documents. engine:
    the digest of code, rules, lexicon and model. model: the language model's name and version. rejections: one sentence per
    table expectation that failed; none means published. waived, warnings: sentences.
    """

    release_id: str
    published_at: str | None = None
    raw: str | None = None
    engine: str | None = None
    model: str | None = None
    rejections: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_published(self) -> bool:
        """Whether the audit let the release through."""
        return not self.rejections


def verdict_of(release: Path) -> Verdict:
    """The verdict that a release's manifest.json tells. Raises ReleaseError if there is no manifest or it is broken."""
    path = release / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"the manifest cannot be read ({error})", place=str(path), remedy="Name a release.") from error
    provenance = manifest.get("provenance", manifest)
    return Verdict(
        release_id=str(manifest.get("id", release.name)),
        published_at=provenance.get("published_at"),
        raw=provenance.get("raw"),
        engine=provenance.get("engine_digest"),
        model=named_model(provenance.get("model") or {}),
        rejections=tuple(manifest.get("rejections", ())),
        waived=tuple(manifest.get("waived", ())),
        warnings=tuple(manifest.get("warnings", ())),
    )


def named_model(model: Mapping[str, str]) -> str | None:
    """A model in words: "en_core_web_sm 3.8.0"; None without one."""
    return " ".join(part for part in (model.get("name"), model.get("version")) if part) or None
