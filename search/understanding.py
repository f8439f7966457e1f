"""From what somebody typed to what it means: words, place, moments, kind, age, from home, together, how often.

One pure function. What it needs to know of the world (names of places, words that occur, the nearest word) comes in
as a `Vocabulary`. Each piece that was understood can be shown as a chip and taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Protocol

from search import moments
from search.analysis import forms, joins, parts
from search.folding import words_of
from search.wordlists import WordLists, word_lists

# How much a way of matching counts beside the word itself.
WHOLE, JOINED, CORRECTED, PARTS, ENGLISH, VERB, TOPIC = 1.0, 1.2, 0.8, 0.7, 0.95, 0.6, 0.4
SYNONYM, NARROWER = 0.65, 0.45
WEAK_WEIGHT = 0.25
LONGEST_PLACE = 5
SHORTEST_HALF, SHORTEST_PIECE = 4, 3
SEPARABLE = (
    "achter", "terug", "thuis", "samen", "onder", "rond", "voor", "mee", "aan", "uit", "weg", "bij", "door", "over",
    "vast", "klaar", "open", "langs", "heen", "neer", "toe", "af", "op", "in", "na", "om",
)  # fmt: skip
PLACE_SIGNS = {"in", "bij", "rond", "rondom", "omgeving", "nabij", "te", "near", "around"}
AGE = re.compile(
    r"\b(?:ik ben|ben|im|i am)\s+(\d{1,3})\b(?:\s+jaar)?(?:\s+oud)?"
    r"|\b(\d{1,3})(?:\s+jaar(?:\s+oud)?|\s+jarige?|-jarige?|\s+years?\s+old)\b"
    r"|(?<=dochter van )(\d{1,2})\b|(?<=zoon van )(\d{1,2})\b|(?<=kind van )(\d{1,2})\b|(?<=kleinkind van )(\d{1,2})\b"
)


class Vocabulary(Protocol):
    def places(self, keys: Collection[str]) -> dict[str, str]:
        """{key: name} of those that are places."""

    def knows(self, terms: tuple[str, ...]) -> bool:
        """Whether any document is found under one of these terms."""

    def nearest(self, word: str) -> str | None:
        """The word of the documents that is spelt almost like this one; none for a word that is spelt well."""

    def is_common(self, word: str) -> bool:
        """Whether people use this word, in documents or not."""


@dataclass(frozen=True)
class Variant:
    """One way to match: every inner tuple must be there, by any of its terms."""

    all_of: tuple[tuple[str, ...], ...]
    weight: float


@dataclass(frozen=True)
class Group:
    """One thing that was asked for, with the ways to find it; `flag` is a field whose values also count as a match."""

    label: str
    variants: tuple[Variant, ...]
    weight: float = 1.0
    flag: tuple[str, tuple[str, ...]] | None = None

    @property
    def is_strong(self) -> bool:
        return self.weight >= 1.0

    @cached_property
    def ways(self) -> tuple[Variant, ...]:
        """The variants with single words of one weight taken together: that is what the engines ask."""
        single: dict[float, dict[str, None]] = {}
        others: dict[Variant, None] = {}
        for variant in self.variants:
            if len(variant.all_of) == 1:
                single.setdefault(round(variant.weight, 3), {}).update(dict.fromkeys(variant.all_of[0]))
            else:
                others[variant] = None
        return (*(Variant((tuple(terms),), weight) for weight, terms in single.items()), *others)


@dataclass(frozen=True)
class Piece:
    """What is shown as a chip, and the question without it."""

    label: str
    rest: str


@dataclass(frozen=True)
class Understanding:
    text: str = ""
    groups: tuple[Group, ...] = ()
    place: str | None = None
    age: int | None = None
    pieces: tuple[Piece, ...] = ()
    did_you_mean: str | None = None
    intents: tuple[str, ...] = ()

    @property
    def asks_words(self) -> bool:
        return any(group.is_strong for group in self.groups)


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
    while found := reader.find_phrase(_phrases(lists), 4):
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


@lru_cache(maxsize=4)
def _phrases(lists: WordLists) -> frozenset[str]:
    return frozenset(phrase for phrase in lists.heads if " " in phrase)


def phrase_variants(phrase: str) -> tuple[Variant, ...]:
    """The words of a phrase that say something, all of them; “samen eten” also finds what “eten” finds."""
    lists = word_lists()
    words = [word for word in phrase.split() if word not in lists.stop]
    if all(word in lists.weak for word in words):
        words = phrase.split()  # “uren maken”: the words together say what each does not
    own = synonym_variants(words[0]) if len(words) == 1 else ()
    # One word of a phrase says less than the phrase: “op leeftijd” is more than “leeftijd”.
    whole = Variant(tuple(forms(word) for word in words), WHOLE if len(words) > 1 else CORRECTED)
    return whole, Variant((forms(phrase.replace(" ", "")),), JOINED), *synonym_variants(phrase), *own


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
    lists = word_lists()
    variants = [Variant((forms(word),), WHOLE)]
    if word in lists.english:
        dutch = lists.english[word]
        variants += [Variant((forms(dutch),), ENGLISH), *synonym_variants(dutch)]
    pieces = parts(word)
    if not pieces and word not in lists.heads and not reader.vocabulary.is_common(word):
        pieces = split_by_use(reader, word)
    variants += part_variants(pieces) + synonym_variants(word)
    if not any_known(reader, variants):
        variants += verb_variants(word)
        if not any_known(reader, variants):
            variants += topic_variants(pieces)
    if not any_known(reader, variants) and word not in lists.english and word not in lists.heads:
        near = reader.vocabulary.nearest(word)
        if near is not None:
            reader.corrections[word] = near
            weight = 0.0 if near in lists.stop else WEAK_WEIGHT if near in lists.weak else weight
            variants += [Variant((forms(near),), CORRECTED), *synonym_variants(near)]
    return Group(word, tuple(variants), weight=weight)


def any_known(reader: _Reader, variants: Iterable[Variant]) -> bool:
    return reader.vocabulary.knows(tuple(dict.fromkeys(t for way in variants for terms in way.all_of for t in terms)))


def part_variants(pieces: tuple[str, ...]) -> tuple[Variant, ...]:
    """A compound by its parts, each by itself or by what means the same; “hulp” in “computerhulp” asks for nothing."""
    lists = word_lists()
    asked = tuple(piece for piece in pieces if not set(forms(piece)) & (lists.weak | lists.stop))
    if not asked:
        return ()
    loose = tuple(forms(piece) + single_synonyms(piece) for piece in asked)
    return Variant(tuple(forms(piece) for piece in asked), PARTS), Variant(loose, PARTS * SYNONYM)


def topic_variants(pieces: tuple[str, ...]) -> tuple[Variant, ...]:
    """The parts that name a topic of the lists, when nothing has the whole: of “buurthuiskok” the cook."""
    lists = word_lists()
    topics = [piece for piece in pieces if piece in lists.heads and not set(forms(piece)) & (lists.weak | lists.stop)]
    ways = [way for piece in topics for way in (Variant((forms(piece),), 1.0), *synonym_variants(piece))]
    return tuple(replace(way, weight=way.weight * TOPIC) for way in ways)


def single_synonyms(word: str) -> tuple[str, ...]:
    """The forms of the words, not the phrases, that mean the same."""
    return tuple(term for variant in synonym_variants(word) if len(variant.all_of) == 1 for term in variant.all_of[0])


def split_by_use(reader: _Reader, word: str) -> tuple[str, ...]:
    """A compound that no list knows, in words that people use: koffie, schenken; honden, uitlaat, service."""
    return split_common(word, reader.vocabulary) if len(word) >= 2 * SHORTEST_HALF else ()


def split_common(word: str, vocabulary: Vocabulary, depth: int = 3) -> tuple[str, ...]:
    """The longest first word, then what is left as one word or as a compound of its own."""
    for length in range(len(word) - SHORTEST_PIECE, SHORTEST_PIECE - 1, -1):
        if not is_piece(word[:length], vocabulary):
            continue
        for link in ("", "s", "en"):
            tail = word[length:].removeprefix(link)
            if (link and not word[length:].startswith(link)) or len(tail) < SHORTEST_PIECE:
                continue
            if is_piece(tail, vocabulary):
                return word[:length], tail
            if depth > 1 and (rest := split_common(tail, vocabulary, depth - 1)):
                return word[:length], *rest
    return ()


def is_piece(word: str, vocabulary: Vocabulary) -> bool:
    """Four letters and in use, or shorter and a known part of compounds."""
    lists = word_lists()
    if word in lists.parts:
        return True
    return len(word) >= SHORTEST_HALF and (word in lists.heads or vocabulary.is_common(word))


def verb_variants(word: str) -> tuple[Variant, ...]:
    """A separable verb by its verb: “opschrijven” is found where somebody writes something down."""
    for before in SEPARABLE:
        verb = word.removeprefix(before)
        if verb != word and len(verb) >= 6 and verb.endswith("en"):
            return (
                Variant((forms(verb),), VERB),
                *(replace(v, weight=v.weight * VERB) for v in synonym_variants(verb)),
            )
    return ()


def synonym_variants(phrase: str) -> tuple[Variant, ...]:
    """What the lists say of a word or phrase, found by the word itself or by one of its stems."""
    heads = (phrase,) if " " in phrase else synonym_heads(phrase)
    lists = word_lists()
    found: dict[tuple[tuple[str, ...], ...], Variant] = {}
    for table, weight in ((lists.synonyms, SYNONYM), (lists.narrower, NARROWER)):
        for other in dict.fromkeys(other for head in heads for other in table.get(head, ()) if other != phrase):
            if all_of := told(other):
                found.setdefault(all_of, Variant(all_of, weight))
    return tuple(found.values())


def told(phrase: str) -> tuple[tuple[str, ...], ...]:
    """What a document must hold to say a word or phrase; of a phrase its words beside each other.

    One word of a phrase says too little: “op leeftijd” is not “leeftijd”, and “oude mensen” not “oude” and “mensen”.
    """
    words = [word for word in phrase.split() if word not in word_lists().stop]
    if len(words) < 2:
        return (forms(words[0]),) if words and " " not in phrase else ()
    found: list[tuple[str, ...]] = []
    for one, other in pairwise(words):
        found += [(one + other,)] if joins(one, other) else [forms(one), forms(other)]
    return tuple(dict.fromkeys(found))


def synonym_heads(word: str) -> tuple[str, ...]:
    """The heads of the synonym lists that share a stem with a word."""
    heads = _heads_by_form(word_lists())
    found: dict[str, None] = {word: None}
    for form in forms(word):
        found.update(dict.fromkeys(heads.get(form, ())))
    return tuple(found)


@lru_cache(maxsize=4)
def _heads_by_form(lists: WordLists) -> dict[str, tuple[str, ...]]:
    heads: dict[str, tuple[str, ...]] = {}
    for head in (*lists.synonyms, *lists.narrower.keys() - lists.synonyms.keys()):
        if " " not in head:
            for form in forms(head):
                heads[form] = (*heads.get(form, ()), head)
    return heads


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
