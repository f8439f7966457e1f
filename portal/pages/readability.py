"""Outside the usual files of a slice: how hard a Dutch text is to read, and what would make it easier. Pure text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from portal.pages.wording import SENTENCE_WORDS

WORD_LIST = Path(__file__).parent / "words" / "hard_words.txt"
LONG_WORD = 6
EASY_LIX, HARD_LIX = 35, 45
FEW_WORDS = 12  # below this a number says nothing

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# A full stop ends no sentence in a time, an amount or one of these.
ABBREVIATION = re.compile(
    r"\b(?:bijv|bv|dhr|dr|e\.d|enz|evt|i\.v\.m|incl|ir|max|mevr|min|mr|m\.b\.t|nr|o\.a|p\.m|p\.w|prof|resp|st|t\.a\.v"
    r"|tel|t/m|vgl|z\.o\.z)\.$",
    re.IGNORECASE,
)
END = re.compile(r"[.!?…]+[”’\"')]*(?=\s|$)|\n")
ENDINGS = r"(?:e|en|n|s|es|'s)?"

BECOMING = frozenset({"word", "wordt", "worden", "werd", "werden", "geworden"})
WEAK = re.compile(r"^(?:\w{2,6})?(?:ge|be|ver|ont|her|er)[^\W\d]{2,}[dt]$")
STRONG = re.compile(r"^(?:\w{2,6})?ge[^\W\d]{3,}en$")
STRONG_WITHOUT_GE = frozenset(
    """
    begonnen begrepen bekeken bepaald beschreven besloten besproken betrokken bevonden bewezen ontnomen
    ontvangen onderbroken ondernomen onthouden overgenomen overleden vergeten vergeleken verkregen
    verkocht verloren verschoven verstaan vertrokken vervangen verwezen verboden voorgeschreven
    voorkomen doorverwezen herzien
    """.split()  # noqa: SIM905
)
# Look like a participle and are none.
NO_PARTICIPLE = frozenset(
    """
    gezond ongezond gebied gezicht gewicht gerecht geduld geluid gevecht gebit gebaart geschikt bewust
    onbewust bekend onbekend beurt bericht bezit beleid beeld eerst ernst erfd erbij verdriet verband
    verslag verstand vert verkeerd gedachten gebouwen gebruiken gesprekken gezinnen gevallen gemeenten
    gewoonten gegevens gebieden gezichten gerechten geboden geschenken gevoelens geheimen bereid beroemd
    bezorgd vermoeid verliefd verbaasd gerust ontbijt gedeelten gebreken gevolgen geluiden gebeden
    gedichten
    """.split()  # noqa: SIM905
)


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

    @property
    def level(self) -> str:
        """`easy`, `fair` or `hard`; empty without a number."""
        if self.lix is None:
            return ""
        return "easy" if self.lix < EASY_LIX else "fair" if self.lix < HARD_LIX else "hard"


def read_texts(texts: Iterable[str]) -> Reading:
    """Everything about a page: each text is a field or block, and no sentence goes on from one into the next."""
    found = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in found for word in words_of(sentence)]
    return Reading(
        words=len(words),
        sentences=len(found),
        lix=lix_of(len(words), len(found), sum(len(word) > LONG_WORD for word in words)),
        long=[sentence for sentence in found if is_long(sentence)],
        passive=[sentence for sentence in found if is_passive(sentence)],
        hard=hard_words(found),
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in their order; a new line always begins a new one."""
    return [sentence for sentence in pieces(text) if WORD.search(sentence)]


def pieces(text: str) -> Iterator[str]:
    start = 0
    for match in END.finditer(text):
        if ABBREVIATION.search(text[start : match.end()]):
            continue
        yield " ".join(text[start : match.end()].split())
        start = match.end()
    yield " ".join(text[start:].split())


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def lix_of(words: int, sentences: int, long_words: int) -> int | None:
    """Läsbarhetsindex (Björnsson 1968): words a sentence, plus the part of words over six letters in per cent."""
    if words < FEW_WORDS:
        return None
    return round(words / sentences + 100 * long_words / words)


def is_long(sentence: str) -> bool:
    return len(sentence.split()) > SENTENCE_WORDS


def is_passive(sentence: str) -> bool:
    """Whether something is done and nobody does it: a form of "worden" with a participle in one part of a sentence."""
    for part in re.split(r"[,;:–]|\b(?:maar|want|en|of)\b", sentence.lower()):
        words = words_of(part)
        if BECOMING.intersection(words) and any(is_participle(word) for word in words):
            return True
    return False


def is_participle(word: str) -> bool:
    if word in NO_PARTICIPLE or word in BECOMING:
        return False
    return bool(WEAK.match(word) or STRONG.match(word)) or word in STRONG_WITHOUT_GE


def is_hard(sentence: str) -> bool:
    """A sentence that an editor should rewrite: too long, or with two hard words or more."""
    return is_long(sentence) or sum(found.count for found in hard_words([sentence])) >= 2


def hard_sentences(texts: Iterable[str]) -> list[str]:
    return [sentence for text in texts for sentence in sentences_of(text) if is_hard(sentence)]


def hard_words(sentences: Iterable[str]) -> list[HardWord]:
    """The words of our list in the order of the text, each with an easier one and how often it stands there."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        for match in pattern().finditer(sentence.lower()):
            word = variants()[match["word"]]
            counts[word] = counts.get(word, 0) + 1
    return [HardWord(word, easier_words()[word], count) for word, count in counts.items()]


@cache
def easier_words() -> dict[str, str]:
    lines = WORD_LIST.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line.strip() and not line.startswith("#")]
    return {hard.strip(): easier.strip() for hard, _is, easier in pairs}


@cache
def variants() -> dict[str, str]:
    """Every form of a word in a text, with the word of the list that it is a form of."""
    return {form: word for word in reversed(easier_words()) for form in forms_of(word)}


def forms_of(word: str) -> list[str]:
    """How Dutch spells the word with an ending: adequaat and adequate, participeren and participeert."""
    forms = [word]
    if word.endswith("eren") and " " not in word:
        stem = f"{word[:-4]}eer"
        forms += [stem, f"{stem}t", f"{stem}de", f"{stem}den", f"ge{stem}d"]
    for ending, bent in (("aat", "ate"), ("ief", "ieve"), ("eel", "ele"), ("aal", "ale")):
        if word.endswith(ending):
            forms.append(word.removesuffix(ending) + bent)
    return forms


@cache
def pattern() -> re.Pattern[str]:
    """All forms at once, the longest first, with the short endings of Dutch behind them."""
    words = "|".join(re.escape(form) for form in sorted(variants(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<word>{words}){ENDINGS}(?!\w)")
