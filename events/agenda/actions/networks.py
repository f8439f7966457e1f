"""A meeting of a learning network goes into the agenda, by the click of who keeps the network."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.dialogue.networks import actions as networks
from community.dialogue.networks.exceptions import NetworkError
from community.dialogue.networks.models import Meeting
from community.dialogue.networks.rules import can_keep_network
from events.agenda.actions.initiatives import LASTS
from events.agenda.actions.keeping import new_slug
from events.agenda.enums import EventState
from events.agenda.exceptions import AlreadyChanged, InThePast, NotAllowed
from events.agenda.models import Event
from events.agenda.queries import key_of
from portal.history import changed
from portal.history.actions import record_change


def bring_in(*, meeting: Meeting, page: Any, by: Any) -> Event:
    """What the members will do stays among them: the agenda says that, when and where they meet, and how to join."""
    if not can_keep_network(by, page):
        raise NotAllowed
    if meeting.starts_at <= timezone.now():
        raise InThePast
    with transaction.atomic():
        event = Event(
            site=meeting.site,
            state=EventState.PUBLISHED,
            title=meeting.title,
            summary=page.title,
            description=_("Een bijeenkomst van %(title)s. Wilt u erbij zijn? Vraag of u mee mag doen.")
            % {"title": page.title},
            starts_at=meeting.starts_at,
            ends_at=meeting.starts_at + LASTS,
            location_name=meeting.place[:160],
            worker=page.contact,
            takes_sign_up=False,
            published_at=timezone.now(),
        )
        event.slug = new_slug(event)
        event.save()
        try:
            networks.tie_meeting(meeting=meeting, event=key_of(event), by=by)
        except NetworkError as refusal:
            raise AlreadyChanged(str(refusal)) from None
        record_change(obj=event, from_state=EventState.DRAFT, to_state=event.state, by=by)
        changed.send(Event, ids=[event.pk])
    return event
