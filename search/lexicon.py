"""What `understand` needs to know of the world: names of places, words that occur, the nearest word."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from django.db.models import Max

from portal.places.models import Place
from portal.places.queries import find_aliases, place_key
from search import dutch
from search.contract import VACANCIES
from search.database.text import finds_any
from search.meaning import Terms
from search.models import SearchDocument, SearchWord
from search.wordlists import word_lists

SHORTEST_PLACE = 3
SHORTEST_WORD = 4
LONG_WORD = 7
# “vrijwiligerswerk” says as little as it would when spelt well; of short words too many look alike.
LONG_ENOUGH = 8


class Lexicon:
    """The vocabulary of one site. Each question asks the database a few times."""

    def __init__(self, site_id: int, collection: str = VACANCIES) -> None:
        self.site_id, self.collection = site_id, collection

    def places(self, keys: Collection[str]) -> dict[str, str]:
        """The largest place of each name; else one that only our vacancies know; else one that is also called so."""
        wanted = {key for key in keys if len(key) >= SHORTEST_PLACE and key not in word_lists().stop}
        rows = Place.objects.filter(key__in=wanted).order_by("population").values_list("key", "name")
        names = dict(rows)
        own = SearchDocument.objects.filter(site_id=self.site_id, place_key__in=wanted - names.keys())
        names = dict(own.values_list("place_key", "place").distinct()) | names
        unknown = {place_key(key): key for key in wanted - names.keys()}
        aliases = find_aliases(unknown) if unknown else {}
        return names | {unknown[key]: place.name for key, place in aliases.items()}

    def knows(self, ways: Collection[Terms]) -> bool:
        return finds_any(ways, self.collection)

    def nearest(self, word: str) -> str | None:
        """The most likely word: the least changes, then the same beginning; None when nothing is near enough.

        A word that is Dutch is spelt well: what nobody offers is then not found, and not what looks like it.
        """
        if len(word) < SHORTEST_WORD or not word.isalpha() or dutch.is_word(word):
            return None
        most = 1 if len(word) < LONG_WORD else 2
        heard = sound(word)
        best: tuple[int, int, str] | None = None
        for other in candidates(len(word), 2, SearchWord.objects.aggregate(last=Max("pk"))["last"] or 0):
            if other[0] != word[0] and other[1:3] != word[1:3]:
                continue
            changes = edit_distance(word, other, most)
            if changes > most and sound(other) == heard:
                changes = most
            if changes <= most:
                rank = (changes, -common_prefix(word, other), other)
                best = min(best, rank) if best else rank
        return best[2] if best else None


@lru_cache(maxsize=64)
def candidates(length: int, most: int, last: int) -> tuple[str, ...]:
    """The known words of about a length; `last` makes the cache forget when words were added."""
    lists = word_lists()
    long = (word for word in (*lists.stop, *lists.weak) if len(word) >= LONG_ENOUGH)
    words = (*SearchWord.objects.values_list("word", flat=True), *lists.heads, *long)
    return tuple(word for word in words if abs(len(word) - length) <= most and " " not in word)


# How a Dutch word is heard, in this order: what is written otherwise and sounds the same comes out the same.
SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("isch$", "is"), ("tie", "si"), ("ph", "f"), ("th|dt", "t"), ("c(?=[eiy])", "s"), ("ch", "g"), ("x", "ks"),
        ("[cq]u?", "k"), ("z", "s"), ("v", "f"), ("ij|ei|y", "y"), ("ouw?|auw?", "au"), ("ie", "i"), ("d$", "t"),
        ("b$", "p"), (r"(.)\1+", r"\1"), ("(?<=..)e$", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    for pattern, letters in SOUNDS:
        word = pattern.sub(letters, word)
    return word


def common_prefix(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def edit_distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours; anything above `most` comes back as `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
