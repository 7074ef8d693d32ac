"""What part of a page an element is: told by its tag, its ARIA role and the words of its class and id."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.lexicon.tsv import tsv_rows
from pipeline.model import BlockRole

DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "head",
        "iframe",
        "object",
        "embed",
        "applet",
        "canvas",
        "audio",
        "video",
        "map",
        "area",
        "select",
        "datalist",
        "textarea",
        "input",
        "meter",
        "progress",
        "img",
        "picture",
        "source",
        "track",
        "param",
        "link",
        "meta",
        "title",
        "base",
        "math-annotation",
        "annotation",
        "annotation-xml",
        "rp",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_TAG_ROLES: dict[str, BlockRole] = {
    "nav": "boilerplate", "aside": "boilerplate", "footer": "boilerplate", "form": "boilerplate", "button": "boilerplate",
    "dialog": "boilerplate", "menu": "boilerplate", "search": "boilerplate", "header": "boilerplate", "label": "boilerplate",
    "legend": "boilerplate", "figcaption": "caption", "caption": "caption", "address": "metadata",
}  # fmt: skip
_ARIA_ROLES: dict[str, BlockRole] = {
    "navigation": "boilerplate", "banner": "boilerplate", "contentinfo": "boilerplate", "complementary": "boilerplate",
    "search": "boilerplate", "dialog": "boilerplate", "alertdialog": "boilerplate",
    "menu": "boilerplate", "form": "boilerplate",
    "doc-bibliography": "reference", "doc-biblioentry": "reference", "doc-endnotes": "footnote", "doc-footnote": "footnote",
    "doc-endnote": "footnote",
}  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_MARK_WORDS = re.compile(r"\b(?:foot|end)?notes?\b|\bfn|\bref|cite|citation", re.IGNORECASE)
_CONTENT = "h1, main, article, [role=main]"
# Judging an element by all of its text is linear in it; a page of nothing but nested menus must not make that quadratic.
_MOST_JUDGED = 400
_CONTENT_SHARE = 0.4


@dataclass(slots=True)
class PageRoles:
    """Judges the elements of one page."""

    page_length: int
    judged: int = 0

    def role_of(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> BlockRole | None:
        """Give the part of the page that an element sets apart, or None where it sets none apart."""
        if tag in ("html", "body", "main", "article"):
            return None
        role = _ARIA_ROLES.get(attributes.get("role") or "") or _TAG_ROLES.get(tag) or _role_by_words(attributes)
        if role == "boilerplate" and self._holds_content(node):
            return None
        return role

    def _holds_content(self, node: LexborNode) -> bool:
        if self.judged >= _MOST_JUDGED:
            return True
        self.judged += 1
        if len(node.text()) >= _CONTENT_SHARE * self.page_length:
            return True
        return node.css_first(_CONTENT) is not None and node.tag not in ("nav", "footer", "aside")


def main_of(page: LexborHTMLParser) -> LexborNode | None:
    """Give the element that holds the page's own text, where the page marks one and most of the text lies in it."""
    body = page.body
    candidates = page.css("main, [role=main]") or page.css("article") or []
    if body is None or not candidates or len(candidates) > 50:
        return None
    longest = max(candidates, key=lambda node: len(node.text()))
    return longest if len(longest.text()) >= _CONTENT_SHARE * _length_of_words(body) else None


def is_hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    """Tell whether a browser would not show an element, or shows it a second time for effect."""
    if tag in ("body", "main", "article", "html"):
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def is_raised(tag: str, attributes: dict[str, str | None]) -> bool:
    """Tell whether an inline element is shown raised."""
    style = attributes.get("style")
    return tag == "sup" or bool(style and _RAISED_STYLE.search(style))


def is_note_mark(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Tell whether a raised element says that it is a footnote mark: a link, or classed as one."""
    words = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}"
    parent = node.parent
    return (
        node.css_first("a") is not None
        or _MARK_WORDS.search(words) is not None
        or (parent is not None and parent.tag == "a")
    )


def _length_of_words(body: LexborNode) -> int:
    dropped = sum(len(node.text()) for node in body.css("script, style, template, noscript"))
    return len(body.text()) - dropped


def _role_by_words(attributes: dict[str, str | None]) -> BlockRole | None:
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if named == " ":
        return None
    vocabulary = _vocabulary()
    for name in named.split():
        whole = vocabulary.get(name.lower())
        if whole:
            return whole
    for word in _WORD.findall(named):
        role = vocabulary.get(word.lower())
        if role:
            return role
    return None


@functools.cache
def _vocabulary() -> dict[str, BlockRole]:
    roles: dict[str, BlockRole] = {
        "boilerplate": "boilerplate", "reference": "reference", "footnote": "footnote", "caption": "caption",
        "metadata": "metadata",
    }  # fmt: skip
    return {row["word"]: roles[row["role"]] for row in tsv_rows(__package__, "roles.tsv")}
