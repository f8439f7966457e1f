"""Outside the usual files of a slice: vacancies that editors put on top for a question and for a time."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from search.enums import Effect
from search.folding import words_of
from search.lexicon import Lexicon
from search.meaning import Understanding
from search.models import Highlight
from search.understanding import understand
from search.wordforms import forms


def key_of(understanding: Understanding) -> str:
    """The words of a question without place, moment and order: “taalmaatjes in Tiel” is “taalmaatjes”."""
    words = {word for group in understanding.groups if group.flag is None for word in words_of(group.label)}
    return " ".join(sorted(words))[:200]


def is_same(one: str, other: str) -> bool:
    """Whether two keys ask for the same: every word of each shares a form with a word of the other."""
    mine, theirs = ([set(forms(word)) for word in key.split()] for key in (one, other))
    return len(mine) == len(theirs) and all(any(words & others for others in theirs) for words in mine)


def highlights_now(site_id: int, day: date | None = None) -> QuerySet[Highlight]:
    """What editors chose for a day, whatever the question, the oldest choice first."""
    today = day or timezone.localdate()
    return Highlight.objects.filter(site_id=site_id, from_day__lte=today, until_day__gte=today).order_by("pk")


def chosen(site_id: int, understanding: Understanding) -> tuple[tuple[int, ...], frozenset[int]]:
    """The vacancies on top in their order, and those that stand somewhat higher."""
    key = key_of(understanding)
    rows = highlights_now(site_id).values_list("key", "vacancy", "effect")
    found = [(number, effect) for other, number, effect in rows if is_same(key, other)]
    pinned = dict.fromkeys(number for number, effect in found if effect == Effect.PIN)
    return tuple(pinned), frozenset(number for number, effect in found if effect == Effect.LIFT)


def save_highlight(*, highlight: Highlight) -> Highlight:
    highlight.key = key_of(understand(highlight.words, Lexicon(highlight.site_id)))
    highlight.save()
    return highlight
