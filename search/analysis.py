"""Dutch analysis, the same for both engines: from a text to the terms under which it is found.

A word becomes its folded form and its stems by both Snowball algorithms for Dutch, which err in different words
(“fietsen” is cut to “fiets”, “fiets” to “fiet”); two words are the same when they share one of these. A compound also
becomes its pieces, so that “mantelzorgers” is found by “zorg”. Pure functions over the word lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from search.compounds import pieces
from search.folding import words_of
from search.wordforms import forms
from search.wordlists import word_lists


def terms_of_word(word: str) -> list[str]:
    """Everything under which one folded word is indexed."""
    spellings = [word, *word.split("-")] if "-" in word else [word]
    if "-" in word:
        spellings.append(word.replace("-", ""))
    found: dict[str, None] = {}
    for spelling in spellings:
        found.update(dict.fromkeys(forms(spelling)))
        for part in pieces(spelling):
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
    """The folded words of texts that a misspelt one may mean: letters only, four or more, and pieces of compounds."""
    words = {word for text in texts for word in words_of(text) if len(word) > 3 and word.isalpha()}
    return words.union(piece for word in words for piece in pieces(word) if len(piece) > 3)
