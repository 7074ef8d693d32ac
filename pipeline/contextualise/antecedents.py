"""Subjects that the parse lost: the noun right before a finite verb, and the one that "who" or "which" can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.contextualise.cues import word_set
from pipeline.contextualise.neighbours import noun_before
from pipeline.contextualise.phrases import is_name, is_number, is_pronoun, is_time
from pipeline.contextualise.tree import FINITE_TAGS, NOUN_TAGS

if TYPE_CHECKING:
    from pipeline.contextualise.tree import Tree

_AUXILIARY = frozenset(("MD", "RB"))
_HOOKS = frozenset(("of", "in", "on", "at", "off", "for", "from", "with", "near", "to", "by", "across", "among"))
_PLACE_HOOKS = frozenset(("from", "in", "at", "of"))
_STEPS, _LONGEST_ASIDE = 4, 12


def lost_subject(tree: Tree, verb: int) -> int | None:
    """The head of the noun phrase that stands where the subject of a verb without one must be."""
    return _subject_after_and(tree, verb) or _noun_right_before(tree, verb)


def _subject_after_and(tree: Tree, verb: int) -> int | None:
    """As in "… and shares in GM rose": a noun between "and" and a finite verb is its subject, if the parse lost it."""
    if tree.deps[verb] not in ("conj", "advcl") or tree.tags[verb] not in FINITE_TAGS or tree.child(verb, "aux", "mark"):
        return None
    start = next((token for token in range(verb - 1, -1, -1) if tree.words[token] in ("and", "but", "while")), None)
    if start is None or any(tree.is_verb(token) for token in range(start, verb)):
        return None
    nouns = [token for token in range(start + 1, verb) if tree.tags[token] in NOUN_TAGS and not is_time(tree, token)]
    if not nouns or is_number(tree, nouns[0]):
        return None
    head = nouns[0]
    while head + 1 in nouns:
        head += 1
    return head


def _noun_right_before(tree: Tree, verb: int) -> int | None:
    """As in "… in Texas waves off the cape could reach": sentences that run on leave the verb to what stands before it."""
    if tree.deps[verb] in ("relcl", "acl", "amod", "xcomp"):
        return None
    first, is_finite = verb, tree.tags[verb] in FINITE_TAGS
    while first > 0 and (tree.tags[first - 1] in _AUXILIARY or tree.deps[first - 1] in ("aux", "auxpass")):
        first -= 1
        is_finite = is_finite or tree.tags[first] in (*FINITE_TAGS, "MD")
    found = noun_before(tree, _before_aside(tree, first)) if is_finite else None
    if found is None:
        return None
    if tree.words[found[0] - 1] in ("and", "or"):
        return None
    hooks = _HOOKS
    for _ in range(_STEPS):
        start = found[0]
        while start > 0 and tree.tags[start - 1] in ("DT", "PRP$"):
            start -= 1
        outer = noun_before(tree, start - 1) if start > 1 and tree.words[start - 1] in hooks else None
        if outer is None:
            break
        found = outer
        # Past one phrase of place the sentence before may begin: "… in Texas waves off the cape".
        hooks = frozenset(("of",))
    return found[1]


def _before_aside(tree: Tree, end: int) -> int:
    """Where an aside between commas begins that ends right before a token ("debt, less leases, was"); else the token."""
    if end < 2 or tree.words[end - 1] != ",":
        return end
    return next((token for token in range(end - 2, max(0, end - _LONGEST_ASIDE), -1) if tree.words[token] == ","), end)


def meant_by_relative(tree: Tree, verb: int, pronoun: int) -> int | None:
    """The noun that "who" or "which" as a verb's subject means; None where the parse's own answer stands.

    "who" is no place ("a guard from Leeds who") and "which" no person ("a package for the director, A. Name, which").
    """
    noun = tree.heads[verb]
    if tree.deps[verb] != "relcl" or is_pronoun(tree, noun):
        before = noun_before(tree, pronoun - 1 if tree.words[pronoun - 1] == "," else pronoun)
        if before is None:
            return None
        noun = before[1]
    if tree.words[pronoun] == "that":
        return noun
    if tree.words[pronoun] == "which":
        return _outer(tree, noun, _HOOKS) if _is_person(tree, noun) else noun
    outer = _outer(tree, noun, _PLACE_HOOKS) if is_name(tree, noun) else None
    noun = noun if outer is None else outer
    above = tree.heads[noun]
    return above if tree.deps[noun] == "appos" and is_name(tree, above) else noun


def _is_person(tree: Tree, noun: int) -> bool:
    """Whether a noun is one person by its word, or a name set beside such a word."""
    named = tree.heads[noun] if tree.deps[noun] == "appos" else noun
    return bool({tree.words[noun], tree.words[named]} & word_set("person"))


def _outer(tree: Tree, noun: int, hooks: frozenset[str]) -> int | None:
    """The noun whose phrase a noun stands in: "package" over "director" in "a package for the director"."""
    if tree.deps[noun] == "appos":
        noun = tree.heads[noun]
    preposition = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.words[preposition] not in hooks:
        return None
    outer = tree.heads[preposition]
    return outer if tree.tags[outer] in NOUN_TAGS and not is_number(tree, outer) else None
