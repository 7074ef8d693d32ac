"""tidyclaims: a folder of documents in, audited tables of numeric claims out.

    raw/ ─ingest→ Document ─clean→ sections, sentences ─extract→ mentions ─contextualise→ Claim | Excluded
         ─validate→ release candidate ─publish→ processed/latest/

For a program: `extract(text)` gives the claims of a text as rows, `extract_many(records)` those of many as a data frame,
`show(text)` marks them in a notebook. `pipeline.run.run(job)` publishes a release of a folder; `flows.claims` is the same
under Prefect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Settings
    from pipeline.showing import Shown

__all__ = ["extract", "extract_many", "show"]

# The stage and the function share a name. Python binds a subpackage to its parent's name on its first import only, so the
# stage is imported here, before the function takes the name: `from pipeline.extract import …` finds the stage as ever.
import_module("pipeline.extract")


def extract(text: str, *, context: bool = True, settings: Settings | None = None) -> list[dict[str, object]]:
    """The claims of one text, in order: a row each, with every column of `claims`; offsets are code points of the text.

    context: find measure, subject, status and the like too; without it no model is loaded and those columns keep their
    defaults. settings: by default those of `tidyclaims.toml` and the environment.
    """
    from pipeline.api import rows_of

    return list(rows_of([("-", text)], context=context, settings=settings))


def extract_many(
    records: Iterable[str | Mapping[str, object]], *, context: bool = True, settings: Settings | None = None
) -> pd.DataFrame:
    """The claims of many texts as one data frame with every column of `claims`, in the order of the texts.

    records: texts, or mappings with `text` and, to name them in `source`, `id`; a text without id is named by its place,
    from 1. The records are taken one after another and not kept.
    """
    from pipeline.api import frame_of, named

    return frame_of(named(records), context=context, settings=settings)


def show(text: str, *, context: bool = True, settings: Settings | None = None) -> Shown:
    """The text with its claims, which a notebook shows marked in place and on hover; print() lists them."""
    from pipeline.showing import shown

    return shown(text, context=context, settings=settings)
