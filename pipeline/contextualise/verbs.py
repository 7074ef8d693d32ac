"""What a number measures where a verb governs it: what moves, what stands at a level, what is done, what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.bases import read_share
from pipeline.contextualise.change import change_verb, is_step
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.phrases import frame_of, is_actor, is_name, is_number, is_pronoun, measure_span, name_span
from pipeline.contextualise.subjects import fill_actor, fill_owner, speaks, subject_of
from pipeline.contextualise.tree import NOUN_TAGS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.frames import Frame
    from pipeline.contextualise.tree import Tree

_SUMS = frozenset(("money", "percent"))


def take_noun(tree: Tree, noun: int, draft: Draft) -> None:
    """Make a noun the measure, and fill whose it is."""
    draft.measure = measure_span(tree, noun)
    if frame_of(tree.words[noun], "noun") == "share":
        read_share(tree, noun, draft)
    fill_owner(tree, noun, draft)


def take_from_before(tree: Tree, draft: Draft) -> None:
    """As in "output rose 0.4 pct …; it had risen 1.9 pct": what the number before it measured is meant."""
    earlier = [
        other for other in (*tree.earlier, *tree.numbers()) if other.start < draft.start and other.measure is not None
    ]
    if earlier:
        draft.measure, draft.subject = earlier[-1].measure, draft.subject or earlier[-1].subject


def read_told(tree: Tree, verb: int, draft: Draft) -> None:
    """As in "84% passed", "$40m has been spent": what is told of the number is the measure."""
    if draft.mention.kind not in ("percent", "ratio", "money"):
        return
    told = tree.child(verb, "attr")
    if tree.words[verb] not in word_set("copula"):
        if draft.mention.kind != "money" and draft.of is None:
            return
        thing = tree.child(verb, "dobj")
        if draft.of is not None and thing is not None and tree.tags[thing] in NOUN_TAGS:
            draft.measure = draft.of  # "5% of trade took the pass": no verb tells it without its object
            return
        draft.measure = _verb_span(tree, verb)
    elif told is not None and tree.tags[told] in NOUN_TAGS and tree.drafts[told] is None:
        draft.measure = measure_span(tree, told)


def read_verb(tree: Tree, governed: Frame, draft: Draft) -> None:
    """Fill measure and subject of a number that a verb governs as its object or through a preposition."""
    verb = governed.node
    moves = change_verb(tree.with_particle(verb)) or change_verb(tree.words[verb])
    manner = frame_of(tree.with_particle(verb), "verb") or frame_of(tree.words[verb], "verb")
    thing = _thing_of(tree, verb)
    is_object = thing is not None and tree.deps[thing] == "dobj"
    taker = _taker_of(tree, governed, draft)
    if taker is not None:
        take_noun(tree, taker, draft)
    elif moves is not None and thing is not None and (moves[0] != "verb" or governed.dep == "self" or is_object):
        _thing_measures(tree, thing, draft)
    elif moves is not None:
        take_subject(tree, verb, draft)
    elif speaks(tree, verb) and (draft.direction is not None or thing is not None):
        take_from_before(tree, draft) if thing is None else _thing_measures(tree, thing, draft)
    elif (
        thing is not None and governed.preposition and (tree.deps[thing] == "dobj" or governed.preposition in ("at", "for"))
    ) or (draft.direction is not None and thing is not None and tree.deps[thing] == "dobj"):
        _thing_measures(tree, thing, draft)
    elif manner == "part" and draft.of is not None:
        _read_part(tree, verb, draft)
    else:
        _by_manner(tree, governed, manner, draft)


def _taker_of(tree: Tree, governed: Frame, draft: Draft) -> int | None:
    """As in "adding $5 to the fee", "shaved 2 points off growth": what a sum or a share is added to or taken from."""
    verb = governed.node
    leads = ("to",) if tree.words[verb] in word_set("adding_to") else ("off", "from")
    if governed.dep not in ("dobj", "npadvmod") or not is_step(draft) or draft.is_physical:
        return None
    if leads != ("to",) and tree.words[verb] not in word_set("taking_from"):
        return None
    for child in tree.children[verb]:
        inner = tree.child(child, "pobj") if tree.words[child] in leads and child > verb else None
        if inner is not None and tree.tags[inner] in NOUN_TAGS and not is_number(tree, inner):
            return None if is_actor(tree, inner) or tree.words[inner] in word_set("time") else inner
    return None


def _thing_of(tree: Tree, verb: int) -> int | None:
    """The object of a verb, or the subject of a passive one, where it is no number and no time."""
    thing = tree.child(verb, "dobj")
    thing = tree.child(verb, "nsubjpass") if thing is None else thing
    if thing is None or is_number(tree, thing) or tree.words[thing] in word_set("time"):
        return None
    return thing if tree.tags[thing] in NOUN_TAGS or tree.tags[thing] == "PRP" else None


def _thing_measures(tree: Tree, thing: int, draft: Draft) -> None:
    meant = _object_above(tree, thing) if is_pronoun(tree, thing) else thing
    if meant is not None:
        take_noun(tree, meant, draft)
    else:
        take_from_before(tree, draft)


def _object_above(tree: Tree, pronoun: int) -> int | None:
    """As in "improved the storage, doubling it to 256GB": the object of the clause that the pronoun's clause hangs on."""
    verb = tree.heads[pronoun]
    above = tree.heads[verb]
    thing = tree.child(above, "dobj") if tree.deps[verb] in ("advcl", "conj", "xcomp") and tree.is_verb(above) else None
    return thing if thing is not None and tree.tags[thing] in NOUN_TAGS and not is_number(tree, thing) else None


def _read_part(tree: Tree, verb: int, draft: Draft) -> None:
    """As in "services account for 72 percent of output": the base is measured, and it is the part's."""
    draft.measure = draft.of
    subject = subject_of(tree, verb)
    if subject is not None and tree.tags[subject] in NOUN_TAGS and not is_number(tree, subject):
        draft.subject = name_span(tree, subject)


def _by_manner(tree: Tree, governed: Frame, manner: str | None, draft: Draft) -> None:
    verb = governed.node
    subject = subject_of(tree, verb)
    acts = subject is not None and (is_actor(tree, subject) or is_pronoun(tree, subject))
    is_object = governed.dep == "dobj" and tree.words[verb] not in word_set("copula")
    is_share = draft.of is not None and draft.mention.kind in ("percent", "ratio")
    if is_share and is_object and acts and manner != "level":
        draft.measure = draft.of
        fill_actor(tree, verb, draft)
    elif (manner == "deed" and draft.mention.kind != "quantity") or (
        is_object and acts and draft.mention.kind in _SUMS and manner != "level"
    ):
        _deed_measures(tree, verb, draft)
    elif (
        is_object and not draft.is_physical and draft.mention.kind == "quantity" and tree.words[verb] in word_set("handles")
    ):
        fill_actor(tree, verb, draft, any_noun=True)
    elif manner == "level" and _is_company(governed, draft):
        if governed.preposition == "with" and tree.number_heads[draft.start] > verb:
            fill_actor(tree, verb, draft, any_noun=True)
    elif manner == "level" or draft.direction is not None:
        take_subject(tree, verb, draft)
    elif acts or (draft.mention.kind == "quantity" and not draft.is_physical) or _is_frequency(draft):
        fill_actor(tree, verb, draft, any_noun=True)
    elif draft.mention.kind in _SUMS or draft.is_physical:
        take_subject(tree, verb, draft)


def _is_company(governed: Frame, draft: Draft) -> bool:
    """As in "with three more picks the side went home": things counted that are only there while something else is told."""
    is_count = draft.mention.kind == "quantity" and not draft.is_physical
    return is_count and draft.direction is None and governed.preposition in ("with", "for", "on", "in")


def _is_frequency(draft: Draft) -> bool:
    """As in "spins 1,200 times a minute": how often something happens, which multiplies nothing."""
    return draft.mention.kind == "ratio" and draft.per is not None


def _deed_measures(tree: Tree, verb: int, draft: Draft) -> None:
    """As in "earned $630m": the verb is the measure and who does it the subject; a thing that costs is the measure."""
    subject = subject_of(tree, verb)
    if subject is not None and tree.words[subject] == "it" and tree.words[verb] in word_set("costs"):
        take_from_before(tree, draft)
        return
    if subject is None or is_pronoun(tree, subject) or is_actor(tree, subject) or is_number(tree, subject):
        fill_actor(tree, verb, draft)
        if frame_of(tree.words[verb], "verb") != "light":
            draft.measure = _verb_span(tree, verb)
    else:
        take_noun(tree, subject, draft)


def _verb_span(tree: Tree, verb: int) -> Span:
    particle = tree.child(verb, "prt")
    return tree.span(verb, particle) if particle == verb + 1 else tree.places[verb]


def take_subject(tree: Tree, verb: int, draft: Draft) -> None:
    """The verb's subject is what is measured; where it is a name or acts it is the subject too."""
    subject = subject_of(tree, verb)
    if subject is None or is_number(tree, subject):
        share = tree.drafts[subject] if subject is not None else None
        draft.subject = draft.subject or (share.of if share is not None and share is not draft else None)
        return
    if is_pronoun(tree, subject):
        take_from_before(tree, draft)
    elif tree.words[subject] in word_set("self_measured") or (
        is_name(tree, subject) and tree.child(subject, "poss") is None
    ):
        draft.measure = draft.subject = name_span(tree, subject)
    elif is_actor(tree, subject) and not is_name(tree, subject):
        is_copula = tree.words[verb] in word_set("copula")
        draft.measure = measure_span(tree, subject) if is_copula else _verb_span(tree, verb)
        draft.subject = name_span(tree, subject)
    elif tree.tags[subject] != "VBG":
        take_noun(tree, subject, draft)
