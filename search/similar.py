"""Outside the usual files of a slice: what is like a vacancy, by its words, themes and place."""

from __future__ import annotations

from search.contract import Hit, Point, Query
from search.engines import search
from search.folding import words_of
from search.meaning import Group, Understanding, Variant
from search.wordforms import forms
from search.wordlists import word_lists
from vacancies.bank.models import Vacancy


def similar_hits(vacancy: Vacancy, count: int) -> tuple[Hit, ...]:
    """Open vacancies with some of the same words or themes, the nearest first; never the vacancy itself."""
    query = Query(
        understanding=Understanding(groups=groups_of(vacancy)),
        point=point_of(vacancy),
        radius_km=30.0 if point_of(vacancy) else None,
        page_size=count + 1,
    )
    found = search(query, vacancy.site_id).hits
    if len(found) <= count:
        wider = search(Query(understanding=Understanding(), sort="newest", page_size=count + 6), vacancy.site_id).hits
        found += tuple(hit for hit in wider if hit.id not in {other.id for other in found})
    return tuple(hit for hit in found if hit.id != str(vacancy.uuid))[:count]


def groups_of(vacancy: Vacancy) -> tuple[Group, ...]:
    """Two wishes, each with many ways: its themes, and the words of its title."""
    lists = word_lists()
    themes = " ".join(item.tag.name for item in vacancy.theme_items.all())
    groups = []
    for text in (themes, vacancy.title):
        words = [word for word in words_of(text) if word not in lists.stop | lists.weak]
        if words:
            groups.append(Group(text, tuple(Variant((forms(word),), 1.0) for word in dict.fromkeys(words))))
    return tuple(groups)


def point_of(vacancy: Vacancy) -> Point | None:
    if vacancy.latitude is None or vacancy.longitude is None:
        return None
    return Point(vacancy.place, vacancy.latitude, vacancy.longitude)
