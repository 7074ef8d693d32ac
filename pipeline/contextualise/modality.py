"""Status and negation: whether a number is told as fact, estimate, forecast, target or hypothesis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from pipeline.contextualise.tree import FINITE_TAGS, NOUN_TAGS, number_heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import Piece, View
    from pipeline.model import Status

_HELPERS = frozenset(
    (
        "aux",
        "auxpass",
        "neg",
        "advmod",
        "mark",
        "acomp",
        "amod",
        "prt",
        "attr",
        "oprd",
        "compound",
        "nmod",
        "prep",
        "det",
        "poss",
    )
)
_CLAUSES = frozenset(("ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "ROOT", "csubj", "parataxis"))
_STEPS = 14


def cues_by_token(tree: Tree, cues: Iterable[Cue], category: str) -> dict[int, Cue]:
    """Token → the cue of a category that begins or lies at it."""
    found = {}
    chosen = [cue for cue in cues if cue.category == category]
    for token, (start, end) in enumerate(tree.places):
        for cue in chosen:
            if cue.start < end and start < cue.end and tree.drafts[token] is None:
                found.setdefault(token, cue)
    return found


def read_status(tree: Tree, view: View) -> None:
    """Fill status and negation of the drafts in a tree, by climbing from each number through the clauses that govern it."""
    status_at = cues_by_token(tree, view.cues, "status")
    negated_at = cues_by_token(tree, view.cues, "negation")
    for start, token in number_heads(tree).items():
        draft = next(found for found in tree.drafts_in_order() if found.start == start)
        if not status_at and not negated_at:
            continue
        path = _governing_path(tree, token)
        if draft.status is None:
            draft.status = _status_on(tree, path, status_at, draft)
        draft.negated = draft.negated or _is_negated(tree, path, negated_at)


def _governing_path(tree: Tree, token: int) -> list[int]:
    """The tokens from a number up to the clause that tells it: no further than a finite clause of its own."""
    path = [token]
    for above in tree.ancestors(token):
        below = path[-1]
        if tree.deps[below] in ("nsubj", "nsubjpass") and not _is_told(tree, token, below):
            break
        path.append(above)
        if len(path) > _STEPS or _closes(tree, above):
            break
    return path


def _is_told(tree: Tree, token: int, subject: int) -> bool:
    """Whether a number in a subject is what the clause tells, not what is known already ("the two banks will …")."""
    if subject != token and tree.drafts[subject] is not tree.drafts[token]:
        return False
    return not any(
        tree.deps[child] in ("det", "poss") and tree.words[child] not in ("a", "an") for child in tree.children[token]
    )


def _closes(tree: Tree, verb: int) -> bool:
    """Whether a finite clause ends the climb: relative, adverbial or coordinated clauses tell their numbers themselves."""
    if not tree.is_verb(verb) or tree.deps[verb] not in ("relcl", "advcl", "conj"):
        return False
    return tree.tags[verb] in FINITE_TAGS or any(
        tree.deps[child] in ("aux", "auxpass") and tree.tags[child] in (*FINITE_TAGS, "MD") for child in tree.children[verb]
    )


def _status_on(tree: Tree, path: Sequence[int], cues: dict[int, Cue], draft: Draft) -> Status | None:
    for step, node in enumerate(path):
        cue = cues.get(node) if step else None
        if cue is not None and _fits(tree, node, cue, path, step):
            return _judged(cue, tree, node)
        for child in tree.children[node]:
            helper = cues.get(child)
            if helper is not None and child not in path and _helps(tree, child, node, helper, step):
                return _judged(helper, tree, node)
    return None


def _fits(tree: Tree, node: int, cue: Cue, path: Sequence[int], step: int) -> bool:
    """Whether a cue that is itself a governing word says something of the number below it."""
    tag = tree.tags[node]
    if tag in NOUN_TAGS:
        return cue.word == "noun" and tree.deps[path[step - 1]] not in ("poss",)
    return cue.word in ("verb", "modal", "adjective", "mark") and tree.deps[path[step - 1]] not in ("nsubj",)


def _helps(tree: Tree, child: int, node: int, cue: Cue, step: int) -> bool:
    """Whether a cue that leans on a governing word says something of the number."""
    dep = tree.deps[child]
    if dep not in _HELPERS:
        return False
    if cue.word == "noun":
        return dep in ("compound", "nmod", "attr")
    if dep == "mark" or cue.word == "mark":
        return cue.word == "mark"
    if dep in ("amod", "compound", "nmod"):
        return cue.word in ("adjective", "verb") and step < 3
    return True


def _judged(cue: Cue, tree: Tree, node: int) -> Status:
    if cue.value != "conditional":
        return cast("Status", cue.value)
    return "forecast" if _is_reported(tree, node) else "hypothetical"


def _is_reported(tree: Tree, node: int) -> bool:
    """Whether "would" is a past "will": in a clause told by a verb in the past, with no "if" beside it."""
    if any(tree.words[child] == "if" for child in range(len(tree)) if tree.deps[child] == "mark"):
        return False
    return any(
        tree.deps[below] == "ccomp" and tree.tags[tree.heads[below]] in ("VBD", "VBN")
        for below in [node, *tree.ancestors(node)]
        if tree.heads[below] != below
    )


def _is_negated(tree: Tree, path: Sequence[int], cues: dict[int, Cue]) -> bool:
    for step, node in enumerate(path):
        if step and node in cues:
            return True
        if any(
            child in cues and tree.deps[child] in ("neg", "advmod", "preconj", "cc", "det", "aux")
            for child in tree.children[node]
        ):
            return True
        if tree.is_verb(node) and tree.deps[node] != "xcomp":
            return False
    return False


def read_status_flat(view: View, piece: Piece) -> None:
    """Status and negation without a parse: a cue governs what follows it in its stretch, or stands beside the number."""
    cues = [cue for cue in view.cues if piece.start <= cue.start < piece.end]
    for draft in piece.drafts:
        if draft.status is None:
            draft.status = _nearest(view, cues, draft)
        draft.negated = draft.negated or any(_reaches(view, cue, cues, draft) for cue in cues if cue.category == "negation")


def _nearest(view: View, cues: Sequence[Cue], draft: Draft) -> Status | None:
    for cue in reversed(cues):
        if cue.category == "status" and _reaches(view, cue, cues, draft):
            return "forecast" if cue.value == "conditional" else cast("Status", cue.value)
    return None


def _reaches(view: View, cue: Cue, cues: Sequence[Cue], draft: Draft) -> bool:
    """Whether a cue's scope holds the number: before it with nothing between that ends the scope, or just behind it."""
    if cue.end <= draft.start:
        between = view.marked[cue.end : draft.start]
        closed = any(other.category == "terminate" and cue.end <= other.start < draft.start for other in cues)
        near = cue.word not in ("noun", "adjective") or len(between.split()) <= 3
        return not closed and near and not re.search(r";|\. ", between)
    return cue.word in ("noun", "adjective") and cue.start - draft.end <= 2 and cue.scope == "both"
