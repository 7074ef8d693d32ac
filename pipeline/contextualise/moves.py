"""Change told from afar: the verb or noun of change that governs a number in the parse ("raised the rate by 50 points")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.change import ROLES, change_noun, change_verb, is_loss, is_step, set_change
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.frames import frame
from pipeline.contextualise.tree import SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.frames import Frame
    from pipeline.contextualise.tree import Tree
    from pipeline.model import ChangeRole

_MOVING = frozenset(("by", "to", "from"))


def read_moves(tree: Tree) -> None:
    """Fill direction and change_role of the numbers whose governing verb or noun tells a change."""
    for draft in tree.numbers():
        if draft.direction is None:
            _read_move(tree, tree.number_heads[draft.start], draft)


def _read_move(tree: Tree, token: int, draft: Draft) -> None:
    if _is_fold(tree, draft):
        _by_fold(tree, token, draft)
        return
    governed = frame(tree, token)
    if governed.kind == "verb":
        _by_verb(tree, governed.node, governed, draft)
    elif governed.kind in ("noun", "beside"):
        _by_noun(tree, governed, draft)


def _is_fold(tree: Tree, draft: Draft) -> bool:
    """Whether a multiple is an adverb by its form ("threefold"), which the parse may hang on any word before it."""
    last = tree.last_of_number(tree.number_heads[draft.start]) + 1
    is_free = last >= len(tree) or tree.tags[last] not in ("NN", "NNS", "JJ", "NNP")
    return (
        draft.mention.kind == "ratio"
        and draft.mention.value_low > 1
        and is_free
        and (tree.text[draft.start : draft.end].lower().endswith("fold"))
    )


def _by_fold(tree: Tree, token: int, draft: Draft) -> None:
    """As in "to increase exports of lamb threefold": the verb of its clause moves."""
    verb = tree.clause_verb(token)
    moves = change_verb(tree.words[verb]) or change_verb(tree.with_particle(verb)) if verb is not None else None
    if moves is not None:
        set_change(draft, moves[1], "delta")


def _by_verb(tree: Tree, verb: int, governed: Frame, draft: Draft) -> None:
    moves = change_verb(tree.words[verb]) or change_verb(tree.with_particle(verb))
    if moves is None and governed.preposition in ("", "to", "at") and governed.dep not in SUBJECTS:
        _by_subject(tree, verb, draft)
    if moves is None or governed.dep in SUBJECTS or is_loss(draft, tree.words[verb], tree.words):
        return
    role = _role(governed.preposition, draft)
    is_bare = governed.preposition == "" and role != "to" and tree.child(verb, "nsubjpass") is None
    before = tree.number_heads[draft.start] < verb
    if role is None or (is_bare and (moves[0] == "transitive" or not is_step(draft) or before)):
        return
    set_change(draft, moves[1], role)


def _by_subject(tree: Tree, verb: int, draft: Draft) -> None:
    """As in "the rise in fares was 5%", "the cut amounted to $3m": the step that a noun of change names."""
    subject = tree.child(verb, "nsubj")
    is_level = tree.words[verb] in word_set("copula") or tree.words[verb] in (
        "amounted",
        "amounts",
        "amount",
        "averaged",
        "totalled",
    )
    if subject is None or not is_level or tree.drafts[subject] is not None:
        return
    is_count = draft.mention.kind == "quantity" and not draft.lasts and not draft.is_physical
    if not (tree.words[subject] in word_set("counted_move") if is_count else is_step(draft)):
        return
    direction = change_noun(tree.words[subject])
    if direction is None or tree.words[subject] in word_set("self_named"):
        return
    if draft.mention.kind != "quantity" or is_count:
        set_change(draft, direction, "delta")


def _role(preposition: str, draft: Draft) -> ChangeRole | None:
    if preposition == "" and draft.comparator_word in word_set("level_comparator"):
        return "to"

    return ROLES[preposition] if preposition in _MOVING or preposition == "" else None


def _by_noun(tree: Tree, governed: Frame, draft: Draft) -> None:
    noun = governed.node
    direction = change_noun(tree.words[noun])
    if direction is not None and not draft.lasts and draft.mention.kind != "rank":
        is_part = draft.mention.kind == "ratio" and draft.mention.value_high < 1
        if governed.kind == "beside" and is_step(draft) and draft.mention.kind != "quantity" and not is_part:
            set_change(draft, direction, "delta")
        elif governed.preposition in ("of", *_MOVING):
            set_change(draft, direction, ROLES[governed.preposition])
        return
    if governed.preposition == "of" and draft.mention.kind == "percent" and _falls_under_change(tree, noun, draft):
        return
    # "cut the number of permits from 174 to 62": the parse may hang the phrase on the object.
    if governed.preposition in _MOVING and not draft.lasts:
        verb = _object_verb(tree, noun)
        moves = change_verb(tree.words[verb]) if verb is not None else None
        if verb is not None and moves is not None and moves[0] != "verb":
            set_change(draft, moves[1], ROLES[governed.preposition])


def _falls_under_change(tree: Tree, noun: int, draft: Draft) -> bool:
    """As in "a fall in the price of rice of 11 percent": the phrase may hang on the nearest noun."""
    for above in tree.ancestors(noun):
        direction = change_noun(tree.words[above])
        if direction is not None and not tree.is_verb(above):
            return set_change(draft, direction, "delta")
        if tree.is_verb(above):
            return False
    return False


def _object_verb(tree: Tree, noun: int) -> int | None:
    """The verb whose object a noun is or belongs to."""
    below = noun
    for above in tree.ancestors(noun):
        if tree.is_verb(above):
            return above if tree.deps[below] in ("dobj", "nsubjpass") else None
        below = above
    return None
