"""Dutch analysis, the same for both engines: from a text to the terms under which it is found.

A word becomes its folded form and its stems by both Snowball algorithms for Dutch, which err in different words
(“fietsen” is cut to “fiets”, “fiets” to “fiet”); two words are the same when they share one of these. A compound also
becomes its parts, so that “mantelzorgers” is found by “zorg”. Pure functions over the word lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from search.folding import words_of
from search.wordlists import word_lists

_stemmers = tuple(snowballstemmer.stemmer(name) for name in ("dutch", "dutch_porter"))
LINKS = ("", "s", "e", "en", "er", "n")
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
ENDINGS = ("tjes", "pjes", "jes", "tje", "pje", "je", "ers", "er", "en", "es", "s", "e", "t")


@lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """The forms of one folded word: itself first, then its stems."""
    found = {word: None}
    for stemmer in _stemmers:
        found[stemmer.stemWord(word)] = None
    if len(word) > 5 and word.endswith("t") and word[-2] not in "aeiouts":
        found[word[:-1]] = None  # wandelt, wandel
    for ending in ("tje", "pje", "je"):
        if word.endswith((ending, f"{ending}s")) and len(word) > len(ending) + 4:
            found[word.removesuffix("s").removesuffix(ending)] = None
            break
    return tuple(form for form in found if len(form) > 1 or form == word)


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


def terms_of_word(word: str) -> list[str]:
    """Everything under which one folded word is indexed."""
    pieces = [word, *word.split("-")] if "-" in word else [word]
    if "-" in word:
        pieces.append(word.replace("-", ""))
    found: dict[str, None] = {}
    for piece in pieces:
        found.update(dict.fromkeys(forms(piece)))
        for part in parts(piece):
            found.update(dict.fromkeys(forms(part)))
    return [term for term in found if term]


def index_terms(text: str) -> list[str]:
    """The terms of a text in order, without stop words; two words that belong together also as one."""
    words = [word for word in words_of(text) if word not in word_lists().stop]
    terms = [term for word in words for term in terms_of_word(word)]
    # “repair café” is found by “repaircafe”: neighbours of a moderate length are also indexed as one word.
    terms += [a + b for a, b in pairwise(words) if 3 <= len(a) <= 12 and 3 <= len(b) <= 12]
    return terms


def distinct_words(texts: Iterable[str]) -> set[str]:
    """The folded words of texts that are worth suggesting: letters only, four or more."""
    return {word for text in texts for word in words_of(text) if len(word) > 3 and word.isalpha()}
