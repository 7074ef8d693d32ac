"""What a price is the price of: "paid $9 for a ticket", "$40 off a kettle", "the tablet for just $99"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.neighbours import noun_after, noun_before, span_of
from pipeline.contextualise.phrases import is_actor, is_name
from pipeline.contextualise.subjects import fill_actor

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_PRICED = frozenset(("money", "percent"))


def read_price(tree: Tree, token: int, draft: Draft) -> None:
    """Fill the measure of a sum with what is bought, sold or reduced for it."""
    following = tree.last_of_number(token) + 1
    if draft.mention.kind not in _PRICED or following >= len(tree):
        return
    word = tree.words[following]
    if word == "off":
        _take_thing(tree, following + 1, draft)
    elif draft.mention.kind == "money" and word in ("for", "on"):
        verb = _paying_verb(tree, token, word)
        if verb is not None:
            _take_thing(tree, following + 1, draft)
            if draft.measure is not None:
                fill_actor(tree, verb, draft)


def _take_thing(tree: Tree, first: int, draft: Draft) -> None:
    found = noun_after(tree, first)
    if found is None or tree.words[found[1]] in word_set("time"):
        return
    if is_name(tree, found[1]) or not is_actor(tree, found[1]):
        draft.measure = span_of(tree, found)


def _paying_verb(tree: Tree, token: int, preposition: str) -> int | None:
    """The verb of paying above a number whose "for" or "on" leads to what is paid for."""
    known = word_set(f"pays_{preposition}")
    return next((above for above in tree.ancestors(token) if tree.is_verb(above) and tree.words[above] in known), None)


def read_offer(tree: Tree, token: int, draft: Draft) -> None:
    """As in "the ladder for only $30", where nothing nearer says what is offered at that price."""
    first = tree.first_of_number(token)
    while first > 0 and tree.tags[first - 1] == "RB":
        first -= 1
    if draft.mention.kind != "money" or first < 2 or tree.words[first - 1] != "for":
        return
    end = first - 1
    found = noun_before(tree, end)
    if found is None and tree.tags[end - 1] == "JJ" and noun_before(tree, end - 1) is not None:
        # A name that ends in an adjective: "the tablet pro for $99".
        found = noun_before(tree, end - 1)
    if found is not None and not is_actor(tree, found[1]) and tree.words[found[1]] not in word_set("time"):
        draft.measure = span_of(tree, found)
