"""Whose voice a finding or a forecast is: "figures from Eurostat", "the agency's data", "the 5% expected by traders"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.grounds import teller_behind
from pipeline.contextualise.phrases import is_actor, is_name, is_pronoun, name_span
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Span
    from pipeline.contextualise.tree import Tree

_FROM = frozenset(("from", "by", "of"))


def voice_span(tree: Tree, noun: int) -> Span:
    """The name of a source: of findings the one whose they are, where the text says so; else what is named."""
    maker = _maker_of(tree, noun) if tree.words[noun] in word_set("findings") else None
    return name_span(tree, noun if maker is None else maker)


def _maker_of(tree: Tree, noun: int) -> int | None:
    """As in "the agency's data", "figures from Eurostat", "a report published by the Fund"."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner if _can_tell(tree, owner) else None
    behind = [child for child in tree.children[noun] if child > noun]
    for child in behind or [noun + 1] if noun + 1 < len(tree) else ():
        agent = tree.child(child, "agent") if tree.deps[child] == "acl" else child
        if agent is None or tree.words[agent] not in _FROM:
            continue
        inner = tree.child(agent, "pobj")
        if inner is not None and _can_tell(tree, inner) and (tree.words[agent] != "of" or is_name(tree, inner)):
            return inner
    return None


def _can_tell(tree: Tree, noun: int) -> bool:
    return tree.tags[noun] in NOUN_TAGS and tree.drafts[noun] is None and is_actor(tree, noun)


def holder_of_view(tree: Tree, token: int) -> Span | None:
    """Whose forecast or estimate a number is: "the Fund's forecast is 3%", "the 5% expected by traders"."""
    verb = teller_behind(tree, token)
    if verb is not None and tree.words[verb] in word_set("expecting"):
        agent = tree.child(verb, "agent")
        holder = tree.child(agent, "pobj") if agent is not None else tree.child(verb, "nsubj")
        return voice_span(tree, holder) if holder is not None and _can_tell(tree, holder) else None
    for above in tree.ancestors(token):
        view = above
        if tree.is_verb(above):
            subject = tree.child(above, "nsubj")
            is_level = tree.words[above] in word_set("copula") and subject is not None
            if not is_level or subject is None or tree.deps[token] in SUBJECTS:
                return None
            view = subject
        if tree.words[view] in word_set("view"):
            owner = tree.child(view, "poss")
            return name_span(tree, owner) if owner is not None and not is_pronoun(tree, owner) else None
        if tree.is_verb(above):
            return None
    return None
