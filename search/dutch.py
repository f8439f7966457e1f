"""Outside the usual files of a slice: which words are Dutch, whether or not any vacancy uses them.

A real word is never taken for a typing error (“spotten” is not “sporten”), and a compound that no list knows is taken
apart into words that people use. The words come from the frequency list of the spellchecker package: some 340,000,
of which 30,000 are common, in about ten megabytes. Reading the package takes a few tenths of a second: that is done
once for a data folder, which then keeps them ready, and a web process begins with it (`warm`).
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
from functools import cache, lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

from django.conf import settings

from search.folding import fold

COMMON = 100
SHORTEST_PIECE = 4
_reading = Lock()


class Words(NamedTuple):
    """All words in order with a line end around each, and how often the common ones are used."""

    text: str
    common: dict[str, int]


def words() -> Words:
    """The words, read once a process; who asks while they are being read waits for it and does not read them again."""
    with _reading:
        return _words()


@cache
def _words() -> Words:
    try:
        return unpacked(kept_file().read_text(encoding="ascii"))
    except (OSError, ValueError):
        found = from_package()
        keep(found)
        return found


def from_package() -> Words:
    packed = resources.files("spellchecker").joinpath("resources", "nl.json.gz").read_bytes()
    found: dict[str, int] = json.loads(gzip.decompress(packed))
    # Nearly all are plain already, and folding costs more than all the rest.
    folded = {
        word if word.isascii() and word.islower() else fold(word): count
        for word, count in found.items()
        if len(word) >= SHORTEST_PIECE
    }
    plain = sorted(word for word in folded if word.isascii())
    common = {word: folded[word] for word in plain if folded[word] >= COMMON and word.isalpha()}
    return Words("\n".join(["", *plain, ""]), common)


def kept_file() -> Path:
    """Where the words are kept ready for the next process; another version of the package has a file of its own."""
    return Path(settings.DATA_DIR) / "cache" / f"dutch-{version('pyspellchecker')}-{COMMON}.txt"


def keep(found: Words) -> None:
    """Put the words ready in one step; a folder that cannot be written costs a little time at each start."""
    table = " ".join(f"{word} {count}" for word, count in found.common.items())
    path = kept_file()
    ready = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        ready.write_text(table + "\n" + found.text, encoding="ascii")
        ready.replace(path)


def unpacked(kept: str) -> Words:
    table, _line, text = kept.partition("\n")
    pairs = table.split(" ")
    if not text.endswith("\n") or len(pairs) % 2:
        raise ValueError("the file was cut short")
    return Words(text, dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True)))


def warm() -> None:
    """Read the words beside the first requests, so that no visitor waits for it."""
    Thread(target=words, name="dutch words", daemon=True).start()


@lru_cache(maxsize=10_000)
def is_word(word: str) -> bool:
    """Whether a folded word of four letters or more is Dutch; the text is sorted, so halving it finds the place."""
    text = words().text
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
    return word in words().common


def count(word: str) -> int:
    """How often a common word is used, beside the others; 0 for one that is not common."""
    return words().common.get(word, 0)
