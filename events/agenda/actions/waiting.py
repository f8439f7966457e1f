"""The queue: a free place is offered until a moment, taken by a click (`answering`), or goes to the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.agenda.actions.places import give_back_place, hold_queue, take_place
from events.agenda.actions.telling import tell
from events.agenda.enums import CallKind, EventState, RegistrationState
from events.agenda.models import Event, Registration, Series
from events.agenda.queries import coming_events, lapsed_offers, waiting_for
from portal.history.actions import record_change

TIME_TO_CHOOSE = timedelta(days=1)
BEFORE_IT_BEGINS = timedelta(minutes=30)


def begins_at(holder: Event | Series) -> datetime | None:
    """When the first event begins that a free place is worth something for; None when there is none."""
    if isinstance(holder, Event):
        return holder.starts_at if holder.state == EventState.PUBLISHED and not holder.has_begun else None
    coming = coming_events(holder.site_id).filter(series=holder, starts_at__gt=timezone.now())
    return coming.values_list("starts_at", flat=True).first()


def choose_before(begin: datetime, now: datetime) -> datetime | None:
    """A day to choose, never longer than half an hour before it begins; None when that is over."""
    last = min(now + TIME_TO_CHOOSE, begin - BEFORE_IT_BEGINS)
    return last if last > now else None


def offer_free_places(holder: Event | Series) -> int:
    """Offer what is free to the first of the queue, one by one; returns how many. Call it with the queue held."""
    begin, now = begins_at(holder), timezone.now()
    until = choose_before(begin, now) if begin else None
    if until is None or holder.capacity is None:
        return 0
    count = 0
    for first in waiting_for(holder).select_related("event", "series", "site"):
        if not take_place(holder):
            break
        rows = Registration.objects.filter(pk=first.pk, state=RegistrationState.WAITING)
        if not rows.update(state=RegistrationState.OFFERED, offered_until=until):
            give_back_place(holder)
            continue
        record_change(obj=first, from_state=RegistrationState.WAITING, to_state=RegistrationState.OFFERED)
        first.refresh_from_db()
        tell(first, CallKind.OFFERED, key=f"{now:%Y%m%d%H%M%S}")
        count += 1
    return count


def lapse_offers() -> int:
    """Offers that nobody answered go to the next of the queue. The schedule calls it; twice does it once."""
    count = 0
    for registration in lapsed_offers():
        with transaction.atomic():
            hold_queue(registration.holder)
            rows = Registration.objects.filter(
                pk=registration.pk, state=RegistrationState.OFFERED, offered_until__lte=timezone.now()
            )
            if not rows.update(state=RegistrationState.LAPSED):
                continue
            record_change(obj=registration, from_state=RegistrationState.OFFERED, to_state=RegistrationState.LAPSED)
            give_back_place(registration.holder)
            registration.refresh_from_db()
            tell(registration, CallKind.LAPSED, key=f"{registration.offered_until:%Y%m%d%H%M%S}")
            offer_free_places(registration.holder)
            count += 1
    return count
