"""Dutch compounds: which words a word is made of, the same for what is stored and for what is asked.

First by the list of parts, which knows short ones; else by words that people use. A word that is itself in common use
stays whole (a “rolstoel” is no chair for who searches chairs), and so does an ending that only looks like a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from search import dutch
from search.wordforms import diminutive_of, doing_of
from search.wordlists import WordLists, word_lists

LINKS = ("", "s", "e", "en", "er", "n")
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
ENDINGS = ("tjes", "pjes", "jes", "tje", "pje", "je", "ers", "er", "en", "es", "s", "e", "t")

SHORTEST_COMMON, MOST_PIECES = 4, 3
# A word that people use this often has a meaning of its own; a less common one must be rarer than its pieces.
OWN_MEANING = 500
PARTICLES = (
    "achter", "terug", "thuis", "samen", "onder", "rond", "voor", "mee", "aan", "uit", "weg", "bij", "door", "over",
    "vast", "klaar", "open", "langs", "heen", "neer", "toe", "af", "op", "in", "na", "om",
)  # fmt: skip
NEVER_FIRST = frozenset((*PARTICLES, "boven", "tegen", "tussen", "zonder", "niet", "even", "inter", "anti", "hoog"))
# Endings that are also words, or look like one.
NEVER_LAST = frozenset((
    "lijk", "lijke", "lijks", "heid", "heden", "baar", "bare", "schap", "loos", "loze", "zaam", "zame", "achtig",
    "achtige", "ling", "lingen", "ster", "isme", "teit", "erij", "eren", "ering", "eerde", "eerd", "ende", "enden",
    "aard", "nissen", "sies", "ties", "tien", "tiende", "ieke", "isch", "ische", "elen", "ijen", "aars", "ters",
    "iste",
))  # fmt: skip
# Words of three letters that make compounds with a longer one.
SHORT_NOUNS = frozenset((
    "bak", "bel", "bot", "bus", "cel", "erf", "fan", "gas", "gat", "gif", "hak", "hal", "heg", "hek", "hok", "hut",
    "jam", "kap", "kar", "kei", "kin", "kip", "kit", "koe", "kok", "kop", "kot", "kou", "kus", "lam", "lap", "lat",
    "led", "lip", "lof", "los", "map", "mat", "mes", "mix", "mok", "mos", "mug", "mus", "nar", "nep", "net", "olie",
    "oog", "oor", "pad", "pak", "pan", "pap", "pen", "pet", "pil", "pin", "pit", "pot", "pop", "pup", "put", "rag",
    "ras", "rat", "rem", "riet", "rok", "rug", "sap", "set", "sik", "sla", "sok", "spa", "tak", "tas", "teen",
    "thee", "tin", "ton", "top", "val", "vat", "vel", "vet", "vis", "wal", "wei", "wol", "zak", "zee", "zon",
))  # fmt: skip


def pieces(word: str) -> tuple[str, ...]:
    """The pieces of a compound from left to right; empty when the word is none."""
    return parts(word) or common_pieces(word)


def stays_whole(word: str, lists: WordLists) -> bool:
    """Whether the list of whole words has it, or the word that it is the plural or the diminutive of."""
    return bool(lists.whole) and (word in lists.whole or not lists.whole.isdisjoint(bases(word)))


def parts(word: str) -> tuple[str, ...]:
    """The listed parts of a compound, from left to right; empty when the word is not wholly made of them."""
    lists = word_lists()
    return _parts(word, lists.parts) if len(word) >= SHORTEST_COMPOUND and not stays_whole(word, lists) else ()


@lru_cache(maxsize=10_000)
def _parts(word: str, known: frozenset[str]) -> tuple[str, ...]:
    return () if is_inflected(word, known) else _split(word, known, whole=False) or ()


def _split(word: str, known: frozenset[str], *, whole: bool = True) -> tuple[str, ...] | None:
    """The split with the longest first part; what is left must be parts as well. `whole`: one part will do."""
    if whole and (part := known_part(word, known)):
        return (part,)
    for length in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        head = word[:length]
        if head not in known:
            continue
        for link in LINKS:
            rest = word[length:]
            if rest.startswith(link) and len(rest) - len(link) >= SHORTEST_PART and rest not in NEVER_LAST:
                tail = _split(rest[len(link) :], known)
                if tail:
                    return (head, *tail)
    return None


def known_part(word: str, known: frozenset[str]) -> str | None:
    """The known part that a word is, with or without an ending: zorgers is zorg."""
    if word in known:
        return word
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_PART and stem in known:
            return stem
    return None


def is_inflected(word: str, known: frozenset[str]) -> bool:
    """Whether a word is another's plural or diminutive, and that other is no compound: planeten, pannetjes."""
    return any(
        (base in known or dutch.is_common(base)) and not _split(base, known, whole=False) for base in bases(word)
    )


def bases(word: str) -> tuple[str, ...]:
    """What a word may be the plural or the diminutive of; they need not exist."""
    found = list(diminutive_of(word))
    if word.endswith("en") and len(word) > 5:
        stem = word[:-2]
        hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
        if stem[-1] == stem[-2]:
            found.append(stem[:-1])
        elif stem[-2] in "aeou" and stem[-3] not in "aeiou":
            found.append(stem[:-1] + stem[-2] + stem[-1])  # planeten, planeet
            found.append(hard[:-1] + hard[-2] + hard[-1])
        found += [stem, hard]
    elif word.endswith("s") and len(word) > 5:
        found.append(word[:-1])
    return tuple(base for base in dict.fromkeys(found) if base != word)


def common_pieces(word: str) -> tuple[str, ...]:
    """A compound that no list knows, in words that people use: radiatorfolie, wensambulance, zeehondencreche."""
    lists = word_lists()
    if len(word) < 2 * SHORTEST_COMMON or not word.isalpha() or stays_whole(word, lists):
        return ()
    return _common_pieces(word, lists)


@lru_cache(maxsize=10_000)
def _common_pieces(word: str, lists: WordLists) -> tuple[str, ...]:
    used = dutch.count(word)
    if used >= OWN_MEANING:
        return ()
    for base in bases(word):
        if dutch.is_common(base):
            return _common_pieces(base, lists)
    found = [split for split in splits(word, lists) if not used or min(weights(split, lists)) > used]
    return max(found, key=lambda split: (-len(split), *likely(split, lists)), default=())


def splits(word: str, lists: WordLists, most: int = MOST_PIECES) -> Iterator[tuple[str, ...]]:
    """Every way to take a word apart into at most `most` pieces."""
    for length in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head = word[:length]
        if head in NEVER_FIRST or not is_piece(head, lists):
            continue
        for link in ("", "s", "en"):
            tail = word[length:].removeprefix(link)
            if len(tail) < SHORTEST_PART or (link and not word[length:].startswith(link)):
                continue
            if tail not in NEVER_LAST and is_piece(tail, lists):
                yield head, tail
            elif most > 2:
                yield from ((head, *rest) for rest in splits(tail, lists, most - 1))


def is_piece(word: str, lists: WordLists) -> bool:
    """A listed part, however short; of four letters in common use; a longer one that is a word at all."""
    if word in lists.parts or word in SHORT_NOUNS:
        return True
    if len(word) <= SHORTEST_COMMON:
        return len(word) == SHORTEST_COMMON and (dutch.is_common(word) or word in lists.heads)
    return dutch.is_word(word) or word in lists.heads or bool(doing_of(word))


def weights(split: tuple[str, ...], lists: WordLists) -> tuple[int, ...]:
    return tuple(max(dutch.count(piece), OWN_MEANING if piece in lists.parts else 1) for piece in split)


def likely(split: tuple[str, ...], lists: WordLists) -> tuple[int, int]:
    """Of equal splits the one whose rarest piece is used most, then the longest first piece."""
    return min(weights(split, lists)), len(split[0])
