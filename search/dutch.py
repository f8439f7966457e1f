"""Outside the usual files of a slice: which words are Dutch, whether or not any vacancy uses them.

A real word is never taken for a typing error (“spotten” is not “sporten”), and a compound that no list knows is taken
apart into words that people use. The words come from the frequency list of the spellchecker package: some 340,000,
of which 30,000 are common. They are read at the first need and kept as one text and one set, in about ten megabytes.
"""

from __future__ import annotations

import gzip
import json
from functools import cache, lru_cache
from importlib import resources

from search.folding import fold

COMMON = 100
SHORTEST_PIECE = 4


@cache
def counts() -> tuple[str, dict[str, int]]:
    """All words with a line end around each, and how often the common ones are used."""
    packed = resources.files("spellchecker").joinpath("resources", "nl.json.gz").read_bytes()
    found: dict[str, int] = json.loads(gzip.decompress(packed))
    # Nearly all are plain already, and folding costs more than all the rest.
    folded = {
        word if word.isascii() and word.islower() else fold(word): count
        for word, count in found.items()
        if len(word) >= SHORTEST_PIECE
    }
    common = {word: count for word, count in folded.items() if count >= COMMON and word.isalpha()}
    return "\n".join(["", *sorted(folded), ""]), common


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Whether a folded word of four letters or more is Dutch; the text is sorted, so halving it finds the place."""
    text = counts()[0]
    low, high = 0, len(text) - 1  # both at a line end
    while low < high:
        start = text.rfind("\n", low, (low + high) // 2 + 1) + 1
        end = text.index("\n", start)
        found = text[start:end]
        if found == word:
            return True
        if found < word:
            low = end
        else:
            high = start - 1
    return False


def is_common(word: str) -> bool:
    return word in counts()[1]


def count(word: str) -> int:
    """How often a common word is used, beside the others; 0 for one that is not common."""
    return counts()[1].get(word, 0)
