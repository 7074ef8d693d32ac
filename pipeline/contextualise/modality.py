"""Status and negation: whether a number is told as fact, estimate, forecast, target or hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pipeline.contextualise.change import change_verb
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.grounds import expected_status, grounded_status, object_status, supposed_status
from pipeline.contextualise.paths import cues_at, dates_a_deed, dates_a_verb, is_past_time, way_up
from pipeline.contextualise.tree import FINITE_TAGS, NOUN_TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View
    from pipeline.model import Status

_PLACING = frozenset(("in", "at", "on", "during", "since", "after", "from"))
_AHEAD = frozenset(("will", "would", "could", "may", "might", "should", "if", "to"))
_HELPERS = frozenset((
    "aux", "auxpass", "neg", "advmod", "mark", "acomp", "amod", "prt", "attr", "oprd", "compound", "nmod", "prep", "det",
    "nsubj", "nsubjpass",
))  # fmt: skip


def read_status(tree: Tree, view: View) -> None:
    """Fill status and negation of the numbers of a tree, by climbing from each through the clauses that govern it."""
    status, negation = cues_at(tree, view, "status"), cues_at(tree, view, "negation")
    headline = _is_headline(tree)
    nobody = any(word in word_set("nobody") for word in tree.words)
    if not (status or negation or headline or nobody):
        return
    for draft in dict.fromkeys(draft for draft in tree.drafts if draft is not None):
        head = tree.number_heads[draft.start]
        path = way_up(tree, head)
        if draft.is_year and not dates_a_verb(tree, head):
            draft.status = "actual" if tree.deps[head] in ("compound", "nummod", "amod", "nmod") else None
            continue
        if draft.is_year and dates_a_deed(tree, head, status):
            draft.status = "actual"
            continue
        if draft.status is None and _multiplies_a_view(tree, head, draft):
            draft.status = "actual"
        if draft.status is None and not draft.is_year:
            draft.status = expected_status(tree, head, status) or _of_moved(tree, path, status, draft)
        if draft.status is None and (draft.change_role == "from" or draft.baseline or is_past_time(tree, draft)):
            nouns = path[: next((step for step, node in enumerate(path) if step and tree.is_verb(node)), len(path))]
            draft.status = _status_on(tree, nouns, status, draft) or "actual"
        if draft.status is None:
            draft.status = _status_on(tree, path, status, draft) or (_of_headline(tree, path) if headline else None)
        if draft.status is None and not draft.is_year:
            draft.status = grounded_status(tree, path, status) or supposed_status(tree, path, draft)
        if (negation or nobody) and not draft.is_year:
            draft.negated = _is_negated(tree, path, negation) and not (is_past_time(tree, draft) or _only_dates(tree, draft))


def _multiplies_a_view(tree: Tree, head: int, draft: Draft) -> bool:
    """As in "the rise was three times what they had predicted": the multiple is fact, what it multiplies is not."""
    last = tree.last_of_number(head)
    verb = tree.clause_verb(head)
    is_multiple = draft.mention.kind == "ratio" and tree.words[last + 1 : last + 2] == ["what"]
    return is_multiple and not any(word in _AHEAD for word in tree.words[:head]) and verb is not None


def _of_moved(tree: Tree, path: Sequence[int], cues: Mapping[int, list[Cue]], draft: Draft) -> Status | None:
    return object_status(tree, path, cues) if draft.change_role in ("to", "from") else None


# --- status -----------------------------------------------------------------------------------------------------------


def _status_on(tree: Tree, path: Sequence[int], cues: Mapping[int, list[Cue]], draft: Draft) -> Status | None:
    for step, node in enumerate(path):
        direct = draft.is_year and step and tree.is_verb(node) and not any(tree.is_verb(lower) for lower in path[:step])
        for cue in cues.get(node, ()) if step and not direct else ():
            if _says(tree, node, path[step - 1], cue, draft):
                return _judged(cue, tree, node, cues)
        for child in tree.children[node]:
            for cue in cues.get(child, ()) if child not in path else ():
                if cue.start == tree.places[child][0] and _helps(tree, child, node, cue, step):
                    return _judged(cue, tree, node, cues)
        is_trait = draft.mention.kind == "quantity" and (draft.is_physical or "-" in tree.text[draft.start : draft.end])
        if is_trait and _is_property(tree, path, step):
            return None
    return None


def _is_property(tree: Tree, path: Sequence[int], step: int) -> bool:
    """Whether a measure only describes a thing: "a 650 MW wind farm"."""
    return step == 0 and len(path) > 1 and tree.deps[path[0]] in ("nummod", "compound", "amod", "nmod") and path[0] < path[1]


def _says(tree: Tree, node: int, below: int, cue: Cue, draft: Draft) -> bool:
    """Whether a cue that is itself a governing word says something of the number below it."""
    dep = tree.deps[below]
    if tree.tags[node] in NOUN_TAGS:
        return cue.word == "noun" and dep not in ("poss", "relcl")
    if cue.word == "sees":
        return (
            tree.tags[node] in ("VBZ", "VBP", "VBN", "VBD")
            and draft.mention.kind in ("percent", "money")
            and dep != "nsubj"
            and _is_view(tree, node)
        )
    if cue.word == "puts":
        behind = [tree.words[child] for child in tree.children[node] if child > node and tree.deps[child] == "prep"]
        return behind[:1] == ["at"] and dep != "nsubj"  # "put on the market at $5m" is a price asked
    if cue.word == "plans":
        subject = tree.child(node, "nsubj")
        return dep != "nsubj" and subject is not None and tree.words[subject] in word_set("plan")
    if cue.word == "verb_to":
        return dep in ("xcomp", "ccomp", "advcl")
    if cue.value == "target" and dep == "ccomp" and tree.tags[below] in (*FINITE_TAGS, "VBN"):
        return False
    if cue.word == "modal" and dep in ("nsubj", "nsubjpass"):
        return True  # "26 projects are to open": the number is what the clause tells
    return cue.word in ("verb", "modal", "adjective", "mark") and dep != "nsubj" and not _is_past_deed(tree, node, cue, dep)


def _is_view(tree: Tree, verb: int) -> bool:
    """Whether "sees" tells a view ("sees the rate at 9%"), not an observation in the past."""
    return tree.tags[verb] != "VBD" and (tree.tags[verb] != "VBN" or tree.child(verb, "aux") is None)


def _is_past_deed(tree: Tree, verb: int, cue: Cue, dep: str) -> bool:
    """As in "committed $5m", "sought $5m": a deed done, where the verb takes the sum itself and not what is to be done."""
    return cue.value == "target" and dep == "dobj" and tree.tags[verb] in ("VBD", "VBN") and cue.literal.split()[0] in (
        "committed", "sought", "promised", "requested", "earmarked",
    )  # fmt: skip


def _helps(tree: Tree, child: int, node: int, cue: Cue, step: int) -> bool:
    """Whether a cue that leans on a governing word says something of the number."""
    dep = tree.deps[child]
    if dep not in _HELPERS:
        return False
    if dep in ("nsubj", "nsubjpass") or cue.word == "noun":
        return cue.word == "noun" and (dep in ("compound", "nmod") or _tells_its_subject(tree, child, node, dep))
    if cue.word == "inversion":
        return dep == "aux" and child == 0
    if dep == "mark" or cue.word == "mark":
        return cue.word == "mark"
    if dep in ("amod", "compound", "nmod"):
        return cue.word in ("adjective", "verb") and step < 3
    return cue.word != "verb_to" and not (cue.value == "target" and child == 0 and cue.literal == "should")


def _tells_its_subject(tree: Tree, child: int, node: int, dep: str) -> bool:
    """As in "The target is 5%", "guidance was trimmed to": the subject's own level."""
    if dep == "attr" or tree.words[node] in word_set("copula"):
        return dep in ("attr", "nsubj")
    return (
        dep in ("nsubj", "nsubjpass") and change_verb(tree.words[node]) is not None and not tree.words[child].endswith("s")
    )


def _judged(cue: Cue, tree: Tree, node: int, cues: Mapping[int, list[Cue]]) -> Status:
    node = node if tree.is_verb(node) else tree.heads[node]
    if tree.words[node] in word_set("laid_down") or cue.literal in ("is to", "are to"):
        subject = tree.child(node, "nsubj")
        plans = [other for other in cues.get(subject, ()) if other.word == "noun"] if subject is not None else []
        if plans:
            return cast("Status", plans[0].value)
    if cue.literal.endswith("have to") and any(
        tree.words[child] in ("might", "may", "could") for child in tree.children[node]
    ):
        return "hypothetical"
    if cue.value != "conditional":
        return cast("Status", cue.value)
    return "forecast" if _is_reported(tree, node) else "hypothetical"


def _is_reported(tree: Tree, node: int) -> bool:
    """Whether "would" is a past "will": in a clause told by a verb in the past, with no "if" beside it."""
    if any(tree.deps[token] == "mark" and tree.words[token] in ("if", "unless") for token in range(len(tree))):
        return False
    return any(
        tree.deps[below] == "ccomp" and _is_told_past(tree, tree.heads[below]) for below in (node, *tree.ancestors(node))
    )


def _is_told_past(tree: Tree, verb: int) -> bool:
    helped = tree.child(verb, "aux", "auxpass") is not None
    return tree.tags[verb] == "VBD" or (tree.tags[verb] == "VBN" and helped)


def _is_headline(tree: Tree) -> bool:
    """Whether the piece has no finite verb but an infinitive: "Pension Age to Rise to 68"."""
    return any(tag == "TO" for tag in tree.tags) and not any(tag in (*FINITE_TAGS, "MD") for tag in tree.tags)


def _of_headline(tree: Tree, path: Sequence[int]) -> Status | None:
    infinitives = [
        node for node in path if any(tree.tags[child] == "TO" and tree.deps[child] == "aux" for child in tree.children[node])
    ]
    return "forecast" if infinitives else None


# --- negation ---------------------------------------------------------------------------------------------------------


def _is_negated(tree: Tree, path: Sequence[int], cues: Mapping[int, list[Cue]]) -> bool:
    for step, node in enumerate(path[1:], 1):
        below = path[step - 1]
        if tree.deps[below] in ("nsubj", "nsubjpass") or (tree.is_verb(node) and path[0] < node):
            return False
        if tree.deps[node] == "pobj" and any(tree.words[child] == "the" for child in tree.children[node]):
            return False
        if tree.deps[below] == "conj" and any(tree.words[child] == "but" for child in tree.children[node]):
            return False
        if any(cue.word != "adverb" for cue in cues.get(node, ())) and ":" not in tree.words[node : path[0]]:
            return not any(tree.words[lower] in _PLACING and tree.deps[lower] == "prep" for lower in path[1:step])
        if tree.is_verb(node):
            if _denies(tree, path[0], node, cues):
                return True
            if not _raises_negation(tree, node):
                return False
    return False


def _only_dates(tree: Tree, draft: Draft) -> bool:
    """Whether a length of time says how long something has not been: "not checked for 14 months"."""
    first = tree.first_of_number(tree.number_heads[draft.start])
    return draft.lasts and first > 0 and tree.words[first - 1] in ("for", "in", "over", "during", "since", "within")


def _denies(tree: Tree, number: int, verb: int, cues: Mapping[int, list[Cue]]) -> bool:
    """Whether a verb is denied for a number: by "not", by a subject that is nobody, by "without" before it."""
    if any(
        child in cues and tree.deps[child] in ("neg", "advmod", "preconj", "aux") and ":" not in tree.words[child:number]
        for child in tree.children[verb]
    ):
        return True
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is not None and any(
        tree.words[token] in word_set("nobody") and tree.deps[token] in ("det", "preconj", "nsubj", "nsubjpass")
        for token in (subject, *tree.children[subject])
    ):
        return True
    return tree.deps[verb] == "pcomp" and any(cue.word == "prep" for cue in cues.get(tree.heads[verb], ()))


def _raises_negation(tree: Tree, verb: int) -> bool:
    """Whether "not" above a verb denies it too: "is not expected to reach", "failed to reach"."""
    above = tree.words[tree.heads[verb]]
    return tree.deps[verb] == "xcomp" or (
        tree.deps[verb] == "ccomp" and above in ("expect", "expected", "expects", "think", "believe")
    )
