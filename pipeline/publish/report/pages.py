"""Pages from templates, with everything escaped and a policy that forbids what is not ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.publish.report import words

# Under file:// "self" means any file; the trusted types policy of assets/loader.js narrows scripts to this report's data.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types tidyclaims",
    )
)


def write_page(path: Path, template: str, shown: Mapping[str, object]) -> None:
    """Write one page from templates/<template>.html."""
    page = environment().get_template(f"{template}.html").render(**shown, page=template, policy=POLICY)
    path.write_text(page, encoding="utf-8", newline="\n")


def environment() -> Environment:
    """The templates with the filters they use; every value is escaped unless it is markup of our own."""
    made = Environment(
        loader=PackageLoader("pipeline.publish.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        around=words.around,
        grouped=words.grouped,
        moment=words.moment,
        plain=words.plain,
        share=words.share,
        spaced=words.spaced,
        visible=words.visible,
    )
    made.globals.update(
        kind_glyphs=words.KIND_GLYPHS, kind_names=words.KIND_NAMES, status_names=words.STATUS_NAMES, counted=words.counted
    )
    return made
