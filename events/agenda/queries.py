from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from events.agenda.enums import PUBLIC_STATES, EventState
from events.agenda.models import Event, EventTheme
from events.agenda.rules import can_keep_agenda


def with_parts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Everything that a page or a row shows, in a fixed number of queries."""
    return events.select_related("series", "neighbourhood", "worker__profile").prefetch_related(
        Prefetch("theme_items", EventTheme.objects.select_related("tag"))
    )


def public_events(site_id: int) -> QuerySet[Event]:
    """What everyone may read: published and cancelled ones, past ones included."""
    return Event.objects.filter(site_id=site_id, state__in=PUBLIC_STATES)


def coming_events(site_id: int) -> QuerySet[Event]:
    """What is on the site and not over yet, the first one first."""
    return Event.objects.filter(site_id=site_id, state=EventState.PUBLISHED, ends_at__gt=timezone.now()).order_by(
        "starts_at", "pk"
    )


def events_visible_to(user: Any, site_id: int) -> QuerySet[Event]:
    """All for who keeps the agenda, the public ones for everyone else."""
    if can_keep_agenda(user):
        return Event.objects.filter(site_id=site_id)
    return public_events(site_id)
