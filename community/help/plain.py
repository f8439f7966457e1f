"""Outside the usual files of a slice: what does not belong in a text that everybody reads. Pure.

Two kinds: what is certainly personal (a number, an address) is refused with the words that stand out; what may be (a
name, a street) is asked about once, because “Roos” is a name and a flower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from stdnum.nl import bsn

STREET = (
    r"(?:straat|weg|laan|plein|dijk|hof|kade|singel|gracht|steeg|pad|plantsoen|dreef|park|markt|wal|erf|baan|hoek|"
    r"plaats|burg|horst|veld|kamp|ring)"
)
# “Waalstraat 12”, “waalstraat 3a”, “Nieuwe Dijk 4”.
NUMBERED = re.compile(
    rf"\b(?:[A-Z][\w'’-]*{STREET}|[A-Z][\w'’-]+\s[\w'’-]*(?i:{STREET})|[\w'’-]+(?:straat|laan|plein|dijk|steeg))"
    r"\s+\d{1,4}\s?[a-zA-Z]?\b"
)
# “Oude Haven 3” may be an address; “Groep 8” is none.
CAPITAL_NUMBER = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]{3,}\s+\d{1,4}[a-zA-Z]?\b")
NUMBER = re.compile(r"\b(?:huisnummer|nummer|nr\.?)\s*\d{1,4}\s?[a-z]?\b", re.I)
BARE_STREET = re.compile(
    rf"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+{STREET}\b|\b[A-Z][\w'’-]+(?:straat|laan|plantsoen|steeg)\b"
)
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
PHONE = re.compile(r"(?<!\d)(?:\+31|0031|0)[\s()-]{0,3}(?:\d[\s()-]{0,3}){7,8}\d(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.I)
NINE = re.compile(r"(?<!\d)\d{9}(?!\d)")
SAYS_NAME = re.compile(
    r"\b(?:[Mm]ijn naam is|[Ii]k heet|[Mm]evrouw|[Mm]eneer|[Mm]evr\.?|[Dd]hr\.?|[Dd]e heer|[Ff]amilie)\s+"
    r"((?:van |de |der |den |ter |ten )*[A-Z][\w'’-]+)"
)
SHORTEST_NAME = 3
MONTHS = {
    "Januari", "Februari", "Maart", "April", "Mei", "Juni", "Juli", "Augustus", "September", "Oktober", "November",
    "December", "Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag", "Om", "Van", "Tot",
    "Ik", "Wij", "Er", "De", "Het", "Een", "In", "Op", "Elke", "Voor", "Na", "Vanaf", "Rond", "Windows", "Samen",
    "Mijn", "Met", "Ongeveer", "Alle", "Nog", "Bijna", "Al", "Zo", "Ruim", "Minstens", "Hoogstens", "Iedere", "Plus",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What stood out, and a sentence about it. `certain` is refused; the rest is asked about."""

    words: str
    sentence: str
    certain: bool


def personal_details(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Everything in a public text by which somebody could be found; `names` are those of the person."""
    found = [*certain(text), *own_names(text, names)]
    seen = " ".join(each.words.lower() for each in found)
    return found + [each for each in uncertain(text) if each.words.lower() not in seen]


def certain(text: str) -> list[Found]:
    rows: list[tuple[re.Pattern[str], str]] = [
        (EMAIL, _("Haal het e-mailadres “%(words)s” weg. De ander schrijft u hier op de site.")),
        (PHONE, _("Haal het telefoonnummer “%(words)s” weg. U geeft het later zelf, aan wie u wilt.")),
        (POSTCODE, _("Haal de postcode “%(words)s” weg. Wij laten alleen uw buurt zien.")),
        (LINK, _("Haal het adres “%(words)s” weg. Zet hier geen andere site in.")),
        (NUMBER, _("Haal het huisnummer “%(words)s” weg. Wij laten alleen uw buurt zien.")),
        (NUMBERED, _("Haal het adres “%(words)s” weg. Wij laten alleen uw buurt zien.")),
    ]
    found = [
        Found(words, sentence % {"words": words}, True)
        for pattern, sentence in rows
        for words in (match[0].strip() for match in pattern.finditer(text))
        if words.split()[0] not in MONTHS
    ]
    numbers = [match[0] for match in NINE.finditer(text) if bsn.is_valid(match[0])]
    return found + [
        Found(words, _("“%(words)s” lijkt een burgerservicenummer. Haal het weg.") % {"words": words}, True)
        for words in numbers
    ]


def own_names(text: str, names: Iterable[str]) -> list[Found]:
    """The person's own name, whole or a part of it."""
    parts = {part for name in names for part in re.split(r"[\s-]+", name) if len(part) >= SHORTEST_NAME}
    parts = {part for part in parts if part[0].isupper()}
    sentence = _("Haal de naam “%(words)s” weg. Wie antwoordt, hoort later hoe u heet.")
    return [
        Found(part, sentence % {"words": part}, True)
        for part in sorted(parts)
        if re.search(rf"\b{re.escape(part)}\b", text)
    ]


def uncertain(text: str) -> list[Found]:
    street = _("“%(words)s” lijkt een straat. Is dat zo? Haal die dan weg.")
    name = _("“%(words)s” lijkt een naam. Is dat zo? Haal die dan weg.")
    places = [m for pattern in (BARE_STREET, CAPITAL_NUMBER) for m in pattern.finditer(text)]
    found = [Found(m[0], street % {"words": m[0]}, False) for m in places if m[0].split()[0] not in MONTHS]
    return found + [Found(m[1], name % {"words": m[1]}, False) for m in SAYS_NAME.finditer(text)]
