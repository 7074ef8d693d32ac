"""What a number measures and whose it is, read from the parse: the noun or verb that governs it, its subject, its base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.bases import read_base
from pipeline.contextualise.change import change_noun, change_verb
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.frames import Frame, frame, subject_of
from pipeline.contextualise.phrases import (
    frame_of,
    is_actor,
    is_name,
    is_number,
    is_pronoun,
    measure_span,
    name_span,
    owner_of,
)
from pipeline.contextualise.speakers import speech_verbs
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.tree import Tree


def read_measures(tree: Tree) -> None:
    """Fill measure, subject and base of every number of the tree that cheaper evidence left open."""
    peers: list[tuple[Draft, Draft]] = []
    for draft in tree.numbers():
        token = tree.number_heads[draft.start]
        read_base(tree, token, draft)
        if draft.measure is not None:
            continue
        if draft.kin is not None and draft.kin.measure is not None and draft.of is None:
            draft.measure, draft.subject = draft.kin.measure, draft.subject or draft.kin.subject
            continue
        governed = frame(tree, token)
        if governed.kind == "peer" and governed.peer is not None:
            peers.append((draft, governed.peer))
        _read_one(tree, token, governed, draft)
    for draft, peer in peers:
        draft.measure, draft.subject = draft.measure or peer.measure, draft.subject or peer.subject


def _read_one(tree: Tree, token: int, governed: Frame, draft: Draft) -> None:
    if governed.kind in ("beside", "noun"):
        _read_noun(tree, governed, draft)
    elif governed.kind == "verb" and governed.dep in SUBJECTS:
        _read_deed_on(tree, governed.node, draft)
    elif governed.kind == "verb":
        _read_verb(tree, governed, draft)
    if draft.measure is None:
        _read_participle(tree, token, draft)


# --- a noun governs ---------------------------------------------------------------------------------------------------


def _read_noun(tree: Tree, governed: Frame, draft: Draft) -> None:
    noun = governed.node
    if change_noun(tree.words[noun]) is None or _names_itself(tree, noun):
        draft.measure = measure_span(tree, noun)
        _own(tree, noun, draft)
        return
    inner = _object_of_change(tree, noun)
    if inner is not None:
        draft.measure = measure_span(tree, inner)
        _own(tree, inner, draft)
        return
    verb = tree.clause_verb(noun)
    if verb is not None and tree.deps[noun] in ("dobj", "attr", "pobj", "conj", "appos"):
        _subject_measures(tree, verb, draft)


def _names_itself(tree: Tree, noun: int) -> bool:
    """Whether a noun of change says what changes: "growth", "price increase", "GDP growth"."""
    return tree.words[noun] in ("growth", "cagr", "appreciation", "depreciation", "recovery") or any(
        tree.deps[child] in ("compound", "nmod") and tree.tags[child] in NOUN_TAGS and tree.drafts[child] is None
        for child in tree.children[noun]
    )


def _object_of_change(tree: Tree, noun: int) -> int | None:
    for child in tree.children[noun]:
        inner = tree.child(child, "pobj") if tree.deps[child] == "prep" else None
        if inner is not None and tree.words[child] in ("in", "of", "to", "on") and tree.tags[inner] in NOUN_TAGS:
            if tree.drafts[inner] is None and tree.words[inner] not in word_set("time"):
                return inner
    owner = tree.child(noun, "poss")
    return owner if owner is not None and tree.tags[owner] in NOUN_TAGS else None


def _own(tree: Tree, noun: int, draft: Draft) -> None:
    """Fill the subject of a measure from its possessor, the phrase after it, or the verb it is the object of."""
    owner = owner_of(tree, noun)
    if owner is not None:
        draft.subject = _antecedent(tree, owner) if is_pronoun(tree, owner) else name_span(tree, owner)
        return
    above = tree.heads[noun]
    if tree.deps[noun] in ("dobj", "attr", "oprd") and tree.is_verb(above) and not speech_verbs().get(tree.words[above]):
        _actor_is_subject(tree, above, draft)
    elif tree.deps[noun] == "pobj" and tree.words[above] == "with" and tree.tags[tree.heads[above]] in NOUN_TAGS:
        draft.subject = name_span(tree, tree.heads[above])


def _antecedent(tree: Tree, pronoun: int) -> Span | None:
    """Whom "its" means: the nearest subject before it in the piece, or the one that subject belongs to."""
    for verb in (above for above in tree.ancestors(pronoun) if tree.is_verb(above)):
        subject = subject_of(tree, verb)
        if subject is not None and subject < pronoun and not is_pronoun(tree, subject):
            owner = tree.child(subject, "poss")
            return name_span(tree, owner if owner is not None and not is_pronoun(tree, owner) else subject)
    return None


# --- a verb governs ---------------------------------------------------------------------------------------------------


def _read_verb(tree: Tree, governed: Frame, draft: Draft) -> None:
    verb = governed.node
    moves = change_verb(tree.with_particle(verb)) or change_verb(tree.words[verb])
    thing = _thing_of(tree, verb, draft)
    if moves is not None and (moves[0] != "verb" or governed.dep == "self") and thing is not None:
        _measures(tree, thing, draft)
    elif moves is not None or draft.direction is not None:
        _subject_measures(tree, verb, draft)
    elif thing is not None and governed.preposition and tree.deps[thing] == "dobj":
        _measures(tree, thing, draft)
    else:
        _by_manner(tree, governed, draft)


def _thing_of(tree: Tree, verb: int, draft: Draft) -> int | None:
    """The object of a verb, or the subject of a passive one, where it is no number and no pronoun."""
    thing = tree.child(verb, "dobj") or tree.child(verb, "nsubjpass")
    if thing is None or is_number(tree, thing) or is_pronoun(tree, thing) or tree.tags[thing] not in NOUN_TAGS:
        return None
    return thing


def _measures(tree: Tree, noun: int, draft: Draft) -> None:
    draft.measure = measure_span(tree, noun)
    _own(tree, noun, draft)


def _by_manner(tree: Tree, governed: Frame, draft: Draft) -> None:
    verb = governed.node
    manner = frame_of(tree.with_particle(verb), "verb") or frame_of(tree.words[verb], "verb")
    subject = subject_of(tree, verb)
    acts = subject is not None and is_actor(tree, subject)
    is_object = governed.dep == "dobj" and tree.words[verb] not in word_set("copula")
    if draft.of is not None and draft.mention.kind in ("percent", "ratio") and is_object and acts:
        draft.measure = draft.of
        _actor_is_subject(tree, verb, draft)
    elif manner == "deed" or (acts and is_object and draft.mention.kind in ("money", "percent") and manner != "light"):
        _deed_measures(tree, verb, draft)
    elif manner == "level":
        _subject_measures(tree, verb, draft)
    elif acts:
        _actor_is_subject(tree, verb, draft)


def _deed_measures(tree: Tree, verb: int, draft: Draft) -> None:
    """ "earned $630m": the verb is the measure and who does it the subject; what costs or pays by itself is the measure."""
    subject = subject_of(tree, verb)
    if subject is None or is_pronoun(tree, subject) or is_actor(tree, subject):
        draft.measure = _verb_span(tree, verb)
        _actor_is_subject(tree, verb, draft)
    elif not is_number(tree, subject):
        _measures(tree, subject, draft)


def _verb_span(tree: Tree, verb: int) -> Span:
    particle = tree.child(verb, "prt")
    return tree.span(verb, particle) if particle == verb + 1 else tree.places[verb]


def _read_deed_on(tree: Tree, verb: int, draft: Draft) -> None:
    """ "84% passed", "$40m has been spent": what is told of the number is the measure."""
    if draft.mention.kind in ("percent", "ratio", "money") and tree.words[verb] not in word_set("copula"):
        draft.measure = _verb_span(tree, verb)


def _read_participle(tree: Tree, token: int, draft: Draft) -> None:
    """ "the $91m spent on it", "the $240m raised"."""
    child = tree.child(token, "acl")
    if child is not None and draft.mention.kind == "money" and tree.tags[child] == "VBN":
        draft.measure = tree.places[child]


def _actor_is_subject(tree: Tree, verb: int, draft: Draft) -> None:
    subject = subject_of(tree, verb)
    if subject is not None and draft.subject is None and is_actor(tree, subject) and tree.drafts[subject] is not draft:
        draft.subject = name_span(tree, subject)


def _subject_measures(tree: Tree, verb: int, draft: Draft) -> None:
    """The verb's subject is what is measured; where it is a name or acts it is the subject too."""
    subject = subject_of(tree, verb)
    if subject is None or is_number(tree, subject):
        return
    if is_pronoun(tree, subject):
        _from_before(tree, draft)
    elif is_name(tree, subject):
        draft.measure = draft.subject = name_span(tree, subject)
    elif is_actor(tree, subject):
        draft.measure = _verb_span(tree, verb) if tree.words[verb] not in word_set("copula") else measure_span(tree, subject)
        draft.subject = name_span(tree, subject)
    else:
        _measures(tree, subject, draft)


def _from_before(tree: Tree, draft: Draft) -> None:
    """ "output rose 0.4 pct …; it had risen 1.9 pct": the pronoun means what the number before it measured."""
    earlier = [other for other in tree.numbers() if other.start < draft.start and other.measure is not None]
    if earlier:
        draft.measure, draft.subject = earlier[-1].measure, earlier[-1].subject
