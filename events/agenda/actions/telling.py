"""Who hears what: a mail, or for who has no mail a line on the list of whom to ring."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from events.agenda import emails
from events.agenda.enums import CallKind
from events.agenda.exceptions import AlreadyChanged, NotAllowed
from events.agenda.models import Call, Registration
from events.agenda.rules import can_handle_guests


def tell(registration: Registration, kind: CallKind, *, key: str = "", **context: Any) -> None:
    """Tell one guest. `key` makes the mail one of its own, so that a second change is told too."""
    if registration.email:
        emails.to_guest(registration, kind.value, key=key, **context)
    else:
        Call.objects.get_or_create(
            registration=registration, kind=kind, done_at=None, defaults={"made_at": timezone.now()}
        )


def finish_call(*, call: Call, by: Any) -> Call:
    """Somebody was rung. Raises AlreadyChanged when a colleague did it."""
    if not can_handle_guests(by):
        raise NotAllowed
    if not Call.objects.filter(pk=call.pk, done_at=None).update(done_at=timezone.now(), done_by=by):
        raise AlreadyChanged
    call.refresh_from_db()
    return call


def reopen_call(*, call: Call, by: Any) -> Call:
    """Undo of `finish_call`."""
    if not can_handle_guests(by):
        raise NotAllowed
    if Call.objects.filter(registration=call.registration, kind=call.kind, done_at=None).exists():
        raise AlreadyChanged
    Call.objects.filter(pk=call.pk).update(done_at=None, done_by=None)
    call.refresh_from_db()
    return call
