"""Outside the usual files of a slice: what differs between languages when a text is read for how hard it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

WORDS = Path(__file__).parent / "words"
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


@dataclass(frozen=True)
class Tongue:
    """The rules of one language: what ends no sentence, what is long, which words have an easier one."""

    word_list: str
    abbreviation: re.Pattern[str]  # a full stop ends no sentence in a time, an amount or one of these
    endings: str
    sentence_words: int
    easy_lix: int
    hard_lix: int
    is_passive: Callable[[str], bool]
    forms_of: Callable[[str], list[str]]

    @cached_property
    def easier(self) -> dict[str, str]:
        lines = (WORDS / self.word_list).read_text(encoding="utf-8").splitlines()
        pairs = [line.partition("=") for line in lines if line.strip() and not line.startswith("#")]
        return {hard.strip(): easier.strip() for hard, _is, easier in pairs}

    @cached_property
    def variants(self) -> dict[str, str]:
        """Every form of a word in a text, with the word of the list that it is a form of."""
        return {form: word for word in reversed(self.easier) for form in self.forms_of(word)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All forms at once, the longest first, with the short endings of the language behind them."""
        words = "|".join(re.escape(form) for form in sorted(self.variants, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?P<word>{words}){self.endings}(?!\w)")
