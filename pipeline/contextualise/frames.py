"""Frames: what in a parse governs a number, through its prepositions and through nouns that add nothing ("a total of")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.contextualise.change import change_verb
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.phrases import frame_of, is_number, is_time
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree

_BESIDE_NOUN = frozenset(("nummod", "compound", "amod", "nmod", "quantmod", "poss", "npadvmod", "advmod", "predet"))

_PREPOSITIONS = frozenset(("by", "to", "from", "of", "at", "in", "with", "for", "on", "between", "against"))
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What governs a number: a "noun", a noun it stands "beside", a "verb", "worth", a "peer" (another number) or "none".

    node is the governing token, dep the label by which the number's side hangs on it, preposition the word between. peer: a
    number that this one is joined to.
    """

    kind: str
    node: int
    dep: str = ""
    preposition: str = ""
    peer: Draft | None = None


def frame(tree: Tree, token: int) -> Frame:
    """What governs the number whose head is token."""
    own, preposition = tree.drafts[token], _preposition_before(tree, token)
    peer: Draft | None = None
    if tree.is_verb(token):
        return Frame("verb", token, "self")
    for _ in range(_STEPS):
        dep, above = tree.deps[token], tree.heads[token]
        if above == token:
            return Frame("none", token, preposition=preposition, peer=peer)
        other = tree.drafts[above]
        if other is not None and other is not own and not other.is_year:
            peer = other if dep in ("conj", "appos") else peer
            if not _is_passed(tree, above, dep):
                return Frame("peer", above, dep, preposition, other)
        elif dep in ("pobj", "pcomp") or tree.tags[above] in ("IN", "TO"):
            preposition = preposition or tree.words[above]
            above = _noun_before(tree, above)
        if dep in SUBJECTS and tree.deps[above] in ("aux", "auxpass") and tree.is_verb(tree.heads[above]):
            above = tree.heads[above]
        if tree.is_verb(above):
            return Frame("verb", above, dep, preposition, peer)
        if tree.words[above] == "worth":
            return Frame("worth", above, dep, preposition, peer)
        is_listed = dep == "conj" or (
            dep == "appos" and own is not None and own.mention.kind == "quantity" and not own.is_physical
        )
        is_thing = tree.tags[above] in NOUN_TAGS and not is_number(tree, above) and tree.words[above] not in word_set("time")
        if is_thing and not is_time(tree, above) and not is_listed:
            if not _is_transparent(tree, above) or tree.heads[above] == above:
                beside = dep in _BESIDE_NOUN and not preposition
                if beside:
                    above = _head_of_compound(tree, above)
                return Frame("beside" if beside else "noun", above, dep, preposition, peer)
            preposition = _preposition_before(tree, above)
        token = above
    return Frame("none", token, preposition=preposition, peer=peer)


def _head_of_compound(tree: Tree, noun: int) -> int:
    """The noun that a name beside a number only goes before: "engine" in "a 2-litre V8 engine"."""
    above = tree.heads[noun]
    is_part = tree.deps[noun] in ("compound", "nmod") and above == noun + 1 and tree.tags[above] in NOUN_TAGS
    return above if is_part and not is_number(tree, above) else noun


def _preposition_before(tree: Tree, token: int) -> str:
    """The preposition that the text has right before a number, which the parse may have hung wrongly."""
    first = tree.first_of_number(token) - 1
    while first >= 0 and tree.tags[first] in ("DT", "PRP$", "RB", "JJ"):
        first -= 1
    return tree.words[first] if first >= 0 and tree.words[first] in _PREPOSITIONS else ""


def _is_passed(tree: Tree, other: int, dep: str) -> bool:
    """Whether the way up leads through another number: "from 5% to 7%", "12% and $27bn"; not through things counted."""
    draft = tree.drafts[other]
    is_amount = draft is not None and (draft.mention.kind != "quantity" or draft.is_physical)
    return is_amount and dep != "appos" and not tree.is_verb(other)


def _noun_before(tree: Tree, preposition: int) -> int:
    """The noun right before "of", which it belongs to wherever the parse hangs it; else the preposition itself."""
    before = preposition - 1
    is_noun = before >= 0 and tree.tags[before] in NOUN_TAGS and tree.drafts[before] is None
    return before if tree.words[preposition] == "of" and is_noun else preposition


def _is_transparent(tree: Tree, noun: int) -> bool:
    """Whether a noun adds nothing: "a total of", "an average of" with no premodifier that would make it a measure."""
    if tree.words[noun] in ("pace", "clip", "rate") and _preposition_before(tree, noun) == "at":
        verb = tree.clause_verb(noun)
        return verb is not None and change_verb(tree.words[verb]) is not None
    if tree.words[noun] in word_set("extreme"):
        return _preposition_before(tree, noun) in ("at", "to", "from", "of") and tree.child(noun, "poss") is None
    return frame_of(tree.words[noun], "noun") == "transparent" and not any(
        tree.deps[child] in ("compound", "nmod") for child in tree.children[noun] if not is_number(tree, child)
    )
