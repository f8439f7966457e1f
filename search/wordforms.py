"""The forms of one Dutch word: itself, its stems, and the word that a diminutive, participle or plural is made of."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import snowballstemmer

from search import dutch

_stemmers = tuple(snowballstemmer.stemmer(name) for name in ("dutch", "dutch_porter"))
# A stemmer keeps the word that it works on: two threads in one at a time give wrong stems, or an error.
_stemming = threading.Lock()
# One short vowel before one consonant: “plan” before “-tje” would be written “plannetje”.
SHORT_SYLLABLE = re.compile(r"(?:^|[^aeiouy])[aeiou][^aeiouy]$")
# An unstressed last syllable takes “-tje” as it is: vogeltje, kamertje, kussentje.
UNSTRESSED = re.compile(r"[aeiouy][^aeiouy]+e[lrn]$")
# One vowel at the end, after a consonant or an i: foto, baby, radio; not the “ui” of huis.
PLAIN_VOWEL = re.compile(r"(?:[^aeiouy]|i)[aiouy]$")
# Nouns and others that only look like the form of a verb.
NO_PARTICIPLES = frozenset((
    "gezond", "gezonde", "geluid", "geluiden", "geduld", "gebied", "gebieden", "geweld", "geheugen", "gerecht",
    "gerechten", "gewicht", "gewichten", "gedicht", "gedichten", "gezicht", "gezichten", "gebouwen", "geslacht",
    "getuigen", "gemoed", "geleden", "gedachten", "gevoelens", "genoeg", "gewoon", "geloof", "gebeden", "gebruiken",
))  # fmt: skip
# Words whose stem is that of another: they are found by themselves and by their singular alone.
APART = {
    "rekening": "rekening", "rekeningen": "rekening", "kopje": "kopje", "kopjes": "kopje", "spelling": "spelling",
    "koster": "koster", "kosters": "koster", "border": "border", "borders": "border", "geboren": "geboren",
    "zaken": "zaak", "zaak": "zaak", "sommige": "sommige", "sommigen": "sommige", "schutting": "schutting",
    "schuttingen": "schutting", "reden": "reden", "redenen": "reden", "boos": "boos", "boze": "boos", "vaak": "vaak",
    "redden": "redden", "gered": "redden", "mas": "mas",
}  # fmt: skip
SHORT_BASES = frozenset(("opa", "oma"))
# Of trades the plural is another word: timmerlieden, timmerlui and timmermannen are each a timmerman.
TRADES = ("lieden", "lui", "mannen")
# A doer that people speak of this often is a word of its own: a bezoeker is a guest, whatever he visits.
OWN_WORD = 1000


def stems(word: str) -> tuple[str, ...]:
    """What each stemmer makes of a word."""
    with _stemming:
        return tuple(stemmer.stemWord(word) for stemmer in _stemmers)


@lru_cache(maxsize=10_000)
def forms(word: str) -> tuple[str, ...]:
    """The forms of one folded word: itself first, then its stems; of a diminutive those of the word it is made of."""
    if word in APART:
        return tuple(dict.fromkeys((word, APART[word])))
    found = {word: None}
    for base in diminutive_of(word) or plural_of(word) or (word,):
        found |= dict.fromkeys((base, *own_stems(base)))
    if len(word) > 5 and word.endswith("t") and word[-2] not in "aeiout":
        found[word[:-1]] = None  # wandelt, wandel; plaatst, plaats
    found |= dict.fromkeys((*participle_of(word), *trade_of(word), *doing_of(word)))
    return tuple(form for form in found if len(form) > 1 or form == word)


def own_stems(word: str) -> tuple[str, ...]:
    """The stems without those that lost what belongs to the word: a gezin is no zin, and a dans (dansen) no dan."""
    own_ge = word.startswith("ge") and not is_participle(word)
    own_s = word.endswith("s") and dutch.is_word(word + "en")
    return tuple(
        stem for stem in stems(word) if (stem.startswith("ge") or not own_ge) and (stem != word[:-1] or not own_s)
    )


def is_participle(word: str) -> bool:
    """Whether a word in ge- is a form of the verb without it: gekookt has kookt, gelezen has lezen."""
    bare = word[2:] if word not in NO_PARTICIPLES else ""
    return dutch.is_word(bare[:-1] + "t") if bare.endswith(("t", "d")) else bare.endswith("en") and is_verb(bare)


def plural_of(word: str) -> tuple[str, ...]:
    """What a plural in -s after a vowel is made of: opa's and foto's, which are folded to opas and fotos."""
    base = word.removesuffix("s")
    known = (len(base) > 3 and dutch.is_word(base)) or base in SHORT_BASES
    return (base,) if base != word and PLAIN_VOWEL.search(base) and known else ()


def diminutive_of(word: str) -> tuple[str, ...]:
    """What a diminutive may be the small form of: plantje is plant, tuintje tuin, wandelingetje wandeling."""
    small = word.removesuffix("s")
    if not small.endswith("je") or len(small) < 6:
        return ()
    doubled = small.removesuffix("etje")
    if doubled != small and len(doubled) > 2:
        return (doubled[:-1],) if doubled[-1] == doubled[-2] else (doubled,)  # balletje, bal
    if small.endswith("nkje"):
        return (small[:-3] + "g", small[:-2])  # koninkje, koning; plankje, plank
    found = [small[:-2]]
    for ending in ("tje", "pje"):
        base = small.removesuffix(ending)
        if base != small and len(base) > 3 and (UNSTRESSED.search(base) or not SHORT_SYLLABLE.search(base)):
            found.append(base)
    return tuple(found)


def participle_of(word: str) -> tuple[str, ...]:
    """The stem of a regular participle: gekookt and gewandeld are kook and wandel."""
    if len(word) < 7 or not word.startswith("ge") or word[-1] not in "td" or word in NO_PARTICIPLES:
        return ()
    stem = word[2:-1]
    return (*dict.fromkeys(stems(stem + "en")), stem)


def trade_of(word: str) -> tuple[str, ...]:
    """The person of a trade whose plural is another word: timmerlieden, timmerman."""
    base = next((word.removesuffix(ending) for ending in TRADES if word.endswith(ending)), "")
    return (base + "man",) if len(base) > 2 else ()


def doing_of(word: str) -> tuple[str, ...]:
    """The verb, with its stems, of who does it: an uitlater is one for uitlaten, verzorgers for verzorgen."""
    doer = word.removesuffix("s")
    if len(doer) < 5 or not doer.endswith("er") or dutch.count(doer) >= OWN_WORD:
        return ()
    verb = doer[:-1] + "n"
    return (verb, *stems(verb)) if is_verb(verb) else ()


def is_verb(word: str) -> bool:
    """Whether a Dutch word in -en also has a third person: verzorgen has verzorgt, emmen has none."""
    if not dutch.is_word(word):
        return False
    stem = word[:-2]
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    ways = [stem, hard]
    if stem[-1] == stem[-2]:
        ways.append(stem[:-1])  # inpakken, pakt
    elif stem[-2] in "aeou":
        ways.append(hard[:-1] + hard[-2] + hard[-1])  # lezen, leest
    return any(dutch.is_word(way if way.endswith("t") else way + "t") for way in ways)
