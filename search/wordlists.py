"""The Dutch word lists of both engines: those of `search/words/`, and what editors add to them.

Pure but for one thing: which lists are in use. `search.editing` fills in what editors added; a preview looks through
lists of its own with `lists_in_use`, in its own request alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from search.folding import fold, words_of

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Additions:
    """What editors added: lines that mean the same, words that say nothing, parts of compounds, whole words."""

    synonyms: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class WordLists:
    """Every word is folded (lower case, no accents). Two lists are the same only when they are one object."""

    stop: frozenset[str]
    weak: frozenset[str]
    parts: frozenset[str]
    whole: frozenset[str]
    synonyms: dict[str, tuple[str, ...]]
    narrower: dict[str, tuple[str, ...]]
    heads: frozenset[str]
    english: dict[str, str]
    intents: dict[str, str]


def lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def word_set(name: str, more: Iterable[str] = ()) -> frozenset[str]:
    return frozenset(word for line in (*lines(name), *more) for word in words_of(line))


def phrases_of(text: str) -> list[str]:
    """The words or phrases of a line; a phrase is its words with a space between."""
    return [phrase for each in text.split(",") if (phrase := " ".join(words_of(each)))]


def synonym_map(more: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """From each word or phrase to the others of its lines that mean the same: what stands before “>”."""
    found: dict[str, dict[str, None]] = {}
    for line in (*lines("synonyms"), *more):
        phrases = phrases_of(line.partition(">")[0])
        for phrase in phrases:
            found.setdefault(phrase, {}).update(dict.fromkeys(other for other in phrases if other != phrase))
    return {phrase: tuple(others) for phrase, others in found.items()}


def narrower_map(more: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """From each word or phrase to what is narrower or lies beside it: what stands after “>”."""
    found: dict[str, dict[str, None]] = {}
    for line in (*lines("synonyms"), *more):
        heads, _sign, others = line.partition(">")
        for phrase in phrases_of(heads):
            found.setdefault(phrase, {}).update(dict.fromkeys(phrases_of(others)))
    return {phrase: tuple(others) for phrase, others in found.items() if others}


def pairs(name: str, *, head_last: bool) -> dict[str, str]:
    """`a b: c` as {a: c, b: c}, or as {c: a} turned round for intents, whose head stands first."""
    found = {}
    for line in lines(name):
        left, _colon, right = line.partition(":")
        for word in words_of(left if head_last else right):
            found[word] = fold(right if head_last else left).strip()
    return found


def compose(more: Additions = Additions()) -> WordLists:
    """The lists of the project with additions."""
    synonyms, narrower = synonym_map(more.synonyms), narrower_map(more.synonyms)
    return WordLists(
        stop=word_set("stop", more.stop),
        weak=word_set("weak", more.weak),
        parts=frozenset(word for word in word_set("parts", more.parts) if len(word) > 2),
        whole=word_set("whole", more.whole),
        synonyms=synonyms,
        narrower=narrower,
        heads=frozenset(synonyms).union(*narrower.values()),
        english=pairs("english", head_last=True),
        intents=pairs("intents", head_last=False),
    )


_active = compose()
_looked_through: ContextVar[WordLists | None] = ContextVar("word lists of a preview", default=None)


def word_lists() -> WordLists:
    return _looked_through.get() or _active


def activate(lists: WordLists) -> None:
    """From now on every question and every document of this process is read with these lists."""
    global _active
    _active = lists


@contextmanager
def lists_in_use(lists: WordLists) -> Iterator[None]:
    """Look through other lists for as long as the block lasts, in this thread or task alone."""
    token = _looked_through.set(lists)
    try:
        yield
    finally:
        _looked_through.reset(token)
