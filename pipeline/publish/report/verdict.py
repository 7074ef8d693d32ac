"""What became of a release: published or rejected, when, from what; known before the manifest is, or read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.manifest import read_manifest


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
    """The verdict that a release's manifest tells. Raises ReleaseError if it is missing, broken or was changed."""
    manifest = read_manifest(release)
    return Verdict(
        release_id=manifest["id"],
        published_at=manifest["published_at"],
        raw=manifest["raw"],
        engine=manifest["engine_digest"],
        model=named_model(manifest["model"]),
        rejections=tuple(manifest["rejections"]),
        waived=tuple(manifest["waived"]),
        warnings=tuple(manifest["warnings"]),
    )


def named_model(model: Mapping[str, str]) -> str | None:
    """A model in words: "en_core_web_sm 3.8.0"; None where rules alone read."""
    if model.get("name", "none") == "none":
        return None
    return " ".join(part for part in (model["name"], model.get("version")) if part)
