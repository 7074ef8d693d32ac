"""What the status of a number rests on beside its own clause: a source of estimates, a plan, those who expected it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pipeline.contextualise.change import change_noun, change_verb
from pipeline.contextualise.cues import word_set
from pipeline.contextualise.paths import is_given
from pipeline.contextualise.phrases import frame_of
from pipeline.contextualise.tree import NOUN_TAGS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.contextualise.cues import Cue
    from pipeline.contextualise.draft import Draft
    from pipeline.contextualise.tree import Tree
    from pipeline.model import Status

    Cues = Mapping[int, list[Cue]]

_GROUNDING = frozenset(("to", "by", "on", "under", "per"))
_UNFINISHED = ("forecast", "target", "hypothetical")
_MODALS = frozenset(("would", "could", "might", "may"))


def teller_behind(tree: Tree, token: int) -> int | None:
    """The verb of a clause behind a number that tells it: "the $5m expected by analysts", "the 5% that he had forecast"."""
    for node in (token, tree.heads[token]):
        if node != token and (tree.tags[node] not in NOUN_TAGS or token > node):
            break
        for child in tree.children[node]:
            if tree.deps[child] in ("acl", "relcl") and child > token and tree.is_verb(child):
                if any(tree.drafts[between] not in (None, tree.drafts[token]) for between in range(token, child)):
                    return None
                thing = tree.child(child, "dobj", "nsubjpass")
                return child if thing is None or tree.tags[thing] in ("WDT", "WP", "DT", "IN") else None
    return None


def expected_status(tree: Tree, token: int, cues: Cues) -> Status | None:
    """The status that a clause right behind a number gives it; what "the $5m pledged" tells is known already."""
    verb = teller_behind(tree, token)
    if verb is None or tree.tags[verb] == "VBG":
        return None
    draft = tree.drafts[token]
    is_known = draft is None or draft.mention.kind == "quantity" or is_given(tree, token)
    named = [tree.words[child] for child in tree.children[verb] if tree.tags[child] in ("WDT", "WP")]
    is_wanted = (tree.words[verb] in ("wants", "want") and bool(named)) or not is_known
    kinds = ("forecast", "target") if is_wanted else ("forecast",)
    found = (cue for cue in cues.get(verb, ()) if cue.word == "verb" and cue.value in kinds)
    return next((cast("Status", cue.value) for cue in found), None)


def object_status(tree: Tree, path: Sequence[int], cues: Cues) -> Status | None:
    """As in "raised its forecast to 3%": the level, new or old, of a forecast or target that is moved."""
    for verb in (node for node in path if tree.is_verb(node) and change_verb(tree.words[node]) is not None):
        thing = tree.child(verb, "dobj")
        thing = tree.child(verb, "nsubjpass", "nsubj") if thing is None else thing
        if thing is None:
            return None
        found = (cue for cue in cues.get(thing, ()) if cue.word == "noun" and not tree.words[thing].endswith("tions"))
        return next((cast("Status", cue.value) for cue in found), None)
    return None


def grounded_status(tree: Tree, path: Sequence[int], cues: Cues) -> Status | None:
    """As in "according to preliminary data", "by some estimates", "provisional figures show", "the planned sum is"."""
    for step, verb in enumerate(path):
        if not tree.is_verb(verb):
            continue
        for noun in _grounds(tree, verb):
            for cue in _cues_on(tree, noun, cues):
                if cue.value == "estimate" or (cue.value in _UNFINISHED and not _is_past(tree, verb)):
                    return cast("Status", cue.value)
        told = _of_subject(tree, verb, path[step - 1] if step else verb, cues)
        if told is not None:
            return told
    return None


def _grounds(tree: Tree, verb: int) -> Iterator[int]:
    """The nouns that say on what ground a clause is told."""
    for child in tree.children[verb]:
        leading = tree.child(child, "prep") if tree.words[child] == "according" else child
        inner = tree.child(leading, "pobj") if leading is not None and tree.deps[child] in ("prep", "agent") else None
        if inner is None or leading is None or tree.drafts[inner] is not None or tree.tags[inner] not in NOUN_TAGS:
            continue
        word, noun = tree.words[leading], tree.words[inner]
        if word in _GROUNDING or (word == "in" and noun in ("scenario", "case")) or (word == "at" and noun == "estimate"):
            yield inner


def _cues_on(tree: Tree, noun: int, cues: Cues) -> Iterator[Cue]:
    yield from (cue for cue in cues.get(noun, ()) if cue.word == "noun")
    for child in tree.children[noun]:
        if tree.deps[child] in ("amod", "compound", "nmod"):
            yield from (cue for cue in cues.get(child, ()) if cue.word == "adjective" and cue.value == "estimate")


def _of_subject(tree: Tree, verb: int, below: int, cues: Cues) -> Status | None:
    """As in "preliminary figures put", "the planned investment is": what an adjective says of the subject."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None or subject == below or tree.tags[subject] not in NOUN_TAGS:
        return None
    shows = tree.words[verb] in word_set("showing")
    is_level = tree.words[verb] in word_set("copula") or frame_of(tree.words[verb], "verb") == "level"
    if not (shows or (is_level and tree.deps[below] in ("attr", "prep", "dobj", "npadvmod", "acomp"))):
        return None
    for child in tree.children[subject]:
        if tree.deps[child] in ("amod", "compound", "nmod"):
            for cue in cues.get(child, ()):
                if cue.word == "adjective" and (is_level or cue.value == "estimate"):
                    return cast("Status", cue.value)
    return None


def _is_past(tree: Tree, verb: int) -> bool:
    helpers = [tree.words[child] for child in tree.children[verb] if tree.deps[child] in ("aux", "auxpass")]
    return tree.tags[verb] == "VBD" or any(word in ("was", "were", "had", "has", "have") for word in helpers)


def supposed_status(tree: Tree, path: Sequence[int], draft: Draft) -> Status | None:
    """As in "a 10% rise in prices would cut demand": a move that is itself supposed, as the subject of what would follow."""
    top = path[-1]
    verb = tree.heads[top]
    if tree.deps[top] in SUBJECTS and any(tree.words[child] in ("if", "unless") for child in tree.children[verb]):
        return None if is_given(tree, path[0]) else "hypothetical"
    is_move = change_noun(tree.words[top]) is not None and draft.mention.kind in ("percent", "money", "ratio")
    if not is_move or tree.deps[top] not in SUBJECTS or not tree.is_verb(verb):
        return None
    is_open = not any(
        tree.deps[child] in ("det", "poss") and tree.words[child] not in ("a", "an") for child in tree.children[top]
    )
    helpers = {tree.words[child] for child in tree.children[verb] if tree.deps[child] == "aux"}
    return "hypothetical" if is_open and helpers & _MODALS and tree.deps[verb] != "ccomp" else None
