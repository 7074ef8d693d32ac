"""Attribution in a sentence: who says so. "according to X", "X said", "X sees it at", a survey that found."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.contextualise.cues import rows_by_literal, word_set
from pipeline.contextualise.paths import cues_at
from pipeline.contextualise.phrases import is_actor, is_pronoun
from pipeline.contextualise.tree import NOUN_TAGS
from pipeline.contextualise.voices import holder_of_view, voice_span

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.tree import Tree
    from pipeline.contextualise.view import View

_PASSIVE = frozenset(("nsubjpass", "xcomp", "ccomp"))
_BESIDE = frozenset(("parataxis", "ccomp", "advcl", "conj", "dep"))


@cache
def speech_verbs() -> dict[str, str]:
    """Verb form → what it tells: says, finds (a clause), claims, forecasts (a clause or object), puts (a number "at")."""
    return {literal: row.value for literal, rows in rows_by_literal().items() for row in rows if row.category == "speech"}


def read_speakers(tree: Tree, view: View) -> None:
    """Fill the speaker of every number of a tree that someone is named to tell."""
    sources = _sources(tree, view)
    for draft in tree.numbers():
        if draft.speaker is None:
            token = tree.number_heads[draft.start]
            draft.speaker = _teller(tree, token) or _source_over(tree, token, sources) or holder_of_view(tree, token)
    for before, draft in pairwise(tree.numbers()):
        if draft.speaker is None and _is_said_on(before, draft):
            draft.speaker = before.speaker


def _is_said_on(before: Draft, draft: Draft) -> bool:
    """As in "staff expected growth of 2% in 2023 and 3% in 2024": the same thing, told in the same way."""
    is_view = draft.status in ("forecast", "estimate")
    return is_view and draft.status == before.status and draft.measure is not None and draft.measure == before.measure


def _teller(tree: Tree, token: int) -> Span | None:
    below, at_level = token, False
    own = _said_beside(tree, token) if tree.is_verb(token) else None
    if own is not None:
        return own
    for above in tree.ancestors(token):
        manner = speech_verbs().get(tree.words[above]) if tree.is_verb(above) else None
        at_level = at_level or tree.words[below] == "at"
        if manner is not None and _is_told_by(tree, below, above, manner, at_level=at_level):
            subject = _speaker_of(tree, above)
            if subject is not None:
                return voice_span(tree, subject)
        told = _told_by_agent(tree, above) if manner == "forecasts" and tree.deps[below] in _PASSIVE else None
        if told is not None:
            return told
        beside = _said_beside(tree, above)
        if beside is not None:
            return beside
        below = above
    return None


def _told_by_agent(tree: Tree, verb: int) -> Span | None:
    """As in "growth of 3% is expected by the Fund": the one behind "by"."""
    agent = tree.child(verb, "agent")
    inner = tree.child(agent, "pobj") if agent is not None else None
    is_one = inner is not None and tree.tags[inner] in NOUN_TAGS and tree.drafts[inner] is None
    return voice_span(tree, inner) if inner is not None and is_one else None


def _is_told_by(tree: Tree, below: int, verb: int, manner: str, *, at_level: bool) -> bool:
    """Whether a verb of speech tells what hangs on it here; at_level: the number stands behind an "at"."""
    dep = tree.deps[below]
    if manner == "puts" or (manner == "forecasts" and dep == "prep"):
        return dep in ("dobj", "prep", "ccomp") and at_level
    if dep == "ccomp":
        return manner != "finds" or tree.child(below, "nsubj", "nsubjpass", "expl", "mark") is not None
    if dep == "xcomp":
        return manner in ("forecasts", "says", "claims")
    return dep == "dobj" and (manner == "forecasts" or (manner == "claims" and tree.drafts[below] is not None))


def _speaker_of(tree: Tree, verb: int) -> int | None:
    """The one who speaks: the verb's subject, or "X" in "X was quoted as saying"."""
    subject = tree.child(verb, "nsubj", *(("nsubjpass",) if tree.words[verb] in ("quoted", "cited") else ()))
    if subject is None and tree.words[verb] == "saying":
        quoted = next((above for above in tree.ancestors(verb) if tree.is_verb(above)), None)
        subject = tree.child(quoted, "nsubjpass", "nsubj") if quoted is not None else None
    if (
        subject is None
        or is_pronoun(tree, subject)
        or tree.tags[subject] not in NOUN_TAGS
        or tree.drafts[subject] is not None
        or tree.words[subject] in word_set("dimension")  # "a cost estimated at $5m"
    ):
        return None
    return subject


def _said_beside(tree: Tree, clause: int) -> Span | None:
    """As in "…, the UNECE forecasts, …", "as the mayor put it": a verb of speech set beside the clause."""
    for child in tree.children[clause]:
        if tree.deps[child] not in _BESIDE or tree.words[child] not in speech_verbs():
            continue
        told = _told_behind(tree, child)
        if told is not None:
            return voice_span(tree, told)
        mark = tree.child(child, "mark", "advmod")
        thing = tree.child(child, "dobj", "ccomp", "xcomp")
        is_aside = tree.deps[child] != "conj" and (thing is None or tree.words[thing] in ("it", "so"))
        if is_aside and (mark is None or tree.words[mark] == "as"):
            subject = _speaker_of(tree, child)
            if subject is not None:
                return voice_span(tree, subject)
    return None


def _told_behind(tree: Tree, verb: int) -> int | None:
    """As in "…, reported the ministry.": the parse may have the speaker for the object of a verb set behind a comma."""
    thing = tree.child(verb, "dobj")
    is_behind = verb > 0 and tree.words[verb - 1] == "," and tree.child(verb, "nsubj") is None
    if thing is None or not is_behind or speech_verbs()[tree.words[verb]] != "says" or not is_actor(tree, thing):
        return None
    return thing


def _sources(tree: Tree, view: View) -> list[tuple[int, Span]]:
    """(token the source hangs on, place of its name) for each "according to X" of the tree."""
    found = []
    for token in sorted(cues_at(tree, view, "source")):
        inner = tree.child(token, "pobj", "dobj")
        if inner is None or tree.tags[inner] not in NOUN_TAGS or tree.drafts[inner] is not None:
            continue
        hook = token
        while tree.heads[hook] != hook and (
            tree.deps[hook] in ("prep", "pcomp", "agent") or tree.words[hook] in ("according", "reported")
        ):
            hook = tree.heads[hook]
        found.append((hook, voice_span(tree, inner)))
    return found


def _source_over(tree: Tree, token: int, sources: list[tuple[int, Span]]) -> Span | None:
    if not sources:
        return None
    above = {token, *tree.ancestors(token)}
    return next((name for hook, name in sources if hook in above or tree.clause_verb(hook) in above), None)


def has_pronoun_speaker(tree: Tree) -> bool:
    """Whether the piece is told by "he said", "it warned": by one named before."""
    return any(
        manner in ("says", "forecasts") and tree.is_verb(token) and _is_told_by_pronoun(tree, token)
        for token, manner in ((token, speech_verbs().get(word)) for token, word in enumerate(tree.words))
    )


def _is_told_by_pronoun(tree: Tree, verb: int) -> bool:
    subject = tree.child(verb, "nsubj")
    told = tree.child(verb, "ccomp", "parataxis") is not None or tree.deps[verb] in ("parataxis", "ccomp")
    return subject is not None and told and tree.words[subject] in ("he", "she", "it")
