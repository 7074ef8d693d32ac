"""Which numbers of a parsed piece a calendar expression dates: those of the clause or noun that it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.paths import is_set_off
from pipeline.contextualise.tree import NOUN_TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_SPANS = frozenset(("whole", "beginning", "rest", "course", "close", "start", "turn"))


def governs(tree: Tree, year: Draft, draft: Draft, *, behind: bool) -> bool:
    """Whether the clause or noun that a year hangs on tells the number too; behind: the year follows another number."""
    number = tree.number_heads[draft.start]
    if is_set_off(tree, number):
        return False
    hook = hook_of(tree, tree.number_heads[year.start])
    above = [number, *tree.ancestors(number)]
    if tree.is_verb(hook):
        if number in tree.ancestors(hook):
            return tree.deps[hook] == "acl"
        lifted = hook
        while tree.deps[lifted] == "xcomp" and lifted not in above:
            lifted = tree.heads[lifted]
        before = year.start < draft.start and lifted == hook and not behind
        if tree.number_heads[year.start] > lifted and _is_joined(tree, above, lifted):
            return False
        if _is_held_against(tree, draft, above, lifted):
            return False
        return lifted in above and _is_open(tree, above, lifted, before)
    if tree.tags[hook] not in NOUN_TAGS or tree.drafts[hook] is not None:
        return False
    if hook in above[1:]:
        return True
    verb = tree.clause_verb(number)
    is_counted = draft.mention.kind == "quantity" and not draft.is_physical and draft.direction is None
    is_argument = (
        verb is not None
        and not is_counted
        and tree.heads[hook] == verb
        and tree.deps[hook] in ("nsubj", "nsubjpass", "dobj")
    )
    if draft.mention.kind == "rank" and verb is not None and verb in tree.ancestors(hook):
        return True
    is_led = year.start < draft.start
    if verb is not None and draft.direction is None and (is_led or not is_counted) and _is_occasion(tree, hook, verb):
        return not _inside_subject(tree, above[1:])
    return is_argument and not _inside_subject(tree, above)


def _is_joined(tree: Tree, above: Sequence[int], hook: int) -> bool:
    """Whether the number stands in a clause joined by "and" to that of the hook."""
    below = above[: above.index(hook)] if hook in above else ()
    return any(tree.deps[token] == "conj" and tree.is_verb(token) for token in below)


def _is_held_against(tree: Tree, draft: Draft, above: Sequence[int], hook: int) -> bool:
    """As in "…, still above the bank's target of 4%": a standing mark that another number is held against."""
    below = above[: above.index(hook)] if hook in above else ()
    words = [tree.words[token] for token in below]
    is_mark = any(word in word_set("mark") for word in words)
    return (
        draft.direction is None
        and is_mark
        and any(word in ("above", "below", "beyond", "of", "under") for word in words[1:])
        and (any(word in ("above", "below", "beyond", "under", "short", "within") for word in words))
    )


def _is_occasion(tree: Tree, noun: int, verb: int) -> bool:
    """As in "turnout in the 2019 election was", "in the 2024 budget, $5m goes": what the clause of a verb tells of."""
    before = tree.words[tree.heads[noun]]
    if tree.words[noun] not in word_set("occasion") or before not in ("in", "at", "during", "for", "to"):
        return False
    above = list(tree.ancestors(noun))
    return verb in above and all(
        tree.deps[token] in ("prep", "pobj", "nsubj", "nsubjpass", "pcomp") for token in above[: above.index(verb)]
    )


def _inside_subject(tree: Tree, above: Sequence[int]) -> bool:
    return any(tree.deps[token] in ("nsubj", "nsubjpass") for token in above)


def hook_of(tree: Tree, year: int) -> int:
    """What a year hangs on: through its preposition and words of time to the noun or verb above."""
    token = year
    for token in tree.ancestors(year):
        draft = tree.drafts[token]
        is_leading = tree.tags[token] in ("IN", "TO", "VBG") and tree.deps[token] in ("prep", "pobj", "pcomp", "agent")
        if (
            is_leading
            or (draft is not None and draft.is_year)
            or tree.words[token] in word_set("time")
            or tree.words[token] in _SPANS
            or (tree.words[token] in ("starting", "beginning") and tree.deps[token] in ("advcl", "prep"))
        ):
            continue
        break
    return token


def _is_open(tree: Tree, above: Sequence[int], hook: int, before: bool) -> bool:
    """Whether nothing between the number and the clause of the year shuts the number off from it."""
    for token in above[: above.index(hook)]:
        dep = tree.deps[token]
        if dep == "relcl" or (
            dep in ("advcl", "conj") and tree.is_verb(token) and not before and tree.words[tree.heads[token]] != "with"
        ):
            return False
        if dep in ("nsubj", "nsubjpass") and token != above[0] and not _carries(tree, above, token):
            return False
    return True


def _carries(tree: Tree, above: Sequence[int], subject: int) -> bool:
    """Whether a subject holds the number as its own figure ("sales of $5m were made in 2020"), not as a mark of it."""
    below = above[above.index(subject) - 1]
    return tree.words[below] == "of" or tree.drafts[subject] is not None
