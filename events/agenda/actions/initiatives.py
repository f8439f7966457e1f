"""A day of an initiative of residents goes into the agenda: as a new event, or as one that stands there already."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.dialogue.initiatives import actions as initiatives
from community.dialogue.initiatives.exceptions import InitiativeError
from community.dialogue.initiatives.models import InitiativeDate
from events.agenda.actions.keeping import publish_walk_in
from events.agenda.exceptions import AlreadyChanged, InThePast, NotAllowed
from events.agenda.models import Event
from events.agenda.queries import key_of
from events.agenda.rules import can_bring_in


def bring_in(*, day: InitiativeDate, by: Any) -> Event:
    """The day becomes an event where everybody walks in; two clicks make one. Raises InThePast, AlreadyChanged."""
    if not can_bring_in(by, day):
        raise NotAllowed
    if day.starts_at <= timezone.now():
        raise InThePast
    initiative = day.initiative
    with transaction.atomic():
        event = publish_walk_in(
            by=by,
            site=day.site,
            title=day.title,
            summary=initiative.title,
            description=initiative.summary,
            drawing="hammer",
            starts_at=day.starts_at,
            location_name=day.place,
            worker=initiative.worker,
        )
        tie(day, event, by)
    return event


def point_at(*, day: InitiativeDate, event: Event, by: Any) -> InitiativeDate:
    """The day is an event that stands in the agenda already."""
    if not can_bring_in(by, day) or event.site_id != day.site_id:
        raise NotAllowed
    with transaction.atomic():
        tie(day, event, by)
    return day


def tie(day: InitiativeDate, event: Event, by: Any) -> None:
    try:
        initiatives.tie_date(day=day, event=key_of(event), starts_at=event.starts_at, place=place_of(event), by=by)
    except InitiativeError as refusal:
        raise AlreadyChanged(str(refusal)) from None


def place_of(event: Event) -> str:
    return ", ".join(part for part in (event.location_name, event.place) if part)


def let_go(*, day: InitiativeDate, by: Any) -> InitiativeDate:
    """On its own again; the event stays in the agenda."""
    if not can_bring_in(by, day):
        raise NotAllowed
    try:
        return initiatives.loosen_date(day=day, by=by)
    except InitiativeError as refusal:
        raise AlreadyChanged(str(refusal)) from None
