"""The Dutch word lists of both engines, read once from `search/words/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.folding import fold, words_of

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class WordLists:
    """Every word is folded (lower case, no accents)."""

    stop: frozenset[str]
    weak: frozenset[str]
    parts: frozenset[str]
    synonyms: dict[str, tuple[str, ...]]
    english: dict[str, str]
    intents: dict[str, str]


def lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def word_set(name: str) -> frozenset[str]:
    return frozenset(word for line in lines(name) for word in words_of(line))


def synonym_map() -> dict[str, tuple[str, ...]]:
    """From each word or phrase of a line to the other ones; a phrase is its words with a space between."""
    found: dict[str, dict[str, None]] = {}
    for line in lines("synonyms"):
        phrases = [" ".join(words_of(phrase)) for phrase in line.split(",")]
        for phrase in phrases:
            found.setdefault(phrase, {}).update(dict.fromkeys(other for other in phrases if other != phrase))
    return {phrase: tuple(others) for phrase, others in found.items()}


def pairs(name: str, *, head_last: bool) -> dict[str, str]:
    """`a b: c` as {a: c, b: c}, or as {c: a} turned round for intents, whose head stands first."""
    found = {}
    for line in lines(name):
        left, _colon, right = line.partition(":")
        for word in words_of(left if head_last else right):
            found[word] = fold(right if head_last else left).strip()
    return found


@cache
def word_lists() -> WordLists:
    return WordLists(
        stop=word_set("stop"),
        weak=word_set("weak"),
        parts=frozenset(word for word in word_set("parts") if len(word) > 2),
        synonyms=synonym_map(),
        english=pairs("english", head_last=True),
        intents=pairs("intents", head_last=False),
    )
