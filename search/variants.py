"""The ways to find a word or a phrase: itself, its pieces, its verb, and what the lists say means the same. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from search.analysis import joins
from search.compounds import PARTICLES
from search.meaning import Variant
from search.wordforms import forms
from search.wordlists import WordLists, word_lists

# How much a way of matching counts beside the word itself.
WHOLE, JOINED, CORRECTED, PARTS, ENGLISH, VERB, TOPIC = 1.0, 1.2, 0.8, 0.7, 0.95, 0.6, 0.4
SYNONYM, NARROWER = 0.65, 0.45


@lru_cache(maxsize=4)
def phrases_in_use(lists: WordLists) -> frozenset[str]:
    return frozenset(phrase for phrase in lists.heads if " " in phrase)


def phrase_variants(phrase: str) -> tuple[Variant, ...]:
    """The words of a phrase that say something, all of them; “samen eten” also finds what “eten” finds."""
    lists = word_lists()
    words = [word for word in phrase.split() if word not in lists.stop]
    if all(word in lists.weak for word in words):
        words = phrase.split()  # “uren maken”: the words together say what each does not
    own = synonym_variants(words[0]) if len(words) == 1 else ()
    # One word of a phrase says less than the phrase: “op leeftijd” is more than “leeftijd”.
    whole = Variant(tuple(forms(word) for word in words), WHOLE if len(words) > 1 else CORRECTED)
    return whole, Variant((forms(phrase.replace(" ", "")),), JOINED), *synonym_variants(phrase), *own


def part_variants(pieces: tuple[str, ...]) -> tuple[Variant, ...]:
    """A compound by its parts, each by itself or by what means the same; “hulp” in “computerhulp” asks for nothing."""
    lists = word_lists()
    asked = tuple(piece for piece in pieces if piece not in lists.weak and piece not in lists.stop)
    if not asked:
        return ()
    loose = tuple(forms(piece) + single_synonyms(piece) for piece in asked)
    return Variant(tuple(forms(piece) for piece in asked), PARTS), Variant(loose, PARTS * SYNONYM)


def topic_variants(pieces: tuple[str, ...]) -> tuple[Variant, ...]:
    """The parts that name a topic of the lists, when nothing has the whole: of “buurthuiskok” the cook."""
    lists = word_lists()
    topics = [
        piece for piece in pieces if piece in lists.synonyms and piece not in lists.weak and piece not in lists.stop
    ]
    ways = [way for piece in topics for way in (Variant((forms(piece),), 1.0), *synonym_variants(piece))]
    return tuple(replace(way, weight=way.weight * TOPIC) for way in ways)


def single_synonyms(word: str) -> tuple[str, ...]:
    """The forms of the words, not the phrases, that mean the same."""
    return tuple(term for variant in synonym_variants(word) if len(variant.all_of) == 1 for term in variant.all_of[0])


def verb_variants(word: str) -> tuple[Variant, ...]:
    """A separable verb by its verb: “opschrijven” is found where somebody writes something down."""
    for before in PARTICLES:
        verb = word.removeprefix(before)
        if verb != word and len(verb) >= 6 and verb.endswith("en"):
            return (
                Variant((forms(verb),), VERB),
                *(replace(v, weight=v.weight * VERB) for v in synonym_variants(verb)),
            )
    return ()


def synonym_variants(phrase: str) -> tuple[Variant, ...]:
    """What the lists say of a word or phrase, found by the word itself or by one of its stems."""
    heads = (phrase,) if " " in phrase else synonym_heads(phrase)
    lists = word_lists()
    found: dict[tuple[tuple[str, ...], ...], Variant] = {}
    for table, weight in ((lists.synonyms, SYNONYM), (lists.narrower, NARROWER)):
        for other in dict.fromkeys(other for head in heads for other in table.get(head, ()) if other != phrase):
            if all_of := told(other):
                found.setdefault(all_of, Variant(all_of, weight))
    return tuple(found.values())


def told(phrase: str) -> tuple[tuple[str, ...], ...]:
    """What a document must hold to say a word or phrase; of a phrase its words beside each other.

    One word of a phrase says too little: “op leeftijd” is not “leeftijd”, and “oude mensen” not “oude” and “mensen”.
    """
    words = [word for word in phrase.split() if word not in word_lists().stop]
    if len(words) < 2:
        return (forms(words[0]),) if words and " " not in phrase else ()
    found: list[tuple[str, ...]] = []
    for one, other in pairwise(words):
        found += [(one + other,)] if joins(one, other) else [forms(one), forms(other)]
    return tuple(dict.fromkeys(found))


def synonym_heads(word: str) -> tuple[str, ...]:
    """The heads of the synonym lists that share a stem with a word."""
    heads = _heads_by_form(word_lists())
    found: dict[str, None] = {word: None}
    for form in forms(word):
        found.update(dict.fromkeys(heads.get(form, ())))
    return tuple(found)


@lru_cache(maxsize=4)
def _heads_by_form(lists: WordLists) -> dict[str, tuple[str, ...]]:
    heads: dict[str, tuple[str, ...]] = {}
    for head in (*lists.synonyms, *lists.narrower.keys() - lists.synonyms.keys()):
        if " " not in head:
            for form in forms(head):
                heads[form] = (*heads.get(form, ()), head)
    return heads
