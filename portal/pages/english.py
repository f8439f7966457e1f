"""Outside the usual files of a slice: what makes an English text hard to read. Pure text."""

from __future__ import annotations

import re

from portal.pages.tongue import Tongue, words_of

ABBREVIATION = re.compile(
    r"\b(?:a\.m|approx|co|dr|e\.g|etc|fri|i\.e|inc|ltd|max|min|mon|mr|mrs|ms|no|p\.m|prof|sat|st|sun|tel|thu|tue|vs"
    r"|wed)\.$",
    re.IGNORECASE,
)
BEING = frozenset({"am", "are", "be", "been", "being", "is", "was", "were", "get", "gets", "getting", "got"})
# Between the two may stand one of these, or a word on -ly.
BETWEEN = frozenset(
    {"all", "also", "always", "being", "first", "never", "not", "now", "often", "soon", "still", "then"}
)
IRREGULAR = frozenset(
    """
    begun bought brought built caught chosen done drawn driven eaten felt found given heard held hidden kept known
    led left lent lost made meant met paid read run said seen sent set shown shut sold spent spoken stolen sung taken
    taught thought thrown told understood won worn written
    """.split()  # noqa: SIM905
)
# Say how something or somebody is, and not what is done to it.
STATES = frozenset(
    """
    advanced aged ashamed balanced based bored closed complicated concerned confused connected dedicated delighted
    divorced excited experienced finished frightened hundred indeed interested involved limited lined located lonely
    married need needed old-fashioned overwhelmed pleased prepared qualified red related relaxed retired satisfied
    scared shared skilled supposed surprised tired trained unemployed used wicked widowed worried
    """.split()  # noqa: SIM905
)


def is_passive(sentence: str) -> bool:
    """Whether something is done and nobody does it: a form of "to be" with a participle soon behind it."""
    for part in re.split(r"[,;:–]|\b(?:but|because|and|or|that|which|who)\b", sentence.lower().replace("n't", " not")):
        words = words_of(part)
        for place, word in enumerate(words):
            if word in BEING and participle_follows(words[place + 1 : place + 4]):
                return True
    return False


def participle_follows(words: list[str]) -> bool:
    for word in words:
        if is_participle(word):
            return True
        if word not in BETWEEN and not word.endswith("ly"):
            return False
    return False


def is_participle(word: str) -> bool:
    return word in IRREGULAR or (word.endswith("ed") and len(word) > 4 and word not in STATES)


def forms_of(word: str) -> list[str]:
    """How English spells the word with an ending: utilise and utilised, apply and applies."""
    if " " in word:
        return [word]
    forms = [word]
    if word.endswith("e"):
        forms += [f"{word[:-1]}ing", f"{word}d"]
    elif word.endswith("y"):
        forms += [f"{word[:-1]}ies", f"{word[:-1]}ied"]
    forms += [re.sub(r"is(e|ed|ing|ation)$", r"iz\1", form) for form in forms if word.endswith(("ise", "isation"))]
    return forms


# The same text has a tenth less LIX in English: over ten thousand words that the portal says in both languages 18
# against 20. So are the limits.
ENGLISH = Tongue(
    word_list="hard_words_en.txt",
    abbreviation=ABBREVIATION,
    endings=r"(?:s|es|d|ed|ing|ly|'s)?",
    sentence_words=25,
    easy_lix=32,
    hard_lix=41,
    is_passive=is_passive,
    forms_of=forms_of,
)
