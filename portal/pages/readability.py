"""Outside the usual files of a slice: how hard a text is to read, and what would make it easier. Pure text.

Every function takes the language of the text; `dutch.py` and `english.py` hold what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from portal.pages.dutch import DUTCH
from portal.pages.english import ENGLISH
from portal.pages.tongue import WORD, Tongue, words_of

LONG_WORD = 6
FEW_WORDS = 12  # below this a number says nothing
END = re.compile(r"[.!?…]+[”’\"')]*(?=\s|$)|\n")
TONGUES = {"nl": DUTCH, "en": ENGLISH}


@dataclass(frozen=True)
class HardWord:
    word: str
    easier: str
    count: int


@dataclass(frozen=True)
class Reading:
    """What a machine can see of a text. `lix` is None for a text that is too short to say anything about."""

    words: int = 0
    sentences: int = 0
    lix: int | None = None
    long: list[str] = field(default_factory=list)
    passive: list[str] = field(default_factory=list)
    hard: list[HardWord] = field(default_factory=list)
    easy_below: int = DUTCH.easy_lix
    hard_from: int = DUTCH.hard_lix
    language: str = "nl"

    @property
    def level(self) -> str:
        """`easy`, `fair` or `hard`; empty without a number."""
        if self.lix is None:
            return ""
        return "easy" if self.lix < self.easy_below else "fair" if self.lix < self.hard_from else "hard"


def tongue_of(language: str) -> Tongue:
    """The rules of a language; those of Dutch for one that we have none of."""
    return TONGUES.get(language, DUTCH)


def read_texts(texts: Iterable[str], language: str = "nl") -> Reading:
    """Everything about a page: each text is a field or block, and no sentence goes on from one into the next."""
    tongue = tongue_of(language)
    found = [sentence for text in texts for sentence in sentences_of(text, language)]
    words = [word for sentence in found for word in words_of(sentence)]
    return Reading(
        words=len(words),
        sentences=len(found),
        lix=lix_of(len(words), len(found), sum(len(word) > LONG_WORD for word in words)),
        long=[sentence for sentence in found if is_long(sentence, language)],
        passive=[sentence for sentence in found if tongue.is_passive(sentence)],
        hard=hard_words(found, language),
        easy_below=tongue.easy_lix,
        hard_from=tongue.hard_lix,
        language=language if language in TONGUES else "nl",
    )


def sentences_of(text: str, language: str = "nl") -> list[str]:
    """The sentences of a text in their order; a new line always begins a new one."""
    return [sentence for sentence in pieces(text, tongue_of(language)) if WORD.search(sentence)]


def pieces(text: str, tongue: Tongue) -> Iterator[str]:
    start = 0
    for match in END.finditer(text):
        if tongue.abbreviation.search(text[start : match.end()]):
            continue
        yield " ".join(text[start : match.end()].split())
        start = match.end()
    yield " ".join(text[start:].split())


def lix_of(words: int, sentences: int, long_words: int) -> int | None:
    """Läsbarhetsindex (Björnsson 1968): words a sentence, plus the part of words over six letters in per cent."""
    if words < FEW_WORDS:
        return None
    return round(words / sentences + 100 * long_words / words)


def is_long(sentence: str, language: str = "nl") -> bool:
    return len(sentence.split()) > tongue_of(language).sentence_words


def is_passive(sentence: str, language: str = "nl") -> bool:
    return tongue_of(language).is_passive(sentence)


def is_hard(sentence: str, language: str = "nl") -> bool:
    """A sentence that an editor should rewrite: too long, or with two hard words or more."""
    return is_long(sentence, language) or sum(found.count for found in hard_words([sentence], language)) >= 2


def hard_sentences(texts: Iterable[str], language: str = "nl") -> list[str]:
    return [s for text in texts for s in sentences_of(text, language) if is_hard(s, language)]


def hard_words(sentences: Iterable[str], language: str = "nl") -> list[HardWord]:
    """The words of our list in the order of the text, each with an easier one and how often it stands there."""
    tongue, counts = tongue_of(language), dict[str, int]()
    for sentence in sentences:
        for match in tongue.pattern.finditer(sentence.lower()):
            word = tongue.variants[match["word"]]
            counts[word] = counts.get(word, 0) + 1
    return [HardWord(word, tongue.easier[word], count) for word, count in counts.items()]


def easier_words(language: str = "nl") -> dict[str, str]:
    return tongue_of(language).easier
