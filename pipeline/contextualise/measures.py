"""What a number measures and whose it is, read from the parse: the noun or verb that governs it, its subject, its base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.contextualise.change import change_noun, change_verb
from pipeline.contextualise.phrases import (
    frame_of,
    is_name,
    is_number,
    is_pronoun,
    is_time,
    measure_span,
    name_span,
    owner_of,
)
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS, number_heads

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_BESIDE_NOUN = frozenset(("nummod", "compound", "amod", "nmod", "quantmod", "poss", "npadvmod", "advmod", "predet"))
_WORLD = frozenset(("in", "among", "of", "out"))
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What governs a number: kind "noun", "beside" (a noun it stands before), "verb", "peer" (another number) or "none".

    node is the governing token, dep the label by which the number's side hangs on it, preposition the word between.
    """

    kind: str
    node: int
    dep: str = ""
    preposition: str = ""
    peer: Draft | None = None


def frame(tree: Tree, token: int) -> Frame:
    """What governs the number whose head is token."""
    own, preposition = tree.drafts[token], ""
    for _ in range(_STEPS):
        dep, above = tree.deps[token], tree.heads[token]
        if above == token:
            return Frame("none", token, preposition=preposition)
        other = tree.drafts[above]
        if other is not None and other is not own and not other.is_year:
            return Frame("peer", above, dep, preposition, other)
        if dep in ("pobj", "pcomp") or tree.tags[above] in ("IN", "TO"):
            preposition = preposition or tree.words[above]
        elif tree.is_verb(above):
            return Frame("verb", above, dep, preposition)
        elif tree.tags[above] in NOUN_TAGS and not is_time(tree, above):
            if not _is_transparent(tree, above) or tree.heads[above] == above:
                beside = dep in _BESIDE_NOUN and not preposition
                return Frame("beside" if beside else "noun", above, dep, preposition)
            preposition = ""
        token = above
    return Frame("none", token, preposition=preposition)


def _is_transparent(tree: Tree, noun: int) -> bool:
    """Whether a noun adds nothing: "a total of", "an average of" with no premodifier that would make it a measure."""
    return frame_of(tree.words[noun], "noun") == "transparent" and not any(
        tree.deps[child] in ("compound", "nmod") for child in tree.children[noun] if not is_number(tree, child)
    )


def read_measures(tree: Tree) -> None:
    """Fill measure, subject and of for every number of the tree that cheaper evidence left open."""
    heads = number_heads(tree)
    pending: list[tuple[Draft, Draft]] = []
    for draft in (found for found in tree.drafts_in_order() if not found.is_year):
        token = heads[draft.start]
        governed = frame(tree, token)
        _read_base(tree, token, draft)
        if draft.measure is None:
            if governed.kind == "peer" and governed.peer is not None:
                _from_peer(tree, token, governed, draft, pending)
            else:
                _read_one(tree, token, governed, draft)
    for draft, peer in pending:
        draft.measure = draft.measure or peer.measure
        draft.subject = draft.subject or peer.subject


def _from_peer(tree: Tree, token: int, governed: Frame, draft: Draft, pending: list[tuple[Draft, Draft]]) -> None:
    if governed.peer is not None:
        pending.append((draft, governed.peer))


def _read_one(tree: Tree, token: int, governed: Frame, draft: Draft) -> None:
    if governed.kind in ("beside", "noun"):
        _read_noun(tree, governed, draft)
    elif governed.kind == "verb":
        _read_verb(tree, token, governed, draft)


def _read_base(tree: Tree, token: int, draft: Draft) -> None:
    """ "of Y" after the number: the base of a share, or what a sum or an amount is of."""
    for child in tree.children[token]:
        if tree.deps[child] != "prep" or child < token or tree.words[child] not in ("of", "in"):
            continue
        inner = tree.child(child, "pobj")
        if inner is None or is_time(tree, inner) or (tree.tags[inner] not in NOUN_TAGS and not is_number(tree, inner)):
            continue
        if _read_following(tree, tree.words[child], inner, draft):
            return


def _read_following(tree: Tree, preposition: str, inner: int, draft: Draft) -> bool:
    kind = draft.mention.kind
    if preposition == "of" and kind in ("percent", "ratio", "rank"):
        draft.of = name_span(tree, inner)
        return True
    if preposition == "in" and kind == "rank":
        draft.of = name_span(tree, inner)
        return True
    if is_number(tree, inner):
        return False
    if (kind == "money" and not is_name(tree, inner)) or (kind == "quantity" and preposition == "of" and draft.is_physical):
        draft.measure = measure_span(tree, inner)
        return True
    if kind == "quantity" and preposition == "of" and _is_definite(tree, inner):
        draft.of = name_span(tree, inner)
        return True
    return False


def _is_definite(tree: Tree, noun: int) -> bool:
    return any(
        tree.deps[c] == "poss" or (tree.deps[c] == "det" and tree.words[c] in ("the", "these", "those"))
        for c in tree.children[noun]
    )


def _read_noun(tree: Tree, governed: Frame, draft: Draft) -> None:
    noun = governed.node
    if change_noun(tree.words[noun]) is not None and not _names_itself(tree, noun):
        inner = _object_of_change(tree, noun)
        if inner is not None:
            draft.measure = measure_span(tree, inner)
            _own(tree, inner, draft)
            return
        verb = tree.clause_verb(noun)
        if verb is not None and tree.deps[noun] in ("dobj", "attr", "pobj", "ROOT", "conj", "appos"):
            _measure_is_subject(tree, verb, draft)
        return
    draft.measure = measure_span(tree, noun)
    _own(tree, noun, draft)


def _names_itself(tree: Tree, noun: int) -> bool:
    """Whether a noun of change says what changes: "growth", "price increase", "GDP growth"."""
    if tree.words[noun] == "growth":
        return True
    return any(
        tree.deps[child] in ("compound", "nmod") and tree.tags[child] in NOUN_TAGS and tree.drafts[child] is None
        for child in tree.children[noun]
    )


def _object_of_change(tree: Tree, noun: int) -> int | None:
    for child in tree.children[noun]:
        if tree.deps[child] == "prep" and tree.words[child] in ("in", "of", "to", "on"):
            inner = tree.child(child, "pobj")
            if inner is not None and tree.tags[inner] in NOUN_TAGS and tree.drafts[inner] is None:
                return inner
    owner = tree.child(noun, "poss")
    return owner if owner is not None and tree.tags[owner] in NOUN_TAGS else None


def _own(tree: Tree, noun: int, draft: Draft) -> None:
    """Fill the subject of a measure from its possessor, the phrase after it, or the verb it is the object of."""
    owner = owner_of(tree, noun)
    if owner is not None and not is_pronoun(tree, owner):
        draft.subject = name_span(tree, owner)
        return
    verb = tree.heads[noun] if tree.is_verb(tree.heads[noun]) else None
    if owner is not None:
        draft.subject = _antecedent(tree, owner)
    elif verb is not None and tree.deps[noun] in ("dobj", "attr", "oprd"):
        _subject_is(tree, verb, draft)
    elif tree.deps[noun] == "pobj" and tree.words[tree.heads[noun]] == "with":
        above = tree.heads[tree.heads[noun]]
        if tree.tags[above] in NOUN_TAGS:
            draft.subject = name_span(tree, above)


def _antecedent(tree: Tree, pronoun: int) -> tuple[int, int] | None:
    """Whom "its" means: the nearest name or subject before it in the piece."""
    for verb in (above for above in tree.ancestors(pronoun) if tree.is_verb(above)):
        subject = subject_of(tree, verb)
        if subject is not None and subject < pronoun and not is_pronoun(tree, subject):
            owner = tree.child(subject, "poss")
            if owner is not None and not is_pronoun(tree, owner):
                return name_span(tree, owner)
            return name_span(tree, subject)
    return None


def subject_of(tree: Tree, verb: int) -> int | None:
    """The head of a verb's subject, looked for above it where it has none of its own."""
    for _ in range(6):
        subject = tree.child(verb, *SUBJECTS)
        if subject is not None and tree.tags[subject] not in ("WDT", "WP"):
            return subject
        dep, above = tree.deps[verb], tree.heads[verb]
        if dep in ("relcl", "acl") and tree.tags[above] in NOUN_TAGS:
            return above
        if above == verb:
            return None
        if dep == "xcomp" or dep == "ccomp":
            thing = tree.child(above, "dobj")
            if thing is not None and thing < verb and subject is None:
                return thing
        verb = above if tree.is_verb(above) else next((up for up in tree.ancestors(above) if tree.is_verb(up)), verb)
    return None


def _subject_is(tree: Tree, verb: int, draft: Draft) -> None:
    subject = subject_of(tree, verb)
    if subject is not None and not is_pronoun(tree, subject) and tree.drafts[subject] is not draft:
        draft.subject = name_span(tree, subject)


def _measure_is_subject(tree: Tree, verb: int, draft: Draft) -> None:
    """The verb's subject is what is measured; where it is a name it is the subject too."""
    subject = subject_of(tree, verb)
    if subject is None or is_pronoun(tree, subject) or is_number(tree, subject):
        return
    if is_name(tree, subject):
        draft.measure = draft.subject = name_span(tree, subject)
        return
    draft.measure = measure_span(tree, subject)
    _own(tree, subject, draft)


def _read_verb(tree: Tree, token: int, governed: Frame, draft: Draft) -> None:
    verb, word = governed.node, tree.words[governed.node]
    if governed.dep in SUBJECTS:
        return
    moves = change_verb(word)
    thing = tree.child(verb, "dobj", "nsubjpass")
    if moves is not None or draft.direction is not None:
        if (
            thing is not None
            and tree.drafts[thing] is not draft
            and moves is not None
            and moves[0] != "verb"
            and not is_number(tree, thing)
        ):
            draft.measure = measure_span(tree, thing)
            _own(tree, thing, draft)
            return
        _measure_is_subject(tree, verb, draft)
        return
    role = frame_of(word, "verb")
    if role == "deed":
        draft.measure = tree.places[verb]
        _subject_is(tree, verb, draft)
    elif (
        thing is not None
        and tree.drafts[thing] is None
        and thing != verb
        and governed.preposition
        and tree.deps[thing] == "dobj"
    ):
        draft.measure = measure_span(tree, thing)
        _own(tree, thing, draft)
    elif role == "level":
        _measure_is_subject(tree, verb, draft)
    else:
        _subject_is(tree, verb, draft)
