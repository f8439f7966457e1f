"""Which rows of a kind answer a question, read with the same analysis as the vacancies. Pure, given the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from search.analysis import index_terms
from search.folding import fold, words_of
from search.kinds import Kind
from search.meaning import Group, Understanding, Variant
from search.ranking import needed
from search.wordforms import forms
from search.wordlists import WordLists, word_lists

IN_NAME, IN_TEXT = 3.0, 1.0
SHORTEST_BEGIN = 3


def matching(kind: Kind, rows: Iterable[Any], understanding: Understanding) -> list[Any]:
    """At most `kind.limit` rows, the best first; equals in the order in which they came."""
    groups = asked_groups(kind, understanding)
    if not groups:
        return []
    scored = [(score(groups, kind.name(row), kind.about(row)), row) for row in rows]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [row for _score, row in best[: kind.limit]]


def asked_groups(kind: Kind, understanding: Understanding) -> list[Group]:
    """What a row must have: the words; a place or a moment only when nothing else was asked."""
    groups = [group for group in understanding.groups if group.label not in kind.drop]
    strong = [group for group in groups if group.is_strong and group.flag is None] or groups
    if strong or understanding.place is None:
        return strong
    words = words_of(understanding.place)
    return [Group(understanding.place, (Variant(tuple(forms(word) for word in words), 1.0),))]


def score(groups: list[Group], name: str, about: str) -> float:
    """How well a row answers; 0 when less than half of what was asked is there."""
    lists = word_lists()
    named, told = terms(name, lists), terms(about, lists)
    found = [
        max(way(group, named) * IN_NAME, begun(group, name), way(group, named | told) * IN_TEXT) for group in groups
    ]
    had = sum(1 for points in found if points)
    return sum(found) if had >= needed(len(groups)) else 0.0


def way(group: Group, known: Collection[str]) -> float:
    """The weight of the best variant that these terms hold."""
    holds = (v.weight for v in group.variants if all(any(term in known for term in terms) for terms in v.all_of))
    return max(holds, default=0.0)


def begun(group: Group, name: str) -> float:
    """Names are known by their beginning: “jo” finds nobody, “joy” finds Joyce."""
    words = words_of(name)
    asked = words_of(group.label)
    long = all(len(begin) >= SHORTEST_BEGIN for begin in asked)
    return IN_NAME if long and all(any(word.startswith(begin) for word in words) for begin in asked) else 0.0


def begins(text: str, wanted: Collection[str]) -> bool:
    """Whether every typed word begins some word of the text."""
    words = words_of(fold(text))
    return all(any(word.startswith(begin) for word in words) for begin in wanted)


@lru_cache(maxsize=5_000)
def terms(text: str, lists: WordLists) -> frozenset[str]:
    """The terms of a text under the lists in use; texts of pages are long and seldom change."""
    return frozenset(index_terms(text))
