"""The way from a number up its parse to the clause that tells it, and the cues that lie on it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import values_of, word_set
from pipeline.contextualise.tree import FINITE_TAGS, NOUN_TAGS

if TYPE_CHECKING:
    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View

CuesAt = dict[int, list["Cue"]]
_STEPS = 14
_KNOWN = frozenset(("the", "these", "those", "both", "all", "its", "their", "his", "her", "our", "my"))


def cues_at(tree: Tree, view: View, category: str) -> CuesAt:
    """Token → the cues of a category that cover it; numbers are never cues."""
    chosen = [cue for cue in view.cues if cue.category == category]
    found: CuesAt = defaultdict(list)
    if chosen:
        for token, (start, end) in enumerate(tree.places):
            if tree.drafts[token] is None:
                found[token] = [cue for cue in chosen if cue.start < end and start < cue.end]
    return {token: cues for token, cues in found.items() if cues}


def way_up(tree: Tree, token: int) -> list[int]:
    """The tokens from a number up to the clause that tells it."""
    path = [token]
    if is_set_off(tree, token) or is_given(tree, token):
        return path
    for above in tree.ancestors(token):
        below = path[-1]
        if tree.deps[below] in ("nsubj", "nsubjpass") and not _is_told(tree, token, below):
            break
        if below != token and is_given(tree, below):
            break
        path.append(above)
        if len(path) > _STEPS or _closes(tree, above):
            break
    return path


def _is_told(tree: Tree, token: int, subject: int) -> bool:
    """Whether a number in a subject is what the clause tells, not what is known already ("the two banks will …")."""
    own, other = tree.drafts[token], tree.drafts[subject]
    if tree.deps[subject] == "nsubj" and tree.words[tree.heads[subject]] in values_of("speech"):
        return False
    if tree.deps[token] == "appos" and tree.heads[token] == subject and other is not own:
        return other is not None or tree.words[subject] in word_set("remainder")
    if other is not own:
        is_part = own is not None and own.mention.kind == "ratio" and own.mention.value_high < 1
        return is_part and tree.heads[token] == subject and not is_given(tree, subject)  # "one in six homes could flood"
    return not is_given(tree, token)


def is_given(tree: Tree, token: int) -> bool:
    """Whether a noun or number is one known already: "the 16 measures", "their 1986 profits"."""
    return tree.tags[token] in (*NOUN_TAGS, "CD") and any(
        tree.deps[child] in ("det", "poss") and tree.words[child] in _KNOWN
        for child in tree.children[token]
        if tree.drafts[token] is not None
    )


def _closes(tree: Tree, verb: int) -> bool:
    """Whether a finite clause ends the climb: relative, adverbial and coordinated clauses with a verb of their own."""
    if tree.is_verb(verb) and is_past_act(tree, verb):
        return True
    if not tree.is_verb(verb) or tree.deps[verb] not in ("relcl", "advcl", "conj"):
        return False

    # "ordered that rents fall and that wages rise": each "that" takes up what is above.
    if tree.deps[verb] == "conj" and any(tree.words[child] == "that" for child in tree.children[verb] if child < verb):
        return False
    # "must plant trees and repair roads": an infinitive joined to one, taken for a present.
    is_joined = tree.deps[verb] == "conj" and tree.tags[verb] == "VBP" and tree.tags[tree.heads[verb]] == "VB"
    if is_joined and tree.child(verb, "nsubj", "nsubjpass", "expl") is None:
        return False
    # Verbs whose infinitive looks like their past share the modal: "would rise and cost".
    if tree.deps[verb] == "conj" and tree.words[verb] in word_set("base_is_past"):
        return False
    return tree.tags[verb] in FINITE_TAGS or any(
        tree.deps[child] in ("aux", "auxpass") and tree.tags[child] in (*FINITE_TAGS, "MD") for child in tree.children[verb]
    )


def is_past_act(tree: Tree, verb: int) -> bool:
    """As in "rents will fall, after rising 5%": what came first is told as fact."""
    if tree.tags[verb] != "VBG" or tree.deps[verb] not in ("pcomp", "advcl"):
        return False
    before = tree.heads[verb] if tree.deps[verb] == "pcomp" else tree.child(verb, "mark", "prep")
    return before is not None and tree.words[before] in ("after", "following", "since") and before < verb


def dates_a_verb(tree: Tree, year: int) -> bool:
    """Whether a calendar expression hangs on a verb; one inside a noun phrase ("their 1986 profits") is fact."""
    for above in tree.ancestors(year):
        if tree.is_verb(above):
            return True
        if tree.tags[above] in NOUN_TAGS and tree.drafts[above] is None and tree.words[above] not in word_set("time"):
            return False
    return False


def dates_a_deed(tree: Tree, year: int, cues: CuesAt) -> bool:
    """Whether a calendar expression dates a deed done, whatever stands above: "two kilns built in 1978", "that it sold"."""
    verb = next((above for above in tree.ancestors(year) if tree.is_verb(above)), None)
    if verb is None or cues.get(verb):
        return False
    helped = any(tree.deps[child] in ("aux", "auxpass") or child in cues for child in tree.children[verb])
    done = tree.tags[verb] == "VBD" or (tree.tags[verb] == "VBN" and tree.deps[verb] == "acl") or is_past_act(tree, verb)
    return done and not helped and year > verb


def is_set_off(tree: Tree, token: int) -> bool:
    """Whether a number stands between commas as a level known already: "inflation, at 4.0 per cent, would fall"."""
    first = tree.first_of_number(token)
    before = [word for word in tree.words[max(0, first - 3) : first] if word not in ("now", "currently", "still", "already")]
    return len(before) > 1 and before[-2:] == [",", "at"]


def is_past_time(tree: Tree, draft: Draft) -> bool:
    """Whether a length of time only places the clause: "10 years ago", "in the last seven years"."""
    if not draft.lasts:
        return False
    last = max(index for index, found in enumerate(tree.drafts) if found is draft)
    before = tree.first_of_number(last) - 1
    return (last + 1 < len(tree) and tree.words[last + 1] in ("ago", "later", "earlier", "before")) or (
        before >= 0 and tree.words[before] in ("last", "past", "previous", "these") and not tree.is_verb(before)
    )
