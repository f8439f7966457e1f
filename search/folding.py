"""The first step of every analysis: lower case, no accents, words."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
APOSTROPHES = str.maketrans("", "", "'’‘`´")


def fold(text: str) -> str:
    """Lower case, without accents; æ, ø, ß and the Dutch ligature ĳ written out."""
    text = text.lower().replace("ĳ", "ij").replace("ß", "ss").replace("æ", "ae").replace("ø", "o")
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def words_of(text: str) -> list[str]:
    """The folded words of a text in order; `'s avonds` gives `s` and `avonds`, `auto's` gives `autos`."""
    return WORD.findall(fold(text).translate(APOSTROPHES))
