"""Events: made, changed, put on the site, called off. Series are in `series`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from community.dialogue.initiatives import actions as initiatives
from community.dialogue.networks import actions as networks
from events.agenda.actions.places import hold_queue
from events.agenda.actions.signing_up import add_times_of_series
from events.agenda.actions.telling import tell
from events.agenda.actions.waiting import offer_free_places
from events.agenda.enums import TRANSITIONS, CallKind, EventState
from events.agenda.exceptions import (
    AlreadyChanged,
    ClockChange,
    NotAllowed,
    ReasonMissing,
    StillSignedUp,
    TooFewPlaces,
)
from events.agenda.models import Event, Registration
from events.agenda.queries import key_of, to_be_told
from events.agenda.rules import can_keep_agenda
from portal.history import changed
from portal.history.actions import record_change
from portal.places.queries import neighbourhood_of_postcode

WALK_IN_LASTS = timedelta(hours=2)
# Addresses below /agenda/ that are pages of their own.
RESERVED = frozenset({"plek", "voorbij", "programma", "in-uw-telefoon"})
# What a guest must hear of when it changes.
TOLD = ("starts_at", "ends_at", "location_name", "street", "place", "phone_number", "phone_code", "link")
# Moved by conditional updates or by actions of their own, so never saved along.
APART = frozenset({"id", "uuid", "taken", "sequence", "state", "head_count", "published_at", "created_at"})
SAVED = [field.name for field in Event._meta.concrete_fields if field.name not in APART]
COPIED = [name for name in SAVED if name not in {"slug", "starts_at", "ends_at", "cancelled_reason", "updated_at"}]


def new_slug(event: Event) -> str:
    """An address that is free on the site: the title, with the day when that is taken."""
    base = slugify(event.title)[:150] or "activiteit"
    day = timezone.localtime(event.starts_at)
    tries = [base, f"{base}-{day:%Y-%m-%d}", *(f"{base}-{day:%Y-%m-%d}-{n}" for n in range(2, 200))]
    taken = set(
        Event.objects.filter(site=event.site, slug__startswith=base).exclude(pk=event.pk).values_list("slug", flat=True)
    )
    return next(slug for slug in tries if slug not in taken | RESERVED)


def publish_walk_in(*, by: Any, starts_at: datetime, **values: Any) -> Event:
    """An event of two hours where everybody walks in, on the site at once. Inside the caller's transaction."""
    event = Event(
        state=EventState.PUBLISHED,
        starts_at=starts_at,
        ends_at=starts_at + WALK_IN_LASTS,
        takes_sign_up=False,
        published_at=timezone.now(),
        **values,
    )
    event.slug = new_slug(event)
    event.save()
    record_change(obj=event, from_state=EventState.DRAFT, to_state=event.state, by=by)
    changed.send(Event, ids=[event.pk])
    return event


def save_event(*, event: Event, by: Any, themes: Iterable[Any] | None = None, told: set[str] | None = None) -> Event:
    """Keep a new or changed event. Raises TooFewPlaces.

    When time, place, number or link changed of an event that is on the site, everyone who signed up is told; whose
    contact key is in `told` knows it already, and the others are added to it.
    """
    if not can_keep_agenda(by):
        raise NotAllowed
    with transaction.atomic():
        event.slug = event.slug if event.slug and event.slug not in RESERVED else new_slug(event)
        if event.neighbourhood_id is None and event.postcode:
            event.neighbourhood = neighbourhood_of_postcode(event.site_id, event.postcode)
        old = Event.objects.select_for_update().filter(pk=event.pk).first() if event.pk else None
        if old is None:
            event.save()
            record_change(obj=event, from_state="", to_state=event.state, by=by)
        else:
            write(event, old)
        if themes is not None:
            event.themes.set(themes)
        changed.send(Event, ids=[event.pk])
        if old is not None:
            follow_up(event, old, told)
            place = ", ".join(part for part in (event.location_name, event.place) if part)
            for follow in (initiatives.follow_event, networks.follow_event):
                follow(event=key_of(event), starts_at=event.starts_at, place=place)
    return event


def naive(moment: datetime) -> datetime:
    """As the clock on the wall says it."""
    return timezone.localtime(moment).replace(tzinfo=None)


def write(event: Event, old: Event) -> None:
    event.taken, event.state, event.sequence = old.taken, old.state, old.sequence
    if event.capacity is not None and event.capacity < old.taken:
        raise TooFewPlaces
    other = [name for name in SAVED if getattr(event, name) != getattr(old, name)]
    if not set(other) - {"updated_at"}:
        return  # a form that was sent without a change: calendars and feeds have nothing to tell
    event.sequence += bool(set(other) & set(TOLD))
    try:
        with transaction.atomic():
            event.save(update_fields=[*SAVED, "sequence"])
    except IntegrityError as error:
        raise TooFewPlaces from error


def follow_up(event: Event, old: Event, told: set[str] | None) -> None:
    """What a change brings about: guests are told, and new places are offered to the queue."""
    if event.sequence != old.sequence and event.state == EventState.PUBLISHED and not event.is_past:
        for registration in not_yet(told, to_be_told(event)):
            tell(registration, CallKind.CHANGED, key=str(event.sequence), old=old, always=told is not None)
    if event.capacity != old.capacity:
        hold_queue(event)
        offer_free_places(event)


def not_yet(told: set[str] | None, registrations: Iterable[Registration]) -> Iterator[Registration]:
    """Each guest once, when one change concerns several times of a series; without `told` all rows."""
    for registration in registrations:
        if told is None or registration.contact_key not in told:
            yield registration
        if told is not None:
            told.add(registration.contact_key)


def move(*, event: Event, to: EventState, by: Any, reason: str = "", values: dict[str, Any] | None = None) -> Event:
    """The one road between states: a conditional update, so that two clicks do it once."""
    if not can_keep_agenda(by):
        raise NotAllowed
    before = event.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        now = {"state": to, "updated_at": timezone.now(), **(values or {})}
        if not Event.objects.filter(pk=event.pk, state=before).update(**now):
            raise AlreadyChanged
        record_change(obj=event, from_state=before, to_state=to, by=by, reason=reason)
        event.refresh_from_db()
        changed.send(Event, ids=[event.pk])
    return event


def publish_event(*, event: Event, by: Any) -> Event:
    """Put it on the site; whoever comes always to its series gets a place."""
    with transaction.atomic():
        move(event=event, to=EventState.PUBLISHED, by=by, values={"published_at": timezone.now()})
        if event.series is not None:
            add_times_of_series(event.series)
    return event


def take_back_event(*, event: Event, by: Any) -> Event:
    """Off the site again, while nobody signed up. Raises StillSignedUp."""
    if to_be_told(event).exists():
        raise StillSignedUp
    return move(event=event, to=EventState.DRAFT, by=by)


def call_off_event(*, event: Event, reason: str, by: Any, told: set[str] | None = None) -> Event:
    """It does not go on; everyone who signed up (and is not in `told`) hears why. Raises ReasonMissing."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        values = {"cancelled_reason": reason, "sequence": event.sequence + 1}
        move(event=event, to=EventState.CANCELLED, by=by, reason=reason, values=values)
        for registration in not_yet(told, to_be_told(event)):
            tell(registration, CallKind.CALLED_OFF, key=str(event.sequence), always=told is not None)
    return event


def put_back_event(*, event: Event, by: Any) -> Event:
    """Undo of `call_off_event`: it goes on after all, and everyone hears that too."""
    with transaction.atomic():
        values = {"cancelled_reason": "", "sequence": event.sequence + 1}
        move(event=event, to=EventState.PUBLISHED, by=by, values=values)
        for registration in to_be_told(event):
            tell(registration, CallKind.BACK_ON, key=str(event.sequence))
    return event


def on_the_wall(moment: datetime) -> datetime:
    """That moment of the clock on the wall, as a moment in time. Raises ClockChange when it is none or two."""
    zone = timezone.get_current_timezone()
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        raise ClockChange
    return early
