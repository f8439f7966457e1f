"""From what somebody typed to what it means: words, place, moments, kind, age, from home, together, how often.

One pure function. What it needs to know of the world (names of places, words that occur, the nearest word) comes in
as a `Vocabulary`. Each piece that was understood can be shown as a chip and taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from search import moments
from search.compounds import common_pieces, parts
from search.folding import words_of
from search.meaning import Group, Piece, Understanding, Variant, Vocabulary
from search.variants import (
    CORRECTED,
    ENGLISH,
    JOINED,
    WHOLE,
    part_variants,
    phrase_variants,
    phrases_in_use,
    synonym_variants,
    told,
    topic_variants,
    verb_variants,
)
from search.wordforms import forms
from search.wordlists import word_lists

WEAK_WEIGHT = 0.25
LONGEST_PLACE = 5
PLACE_SIGNS = {"in", "bij", "rond", "rondom", "omgeving", "nabij", "te", "near", "around"}
AGE = re.compile(
    r"\b(?:ik ben|ben|im|i am)\s+(\d{1,3})\b(?:\s+jaar)?(?:\s+oud)?"
    r"|\b(\d{1,3})(?:\s+jaar(?:\s+oud)?|\s+jarige?|-jarige?|\s+years?\s+old)\b"
    r"|(?<=dochter van )(\d{1,2})\b|(?<=zoon van )(\d{1,2})\b|(?<=kind van )(\d{1,2})\b|(?<=kleinkind van )(\d{1,2})\b"
)


@dataclass
class _Reader:
    """The words that are left, and what was understood of those that are gone."""

    text: str
    vocabulary: Vocabulary
    words: list[str] = field(default_factory=list)
    labels: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    groups: list[Group] = field(default_factory=list)
    place: str | None = None
    age: int | None = None
    corrections: dict[str, str] = field(default_factory=dict)
    intents: dict[str, None] = field(default_factory=dict)

    def free(self, start: int, length: int) -> bool:
        return start + length <= len(self.words) and not self.used.intersection(range(start, start + length))

    def phrase(self, start: int, length: int) -> str:
        return " ".join(self.words[start : start + length])

    def take(self, label: str, positions: tuple[int, ...]) -> None:
        self.used.update(positions)
        self.labels.append((label, positions))

    def find_phrase(self, phrases: object, longest: int = 4) -> tuple[str, tuple[int, ...]] | None:
        """The longest phrase of a table that stands in the words that are left."""
        for length in range(longest, 0, -1):
            for start in range(len(self.words)):
                if self.free(start, length) and self.phrase(start, length) in phrases:  # type: ignore[operator]
                    return self.phrase(start, length), tuple(range(start, start + length))
        return None


def understand(text: str, vocabulary: Vocabulary) -> Understanding:
    """Read a question of at most some hundreds of characters. Never raises; what is not understood is a word."""
    reader = _Reader(text, vocabulary, words_of(text)[:40])
    read_age(reader)
    read_moments(reader)
    read_flags(reader)
    read_place(reader)
    read_words(reader)
    return Understanding(
        text=text.strip(),
        groups=tuple(reader.groups),
        place=reader.place,
        age=reader.age,
        pieces=pieces_of(reader),
        did_you_mean=corrected_text(reader),
        intents=tuple(reader.intents),
    )


def read_age(reader: _Reader) -> None:
    sentence = " ".join(reader.words)
    match = AGE.search(sentence)
    if match is None:
        return
    age = int(next(filter(None, match.groups())))
    if not 5 <= age <= 120:
        return
    start = len(sentence[: match.start()].split())
    reader.age = age
    reader.take(f"{age} jaar", tuple(range(start, start + len(match[0].split()))))


def read_moments(reader: _Reader) -> None:
    """A day and a part beside it are one moment: zaterdag ochtend."""
    for start in range(len(reader.words)):
        if not reader.free(start, 1):
            continue
        day, part, span = moments.dayparts_of(reader.words[start])
        positions: tuple[int, ...] = (start,)
        if day and not part and reader.free(start + 1, 1):
            _day, part, _span = moments.dayparts_of(reader.words[start + 1])
            positions = (start, start + 1) if part and not _day else (start,)
            part = part if len(positions) == 2 else None
        if day or part or span:
            words = [reader.words[position] for position in positions]
            variants = tuple(Variant((forms(word),), 0.5) for word in words)
            dayparts = span or moments.expand(day, part)
            reader.groups.append(Group(" ".join(words), variants, flag=("daypart", dayparts)))
            reader.take(" ".join(words), positions)


def read_flags(reader: _Reader) -> None:
    tables = (
        ("frequency", moments.FREQUENCIES, 4),
        ("together", moments.TOGETHER, 4),
        ("remote", dict.fromkeys(moments.REMOTE, "true"), 3),
        ("kind", moments.KINDS, 3),
    )
    for name, table, longest in tables:
        found = reader.find_phrase(table, longest)
        if found is None or (found[0] == "thuis" and "bij" in reader.words):  # bij mensen thuis is not from home
            continue
        phrase, positions = found
        variants: tuple[Variant, ...] = (Variant(tuple(forms(word) for word in phrase.split()), 0.5),)
        # Work together is a wish that few vacancies name, so it only helps the order.
        weight = WEAK_WEIGHT if name == "together" else 1.0
        reader.groups.append(Group(phrase, variants, weight=weight, flag=(name, (table[phrase],))))
        reader.take(phrase, positions)


def read_place(reader: _Reader) -> None:
    """The longest piece of the words that is a place, the first of equals."""
    spans = list(possible_places(reader))
    names = reader.vocabulary.places({key for _start, _length, key in spans}) if spans else {}
    for start, length, key in spans:
        if key in names:
            sign = start > 0 and reader.words[start - 1] in PLACE_SIGNS
            first = start - 1 if sign and reader.free(start - 1, 1) else start
            reader.place = names[key]
            reader.take(names[key], tuple(range(first, start + length)))
            return


def possible_places(reader: _Reader) -> Iterator[tuple[int, int, str]]:
    """(start, number of words, key) of what may be a place, the longest first."""
    for length in range(LONGEST_PLACE, 0, -1):
        for start in range(len(reader.words) - length + 1):
            key = reader.phrase(start, length).replace("-", " ")
            sign = start > 0 and reader.words[start - 1] in PLACE_SIGNS
            if reader.free(start, length) and (sign or not is_common_word(key)):
                yield start, length, key


def is_common_word(key: str) -> bool:
    """Places such as Buren, Best and Huizen are words too: they need “in” or “bij” before them."""
    lists = word_lists()
    return " " not in key and (
        key in lists.stop or key in lists.weak or key in lists.parts or key in lists.heads or key in lists.english
    )


def read_words(reader: _Reader) -> None:
    lists = word_lists()
    while found := reader.find_phrase(phrases_in_use(lists), 4):
        phrase, positions = found
        reader.groups.append(Group(phrase, phrase_variants(phrase)))
        reader.take(phrase, positions)
    left = [i for i in range(len(reader.words)) if i not in reader.used and reader.words[i] not in lists.stop]
    strong = [i for i in left if reader.words[i] not in lists.weak and not reader.words[i].isdigit()]
    for position in left:
        word = reader.words[position]
        weak = position not in strong and bool(strong or reader.groups)
        group = word_group(reader, word, weight=WEAK_WEIGHT if weak else 1.0)
        if not group.weight:  # a typing error in a word that says nothing
            reader.take(word, (position,))
            continue
        neighbours = joined_variants(reader, position, left)
        reader.groups.append(Group(group.label, group.variants + neighbours, weight=group.weight))
        reader.take(word, (position,))
        if word in lists.intents:
            reader.intents[lists.intents[word]] = None


def joined_variants(reader: _Reader, position: int, left: list[int]) -> tuple[Variant, ...]:
    """Two words beside each other may be one compound: huiswerk hulp, huiswerkhulp."""
    joined: list[Variant] = []
    for one, other in ((position - 1, position), (position, position + 1)):
        if one in left and other in left:
            word = reader.words[one] + reader.words[other]
            joined.append(Variant((forms(word),), JOINED))
            meant = word_lists().english.get(word, word)  # board games
            joined += synonym_variants(meant) if meant in word_lists().heads else ()
    return tuple(joined)


def word_group(reader: _Reader, word: str, *, weight: float) -> Group:
    """A word with every way to find it. What nothing is found by is tried as a verb, as a typing error, as a topic."""
    lists = word_lists()
    variants = [Variant((forms(word),), WHOLE)]
    if word in lists.english:
        dutch = lists.english[word]
        variants += [Variant(told(dutch) or (forms(dutch),), ENGLISH), *synonym_variants(dutch)]
    is_listed = word in lists.heads or word in lists.english
    pieces = parts(word) or (() if is_listed else common_pieces(word))
    variants += part_variants(pieces) + synonym_variants(word)
    if any_known(reader, variants):
        return Group(word, tuple(variants), weight=weight)
    verbs = verb_variants(word)
    variants += verbs
    if any_known(reader, verbs):
        return Group(word, tuple(variants), weight=weight)
    near = None if is_listed else reader.vocabulary.nearest(word)
    if near is None:
        # What the lists know has a meaning of its own: nobody who asks for paardrijden wants to be driven.
        topics = topic_variants(pieces[:1] if is_listed else pieces)
        return Group(word, (*variants, *topics), weight=weight)
    reader.corrections[word] = near
    weight = 0.0 if near in lists.stop else WEAK_WEIGHT if near in lists.weak else weight
    return Group(word, (*variants, Variant((forms(near),), CORRECTED), *synonym_variants(near)), weight=weight)


def any_known(reader: _Reader, variants: Iterable[Variant]) -> bool:
    """Whether some document is found in one of these ways."""
    return reader.vocabulary.knows([way.all_of for way in variants])


def pieces_of(reader: _Reader) -> tuple[Piece, ...]:
    """Chips in the order of the words; a stop word goes with nobody and is not shown."""
    ordered = sorted(reader.labels, key=lambda item: item[1])
    chips = []
    for label, positions in ordered:
        rest = " ".join(word for i, word in enumerate(reader.words) if i not in positions)
        only_stop = all(word in word_lists().stop for word in rest.split())
        chips.append(Piece(label, "" if only_stop else rest))
    return tuple(chips)


def corrected_text(reader: _Reader) -> str | None:
    if not reader.corrections:
        return None
    return " ".join(reader.corrections.get(word, word) for word in reader.words)
