"""Outside the usual files of a slice: what is read of a question about help beside what every question says. Pure.

On which side somebody stands: “wie kan mij helpen” looks for an offer, “ik kan goed naaien” for a request. That only
helps the order. And what is asked at heart: of “zonnepanelen laten leggen”, when nobody has anything with solar panels,
the verb alone finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from search.meaning import Group, Understanding, Variant
from search.understanding import WEAK_WEIGHT
from search.wordlists import word_lists

Finds = Callable[[Variant], bool]

NEEDS = re.compile(
    r"\b(?:wie (?:kan|wil|zou|helpt|leert|leest|rijdt|past|brengt|gaat|komt|let)|"
    r"ik (?:zoek|snap|begrijp|kan niet|heb .{0,30}nodig)|help mij|hulp nodig|gezocht|"
    r"kan iemand|wil iemand|is er iemand|mij helpen|voor mij)\b",
    re.I,
)
WHOM = r"(?:iemand|mensen|anderen|een \w+|ouderen|kinderen)"
GIVES = re.compile(
    r"\b(?:ik (?:bied|help graag|wil helpen|kan goed|doe graag|ben goed in|ben handig)|aangeboden|"
    r"iets (?:doen|betekenen) voor|"
    rf"wil (?:graag )?{WHOM} (?:\w+ ){{0,3}}(?:helpen|brengen|bijstaan|leren|bezoeken))\b",
    re.I,
)
# Who needs something is also helped by the request of another in the same need; who gives wants requests.
NEEDS_WEIGHT, GIVES_WEIGHT = 0.25, 0.5


def read_side(understanding: Understanding) -> Understanding:
    """The understanding with a weak wish for the other side, when the words say where somebody stands."""
    if not understanding.groups:
        return understanding
    if NEEDS.search(understanding.text):
        kind, weight = "offer", NEEDS_WEIGHT
    elif GIVES.search(understanding.text):
        kind, weight = "request", GIVES_WEIGHT
    else:
        return understanding
    side = Group(kind, (), weight=weight, flag=("kind", (kind,)))
    return replace(understanding, groups=(*understanding.groups, side))


def read_heart(understanding: Understanding, finds: Finds) -> Understanding:
    """Where the thing that was asked is nowhere, the plain verb behind it counts little; a verb that is a topic stays.

    In Dutch the verb of a wish comes last: “zonnepanelen laten leggen”, “een put graven”.
    """
    strong = [group for group in understanding.groups if group.is_strong]
    if len(strong) < 2 or not is_plain_verb(strong[-1]):
        return understanding
    *things, verb = strong
    if any(group.flag is not None or any(map(finds, group.variants)) for group in things):
        return understanding
    groups = (replace(each, weight=WEAK_WEIGHT) if each is verb else each for each in understanding.groups)
    return replace(understanding, groups=tuple(groups))


def is_plain_verb(group: Group) -> bool:
    """What looks like an infinitive and is no topic of the lists: leggen, zetten, plaatsen; koken is one."""
    return group.flag is None and group.label.endswith("en") and group.label not in word_lists().heads
