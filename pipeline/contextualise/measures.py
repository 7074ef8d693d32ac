"""What a number measures, read from the parse: the noun or the verb that governs it, or what a number before it measured."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.contextualise.bases import read_base
from pipeline.contextualise.change import change_noun
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.frames import Frame, frame
from pipeline.contextualise.nearest import read_age, read_bounded, read_mover
from pipeline.contextualise.phrases import frame_of, is_number, measure_span, name_span
from pipeline.contextualise.prices import read_offer, read_price
from pipeline.contextualise.ranks import read_rank
from pipeline.contextualise.subjects import fill_actor, fill_owner, fill_place, speaks, subject_of
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS
from pipeline.contextualise.verbs import read_told, read_verb, take_from_before, take_noun, take_subject

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_SUMS = frozenset(("money", "percent"))
_WHERE = frozenset(("from", "at", "in"))
_GIVEN = frozenset(("raised", "pledged", "promised", "needed", "set", "lost", "won", "stolen", "made", "given", "claimed"))
_LIST_LINK = re.compile(r"[\s,]*(?:(?:and|or|plus)\s+)?")


def read_measures(tree: Tree) -> None:
    """Fill measure, subject and base of every number of the tree that cheaper evidence left open."""
    peers: list[tuple[Draft, Draft]] = []
    for draft in tree.numbers():
        token = tree.number_heads[draft.start]
        base = read_base(tree, token, draft)
        governed = frame(tree, token if base is None else base)
        if draft.mention.kind == "rank":
            read_rank(tree, token, draft)
        if governed.peer is not None:
            peers.append((draft, governed.peer))
        if draft.measure is None:
            read_price(tree, token, draft)
            read_mover(tree, token, draft)
            read_age(tree, token, draft)
        if draft.measure is None and not draft.settled:
            _read_one(tree, token, governed, draft)
        elif governed.kind == "verb" and governed.dep == "dobj":
            fill_actor(tree, governed.node, draft)
        if draft.measure is None and draft.mention.kind == "percent":
            draft.measure = draft.of
        if draft.measure is not None:
            fill_place(tree, token, governed.node if governed.kind == "verb" else None, draft)
    _share_lists(tree)
    for draft, peer in peers:
        if draft.lasts and peer.lasts:
            draft.subject = draft.subject or peer.subject
        if draft.measure is None and draft.mention.unit == peer.mention.unit:
            draft.measure, draft.subject = peer.measure, draft.subject or peer.subject


def _share_lists(tree: Tree) -> None:
    """Give lengths of time and counts of one list their subject: "for 3 years, 2 months and 14 days", "8 cats, 2 dogs"."""
    for before, draft in pairwise(tree.numbers()):
        between = tree.text[before.end : draft.start].lower()
        both = draft.mention.kind == before.mention.kind == "quantity" and draft.lasts == before.lasts
        counted = not (draft.is_physical or before.is_physical) or draft.lasts
        if both and counted and draft.measure is None and _LIST_LINK.fullmatch(between):
            draft.measure, draft.subject = before.measure, draft.subject or before.subject


def _read_one(tree: Tree, token: int, governed: Frame, draft: Draft) -> None:
    is_height = (
        draft.kin is not None and tree.words[governed.node] in word_set("height") and draft.change_role in ("to", "from")
    )
    named = (
        governed.kind in ("beside", "noun")
        and not is_height
        and (change_noun(tree.words[governed.node]) is None or _names_itself(tree, governed.node))
    )
    if not named and draft.kin is not None and draft.kin.measure is not None and draft.of is None:
        draft.measure, draft.subject = draft.kin.measure, draft.subject or draft.kin.subject
        if draft.mention.kind == draft.kin.mention.kind:
            draft.of = draft.kin.of
    elif governed.kind in ("beside", "noun"):
        _read_noun(tree, governed, draft)
    elif governed.kind == "worth":
        _read_worth(tree, governed.node, draft)
    elif governed.kind == "verb" and governed.dep in SUBJECTS:
        read_told(tree, governed.node, draft)
    elif governed.kind == "verb" and governed.dep in ("ccomp", "parataxis", "relcl"):
        return
    elif governed.kind == "verb" and draft.lasts and draft.direction is None:
        _read_time(tree, governed, draft)
    elif governed.kind == "verb":
        read_verb(tree, governed, draft)
    elif draft.mention.kind == "ratio":
        _read_compound(tree, token, draft)
    if draft.measure is None:
        _read_participle(tree, token, draft)
    if draft.measure is None and draft.subject is None:
        read_offer(tree, token, draft)
        read_bounded(tree, token, draft)
        _read_state(tree, token, draft)


# --- a noun governs ---------------------------------------------------------------------------------------------------


def _read_noun(tree: Tree, governed: Frame, draft: Draft) -> None:
    noun = governed.node
    is_share = draft.of is not None and draft.mention.kind in ("percent", "ratio")
    if is_share and governed.kind == "noun" and governed.preposition in ("to", "for", "with", "in"):
        verb = tree.clause_verb(noun)
        draft.measure = draft.of
        if verb is not None:
            fill_actor(tree, verb, draft)
        return
    is_count = draft.mention.kind == "quantity" and not draft.is_physical and not draft.lasts
    if is_count and governed.dep == "prep" and governed.preposition in _WHERE:
        return
    if change_noun(tree.words[noun]) is None or _names_itself(tree, noun):
        take_noun(tree, noun, draft)
        return
    inner = _object_of_change(tree, noun)
    if inner is not None:
        take_noun(tree, inner, draft)
        return
    verb = tree.clause_verb(noun)
    is_argument = tree.deps[noun] in ("dobj", "attr", "pobj", "conj", "appos")
    if verb is not None and is_argument and not speaks(tree, verb):
        take_subject(tree, verb, draft)
    if draft.measure is None:
        take_from_before(tree, draft)
    if draft.measure is None:
        draft.measure = measure_span(tree, noun, alone=True)


def _names_itself(tree: Tree, noun: int) -> bool:
    """Whether a noun of change says what changes: "growth", "price increase", "GDP growth"."""
    return tree.words[noun] in word_set("self_named") or any(
        tree.deps[child] in ("compound", "nmod") and tree.tags[child] in NOUN_TAGS and tree.drafts[child] is None
        for child in tree.children[noun]
    )


def _object_of_change(tree: Tree, noun: int) -> int | None:
    for child in tree.children[noun]:
        inner = tree.child(child, "pobj") if tree.deps[child] == "prep" else None
        is_phrase = inner is not None and tree.words[child] in ("in", "of", "to", "on") and tree.tags[inner] in NOUN_TAGS
        if inner is not None and is_phrase and tree.drafts[inner] is None and tree.words[inner] not in word_set("time"):
            return inner
    owner = tree.child(noun, "poss")
    return owner if owner is not None and tree.tags[owner] in NOUN_TAGS else None


def _read_worth(tree: Tree, worth: int, draft: Draft) -> None:
    """As in "250 projects worth over $8 billion", "the order book is worth"."""
    draft.measure = tree.places[worth]
    above = tree.heads[worth]
    if tree.tags[above] in NOUN_TAGS and above != worth and is_number(tree, above):
        draft.subject = name_span(tree, above)
    elif tree.tags[above] in NOUN_TAGS and above != worth:
        take_noun(tree, above, draft)
    elif tree.is_verb(above):
        subject = subject_of(tree, above)
        if subject is not None and tree.tags[subject] in NOUN_TAGS and not is_number(tree, subject):
            draft.measure = measure_span(tree, subject)
            fill_owner(tree, subject, draft)


def _read_compound(tree: Tree, token: int, draft: Draft) -> None:
    """As in "Internet use triples" where the parse has the verb for a noun."""
    before = [child for child in tree.children[token] if child < token and tree.deps[child] in ("compound", "nmod", "amod")]
    if before and tree.tags[token] in NOUN_TAGS and tree.drafts[before[-1]] is None:
        draft.measure = tree.span(min(tree.subtree(before[0])), before[-1])


def _read_participle(tree: Tree, token: int, draft: Draft) -> None:
    """As in "the $91m spent on it", "the $240m raised"."""
    child = tree.child(token, "acl")
    is_deed = child is not None and (frame_of(tree.words[child], "verb") == "deed" or tree.words[child] in _GIVEN)
    if child is not None and is_deed and draft.mention.kind == "money" and tree.tags[child] in ("VBN", "VBD"):
        draft.measure = tree.places[child]


def _read_state(tree: Tree, token: int, draft: Draft) -> None:
    """As in "four hundred families who have been homeless": the state that those counted are in."""
    verb = tree.child(token, "relcl")
    state = tree.child(verb, "acomp") if verb is not None and tree.words[verb] in word_set("copula") else None
    if state is not None and tree.tags[state] == "JJ" and draft.mention.kind == "quantity":
        draft.measure = tree.places[state]


def _read_time(tree: Tree, governed: Frame, draft: Draft) -> None:
    """As in "ran for three years", "takes 40 minutes": whose time it is; "nine days later" is no one's."""
    if frame_of(tree.words[governed.node], "verb") == "level":
        take_subject(tree, governed.node, draft)
        state = tree.child(governed.node, "acomp")
        is_of_number = tree.deps[governed.node] == "relcl" and is_number(tree, tree.heads[governed.node])
        if draft.measure is None and draft.subject is None and state is not None and is_of_number:
            draft.measure = tree.places[state]
    elif governed.preposition == "to" and tree.child(governed.node, "nsubjpass") is not None:
        fill_actor(tree, governed.node, draft)
    elif governed.preposition in ("for", "in") or governed.dep == "dobj":
        fill_actor(tree, governed.node, draft, any_noun=True)
        thing = tree.child(governed.node, "dobj")
        if draft.subject is None and thing is not None and governed.preposition == "for" and tree.tags[thing] in NOUN_TAGS:
            draft.subject = name_span(tree, thing)
