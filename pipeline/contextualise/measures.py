"""What a number measures, read from the parse: the noun or the verb that governs it, or what a number before it measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.bases import read_base, read_share
from pipeline.contextualise.change import change_noun, change_verb
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.frames import Frame, frame
from pipeline.contextualise.phrases import frame_of, is_actor, is_name, is_number, is_pronoun, measure_span, name_span
from pipeline.contextualise.ranks import read_rank
from pipeline.contextualise.subjects import fill_actor, fill_owner, fill_place, speaks, subject_of
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft, Span
    from pipeline.contextualise.tree import Tree


_SUMS = frozenset(("money", "percent"))


def read_measures(tree: Tree) -> None:
    """Fill measure, subject and base of every number of the tree that cheaper evidence left open."""
    peers: list[tuple[Draft, Draft]] = []
    for draft in tree.numbers():
        token = tree.number_heads[draft.start]
        base = read_base(tree, token, draft)
        governed = frame(tree, token if base is None else base)
        if draft.mention.kind == "rank":
            read_rank(tree, token, draft)
        if governed.peer is not None:
            peers.append((draft, governed.peer))
        if draft.measure is None:
            _read_one(tree, token, governed, draft)
        elif governed.kind == "verb" and governed.dep == "dobj":
            fill_actor(tree, governed.node, draft)
        if draft.measure is None and draft.mention.kind == "percent":
            draft.measure = draft.of
        if draft.measure is not None:
            fill_place(tree, token, governed.node if governed.kind == "verb" else None, draft)
    for draft, peer in peers:
        if draft.lasts and peer.lasts:
            draft.subject = draft.subject or peer.subject
        if draft.measure is None and draft.mention.unit == peer.mention.unit:
            draft.measure, draft.subject = peer.measure, draft.subject or peer.subject


def _read_one(tree: Tree, token: int, governed: Frame, draft: Draft) -> None:
    is_height = (
        draft.kin is not None and tree.words[governed.node] in word_set("height") and draft.change_role in ("to", "from")
    )
    named = (
        governed.kind in ("beside", "noun")
        and not is_height
        and (change_noun(tree.words[governed.node]) is None or _names_itself(tree, governed.node))
    )
    if not named and draft.kin is not None and draft.kin.measure is not None and draft.of is None:
        draft.measure, draft.subject = draft.kin.measure, draft.subject or draft.kin.subject
        if draft.mention.kind == draft.kin.mention.kind:
            draft.of = draft.kin.of
    elif governed.kind in ("beside", "noun"):
        _read_noun(tree, governed, draft)
    elif governed.kind == "worth":
        _read_worth(tree, governed.node, draft)
    elif governed.kind == "verb" and governed.dep in SUBJECTS:
        _read_told(tree, governed.node, draft)
    elif governed.kind == "verb" and draft.lasts and draft.direction is None:
        _read_time(tree, governed, draft)
    elif governed.kind == "verb":
        _read_verb(tree, governed, draft)
    elif draft.mention.kind == "ratio":
        _read_compound(tree, token, draft)
    if draft.measure is None:
        _read_participle(tree, token, draft)


def _measures(tree: Tree, noun: int, draft: Draft) -> None:
    draft.measure = measure_span(tree, noun)
    if frame_of(tree.words[noun], "noun") == "share":
        read_share(tree, noun, draft)
    fill_owner(tree, noun, draft)


def _from_before(tree: Tree, draft: Draft) -> None:
    """ "output rose 0.4 pct …; it had risen 1.9 pct": what the number before it measured is meant."""
    earlier = [other for other in tree.numbers() if other.start < draft.start and other.measure is not None]
    if earlier:
        draft.measure, draft.subject = earlier[-1].measure, draft.subject or earlier[-1].subject


# --- a noun governs ---------------------------------------------------------------------------------------------------


def _read_noun(tree: Tree, governed: Frame, draft: Draft) -> None:
    noun = governed.node
    is_share = draft.of is not None and draft.mention.kind in ("percent", "ratio")
    if is_share and governed.kind == "noun" and governed.preposition in ("to", "for", "with", "in"):
        verb = tree.clause_verb(noun)
        draft.measure = draft.of
        if verb is not None:
            fill_actor(tree, verb, draft)
        return
    if change_noun(tree.words[noun]) is None or _names_itself(tree, noun):
        _measures(tree, noun, draft)
        return
    inner = _object_of_change(tree, noun)
    if inner is not None:
        _measures(tree, inner, draft)
        return
    verb = tree.clause_verb(noun)
    is_argument = tree.deps[noun] in ("dobj", "attr", "pobj", "conj", "appos")
    if verb is not None and is_argument and not speaks(tree, verb):
        _subject_measures(tree, verb, draft)
    if draft.measure is None:
        _from_before(tree, draft)
    if draft.measure is None:
        draft.measure = measure_span(tree, noun, alone=True)


def _names_itself(tree: Tree, noun: int) -> bool:
    """Whether a noun of change says what changes: "growth", "price increase", "GDP growth"."""
    return tree.words[noun] in word_set("self_named") or any(
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


def _read_worth(tree: Tree, worth: int, draft: Draft) -> None:
    """ "250 projects worth over $8 billion", "the order book is worth"."""
    draft.measure = tree.places[worth]
    above = tree.heads[worth]
    if tree.tags[above] in NOUN_TAGS and above != worth:
        draft.subject = name_span(tree, above)
    elif tree.is_verb(above):
        subject = subject_of(tree, above)
        if subject is not None and tree.tags[subject] in NOUN_TAGS and not is_number(tree, subject):
            draft.measure = measure_span(tree, subject)
            fill_owner(tree, subject, draft)


def _read_compound(tree: Tree, token: int, draft: Draft) -> None:
    """ "Internet use triples" where the parse has the verb for a noun."""
    before = [child for child in tree.children[token] if child < token and tree.deps[child] in ("compound", "nmod", "amod")]
    if before and tree.tags[token] in NOUN_TAGS and tree.drafts[before[-1]] is None:
        draft.measure = tree.span(min(tree.subtree(before[0])), before[-1])


def _read_participle(tree: Tree, token: int, draft: Draft) -> None:
    """ "the $91m spent on it", "the $240m raised"."""
    child = tree.child(token, "acl")
    if child is not None and draft.mention.kind == "money" and tree.tags[child] in ("VBN", "VBD"):
        draft.measure = tree.places[child]


def _read_time(tree: Tree, governed: Frame, draft: Draft) -> None:
    """ "ran for three years", "takes 40 minutes": whose time it is; "nine days later" is no one's."""
    if frame_of(tree.words[governed.node], "verb") == "level":
        _subject_measures(tree, governed.node, draft)
    elif governed.preposition in ("for", "in") or governed.dep == "dobj":
        fill_actor(tree, governed.node, draft, any_noun=True)


# --- a verb governs ---------------------------------------------------------------------------------------------------


def _read_told(tree: Tree, verb: int, draft: Draft) -> None:
    """ "84% passed", "$40m has been spent": what is told of the number is the measure."""
    if draft.mention.kind not in ("percent", "ratio", "money"):
        return
    told = tree.child(verb, "attr")
    if tree.words[verb] not in word_set("copula"):
        draft.measure = _verb_span(tree, verb)
    elif told is not None and tree.tags[told] in NOUN_TAGS and tree.drafts[told] is None:
        draft.measure = measure_span(tree, told)


def _read_verb(tree: Tree, governed: Frame, draft: Draft) -> None:
    verb = governed.node
    moves = change_verb(tree.with_particle(verb)) or change_verb(tree.words[verb])
    manner = frame_of(tree.with_particle(verb), "verb") or frame_of(tree.words[verb], "verb")
    thing = _thing_of(tree, verb)
    if moves is not None and (moves[0] != "verb" or governed.dep == "self") and thing is not None:
        _thing_measures(tree, thing, draft)
    elif moves is not None:
        _subject_measures(tree, verb, draft)
    elif speaks(tree, verb) and (draft.direction is not None or thing is not None):
        _from_before(tree, draft) if thing is None else _thing_measures(tree, thing, draft)
    elif (
        thing is not None and governed.preposition and (tree.deps[thing] == "dobj" or governed.preposition in ("at", "for"))
    ):
        _thing_measures(tree, thing, draft)
    elif draft.direction is not None and thing is not None and tree.deps[thing] == "dobj":
        _thing_measures(tree, thing, draft)
    elif manner == "part" and draft.of is not None:
        _read_part(tree, verb, draft)
    else:
        _by_manner(tree, governed, manner, draft)


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
        _measures(tree, meant, draft)
    else:
        _from_before(tree, draft)


def _object_above(tree: Tree, pronoun: int) -> int | None:
    """ "improved the storage, doubling it to 256GB": the object of the clause that the pronoun's clause hangs on."""
    verb = tree.heads[pronoun]
    above = tree.heads[verb]
    thing = tree.child(above, "dobj") if tree.deps[verb] in ("advcl", "conj", "xcomp") and tree.is_verb(above) else None
    return thing if thing is not None and tree.tags[thing] in NOUN_TAGS and not is_number(tree, thing) else None


def _read_part(tree: Tree, verb: int, draft: Draft) -> None:
    """ "services account for 72 percent of output": the base is measured, and it is the part's."""
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
    elif manner == "level" or draft.direction is not None:
        _subject_measures(tree, verb, draft)
    elif acts or (draft.mention.kind == "quantity" and not draft.is_physical):
        fill_actor(tree, verb, draft, any_noun=True)
    elif draft.mention.kind in _SUMS or draft.is_physical:
        _subject_measures(tree, verb, draft)


def _deed_measures(tree: Tree, verb: int, draft: Draft) -> None:
    """ "earned $630m": the verb is the measure and who does it the subject; what costs or pays by itself is the measure."""
    subject = subject_of(tree, verb)
    if subject is None or is_pronoun(tree, subject) or is_actor(tree, subject) or is_number(tree, subject):
        draft.measure = _verb_span(tree, verb)
        fill_actor(tree, verb, draft)
    else:
        _measures(tree, subject, draft)


def _verb_span(tree: Tree, verb: int) -> Span:
    particle = tree.child(verb, "prt")
    return tree.span(verb, particle) if particle == verb + 1 else tree.places[verb]


def _subject_measures(tree: Tree, verb: int, draft: Draft) -> None:
    """The verb's subject is what is measured; where it is a name or acts it is the subject too."""
    subject = subject_of(tree, verb)
    if subject is None or is_number(tree, subject):
        return
    if is_pronoun(tree, subject):
        _from_before(tree, draft)
    elif tree.words[subject] in word_set("self_measured") or (
        is_name(tree, subject) and tree.child(subject, "poss") is None
    ):
        draft.measure = draft.subject = name_span(tree, subject)
    elif is_actor(tree, subject) and not is_name(tree, subject):
        is_copula = tree.words[verb] in word_set("copula")
        draft.measure = measure_span(tree, subject) if is_copula else _verb_span(tree, verb)
        draft.subject = name_span(tree, subject)
    else:
        _measures(tree, subject, draft)
