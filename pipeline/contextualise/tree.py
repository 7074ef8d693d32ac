"""A parsed piece as a tree that can be asked who governs whom, its tokens led back to the sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.parse import Parse
    from pipeline.contextualise.wording import Wording

NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
NAME_TAGS = frozenset(("NNP", "NNPS"))
VERB_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
FINITE_TAGS = frozenset(("VBD", "VBP", "VBZ"))
_NAME_PLACES = frozenset(("nsubj", "nsubjpass", "pobj", "dobj", "poss", "appos", "conj", "compound", "ROOT"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))


@dataclass(slots=True)
class Tree:
    """Tokens of a piece: lower-case words, tags, labels, heads; each token's place in the sentence and its number, if any.

    number_heads: for each draft, by its start, the token of its number that the rest of the tree hangs it on. earlier: the
    numbers of the sentence before this piece.
    """

    words: list[str]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    places: list[Span]
    drafts: list[Draft | None]
    text: str = ""
    children: list[list[int]] = field(default_factory=list)
    number_heads: dict[int, int] = field(default_factory=dict)
    earlier: list[Draft] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def child(self, token: int, *deps: str) -> int | None:
        """The first child of a token with one of the labels."""
        return next((child for child in self.children[token] if self.deps[child] in deps), None)

    def numbers(self) -> list[Draft]:
        """The drafts whose numbers stand in the tree, years apart, in text order."""
        return [draft for draft in dict.fromkeys(self.drafts) if draft is not None and not draft.is_year]

    def with_particle(self, verb: int) -> str:
        """A verb with its particle, as the cue tables have it: "set aside"."""
        for child in self.children[verb]:
            if self.deps[child] == "prt" or (
                self.deps[child] == "advmod" and self.words[child] in ("up", "down", "aside", "back")
            ):
                return f"{self.words[verb]} {self.words[child]}"
        return self.words[verb]

    def first_of_number(self, token: int) -> int:
        """The first token of the number that a token belongs to."""
        draft = self.drafts[token]
        while draft is not None and token and self.drafts[token - 1] is draft:
            token -= 1
        return token

    def last_of_number(self, token: int) -> int:
        """The last token of the number that a token belongs to."""
        draft = self.drafts[token]
        while draft is not None and token + 1 < len(self) and self.drafts[token + 1] is draft:
            token += 1
        return token

    def is_verb(self, token: int) -> bool:
        """Whether a token is a verb that heads something (auxiliaries apart)."""
        return self.tags[token] in VERB_TAGS and self.deps[token] not in ("aux", "auxpass", "amod", "compound")

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def subtree(self, token: int) -> list[int]:
        """The tokens under a token, itself included, in text order."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self.children[current])
        return sorted(found)

    def clause_verb(self, token: int) -> int | None:
        """The nearest verb at or above a token."""
        if self.is_verb(token):
            return token
        return next((above for above in self.ancestors(token) if self.is_verb(above)), None)

    def span(self, first: int, last: int) -> Span:
        """The place in the sentence from one token to another."""
        return self.places[first][0], self.places[last][1]


def tree_of(parse: Parse, wording: Wording, text: str) -> Tree:
    """The tree of a parsed wording, its tokens led back to the sentence's text."""
    words = [word.lower() for word in parse.words]
    tags = tuple(_mended_tag(*each) for each in zip(parse.words, parse.tags, parse.deps, strict=True))
    tree = Tree(words, tags, parse.deps, parse.heads, [], [], text, [[] for _ in words])
    for place, draft in wording.places(parse.starts, [len(word) for word in words]):
        tree.places.append(place)
        tree.drafts.append(draft)
        if draft is None:
            _give_back(tree, text)
    for index, head in enumerate(parse.heads):
        if head != index:
            tree.children[head].append(index)
    tree.number_heads = _number_heads(tree)
    return tree


def _give_back(tree: Tree, text: str) -> None:
    """Put the last word placed as the sentence has it, where the parser was given another of its length."""
    start, end = tree.places[-1]
    own = text[start:end].lower()
    if own.isalpha():
        tree.words[len(tree.places) - 1] = own


def _mended_tag(word: str, tag: str, dep: str) -> str:
    """The tag of a word; one in capitals where a name stands is a name, whatever the tagger took it for."""
    is_acronym = len(word) > 1 and word.isupper() and word.isalpha()
    return "NNP" if is_acronym and tag not in NAME_TAGS and dep in _NAME_PLACES else tag


def _number_heads(tree: Tree) -> dict[int, int]:
    """For each draft (by its start) the token of its number that the rest of the tree attaches to."""
    heads: dict[int, int] = {}
    for token, draft in enumerate(tree.drafts):
        if draft is None:
            continue
        above = tree.drafts[tree.heads[token]]
        if (above is not draft or tree.heads[token] == token) and draft.start not in heads:
            heads[draft.start] = token
    return heads
