"""A guest signs up, for one event or for all times of a series."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Site

from events.agenda import emails
from events.agenda.actions.places import hold_queue, take_place
from events.agenda.enums import ACTIVE_STATES, RegistrationState
from events.agenda.exceptions import AlreadySignedUp, SignUpClosed
from events.agenda.models import Event, Registration, Series
from events.agenda.queries import coming_events, standing_guests, waiting_for
from events.agenda.rules import can_handle_guests, can_sign_up, can_write_down
from portal.history.actions import record_change
from portal.places.queries import place_key

# Letters that nobody mistakes for a digit or for each other when read out.
LETTERS = "ABDEGHJKMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Guest:
    """Who comes, as the form cleaned it; `arranged_by` names who signed somebody else up."""

    name: str
    channel: str
    email: str = ""
    phone: Any = ""
    address: str = ""
    arranged_by: str = ""
    message: str = ""
    price_label: str = ""
    introduced_by: str = ""
    language: str = "nl"


def contact_key(*, user: Any, guest: Guest) -> str:
    """What makes two sign-ups the same guest's: the way to reach them, and the name, since couples share an address."""
    if user is not None:
        way = f"user:{user.pk}"
    elif guest.email:
        way = f"email:{guest.email.strip().lower()}"
    elif guest.phone:
        way = f"phone:{getattr(guest.phone, 'as_e164', None) or ''.join(str(guest.phone).split())}"
    else:
        way = "letter:" + "".join(c for c in guest.address.lower() if c.isalnum())[:200]
    return f"{way}|{place_key(guest.name)[:100]}"


def new_code(site: Site) -> str:
    """A code of a letter and five digits that is not in use: two million, read out as K7 24 93."""
    while True:
        code = secrets.choice(LETTERS) + "".join(secrets.choice("0123456789") for _digit in range(5))
        if not Registration.objects.filter(site=site, code=code).exists():
            return code


def sign_up(*, holder: Event | Series, guest: Guest, by: Any) -> Registration:
    """Take a place in an event or in a series, or join its queue. Raises SignUpClosed.

    Of a course only the whole can be had. A second sign-up makes no second place: with a login the first comes back,
    without one a row that looks new (see Registration); only the mail says that the first stands.
    """
    at_desk = can_handle_guests(by)
    if isinstance(holder, Event) and holder.series is not None and holder.series.as_a_whole:
        holder = holder.series
    if not takes_guests(holder, at_desk=at_desk):
        raise SignUpClosed
    user = by if getattr(by, "is_authenticated", False) and not at_desk else None
    key = contact_key(user=user, guest=guest)
    with transaction.atomic():
        hold_queue(holder)
        first = active_with(holder, key)
        if first is not None:
            return again(first, guest, user=user, at_desk=at_desk)
        try:
            with transaction.atomic():
                made = enter(holder, guest, key, user=user, by=by)
        except IntegrityError as clash:
            raise AlreadySignedUp from clash
        emails.to_guest(made, "received" if made.state == RegistrationState.REGISTERED else "waiting")
    return made


def takes_guests(holder: Event | Series, *, at_desk: bool) -> bool:
    """Whether somebody can sign up now. A series takes guests while one of its events is to come."""
    if isinstance(holder, Event):
        return can_sign_up(holder) or (at_desk and can_write_down(holder))
    return any(can_sign_up(event) for event in coming_events(holder.site_id).filter(series=holder)[:50])


def active_with(holder: Event | Series, key: str) -> Registration | None:
    return holder.registrations.filter(contact_key=key, state__in=ACTIVE_STATES, original=None).first()


def enter(
    holder: Event | Series, guest: Guest, key: str, *, user: Any, by: Any, standing: Registration | None = None
) -> Registration:
    """A new row with a place, or in the queue. Whoever stands in the queue goes first, so a queue means queueing."""
    placed = not must_queue(holder) and take_place(holder)
    made = Registration.objects.create(
        **row_of(holder, guest),
        contact_key=key,
        user=user,
        standing=standing,
        state=RegistrationState.REGISTERED if placed else RegistrationState.WAITING,
    )
    record_change(obj=made, from_state="", to_state=made.state, by=by)
    if isinstance(holder, Series) and placed:
        add_times(made, by=by)
    return made


def must_queue(holder: Event | Series) -> bool:
    return holder.capacity is not None and waiting_for(holder).exists()


def row_of(holder: Event | Series, guest: Guest) -> dict[str, Any]:
    values = {name: getattr(guest, name) for name in Guest.__dataclass_fields__}
    target = {"event": holder} if isinstance(holder, Event) else {"series": holder}
    return {
        **values,
        **target,
        "site": holder.site,
        "code": new_code(holder.site),
        "registered_at": timezone.now(),
    }


def guest_of(registration: Registration) -> Guest:
    return Guest(**{name: getattr(registration, name) for name in Guest.__dataclass_fields__})


def again(first: Registration, guest: Guest, *, user: Any, at_desk: bool) -> Registration:
    """The second sign-up of the same guest."""
    emails.to_guest(first, "stands", key=f"{timezone.localdate():%Y%m%d}")
    if user is not None or at_desk:
        return first
    full = must_queue(first.holder) or type(first.holder).objects.get(pk=first.holder.pk).is_full
    return Registration.objects.create(
        **row_of(first.holder, guest),
        contact_key=f"again:{uuid.uuid4()}",
        original=first,
        state=RegistrationState.WAITING if full else RegistrationState.REGISTERED,
    )


def add_times(standing: Registration, *, by: Any = None) -> int:
    """Rows for the events to come of a standing guest; what the guest has or skipped already stays as it is."""
    assert standing.series is not None
    known = set(standing.times.values_list("event", flat=True))
    count = 0
    for event in coming_events(standing.site_id).filter(series=standing.series).exclude(pk__in=known):
        if event.has_begun:
            continue
        hold_queue(event)
        own = active_with(event, standing.contact_key)
        if own is not None:
            Registration.objects.filter(pk=own.pk).update(standing=standing)
            continue
        enter(event, guest_of(standing), standing.contact_key, user=standing.user, by=by, standing=standing)
        count += 1
    return count


def add_times_of_series(series: Series) -> int:
    """For everyone who comes always: the events that were added to the series."""
    with transaction.atomic():
        return sum(add_times(standing) for standing in standing_guests(series))
