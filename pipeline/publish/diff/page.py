"""A difference between releases as one page that stands alone."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from pipeline.publish.diff.compare import ReleaseDiff
from pipeline.publish.report.pages import environment

MOST_LISTED = 2000
SHEETS = ("frame.css", "overview.css", "lists.css")


def write_diff_page(difference: ReleaseDiff, path: Path) -> Path:
    """Write the difference as a page with its style inside and no script; return its path.

    It lists the first MOST_LISTED rows of each sort and counts the rest, so that a browser can always open it.
    """
    shown = replace(
        difference,
        appeared=difference.appeared[:MOST_LISTED],
        vanished=difference.vanished[:MOST_LISTED],
        changed=difference.changed[:MOST_LISTED],
        documents=difference.documents[:MOST_LISTED],
    )
    assets = files("pipeline.publish.report") / "assets"
    style = "".join((assets / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = environment().get_template("diff.html").render(difference=shown, style=Markup(style), policy=policy)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")
    return path
