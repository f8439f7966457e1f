"""Outside the usual files of a slice: the document of a help item. In both engines it has the negative of its number.

Nothing of it is not public: a title, a text, the neighbourhood, and when it suits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from community.help.enums import OPEN_STATES
from community.help.models import HelpItem
from community.help.queries import searchable_items
from portal.places.queries import place_key
from search.analysis import distinct_words, index_terms

SUMMARY_LENGTH = 200


@dataclass
class Documents:
    documents: list[dict[str, Any]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def numbers_of(ids: Iterable[int]) -> list[int]:
    """Under which numbers search knows these items."""
    return [-number for number in ids]


def documents_of(versions: Mapping[int, int], site_id: int | None = None) -> Documents:
    """Of the help items among these numbers what may be found, as it is now."""
    wanted = [-number for number in versions if number < 0]
    if not wanted:
        return Documents()
    items = list(with_parts(searchable_items(site_id).filter(pk__in=wanted)))
    found = Documents([document_of(item, versions[-item.pk]) for item in items])
    found.words = {word for item in items for word in distinct_words(field_texts(item).values())}
    return found


def with_parts(items: QuerySet[HelpItem]) -> QuerySet[HelpItem]:
    return items.select_related("neighbourhood").prefetch_related("slots", "theme_items__tag")


def hold(numbers: Collection[int]) -> None:
    """As `outbox.hold`, for the help items among these numbers."""
    ids = [-number for number in numbers if number < 0]
    if ids:
        list(HelpItem.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk", flat=True))


def batches(site_id: int, last: int, size: int) -> Iterator[list[int]]:
    """The numbers of a site's items, from minus one downwards, after `last`."""
    while True:
        rows = searchable_items(site_id).filter(pk__gt=-last).order_by("pk")
        numbers = numbers_of(rows.values_list("pk", flat=True)[:size])
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


def allowed(site_id: int) -> set[int]:
    return set(numbers_of(searchable_items(site_id).values_list("pk", flat=True)))


# What a vacancy has and a help item never has.
NOTHING: dict[str, Any] = (
    {"skills": [], "skill_names": [], "language_rank": 0, "wheelchair": False, "remote": False}
    | dict.fromkeys(("hours", "minimum_age", "filled_on"))
    | dict.fromkeys(("time_note", "together", "for_whom", "language_level"), "")
)


def document_of(item: HelpItem, version: int) -> dict[str, Any]:
    """The same fields as of a vacancy, so that one mapping and one query serve both."""
    themes = sorted((each.tag for each in item.theme_items.all()), key=lambda tag: tag.slug)
    published = item.published_at or item.created_at
    return {
        **NOTHING,
        "object_id": -item.pk,
        "version": version,
        "site": item.site_id,
        "id": str(item.uuid),
        "external_id": item.external_id,
        "url": f"/vraag-en-aanbod/{item.uuid}/",
        "title": item.title,
        "summary": shortened(item.text),
        "organisation": None,
        "kind": item.kind,
        "status": "open" if item.state in OPEN_STATES else "filled",
        "themes": [theme.slug for theme in themes],
        "theme_names": [theme.name for theme in themes],
        "dayparts": sorted(slot.daypart for slot in item.slots.all()),
        "frequency": item.recurrence,
        "places_left": item.places - item.taken,
        "neighbourhood": item.neighbourhood.slug if item.neighbourhood else "",
        "place": item.place,
        "place_key": place_key(item.place),
        "location": None if item.latitude is None else {"lat": item.latitude, "lon": item.longitude},
        "published_at": published.isoformat(),
        "waiting_since": published.date().isoformat(),
        "drawing": next((theme.drawing for theme in themes), "door"),
        "terms": {name: " ".join(index_terms(text)) for name, text in field_texts(item).items()},
    }


def shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SUMMARY_LENGTH else f"{flat[:SUMMARY_LENGTH].rsplit(' ', 1)[0]} …"


def field_texts(item: HelpItem) -> dict[str, str]:
    themes = [each.tag for each in item.theme_items.all()]
    words = [tag.name for tag in themes] + [alias for theme in themes for alias in theme.aliases]
    where = item.neighbourhood.name if item.neighbourhood else ""
    return {
        "title": item.title,
        "subject": " . ".join(words),
        "summary": "",
        "body": " . ".join([item.text, item.place, where]),
    }
