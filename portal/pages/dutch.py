"""Outside the usual files of a slice: what makes a Dutch text hard to read. Pure text."""

from __future__ import annotations

import re

from portal.pages.tongue import Tongue, words_of
from portal.pages.wording import SENTENCE_WORDS

ABBREVIATION = re.compile(
    r"\b(?:bijv|bv|dhr|dr|e\.d|enz|evt|i\.v\.m|incl|ir|max|mevr|min|mr|m\.b\.t|nr|o\.a|p\.m|p\.w|prof|resp|st|t\.a\.v"
    r"|tel|t/m|vgl|z\.o\.z)\.$",
    re.IGNORECASE,
)

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


DUTCH = Tongue(
    word_list="hard_words.txt",
    abbreviation=ABBREVIATION,
    endings=r"(?:e|en|n|s|es|'s)?",
    sentence_words=SENTENCE_WORDS,
    easy_lix=35,
    hard_lix=45,
    is_passive=is_passive,
    forms_of=forms_of,
)
