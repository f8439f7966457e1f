"""Who was there, by name or as a number; who was introduced to whom; the reminder before it begins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.agenda import emails
from events.agenda.actions.telling import tell
from events.agenda.enums import CallKind, RegistrationState
from events.agenda.exceptions import AlreadyChanged, NotAllowed
from events.agenda.models import CalendarKey, Event, Introduction, Registration
from events.agenda.queries import due_for_reminder
from events.agenda.rules import can_be_marked, can_handle_guests
from portal.history.actions import record_change

KEPT = timedelta(days=90)
MARKS = (RegistrationState.ATTENDED, RegistrationState.ABSENT, RegistrationState.REGISTERED)


def mark_attendance(*, registration: Registration, mark: RegistrationState, by: Any) -> Registration:
    """There, not there, or not known again (undo). The same tap twice changes nothing."""
    if not can_handle_guests(by):
        raise NotAllowed
    if mark not in MARKS or not can_be_marked(registration):
        raise AlreadyChanged
    before = registration.state
    if before == mark:
        return registration
    with transaction.atomic():
        if not Registration.objects.filter(pk=registration.pk, state=before).update(state=mark):
            raise AlreadyChanged
        record_change(obj=registration, from_state=before, to_state=mark, by=by)
        registration.refresh_from_db()
    return registration


def set_head_count(*, event: Event, count: int | None, by: Any) -> Event:
    """How many people there were, without names; None takes it back."""
    if not can_handle_guests(by):
        raise NotAllowed
    Event.objects.filter(pk=event.pk).update(head_count=count)
    event.refresh_from_db()
    return event


def introduce(
    *,
    guest: Registration,
    other: Registration,
    introduced_by: str,
    about: str = "",
    follow_up_on: date | None = None,
    by: Any,
) -> Introduction:
    """Write down that two guests of one event were introduced; both hear each other's name and by whom.

    Addresses are not shared: whoever wants to meet again asks us.
    """
    if not can_handle_guests(by):
        raise NotAllowed
    if guest.event is None or guest.event_id != other.event_id or guest.pk == other.pk:
        raise AlreadyChanged
    first, second = sorted((guest, other), key=lambda row: row.pk)
    try:
        with transaction.atomic():
            made = Introduction.objects.create(
                event=guest.event,
                guest=first,
                other=second,
                introduced_by=introduced_by,
                about=about,
                follow_up_on=follow_up_on,
                made_at=timezone.now(),
            )
            for one, another in ((first, second), (second, first)):
                emails.to_guest(one, "introduced", key=str(made.pk), other=another, introduction=made)
    except IntegrityError as error:
        raise AlreadyChanged from error
    return made


def follow_up(*, introduction: Introduction, outcome: str, by: Any) -> Introduction:
    """What came of it."""
    if not can_handle_guests(by):
        raise NotAllowed
    Introduction.objects.filter(pk=introduction.pk).update(outcome=outcome.strip(), followed_up_at=timezone.now())
    introduction.refresh_from_db()
    return introduction


def remind_guests() -> int:
    """The day before, once each: a mail, or for who has no mail a line on the list of whom to ring. By the schedule."""
    now = timezone.now()
    count = 0
    for registration in due_for_reminder(now):
        # Who signed up today knows it still.
        if registration.registered_at > now - timedelta(hours=12):
            continue
        if registration.email:
            count += emails.to_guest(registration, CallKind.REMINDER.value, key=str(registration.event.sequence))  # type: ignore[union-attr]
        elif not registration.calls.filter(kind=CallKind.REMINDER).exists():
            tell(registration, CallKind.REMINDER)
            count += 1
    return count


def forget_guests() -> int:
    """Names and addresses go 90 days after the event; how many there were stays. The schedule calls it.

    Source: the retention table (registration for a meeting, consent). A standing guest goes with the last time.
    """
    before = timezone.now() - KEPT
    for event in Event.objects.filter(ends_at__lt=before, head_count=None, registrations__isnull=False).distinct():
        there = event.registrations.filter(state=RegistrationState.ATTENDED, original=None).count()
        if there:
            Event.objects.filter(pk=event.pk, head_count=None).update(head_count=there)
    deleted, _per_model = Registration.objects.filter(event__ends_at__lt=before).delete()
    idle = Registration.objects.filter(series__isnull=False, registered_at__lt=before, times__isnull=True)
    return deleted + idle.exclude(series__events__ends_at__gte=before).delete()[0]


def renew_calendar_key(*, site: Any, user: Any) -> CalendarKey:
    """A new address for somebody's own calendar; the old one stops at once."""
    with transaction.atomic():
        CalendarKey.objects.filter(site=site, user=user, revoked_at=None).update(revoked_at=timezone.now())
        return CalendarKey.objects.create(site=site, user=user)


def revoke_calendar_key(*, site: Any, user: Any) -> None:
    """No address any more."""
    CalendarKey.objects.filter(site=site, user=user, revoked_at=None).update(revoked_at=timezone.now())
