from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from events.agenda.models import Event
from events.live.queries import published_archive
from events.live.rules import roles_of

register = template.Library()


@register.filter
def works_in_rooms(user: Any) -> bool:
    """Whether to show the way to the desks of the live rooms."""
    return bool(roles_of(user))


@register.simple_tag
def report_of(event: Event) -> Page | None:
    """The published report of an event's room, when it has one."""
    room = getattr(event, "room", None)
    return published_archive(room) if room is not None else None
