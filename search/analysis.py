"""Dutch analysis, the same for both engines: from a text to the terms under which it is found.

A word becomes its folded form and its stems by both Snowball algorithms for Dutch, which err in different words
(“fietsen” is cut to “fiets”, “fiets” to “fiet”); two words are the same when they share one of these. A compound also
becomes its parts, so that “mantelzorgers” is found by “zorg”. Pure functions over the word lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from search import dutch
from search.folding import words_of
from search.wordlists import word_lists

_stemmers = tuple(snowballstemmer.stemmer(name) for name in ("dutch", "dutch_porter"))
LINKS = ("", "s", "e", "en", "er", "n")
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
SHORTEST_COMMON = 5
# One short vowel before one consonant: “plan” before “-tje” would be written “plannetje”.
SHORT_SYLLABLE = re.compile(r"(?:^|[^aeiouy])[aeiou][^aeiouy]$")
ENDINGS = ("tjes", "pjes", "jes", "tje", "pje", "je", "ers", "er", "en", "es", "s", "e", "t")


@lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """The forms of one folded word: itself first, then its stems; of a diminutive those of the word it is made of."""
    found = {word: None}
    bases = diminutive_of(word)
    for base in bases or (word,):
        found |= dict.fromkeys((base, *(stemmer.stemWord(base) for stemmer in _stemmers)))
    if len(word) > 5 and word.endswith("t") and word[-2] not in "aeiout":
        found[word[:-1]] = None  # wandelt, wandel; plaatst, plaats
    found |= dict.fromkeys(participle_of(word))
    return tuple(form for form in found if len(form) > 1 or form == word)


def diminutive_of(word: str) -> tuple[str, ...]:
    """What a diminutive may be the small form of: plantje is plant, tuintje tuin, wandelingetje wandeling."""
    small = word.removesuffix("s")
    if not small.endswith("je") or len(small) < 6:
        return ()
    doubled = small.removesuffix("etje")
    if doubled != small and len(doubled) > 2:
        return (doubled[:-1],) if doubled[-1] == doubled[-2] else (doubled,)  # balletje, bal
    if small.endswith("nkje"):
        return (small[:-3] + "g", small[:-2])  # koninkje, koning; plankje, plank
    found = [small[:-2]]
    for ending in ("tje", "pje"):
        base = small.removesuffix(ending)
        if base != small and len(base) > 3 and not SHORT_SYLLABLE.search(base):
            found.append(base)
    return tuple(found)


def participle_of(word: str) -> tuple[str, ...]:
    """The stem of a regular participle: gekookt and gewandeld are kook and wandel."""
    if len(word) < 7 or not word.startswith("ge") or word[-1] not in "td":
        return ()
    stem = word[2:-1]
    return (*dict.fromkeys(stemmer.stemWord(stem + "en") for stemmer in _stemmers), stem)


def parts(word: str) -> tuple[str, ...]:
    """The parts of a compound, from left to right; empty when the word is not wholly made of known parts."""
    return _parts(word, word_lists().parts) if len(word) >= SHORTEST_COMPOUND else ()


@lru_cache(maxsize=50_000)
def _parts(word: str, known: frozenset[str]) -> tuple[str, ...]:
    return _split(word, known, whole=False) or ()


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
            if rest.startswith(link) and len(rest) - len(link) >= SHORTEST_PART:
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


@lru_cache(maxsize=50_000)
def common_pieces(word: str) -> tuple[str, ...]:
    """A compound that no list knows, in two common words: radiatorfolie; the longest first word."""
    if len(word) < 2 * SHORTEST_COMMON or not word.isalpha() or dutch.is_common(word):
        return ()
    for length in range(len(word) - SHORTEST_COMMON, SHORTEST_COMMON - 1, -1):
        for link in ("", "s", "en"):
            tail = word[length:].removeprefix(link)
            fits = (not link or word[length:].startswith(link)) and len(tail) >= SHORTEST_COMMON
            if fits and dutch.is_common(word[:length]) and dutch.is_common(tail):
                return word[:length], tail
    return ()


def terms_of_word(word: str) -> list[str]:
    """Everything under which one folded word is indexed."""
    pieces = [word, *word.split("-")] if "-" in word else [word]
    if "-" in word:
        pieces.append(word.replace("-", ""))
    found: dict[str, None] = {}
    for piece in pieces:
        found.update(dict.fromkeys(forms(piece)))
        for part in parts(piece) or common_pieces(piece):
            found.update(dict.fromkeys(forms(part)))
    return [term for term in found if term]


def index_terms(text: str) -> list[str]:
    """The terms of a text in order, without stop words; two words that belong together also as one."""
    words = [word for word in words_of(text) if word not in word_lists().stop]
    terms = [term for word in words for term in terms_of_word(word)]
    # “repair café” is found by “repaircafe”: neighbours of a moderate length are also indexed as one word.
    return terms + [a + b for a, b in pairwise(words) if joins(a, b)]


def joins(one: str, other: str) -> bool:
    """Whether two words beside each other are also indexed as one."""
    return 3 <= len(one) <= 12 and 3 <= len(other) <= 12


def distinct_words(texts: Iterable[str]) -> set[str]:
    """The folded words of texts that are worth suggesting: letters only, four or more."""
    return {word for text in texts for word in words_of(text) if len(word) > 3 and word.isalpha()}
