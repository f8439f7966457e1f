from __future__ import annotations

from typing import Any

from community.dialogue.initiatives.models import InitiativeDate
from community.dialogue.initiatives.rules import stands_beside
from community.people.enums import Role
from community.people.rules import can_use_desk, has_role
from events.agenda.enums import COMING_STATES, EventState, RegistrationState
from events.agenda.models import Event, Registration


def can_keep_agenda(user: Any) -> bool:
    """Editors, coordinators and administrators make and change events."""
    return has_role(user, Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR)


def can_bring_in(user: Any, day: InitiativeDate) -> bool:
    """Whoever keeps the agenda, and the worker who stands beside the initiative."""
    return can_keep_agenda(user) or stands_beside(user, day.initiative)


def can_handle_guests(user: Any) -> bool:
    """Names and telephone numbers of guests are for whoever works at the desk."""
    return can_use_desk(user)


def can_sign_up(event: Event) -> bool:
    """Until it begins; who is late can still be written down at the desk."""
    return event.takes_sign_up and event.state == EventState.PUBLISHED and not event.has_begun


def can_write_down(event: Event) -> bool:
    """At the desk also while it is going on and afterwards, so that the list is right."""
    return event.state == EventState.PUBLISHED


def can_cancel(registration: Registration) -> bool:
    """The guest may stop at any time before it begins, without a reason."""
    return registration.state in (*COMING_STATES, RegistrationState.WAITING, RegistrationState.OFFERED)


def can_return(registration: Registration) -> bool:
    """Undo of one's own cancellation, while the event is still to come. For a standing guest: while one is."""
    if registration.state not in (RegistrationState.CANCELLED, RegistrationState.LAPSED):
        return False
    if registration.event is not None:
        return registration.event.state == EventState.PUBLISHED and not registration.event.has_begun
    return True


def can_be_marked(registration: Registration) -> bool:
    return registration.state in (*COMING_STATES, RegistrationState.ATTENDED, RegistrationState.ABSENT)
