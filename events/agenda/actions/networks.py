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
from events.agenda.actions.keeping import publish_walk_in
from events.agenda.exceptions import AlreadyChanged, InThePast, NotAllowed
from events.agenda.models import Event
from events.agenda.queries import key_of


def bring_in(*, meeting: Meeting, page: Any, by: Any) -> Event:
    """What the members will do stays among them: the agenda says that, when and where they meet, and how to join."""
    if not can_keep_network(by, page):
        raise NotAllowed
    if meeting.starts_at <= timezone.now():
        raise InThePast
    with transaction.atomic():
        event = publish_walk_in(
            by=by,
            site=meeting.site,
            title=meeting.title,
            summary=page.title,
            description=_("Een bijeenkomst van %(title)s. Wilt u erbij zijn? Vraag of u mee mag doen.")
            % {"title": page.title},
            starts_at=meeting.starts_at,
            location_name=meeting.place[:160],
            worker=page.contact,
        )
        try:
            networks.tie_meeting(meeting=meeting, event=key_of(event), by=by)
        except NetworkError as refusal:
            raise AlreadyChanged(str(refusal)) from None
    return event
