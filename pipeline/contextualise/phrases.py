"""Noun phrases of a parsed piece: what stands for a measure or a name, verbatim, with what only leans on it left out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import rows_by_literal, values_of, word_set
from pipeline.contextualise.tree import NAME_TAGS, NOUN_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.contextualise.draft import Span
    from pipeline.contextualise.tree import Tree

_PRONOUNS = frozenset(("PRP", "PRP$", "WP", "WDT", "EX", "DT", "WRB", "WP$"))
_OWNER_PREPOSITIONS = frozenset(("of", "in", "at", "for", "across", "among", "within", "throughout", "by", "between"))
_PART_PREPOSITIONS = frozenset(("of", "to", "from", "with", "into", "on", "in", "per"))
_TITLE_REST = re.compile(r"(?:(?:\s+(?:of|for|and|the|in|on|to))*\s+[A-Z][\w'’-]*)*")
_NAME_REST = re.compile(r"(?:\s+(?:for|of)(?:\s+the)?(?:\s+[A-Z][\w'’-]*)+)?(?:\s+and(?:\s+[A-Z][\w'’-]*)+)?")
_JOINING = frozenset((",", "and", "or", "as", "well", "&"))
_LONGEST_PART, _MOST_JOINED = 4, 5


@lru_cache(maxsize=50_000)
def frame_of(word: str, part: str) -> str | None:
    """What the frame table says of a verb or noun: level, light, deed, transparent, share, relational, agent."""
    return values_of("frame", part).get(word)


def is_pronoun(tree: Tree, token: int) -> bool:
    """Whether a token only points at something named elsewhere: "they", "most"."""
    return tree.tags[token] in _PRONOUNS or tree.words[token] in word_set("standing_in")


def is_name(tree: Tree, token: int) -> bool:
    """Whether a noun phrase's head is a proper name; "GDP" is a measure."""
    return tree.tags[token] in NAME_TAGS and tree.words[token] not in word_set("abbreviated_measure")


def is_actor(tree: Tree, token: int) -> bool:
    """Whether a noun phrase's head is one who does or has: a name, or a company, a government, people."""
    word = tree.words[token]
    is_known = word in word_set("agent") or word in word_set("self_measured")
    return tree.tags[token] in NOUN_TAGS and (is_name(tree, token) or is_known)


def is_time(tree: Tree, token: int) -> bool:
    """Whether a token is a calendar expression."""
    draft = tree.drafts[token]
    return draft is not None and draft.is_year


def is_number(tree: Tree, token: int) -> bool:
    """Whether a token belongs to a number that is no calendar expression."""
    draft = tree.drafts[token]
    return draft is not None and not draft.is_year


def _first_premodifier(tree: Tree, head: int) -> int:
    """The first token of the run of premodifiers that ends at the head, determiners, owners and numbers left out."""
    first = head
    for token in range(head - 1, -1, -1):
        if is_number(tree, token) or not _leads_to(tree, token, head) or _leans(tree, token, head):
            break
        first = token
    while first < head and (tree.deps[first] in ("punct", "cc") or is_time(tree, first) or _only_hedges(tree, first)):
        first += 1
    return first


def _leads_to(tree: Tree, token: int, head: int) -> bool:
    return token == head or head in _bounded_ancestors(tree, token, head)


def _bounded_ancestors(tree: Tree, token: int, limit: int) -> Iterator[int]:
    for above in tree.ancestors(token):
        yield above
        if above == limit:
            return


def _leans(tree: Tree, token: int, head: int) -> bool:
    """Whether a premodifier begins what is left out: a determiner or owner of the head itself."""
    return (
        (tree.heads[token] == head and tree.deps[token] in ("det", "predet", "poss", "preconj", "prep"))
        or tree.deps[token]
        in (
            "case",
            "det",
        )
        or tree.tags[token] in ("PRP$", "POS", "WDT")
    )


def _only_hedges(tree: Tree, token: int) -> bool:
    """Whether a premodifier says how sure the writer is, and nothing of what is measured."""
    rows = rows_by_literal().get(tree.words[token], ())
    return any(row.category == "status" and row.word == "adjective" for row in rows)


def core(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of a noun with its premodifiers."""
    return _first_premodifier(tree, head), head


def measure_span(tree: Tree, head: int, *, alone: bool = False) -> Span:
    """A measure: the noun with its premodifiers and, unless alone, the short phrase behind it ("number of users")."""
    first, last = core(tree, head)
    part = None if alone else _needed_part(tree, head)
    return tree.span(first, part if part is not None else _joined_end(tree, last))


def _joined_end(tree: Tree, head: int) -> int:
    """The last token of the nouns joined to a noun by commas and "and", where none of them has a number of its own."""
    last = head
    for _ in range(_MOST_JOINED):
        following = next((child for child in tree.children[last] if tree.deps[child] == "conj" and child > last), None)
        if (
            following is None
            or tree.tags[following] not in NOUN_TAGS
            or any(tree.drafts[t] for t in tree.subtree(following))
        ):
            return last
        between = range(last + 1, _first_premodifier(tree, following))
        if any(tree.words[token] not in _JOINING and tree.deps[token] != "det" for token in between):
            return last
        last = following
    return last


def _needed_part(tree: Tree, head: int) -> int | None:
    """The last token of a short phrase after the noun that belongs to the measure."""
    for child in tree.children[head]:
        if tree.deps[child] != "prep" or child < head or tree.words[child] not in _PART_PREPOSITIONS:
            continue
        inner = tree.child(child, "pobj")
        if inner is None or is_number(tree, inner) or is_time(tree, inner) or is_pronoun(tree, inner):
            return None
        if tree.words[child] == "in" and (
            is_name(tree, inner) or _has_article(tree, inner) or tree.words[inner] in word_set("time")
        ):
            return None
        if child != head + 1 or (tree.words[child] == "of" and _is_owner_of(tree, inner, head)):
            return None
        first, last = core(tree, inner)
        return last if last - first < _LONGEST_PART and first - child <= 2 else None
    return None


def _is_owner_of(tree: Tree, inner: int, head: int) -> bool:
    """Whether "of" leads to whose the measure is: a name, one who acts or a known thing; not with "number of users"."""
    if is_name(tree, inner) or frame_of(tree.words[head], "noun") == "share":
        return True
    return tree.words[head] not in word_set("count") and (is_actor(tree, inner) or _has_article(tree, inner))


def name_span(tree: Tree, head: int, *, counted: bool = True) -> Span:
    """One who has or does: the noun with its premodifiers and owner, its "of" phrase included, relative clauses left out.

    counted: with the number in front ("eight central European states").
    """
    if is_number(tree, head):
        draft = tree.drafts[head]
        return (draft.start, draft.end) if draft else tree.places[head]
    first = _first_premodifier(tree, head)
    owner = tree.child(head, "poss")
    if owner is not None and tree.tags[owner] in NOUN_TAGS and owner < first:
        first = _first_premodifier(tree, owner)
    number = first - 1
    if counted and number >= 0 and is_number(tree, number) and head in _bounded_ancestors(tree, number, head):
        first = next(
            token for token in range(number, -1, -1) if token == 0 or tree.drafts[token - 1] is not tree.drafts[number]
        )
    start, end = tree.span(first, _name_beside(tree, head) or _of_end(tree, head))
    rest = _NAME_REST.match(tree.text, end) if is_name(tree, head) else None
    return start, rest.end() if rest else end


def _name_beside(tree: Tree, head: int) -> int | None:
    """The last token of a name set right behind a noun, with no comma between: "their son Elias Moreau"."""
    name = next((child for child in tree.children[head] if tree.deps[child] == "appos" and child > head), None)
    is_beside = name is not None and is_name(tree, name) and _first_premodifier(tree, name) == head + 1
    return name if is_beside and not is_name(tree, head) else None


def _of_end(tree: Tree, head: int) -> int:
    for child in tree.children[head]:
        if tree.deps[child] == "prep" and tree.words[child] == "of" and child == head + 1:
            inner = tree.child(child, "pobj")
            if inner is not None and not is_number(tree, inner) and tree.tags[inner] in NOUN_TAGS:
                return _of_end(tree, inner)
    return _joined_end(tree, head)


def title_span(tree: Tree, head: int) -> Span:
    """A name as its capitals have it, small words between included: "Ease of Doing Business Index"."""
    start, end = name_span(tree, head)
    rest = _TITLE_REST.match(tree.text, end)
    return start, rest.end() if rest else end


def owner_of(tree: Tree, noun: int) -> int | None:
    """The token of whose a noun is, by its possessor or by a phrase that follows it."""
    owner = tree.child(noun, "poss")
    if owner is not None and not is_time(tree, owner):
        return owner
    for child in tree.children[noun]:
        if tree.deps[child] in ("compound", "nmod", "amod"):
            inner = tree.child(child, "poss")
            if inner is not None:
                return inner
    for child in tree.children[noun]:
        if child == noun + 1 and tree.words[child] == "of" and tree.words[noun] in word_set("count"):
            inner = tree.child(child, "pobj")
            if inner is not None and not is_name(tree, inner):
                continue
        if tree.deps[child] == "prep" and tree.words[child] in _OWNER_PREPOSITIONS and child > noun:
            inner = tree.child(child, "pobj")
            if inner is not None and _can_own(tree, inner):
                return inner
    return None


def _can_own(tree: Tree, noun: int) -> bool:
    """Whether a noun behind a measure is whose it is: a name, an actor or a known thing; no number and no time."""
    is_thing = tree.tags[noun] in NOUN_TAGS and tree.drafts[noun] is None and tree.words[noun] not in word_set("time")
    return is_thing and (is_actor(tree, noun) or _has_article(tree, noun))


def _has_article(tree: Tree, token: int) -> bool:
    return any(tree.deps[child] == "det" and tree.words[child] == "the" for child in tree.children[token])
