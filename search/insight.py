"""Outside the usual files of a slice: what is asked, counted by day without who asked, for editors to learn from."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from search.folding import words_of
from search.models import SearchCount
from search.variants import synonym_heads
from search.wordlists import word_lists

logger = logging.getLogger("portal.search")

DAYS = 90
MOST_WORDS = 6
LONGEST = 60
KEEP_DAYS = 730
MOST_THEMES = 50
# A number of four digits or more may be a telephone number, a postcode or a year of birth.
PERSONAL = re.compile(r"\d{4,}|@")


def countable(text: str) -> str:
    """The question as it is counted; empty when it may say something of a person, or is a whole story."""
    words = words_of(text)
    short = " ".join(words)
    return "" if PERSONAL.search(text) or len(words) > MOST_WORDS or len(short) > LONGEST else short


def note_search(site_id: int, text: str, place: str, found: int) -> None:
    """Count a question that was sent, not one that is still being typed; a place in the words is a place."""
    count(site_id, text, place, asked=1, nothing=0 if found else 1)


def note_opened(request: HttpRequest) -> None:
    """Count that a result was opened, when the page before was our own list with a question."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or not before.path.endswith("/vacatures/"):
        return
    parameters = {name: values[-1] for name, values in parse_qs(before.query).items()}
    site = Site.find_for_request(request)
    if site is not None and parameters.get("q"):
        count(site.pk, parameters["q"], parameters.get("place", ""), opened=1)


def count(site_id: int, text: str, place: str, **more: int) -> None:
    """Add to the counts of today; a search never fails because of it."""
    asked = countable(text)
    if not asked:
        return
    where = "" if PERSONAL.search(place) else place.strip()[:LONGEST].title()
    try:
        with transaction.atomic():
            row, _made = SearchCount.objects.get_or_create(
                site_id=site_id, day=timezone.localdate(), text=asked, place=where
            )
            SearchCount.objects.filter(pk=row.pk).update(**{name: F(name) + number for name, number in more.items()})
    except DatabaseError:
        logger.warning("a search was not counted")


def insight(site_id: int) -> dict[str, list[dict[str, Any]]]:
    """Of the last 90 days: what found nothing, what was found and not opened, and what is asked most per place."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows: Any = SearchCount.objects.filter(site_id=site_id, day__gte=since)
    sums: dict[str, Any] = {"n": Sum("asked"), "none": Sum("nothing"), "clicks": Sum("opened")}
    by_text = rows.values("text").annotate(**sums)
    per_place = rows.exclude(place="").values("place", "text").annotate(**sums)
    return {
        "nothing": list(by_text.filter(none__gt=0).order_by("-none", "text")[:50]),
        "unopened": list(by_text.filter(clicks=0, n__gt=F("none")).order_by("-n", "text")[:50]),
        "places": themes_per_place(per_place),
    }


def themes_per_place(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """{place, text, n, none} for each theme that is asked in a place, the most asked first."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        for theme in themes_of(row["text"], row["place"]):
            found.setdefault((row["place"], theme), Counter()).update(n=row["n"], none=row["none"])
    listed: list[dict[str, Any]] = [
        {"place": place, "text": theme, **numbers} for (place, theme), numbers in found.items()
    ]
    return sorted(listed, key=lambda row: (-row["n"], row["place"], row["text"]))[:MOST_THEMES]


def themes_of(text: str, place: str) -> tuple[str, ...]:
    """The themes that a question is about: “hond uitlaten” is about dieren; else its own words without the place."""
    lists, where = word_lists(), set(words_of(place))
    words = [word for word in text.split() if word not in lists.stop and word not in where]
    heads = (head for word in words for head in (word, lists.english.get(word, ""), *synonym_heads(word)))
    themes = tuple(dict.fromkeys(lists.intents[head] for head in heads if head in lists.intents))
    return themes or ((" ".join(words),) if words else ())


def forget_old_counts() -> None:
    SearchCount.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEEP_DAYS)).delete()
