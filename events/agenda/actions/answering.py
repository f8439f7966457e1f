"""A guest says yes to an offered place, skips a time, stops, or comes back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from events.agenda import emails
from events.agenda.actions.places import give_back_place, hold_queue, take_place
from events.agenda.actions.signing_up import active_with, add_times, must_queue
from events.agenda.actions.waiting import offer_free_places
from events.agenda.enums import HOLDING_STATES, RegistrationState
from events.agenda.exceptions import AlreadyChanged, AlreadySignedUp, OfferOver
from events.agenda.models import Registration
from events.agenda.rules import can_cancel, can_return
from portal.history.actions import record_change


def confirm_offer(*, registration: Registration, by: Any = None) -> Registration:
    """Yes, in time. Raises OfferOver afterwards, AlreadyChanged when there is no offer (any more)."""
    if registration.state == RegistrationState.LAPSED:
        raise OfferOver
    before, to = RegistrationState.OFFERED, RegistrationState.CONFIRMED
    with transaction.atomic():
        rows = Registration.objects.filter(pk=registration.pk, state=before, offered_until__gt=timezone.now())
        if not rows.update(state=to, offered_until=None):
            registration.refresh_from_db()
            raise OfferOver if registration.state == before else AlreadyChanged
        record_change(obj=registration, from_state=before, to_state=to, by=by)
        registration.refresh_from_db()
        if registration.series_id is not None:
            add_times(registration, by=by)
        emails.to_guest(registration, "confirmed", key=f"{timezone.now():%Y%m%d%H%M%S}")
    return registration


def cancel_registration(*, registration: Registration, by: Any = None, tell: bool = True) -> Registration:
    """The guest stops: this time, or a standing guest all times to come. Twice does it once (AlreadyChanged).

    A place that comes free is offered to the first of the queue.
    """
    if not can_cancel(registration):
        raise AlreadyChanged
    before = registration.state
    with transaction.atomic():
        hold_queue(registration.holder)
        rows = Registration.objects.filter(pk=registration.pk, state=before)
        if not rows.update(state=RegistrationState.CANCELLED, cancelled_at=timezone.now(), offered_until=None):
            raise AlreadyChanged
        record_change(obj=registration, from_state=before, to_state=RegistrationState.CANCELLED, by=by)
        registration.refresh_from_db()
        if registration.original_id is None:
            free_place(registration, before, by=by)
            if tell:
                emails.to_guest(registration, "withdrawn", key=f"{registration.cancelled_at:%Y%m%d%H%M%S}")
    return registration


def free_place(registration: Registration, before: str, *, by: Any) -> None:
    """Give back what the row held; of a standing guest also what the times to come held."""
    if before in HOLDING_STATES:
        give_back_place(registration.holder)
        offer_free_places(registration.holder)
    for time in coming_times(registration):
        if can_cancel(time):
            cancel_registration(registration=time, by=by, tell=False)


def coming_times(standing: Registration) -> Any:
    """Always in the same order, so that two who do this at once do not wait for each other."""
    coming = standing.times.filter(event__starts_at__gt=timezone.now())
    return coming.select_related("event").order_by("event__starts_at", "event_id")


def return_registration(*, registration: Registration, by: Any = None) -> Registration:
    """Undo of a cancellation: the place when it is still there, else the end of the queue. Raises AlreadyChanged,
    AlreadySignedUp."""
    if not can_return(registration):
        raise AlreadyChanged
    before, holder = registration.state, registration.holder
    with transaction.atomic():
        hold_queue(holder)
        if registration.original_id is None and active_with(holder, registration.contact_key):
            raise AlreadySignedUp
        placed = registration.original_id is not None or (not must_queue(holder) and take_place(holder))
        to = RegistrationState.REGISTERED if placed else RegistrationState.WAITING
        rows = Registration.objects.filter(pk=registration.pk, state=before)
        if not rows.update(state=to, cancelled_at=None, registered_at=timezone.now()):
            raise AlreadyChanged
        record_change(obj=registration, from_state=before, to_state=to, by=by)
        registration.refresh_from_db()
        if placed and registration.original_id is None:
            return_times(registration, by=by)
    return registration


def return_times(standing: Registration, *, by: Any) -> None:
    """A standing guest who comes back: also for the times that went with the cancellation."""
    if standing.series_id is None:
        return
    for time in coming_times(standing).filter(state=RegistrationState.CANCELLED):
        if can_return(time):
            return_registration(registration=time, by=by)
    add_times(standing, by=by)
