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
def counts() -> tuple[str, frozenset[str]]:
    """All words with a line end around each, and the common ones."""
    packed = resources.files("spellchecker").joinpath("resources", "nl.json.gz").read_bytes()
    found: dict[str, int] = json.loads(gzip.decompress(packed))
    folded = {fold(word): count for word, count in found.items() if len(word) >= SHORTEST_PIECE}
    common = frozenset(word for word, count in folded.items() if count >= COMMON and word.isalpha())
    return "\n".join(["", *folded, ""]), common


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Whether a folded word of four letters or more is Dutch."""
    return f"\n{word}\n" in counts()[0]


def is_common(word: str) -> bool:
    return word in counts()[1]
