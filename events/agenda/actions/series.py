"""Series: an event repeated, changed, made longer or ended as one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from events.agenda.actions.keeping import (
    COPIED,
    call_off_event,
    naive,
    new_slug,
    not_yet,
    on_the_wall,
    save_event,
)
from events.agenda.actions.places import hold_queue
from events.agenda.actions.signing_up import add_times_of_series
from events.agenda.actions.telling import tell
from events.agenda.actions.waiting import offer_free_places
from events.agenda.enums import CallKind, EventState, Rhythm
from events.agenda.exceptions import AlreadyChanged, NotAllowed, StillSignedUp, TooFewPlaces
from events.agenda.models import Event, Series
from events.agenda.queries import active_in
from events.agenda.rules import can_keep_agenda
from portal.history import changed
from portal.history.actions import record_change


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


def change_following(*, event: Event, by: Any, themes: Iterable[Any] | None = None) -> Event:
    """Keep a changed event, and the same change for the later ones of its series, in one go.

    Each keeps its day, the time of the clock goes along; every guest is told once. Raises TooFewPlaces, ClockChange.
    """
    old = Event.objects.get(pk=event.pk)
    told: set[str] = set()
    with transaction.atomic():
        save_event(event=event, by=by, themes=themes, told=told)
        for other in later_ones(old):
            take_over(other, event, old)
            save_event(event=other, by=by, themes=themes, told=told)
    return event


def later_ones(event: Event) -> QuerySet[Event]:
    """The events after it in its series that go on."""
    if event.series_id is None:
        return Event.objects.none()
    later = Event.objects.filter(series=event.series_id, starts_at__gt=event.starts_at).exclude(pk=event.pk)
    return later.exclude(state=EventState.CANCELLED).order_by("starts_at", "pk")


def take_over(other: Event, event: Event, old: Event) -> None:
    """Give `other` what changed between `old` and `event`."""
    for name in COPIED:
        if name != "series" and getattr(event, name) != getattr(old, name):
            setattr(other, name, getattr(event, name))
    start, end = naive(event.starts_at), naive(event.ends_at)
    if (start.time(), end - start) != (naive(old.starts_at).time(), naive(old.ends_at) - naive(old.starts_at)):
        begin = datetime.combine(naive(other.starts_at).date(), start.time())
        other.starts_at, other.ends_at = on_the_wall(begin), on_the_wall(begin + (end - start))


def call_off_following(*, event: Event, reason: str, by: Any) -> int:
    """It does not go on, and neither do the later ones of its series; every guest is told once. Returns how many."""
    told: set[str] = set()
    with transaction.atomic():
        events = [event, *later_ones(event).filter(state=EventState.PUBLISHED)]
        for one in events:
            call_off_event(event=one, reason=reason, by=by, told=told)
        # Who waits for a whole course has no row in its events.
        for registration in not_yet(told, active_in(event.series)):
            tell(registration, CallKind.CALLED_OFF, key=str(event.sequence), event=event, always=True)
    return len(events)


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
