"""Whose a measure is: its possessor, the phrase behind it, the one who acts, or the one that "its" means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.antecedents import lost_subject, meant_by_relative
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.phrases import is_actor, is_name, is_number, is_pronoun, is_time, name_span, owner_of
from pipeline.contextualise.speakers import speech_verbs
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.tree import Tree

_RELATIVES = frozenset(("WDT", "WP", "EX", "WP$"))
_PLACES = frozenset(("in", "across", "at", "for", "within", "among", "throughout"))
_CLIMB = 6


def subject_of(tree: Tree, verb: int) -> int | None:
    """The head of a verb's subject, looked for above it where it has none of its own."""
    for _ in range(_CLIMB):
        subject = tree.child(verb, *SUBJECTS)
        is_misread = subject is not None and tree.tags[subject] == "JJ" and not is_pronoun(tree, subject)
        nearby = lost_subject(tree, verb) if subject is None or is_misread else None
        if subject is not None and tree.tags[subject] not in _RELATIVES and nearby is None:
            return subject
        if nearby is not None:
            return nearby
        if subject is not None and tree.words[subject] in ("who", "which", "that"):
            meant = meant_by_relative(tree, verb, subject)
            if meant is not None:
                return meant
        dep, above = tree.deps[verb], tree.heads[verb]
        if above == verb:
            return None
        if dep == "relcl" or (dep == "acl" and not _is_infinitive(tree, verb)):
            return _named_by(tree, above)
        thing = tree.child(above, "dobj") if dep in ("xcomp", "ccomp") else None
        if thing is not None and thing < verb and not is_number(tree, thing):
            return thing
        if not tree.is_verb(above):
            above = next((up for up in tree.ancestors(above) if tree.is_verb(up)), verb)
        if above == verb:
            return None
        verb = above
    return None


def _named_by(tree: Tree, noun: int) -> int:
    """The name that a noun explains, as in "Arden Hub, a centre that serves": it is meant, not the noun."""
    name = tree.heads[noun]
    explains = tree.deps[noun] == "appos" and name < noun and is_name(tree, name) and not is_name(tree, noun)
    return name if explains else noun


def _is_infinitive(tree: Tree, verb: int) -> bool:
    """As in "plans to lay off": who plans lays off, not the plans."""
    return tree.tags[verb] == "VB" and any(tree.tags[child] == "TO" for child in tree.children[verb])


def speaks(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what someone says: its subject is the speaker, not the one measured."""
    return speech_verbs().get(tree.words[verb], "puts") != "puts"


def fill_actor(tree: Tree, verb: int, draft: Draft, *, any_noun: bool = False) -> None:
    """Make the one who acts by the verb the subject of the number; any_noun: a thing too."""
    subject = subject_of(tree, verb)
    if draft.subject is not None or subject is None or tree.drafts[subject] is draft:
        return
    if is_pronoun(tree, subject):
        draft.subject = antecedent(tree, subject)
    elif is_actor(tree, subject) or (any_noun and tree.tags[subject] in NOUN_TAGS and not is_time(tree, subject)):
        draft.subject = name_span(tree, subject)


def antecedent(tree: Tree, pronoun: int) -> Span | None:
    """Whom "its" or "it" means: the nearest subject before it in the piece, or the one that subject belongs to."""
    for verb in (above for above in tree.ancestors(pronoun) if tree.is_verb(above)):
        subject = subject_of(tree, verb)
        if subject is None or subject >= pronoun or is_pronoun(tree, subject) or tree.tags[subject] not in NOUN_TAGS:
            continue
        owner = tree.child(subject, "poss")
        if owner is not None and not is_pronoun(tree, owner):
            return name_span(tree, owner)
        return name_span(tree, subject) if is_actor(tree, subject) or tree.tags[pronoun] == "PRP$" else None
    return None


def fill_owner(tree: Tree, noun: int, draft: Draft) -> None:
    """Fill the subject of a measure from its possessor, the phrase after it, or the verb it is the object of."""
    if draft.subject is not None:
        return
    owner = owner_of(tree, noun)
    if owner is not None:
        draft.subject = antecedent(tree, owner) if is_pronoun(tree, owner) else name_span(tree, owner)
        return
    above = tree.heads[noun]
    if tree.deps[noun] in ("dobj", "attr", "oprd") and tree.is_verb(above):
        if not speaks(tree, above):
            fill_actor(tree, above, draft)
    elif tree.deps[noun] == "pobj":
        _fill_through_preposition(tree, above, draft)
    elif tree.is_verb(above) and tree.deps[noun] in SUBJECTS:
        _fill_from_with(tree, above, draft)


def _fill_through_preposition(tree: Tree, preposition: int, draft: Draft) -> None:
    """As in "firms with sales of", "spent on wages of": the noun or verb that the phrase hangs on."""
    above = tree.heads[preposition]
    if tree.words[preposition] == "with" and tree.tags[above] in NOUN_TAGS and not is_number(tree, above):
        draft.subject = name_span(tree, above)
    elif tree.is_verb(above) and tree.words[preposition] in ("with", "on", "for", "by") and not speaks(tree, above):
        fill_actor(tree, above, draft)


def _fill_from_with(tree: Tree, verb: int, draft: Draft) -> None:
    """As in "…, with growth falling from": the one that the clause around it is about."""
    above = tree.heads[verb]
    hangs = tree.words[above] == "with" or any(tree.words[child] == "with" and child < verb for child in tree.children[verb])
    if hangs:
        clause = (
            next((up for up in tree.ancestors(above) if tree.is_verb(up)), None) if tree.words[above] == "with" else above
        )
        if clause is not None and tree.is_verb(clause):
            fill_actor(tree, clause, draft)


def fill_place(tree: Tree, token: int, verb: int | None, draft: Draft) -> None:
    """As in "rose 5% in Germany", "use has tripled in Kazakhstan": the place is whose it is, if nothing nearer is."""
    if draft.subject is not None:
        return
    last = max(index for index, found in enumerate(tree.drafts) if found is draft)
    hooks = [token] if verb is None else [token, verb]
    for child in (child for hook in hooks for child in tree.children[hook]):
        if tree.deps[child] == "prep" and tree.words[child] in _PLACES and child in (last + 1, (verb or 0) + 1):
            inner = tree.child(child, "pobj")
            if inner is not None and is_name(tree, inner) and not is_time(tree, inner) and not _is_date(tree, inner):
                draft.subject = name_span(tree, inner)
                return


def _is_date(tree: Tree, token: int) -> bool:
    return tree.words[token] in word_set("time") or tree.drafts[token] is not None
