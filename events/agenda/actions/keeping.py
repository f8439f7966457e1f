"""Events: made, changed, repeated, put on the site, called off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from events.agenda.actions.places import hold_queue
from events.agenda.actions.signing_up import add_times_of_series
from events.agenda.actions.telling import tell
from events.agenda.actions.waiting import offer_free_places
from events.agenda.enums import TRANSITIONS, CallKind, EventState, Rhythm
from events.agenda.exceptions import (
    AlreadyChanged,
    ClockChange,
    NotAllowed,
    ReasonMissing,
    StillSignedUp,
    TooFewPlaces,
)
from events.agenda.models import Event, Series
from events.agenda.queries import to_be_told
from events.agenda.rules import can_keep_agenda
from portal.history import changed
from portal.history.actions import record_change
from portal.places.queries import neighbourhood_of_postcode

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


def save_event(*, event: Event, by: Any, themes: Iterable[Any] | None = None, following: bool = False) -> Event:
    """Keep a new or changed event; with `following` also the later ones of its series.

    Raises TooFewPlaces, ClockChange. When time, place, number or link changed of an event that is on the site, everyone
    who signed up is told.
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
            follow_up(event, old)
            if following and old.series_id is not None:
                change_following(event, old, by=by, themes=themes)
    return event


def change_following(event: Event, old: Event, *, by: Any, themes: Iterable[Any] | None) -> None:
    """The same change for the later events of the series: each keeps its day, the time of the clock goes along."""
    names = [name for name in COPIED if name != "series" and getattr(event, name) != getattr(old, name)]
    start, before, end = (naive(moment) for moment in (event.starts_at, old.starts_at, event.ends_at))
    later = Event.objects.filter(series=old.series_id, starts_at__gt=old.starts_at).exclude(pk=event.pk)
    for other in later.exclude(state=EventState.CANCELLED).order_by("starts_at"):
        for name in names:
            setattr(other, name, getattr(event, name))
        if (start.time(), end - start) != (before.time(), naive(old.ends_at) - before):
            begin = datetime.combine(naive(other.starts_at).date(), start.time())
            other.starts_at, other.ends_at = on_the_wall(begin), on_the_wall(begin + (end - start))
        save_event(event=other, by=by, themes=themes)


def naive(moment: datetime) -> datetime:
    """As the clock on the wall says it."""
    return timezone.localtime(moment).replace(tzinfo=None)


def change_places(*, series: Series, capacity: int | None, by: Any) -> Series:
    """More or fewer places in a course; new ones are offered to the queue. Raises TooFewPlaces."""
    if not can_keep_agenda(by):
        raise NotAllowed
    with transaction.atomic():
        hold_queue(series)
        rows = Series.objects.filter(pk=series.pk)
        if capacity is not None:
            rows = rows.filter(taken__lte=capacity)
        if not rows.update(capacity=capacity):
            raise TooFewPlaces
        series.refresh_from_db()
        offer_free_places(series)
    return series


def write(event: Event, old: Event) -> None:
    event.taken, event.state = old.taken, old.state
    if event.capacity is not None and event.capacity < old.taken:
        raise TooFewPlaces
    moved = [name for name in TOLD if getattr(event, name) != getattr(old, name)]
    event.sequence = old.sequence + bool(moved)
    try:
        with transaction.atomic():
            event.save(update_fields=[*SAVED, "sequence"])
    except IntegrityError as error:
        raise TooFewPlaces from error


def follow_up(event: Event, old: Event) -> None:
    """What a change brings about: guests are told, and new places are offered to the queue."""
    if event.sequence != old.sequence and event.state == EventState.PUBLISHED and not event.is_past:
        for registration in to_be_told(event):
            tell(registration, CallKind.CHANGED, key=str(event.sequence), old=old)
    if event.capacity != old.capacity:
        hold_queue(event)
        offer_free_places(event)


def move(*, event: Event, to: EventState, by: Any, reason: str = "", values: dict[str, Any] | None = None) -> Event:
    """The one road between states: a conditional update, so that two clicks do it once."""
    if not can_keep_agenda(by):
        raise NotAllowed
    before = event.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        if not Event.objects.filter(pk=event.pk, state=before).update(state=to, **(values or {})):
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


def call_off_event(*, event: Event, reason: str, by: Any) -> Event:
    """It does not go on; everyone who signed up hears why. Raises ReasonMissing."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        values = {"cancelled_reason": reason, "sequence": event.sequence + 1}
        move(event=event, to=EventState.CANCELLED, by=by, reason=reason, values=values)
        for registration in to_be_told(event):
            tell(registration, CallKind.CALLED_OFF, key=str(event.sequence))
    return event


def put_back_event(*, event: Event, by: Any) -> Event:
    """Undo of `call_off_event`: it goes on after all, and everyone hears that too."""
    with transaction.atomic():
        values = {"cancelled_reason": "", "sequence": event.sequence + 1}
        move(event=event, to=EventState.PUBLISHED, by=by, values=values)
        for registration in to_be_told(event):
            tell(registration, CallKind.BACK_ON, key=str(event.sequence))
    return event


def next_times(first: datetime, rhythm: str, count: int) -> list[datetime]:
    """The moments of a series after the first one, by the clock on the wall. Raises ClockChange.

    A week later at 19.00 is 19.00, also when the clock changed in between; an hour that does not exist that night, or
    exists twice, is refused.
    """
    start = naive(first)
    return [on_the_wall(step(start, rhythm, n)) for n in range(1, count)]


def step(start: datetime, rhythm: str, n: int) -> datetime:
    if rhythm == Rhythm.MONTHLY:
        return same_weekday(start, n)
    return start + timedelta(weeks=n * (2 if rhythm == Rhythm.FORTNIGHTLY else 1))


def same_weekday(start: datetime, months: int) -> datetime:
    """The same weekday of the month: the third Tuesday; a fifth one becomes the last one."""
    which, month = (start.day - 1) // 7, start.month - 1 + months
    first = start.replace(year=start.year + month // 12, month=month % 12 + 1, day=1)
    day = first + timedelta(days=(start.weekday() - first.weekday()) % 7, weeks=which)
    return day if day.month == first.month else day - timedelta(weeks=1)


def on_the_wall(moment: datetime) -> datetime:
    """That moment of the clock on the wall, as a moment in time. Raises ClockChange when it is none or two."""
    zone = timezone.get_current_timezone()
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        raise ClockChange
    return early


def repeat_event(*, event: Event, rhythm: str, count: int, as_a_whole: bool, by: Any) -> Series:
    """Make a series of `count` events, the given one first; each is as long as the first and in the same state.

    A course (`as_a_whole`) has its places on the series, so the event may not have guests of its own. Raises
    StillSignedUp, ClockChange.
    """
    if not can_keep_agenda(by):
        raise NotAllowed
    if event.series_id is not None:
        raise AlreadyChanged
    if as_a_whole and event.taken:
        raise StillSignedUp
    moments = next_times(event.starts_at, rhythm, count)
    with transaction.atomic():
        series = Series.objects.create(
            site=event.site,
            title=event.title,
            rhythm=rhythm,
            as_a_whole=as_a_whole,
            capacity=event.capacity if as_a_whole else None,
        )
        event.series, event.capacity = series, None if as_a_whole else event.capacity
        event.save(update_fields=["series", "capacity"])
        made = [copy_event(event, moment, by=by) for moment in moments]
        changed.send(Event, ids=[event.pk, *(copy.pk for copy in made)])
    return series


def extend_series(*, series: Series, count: int, by: Any) -> list[Event]:
    """So many more after the last one; whoever comes always gets a place in them."""
    if not can_keep_agenda(by):
        raise NotAllowed
    last = series.events.order_by("starts_at", "pk").last()
    if last is None:
        raise AlreadyChanged
    with transaction.atomic():
        made = [copy_event(last, moment, by=by) for moment in next_times(last.starts_at, series.rhythm, count + 1)]
        changed.send(Event, ids=[copy.pk for copy in made])
        add_times_of_series(series)
    return made


def copy_event(event: Event, moment: datetime, *, by: Any) -> Event:
    finish = on_the_wall(naive(moment) + (naive(event.ends_at) - naive(event.starts_at)))
    state = EventState.PUBLISHED if event.state == EventState.PUBLISHED else EventState.DRAFT
    values = {name: getattr(event, name) for name in COPIED}
    copy = Event(**values, starts_at=moment, ends_at=finish, state=state)
    copy.published_at = timezone.now() if state == EventState.PUBLISHED else None
    copy.slug = new_slug(copy)
    copy.save()
    copy.themes.set([item.tag for item in event.theme_items.select_related("tag")])
    record_change(obj=copy, from_state="", to_state=state, by=by)
    return copy
