from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from django.utils import timezone

from events.agenda.enums import (
    ACTIVE_STATES,
    COMING_STATES,
    HOLDING_STATES,
    PUBLIC_STATES,
    CallKind,
    EventState,
    RegistrationState,
)
from events.agenda.models import CalendarKey, Call, Event, EventTheme, Introduction, Registration, Series
from events.agenda.rules import can_handle_guests, can_keep_agenda


def key_of(event: Event) -> str:
    """How a department below names an event."""
    return f"event:{event.uuid}"


def events_of_keys(site_id: int, keys: Iterable[str]) -> dict[str, Event]:
    """The public events of these keys, with what a line shows."""
    numbers = [key.removeprefix("event:") for key in keys if key.startswith("event:")]
    rows = public_events(site_id).filter(uuid__in=numbers) if numbers else Event.objects.none()
    return {key_of(event): event for event in with_parts(rows)}


# --- Events ---------------------------------------------------------------------------------------------------------


def with_parts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Everything that a page or a row shows, in a fixed number of queries."""
    return events.select_related("series", "neighbourhood", "worker__profile").prefetch_related(
        Prefetch("theme_items", EventTheme.objects.select_related("tag"))
    )


def with_waiting(events: QuerySet[Event]) -> QuerySet[Event]:
    """`waiting`: how many people are on the list, for the event itself or for the course that it is part of."""
    own = Count(
        "registrations",
        filter=Q(registrations__state=RegistrationState.WAITING, registrations__original=None),
        distinct=True,
    )
    whole = Count(
        "series__registrations",
        filter=Q(
            series__as_a_whole=True,
            series__registrations__state=RegistrationState.WAITING,
            series__registrations__original=None,
        ),
        distinct=True,
    )
    return events.annotate(waiting=own + whole)


def public_events(site_id: int) -> QuerySet[Event]:
    """What everyone may read: published and cancelled ones, past ones included."""
    return Event.objects.filter(site_id=site_id, state__in=PUBLIC_STATES)


def listed_events(site_id: int) -> QuerySet[Event]:
    """What the list shows: everything that is not over, cancelled ones too, because people plan to come."""
    return public_events(site_id).filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")


def coming_events(site_id: int) -> QuerySet[Event]:
    """What is on the site, goes on and is not over yet, the first one first."""
    return Event.objects.filter(site_id=site_id, state=EventState.PUBLISHED, ends_at__gt=timezone.now()).order_by(
        "starts_at", "pk"
    )


def past_events(site_id: int) -> QuerySet[Event]:
    """The archive, the latest first."""
    return Event.objects.filter(site_id=site_id, state=EventState.PUBLISHED, ends_at__lte=timezone.now()).order_by(
        "-starts_at", "-pk"
    )


def events_visible_to(user: Any, site_id: int) -> QuerySet[Event]:
    """All for who keeps the agenda, the public ones for everyone else."""
    if can_keep_agenda(user):
        return Event.objects.filter(site_id=site_id)
    return public_events(site_id)


def of_days(events: QuerySet[Event], first: date, days: int) -> QuerySet[Event]:
    """Those that begin on the days from `first`, by the clock on the wall."""
    return events.filter(starts_at__gte=midnight(first), starts_at__lt=midnight(first + timedelta(days=days)))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def filtered(
    events: QuerySet[Event],
    *,
    kinds: Iterable[str] = (),
    themes: Iterable[str] = (),
    place: str = "",
    neighbourhoods: Iterable[str] = (),
    worker: Any = None,
    free: bool = False,
    meal: bool = False,
    phone: bool = False,
    wheelchair: bool = False,
) -> QuerySet[Event]:
    """Narrow down: `themes` and `neighbourhoods` are slugs, `place` is a part of a name."""
    wanted = Q()
    if kinds := list(kinds):
        wanted &= Q(kind__in=kinds)
    if themes := list(themes):
        wanted &= Q(pk__in=EventTheme.objects.filter(tag__slug__in=themes).values("content_object"))
    if place:
        wanted &= (
            Q(place__icontains=place) | Q(location_name__icontains=place) | Q(neighbourhood__name__icontains=place)
        )
    if neighbourhoods := list(neighbourhoods):
        wanted &= Q(neighbourhood__slug__in=neighbourhoods)
    if worker is not None:
        wanted &= Q(worker=worker)
    for chosen, condition in (
        (free, Q(price_class="free")),
        (meal, Q(kind="meal")),
        (phone, ~Q(phone_number="")),
        (wheelchair, Q(wheelchair=True)),
    ):
        if chosen:
            wanted &= condition
    return events.filter(wanted)


def next_of_series(event: Event) -> Event | None:
    """The next time that still has a place, for who finds this one full."""
    if event.series_id is None:
        return None
    later = coming_events(event.site_id).filter(series=event.series_id, starts_at__gt=event.starts_at)
    return next((other for other in later[:20] if not other.is_full), None)


def first_of(series: Series | None) -> Event | None:
    """The next event of a series, else its last one."""
    if series is None:
        return None
    events = series.events.filter(state=EventState.PUBLISHED).order_by("starts_at", "pk")
    return events.filter(ends_at__gt=timezone.now()).first() or events.last()


# --- Guests ---------------------------------------------------------------------------------------------------------


def guests(event: Event) -> QuerySet[Registration]:
    """Who holds a place, in the order of the names."""
    return real(event.registrations.filter(state__in=HOLDING_STATES)).order_by("name", "pk")


def waiting_for(holder: Event | Series) -> QuerySet[Registration]:
    """The queue, the first one first."""
    return real(holder.registrations.filter(state=RegistrationState.WAITING)).order_by("registered_at", "pk")


def people_before(registration: Registration) -> int:
    """How many are ahead of somebody in the queue; who came twice stands where the first sign-up stands."""
    row = registration.original or registration
    ahead = Q(registered_at__lt=row.registered_at) | Q(registered_at=row.registered_at, pk__lt=row.pk)
    return waiting_for(row.holder).filter(ahead).count()


def gone(event: Event) -> QuerySet[Registration]:
    """Who signed off or did not answer in time, the latest first."""
    ended = (RegistrationState.CANCELLED, RegistrationState.LAPSED)
    return real(event.registrations.filter(state__in=ended)).order_by("-cancelled_at", "-pk")


def events_at_desk(site_id: int) -> QuerySet[Event]:
    """What is to come and what was in the last two weeks, drafts left out."""
    since = timezone.now() - timedelta(days=14)
    events = public_events(site_id).filter(ends_at__gt=since).order_by("starts_at", "pk")
    return with_waiting(with_parts(events))[:200]


def to_be_told(event: Event) -> QuerySet[Registration]:
    """Everyone whom a change or a cancellation concerns, the queue included."""
    return real(event.registrations.filter(state__in=ACTIVE_STATES)).select_related("event", "site")


def active_in(series: Series | None) -> QuerySet[Registration]:
    """Who comes always or has the whole course, or waits for that."""
    if series is None:
        return Registration.objects.none()
    return real(series.registrations.filter(state__in=ACTIVE_STATES)).select_related("series", "site")


def standing_guests(series: Series) -> QuerySet[Registration]:
    return real(series.registrations.filter(state__in=COMING_STATES))


def real(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Without what somebody got who signed up a second time."""
    return registrations.filter(original=None)


def lapsed_offers(now: datetime | None = None) -> QuerySet[Registration]:
    return Registration.objects.filter(
        state=RegistrationState.OFFERED, offered_until__lte=now or timezone.now()
    ).select_related("event", "series")


def own_registrations(user: Any, site_id: int) -> QuerySet[Registration]:
    """What somebody who is logged in comes to, the first one first; each time of a series is a row."""
    if not getattr(user, "is_authenticated", False):
        return Registration.objects.none()
    mine = Registration.objects.filter(
        site_id=site_id, user=user, event__isnull=False, original=None, state__in=ACTIVE_STATES
    )
    coming = mine.filter(event__ends_at__gt=timezone.now())
    return coming.select_related("event").order_by("event__starts_at", "pk")


def events_of_guest(user: Any, site_id: int) -> QuerySet[Event]:
    """The events that somebody has a place in, also called off ones; each once."""
    rows = Registration.objects.filter(user=user, original=None, state__in=HOLDING_STATES, event__isnull=False)
    return public_events(site_id).filter(pk__in=rows.values("event")).order_by("starts_at", "pk")


def find_by_code(site_id: int, text: str) -> Registration | None:
    """What a code stands for, however it is typed: spaces, small letters, a letter O for a nought."""
    code = "".join(text.split()).upper()
    if len(code) == 6:
        code = code[0] + code[1:].replace("O", "0").replace("I", "1").replace("L", "1")
    return Registration.objects.filter(site_id=site_id, code=code).first()


def calls_to_make(user: Any, site_id: int) -> QuerySet[Call]:
    """Whom to ring: offers first, reminders last, then the longest waiting; only for the desk."""
    if not can_handle_guests(user):
        return Call.objects.none()
    calls = Call.objects.filter(registration__site_id=site_id, done_at=None)
    haste = Case(When(kind=CallKind.OFFERED, then=0), When(kind=CallKind.REMINDER, then=2), default=1)
    return calls.select_related("registration__event", "registration__series").order_by(haste, "made_at", "pk")


def offered_whole(series: Series | None) -> QuerySet[Registration]:
    """Who may choose now for a whole course; they have no row in its events yet."""
    if series is None or not series.as_a_whole:
        return Registration.objects.none()
    return real(series.registrations.filter(state=RegistrationState.OFFERED)).order_by("offered_until", "pk")


def follow_ups_due(site_id: int) -> QuerySet[Introduction]:
    """Introductions of which somebody should ask what came of them, the oldest first."""
    due = Introduction.objects.filter(
        event__site_id=site_id, followed_up_at=None, follow_up_on__lte=timezone.localdate()
    )
    return due.select_related("event", "guest", "other").order_by("follow_up_on", "pk")


def introductions_of(event: Event) -> QuerySet[Introduction]:
    return event.introductions.select_related("guest", "other")


def calendar_key_in_use(user: Any, site_id: int) -> CalendarKey | None:
    return CalendarKey.objects.filter(site_id=site_id, user=user, revoked_at=None).first()


def due_for_reminder(now: datetime) -> QuerySet[Registration]:
    """Who holds a place in something that begins within a day and a half."""
    soon = Q(event__starts_at__gt=now, event__starts_at__lte=now + timedelta(hours=36))
    return (
        Registration.objects.filter(soon, event__state=EventState.PUBLISHED, state__in=COMING_STATES, original=None)
        .select_related("event", "site")
        .order_by("pk")
    )
