"""A sentence's words in a row, numbers and years as marks: what the rules of neighbourhood look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import NUMBER, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.view import View

_WORD = re.compile(rf"{NUMBER}+|{YEAR}+|[^\W_]+(?:['’./-][^\W_]+)*|[^\w\s]")
_KINDS = {NUMBER: "number", YEAR: "year"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case with its place in the sentence. kind: "number", "year" or "word"."""

    text: str
    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Strip:
    """The words of a stretch, its numbers in order (years apart), and the tags of words where a parse gave them."""

    tokens: list[Token]
    numbers: list[Draft]
    at: dict[int, int] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)

    def between(self, first: Draft, second: Draft) -> Sequence[Token]:
        """The words between two numbers."""
        return self.tokens[self.at[first.start] + 1 : self.at[second.start]]

    def after(self, draft: Draft) -> Sequence[Token]:
        """The words behind a number."""
        return self.tokens[self.at[draft.start] + 1 :]

    def before(self, draft: Draft) -> Sequence[Token]:
        """The words ahead of a number."""
        return self.tokens[: self.at[draft.start]]

    def is_verb(self, token: Token, *, unknown: bool = True) -> bool:
        """Whether the parse has a word as a verb; `unknown` where there was no parse."""
        tag = self.tags.get(token.start)
        return unknown if tag is None else tag.startswith("V")


def strips_of(view: View) -> list[Strip]:
    """The strip of a sentence without its asides, then one for each aside with a number."""
    outside = [draft for draft in view.drafts if not view.is_inside(draft)]
    strips = [_strip(view.bare, 0, len(view.bare), outside)]
    strips += [_strip(view.marked, piece.start, piece.end, piece.drafts) for piece in view.pieces if piece.is_aside]
    return [strip for strip in strips if strip.numbers]


def _strip(text: str, start: int, end: int, drafts: Iterable[Draft]) -> Strip:
    drafts = list(drafts)
    tokens = _tokens(text, start, end, {draft.start for draft in drafts})
    numbers = [draft for draft in drafts if not draft.is_year]
    return Strip(tokens, numbers, {token.start: index for index, token in enumerate(tokens)})


def _tokens(text: str, begin: int, end: int, edges: set[int]) -> list[Token]:
    found = []
    for match in _WORD.finditer(text, begin, end):
        kind = _KINDS.get(match[0][0], "word")
        # Numbers may touch ("$5-£6"): a run of marks is cut where the next number begins.
        cuts = sorted(edge for edge in edges if match.start() < edge < match.end()) if kind != "word" else []
        for first, last in zip([match.start(), *cuts], [*cuts, match.end()], strict=True):
            found.append(Token(text[first:last].lower(), first, last, kind))
    return found
