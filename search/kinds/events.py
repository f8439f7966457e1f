"""What comes in the agenda; of a series only its next time."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from events.agenda.models import Event
from events.agenda.queries import coming_events, with_parts
from events.agenda.wording import when_text
from search.kinds import Found, Kind

MOST = 500
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
NOON, EVENING = 12, 18


def rows(site: Site) -> list[Event]:
    """The next ones first; a series stands there once."""
    coming = with_parts(coming_events(site.pk))[:MOST]
    return list({event.series_id or f"event {event.pk}": event for event in reversed(coming)}.values())[::-1]


def about(event: Event) -> str:
    themes = [item.tag.name for item in event.theme_items.all()]
    words = [event.summary, event.description, event.location_name, event.place, *themes, *moment(event)]
    return " . ".join(filter(None, words))


def moment(event: Event) -> tuple[str, str]:
    """The words with which people ask for a moment: vrijdag, avond; in Dutch, as the analysis is."""
    start = timezone.localtime(event.starts_at)
    part = "ochtend" if start.hour < NOON else "middag" if start.hour < EVENING else "avond"
    return DAYS[start.weekday()], part


def show(event: Event, site: Site) -> Found:
    return Found(event.title, event.get_absolute_url(), when_text(event))


KIND = Kind(
    key="agenda", label=_("Agenda"), word=_("agenda"), rows=rows, name=lambda event: event.title, about=about,
    show=show, drop=frozenset({"activiteit", "activiteiten", "agenda"}),
)  # fmt: skip
