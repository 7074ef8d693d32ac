"""Status and negation: whether a number is told as fact, estimate, forecast, target or hypothesis."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from pipeline.contextualise.change import change_verb
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.tree import FINITE_TAGS, NOUN_TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View
    from pipeline.model import Status

CuesAt = dict[int, list["Cue"]]
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
        "nsubj",
        "nsubjpass",
    )
)
# Verbs whose infinitive looks like their past: after "would rise and …" they share the modal.
_BASE_IS_PAST = frozenset("cost cut hit put set let shut cast burst spread rise raise hurt quit split bid".split())
_STEPS = 14


def cues_at(tree: Tree, view: View, category: str) -> CuesAt:
    """Token → the cues of a category that cover it; numbers are never cues."""
    chosen = [cue for cue in view.cues if cue.category == category]
    found: CuesAt = defaultdict(list)
    if chosen:
        for token, (start, end) in enumerate(tree.places):
            if tree.drafts[token] is None:
                found[token] = [cue for cue in chosen if cue.start < end and start < cue.end]
    return {token: cues for token, cues in found.items() if cues}


def read_status(tree: Tree, view: View) -> None:
    """Fill status and negation of the numbers of a tree, by climbing from each through the clauses that govern it."""
    status, negation = cues_at(tree, view, "status"), cues_at(tree, view, "negation")
    headline = _is_headline(tree)
    if not (status or negation or headline):
        return
    for draft in dict.fromkeys(draft for draft in tree.drafts if draft is not None):
        path = _path(tree, tree.number_heads[draft.start])
        if draft.is_year and not _dates_a_verb(tree, tree.number_heads[draft.start]):
            continue
        if draft.status is None and (draft.change_role == "from" or draft.baseline or _is_past_time(tree, draft)):
            nouns = path[: next((step for step, node in enumerate(path) if step and tree.is_verb(node)), len(path))]
            draft.status = _status_on(tree, nouns, status, draft) or "actual"
        if draft.status is None:
            draft.status = _status_on(tree, path, status, draft) or (_of_headline(tree, path) if headline else None)
        if negation and not draft.is_year:
            draft.negated = _is_negated(tree, path, negation) and not _is_past_time(tree, draft)


def _dates_a_verb(tree: Tree, year: int) -> bool:
    """Whether a calendar expression hangs on a verb; one inside a noun phrase ("their 1986 profits") is fact."""
    for above in tree.ancestors(year):
        if tree.is_verb(above):
            return True
        if tree.tags[above] in NOUN_TAGS and tree.drafts[above] is None and tree.words[above] not in word_set("time"):
            return False
    return False


def _is_past_time(tree: Tree, draft: Draft) -> bool:
    """Whether a length of time only places the clause: "10 years ago", "in the last seven years"."""
    if not draft.lasts:
        return False
    last = max(index for index, found in enumerate(tree.drafts) if found is draft)
    before = tree.first_of_number(last) - 1
    return (last + 1 < len(tree) and tree.words[last + 1] in ("ago", "later", "earlier", "before")) or (
        before >= 0 and tree.words[before] in ("last", "past", "previous", "these")
    )


# --- the way up -------------------------------------------------------------------------------------------------------


def _path(tree: Tree, token: int) -> list[int]:
    """The tokens from a number up to the clause that tells it."""
    path = [token]
    for above in tree.ancestors(token):
        below = path[-1]
        if tree.deps[below] in ("nsubj", "nsubjpass") and not _is_told(tree, token, below):
            break
        if below != token and _is_given(tree, below):
            break
        path.append(above)
        if len(path) > _STEPS or _closes(tree, above):
            break
    return path


def _is_told(tree: Tree, token: int, subject: int) -> bool:
    """Whether a number in a subject is what the clause tells, not what is known already ("the two banks will …")."""
    if tree.drafts[subject] is not tree.drafts[token]:
        return False
    return not _is_given(tree, token)


def _is_given(tree: Tree, token: int) -> bool:
    """Whether a noun or number is one known already: "the 16 measures", "their 1986 profits"."""
    return tree.tags[token] in (*NOUN_TAGS, "CD") and any(
        tree.deps[child] in ("det", "poss") and tree.words[child] in ("the", "these", "those", "both", "all")
        for child in tree.children[token]
        if tree.drafts[token] is not None
    )


def _closes(tree: Tree, verb: int) -> bool:
    """Whether a finite clause ends the climb: relative, adverbial and coordinated clauses with a verb of their own."""
    if not tree.is_verb(verb) or tree.deps[verb] not in ("relcl", "advcl", "conj"):
        return False

    if tree.deps[verb] == "conj" and tree.words[verb] in _BASE_IS_PAST:
        return False
    return tree.tags[verb] in FINITE_TAGS or any(
        tree.deps[child] in ("aux", "auxpass") and tree.tags[child] in (*FINITE_TAGS, "MD") for child in tree.children[verb]
    )


# --- status -----------------------------------------------------------------------------------------------------------


def _status_on(tree: Tree, path: Sequence[int], cues: Mapping[int, list[Cue]], draft: Draft) -> Status | None:
    for step, node in enumerate(path):
        direct = draft.is_year and step and tree.is_verb(node) and not any(tree.is_verb(lower) for lower in path[:step])
        for cue in cues.get(node, ()) if step and not direct else ():
            if _says(tree, node, path[step - 1], cue, draft):
                return _judged(cue, tree, node)
        for child in tree.children[node]:
            for cue in cues.get(child, ()) if child not in path else ():
                if _helps(tree, child, node, cue, step):
                    return _judged(cue, tree, node)
        if draft.mention.kind == "quantity" and draft.is_physical and _is_property(tree, path, step):
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
        return any(tree.words[child] == "at" for child in tree.children[node]) and dep != "nsubj"
    if cue.word == "verb_to":
        return dep in ("xcomp", "ccomp", "advcl")
    if cue.value == "target" and dep == "ccomp" and tree.tags[below] in (*FINITE_TAGS, "VBN"):
        return False
    return cue.word in ("verb", "modal", "adjective", "mark") and dep != "nsubj" and not _is_past_deed(tree, node, cue, dep)


def _is_view(tree: Tree, verb: int) -> bool:
    """Whether "sees" tells a view ("sees the rate at 9%"), not an observation in the past."""
    return tree.tags[verb] != "VBD" and (tree.tags[verb] != "VBN" or tree.child(verb, "aux") is None)


def _is_past_deed(tree: Tree, verb: int, cue: Cue, dep: str) -> bool:
    """ "committed $5m", "sought $5m": a deed done, where the verb takes the sum itself and not what is to be done."""
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
    """ "The target is 5%", "guidance was trimmed to": the subject's own level."""
    if dep == "attr" or tree.words[node] in word_set("copula"):
        return dep in ("attr", "nsubj")
    return (
        dep in ("nsubj", "nsubjpass") and change_verb(tree.words[node]) is not None and not tree.words[child].endswith("s")
    )


def _judged(cue: Cue, tree: Tree, node: int) -> Status:
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
        tree.deps[below] == "ccomp" and tree.tags[tree.heads[below]] in ("VBD", "VBN")
        for below in (node, *tree.ancestors(node))
    )


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
        if tree.deps[path[step - 1]] in ("nsubj", "nsubjpass") or (tree.is_verb(node) and path[0] < node):
            return False
        if tree.deps[node] == "pobj" and any(tree.words[child] == "the" for child in tree.children[node]):
            return False
        if any(cue.word != "adverb" for cue in cues.get(node, ())):
            return True
        if tree.is_verb(node):
            if any(
                child in cues and tree.deps[child] in ("neg", "advmod", "preconj", "aux") for child in tree.children[node]
            ):
                return True
            if not _raises_negation(tree, node):
                return False
    return False


def _raises_negation(tree: Tree, verb: int) -> bool:
    """Whether "not" above a verb denies it too: "is not expected to reach", "failed to reach"."""
    above = tree.words[tree.heads[verb]]
    return tree.deps[verb] == "xcomp" or (
        tree.deps[verb] == "ccomp" and above in ("expect", "expected", "expects", "think", "believe")
    )


# --- without a parse --------------------------------------------------------------------------------------------------


def read_status_flat(view: View, drafts: Sequence[Draft]) -> None:
    """Status and negation without a parse: a cue governs what follows it in its stretch, or stands beside the number."""
    for draft in drafts:
        if draft.status is None:
            found = [cue for cue in view.cues if cue.category == "status" and _reaches(view, cue, draft)]
            draft.status = _flat_status(found[-1]) if found else None
        if not draft.is_year and not draft.negated:
            draft.negated = any(cue.category == "negation" and _reaches(view, cue, draft) for cue in view.cues)


def _flat_status(cue: Cue) -> Status:
    return "forecast" if cue.value == "conditional" else cast("Status", cue.value)


def _reaches(view: View, cue: Cue, draft: Draft) -> bool:
    """Whether a cue's scope holds the number: before it with nothing between that ends the scope, or just behind it."""
    if cue.word in ("inversion", "verb_to", "sees", "puts"):
        return False
    if cue.end <= draft.start:
        between = view.marked[cue.end : draft.start]
        closed = any(other.category == "terminate" and cue.end <= other.start < draft.start for other in view.cues)
        near = cue.word not in ("noun", "adjective") or len(between.split()) <= 3
        return near and not closed and ";" not in between
    return cue.word in ("noun", "adjective") and cue.scope == "both" and not view.marked[draft.end : cue.start].strip(" (")


def read_status_beside(view: View) -> None:
    """Fill the status that words right at a number give it: "(2018 est.)", "a projected 1.45 mln", "+0.2% expected"."""
    adjectives = [cue for cue in view.cues if cue.category == "status" and cue.word == "adjective"]
    for draft in view.drafts:
        for cue in adjectives:
            before, after = view.marked[cue.end : draft.start], view.marked[draft.end : cue.start]
            if cue.end <= draft.start and before.isspace():
                draft.status = cast("Status", cue.value)
            elif cue.start >= draft.end and not after.strip() and _ends_phrase(view, cue):
                draft.status = cast("Status", cue.value)
    _read_estimates(view)


def _ends_phrase(view: View, cue: Cue) -> bool:
    rest = view.marked[cue.end :].lstrip()
    return not rest or not rest[0].isalnum()


def _read_estimates(view: View) -> None:
    """An aside like "(2024 est.)" speaks of the number before it, or of every number of the list it closes."""
    for start, end in view.asides:
        inside = [draft for draft in view.drafts if start < draft.start < end]
        said = [draft.status for draft in inside if draft.is_year and draft.status]
        alone = [
            cue for cue in view.cues if cue.category == "status" and start < cue.start < end and cue.word == "adjective"
        ]
        if not (said or (alone and not inside)) or any(not draft.is_year for draft in inside):
            continue
        status = said[0] if said else cast("Status", alone[0].value)
        _spread(view, start, status)


def _spread(view: View, aside: int, status: Status) -> None:
    before = [draft for draft in view.drafts if draft.end <= aside and not draft.is_year]
    if not before:
        return
    before[-1].status = before[-1].status or status
    for draft in before[:-1]:
        if draft.settled and draft.status is None and before[-1].settled:
            draft.status = status
