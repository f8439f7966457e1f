"""What pages of every department ask of the agenda."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from wagtail.models import Site

from community.dialogue.initiatives.queries import initiative_of_event
from community.dialogue.networks.queries import page_of_event
from events.agenda import wording
from events.agenda.emails import token_of
from events.agenda.forms import PointForm
from events.agenda.models import Event, Limited
from events.agenda.queries import (
    coming_events,
    events_of_keys,
    filtered,
    key_of,
    own_registrations,
    with_parts,
    with_waiting,
)
from events.agenda.rules import can_bring_in, can_keep_agenda
from portal.pagecache.actions import keep_until
from portal.pages.shared import known_slugs_within

register = template.Library()


@register.simple_tag(takes_context=True)
def upcoming_events(
    context: template.Context,
    count: int = 4,
    *,
    kind: str = "",
    theme: str = "",
    worker: Any = None,
    place: str = "",
    neighbourhood: str = "",
) -> list[Event]:
    """The next events of the site. `theme`, `neighbourhood`: slugs; `worker`: a user; `place`: a part of a name."""
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return []
    events = filtered(
        coming_events(site.pk),
        kinds=[kind] if kind else [],
        themes=[theme] if theme else [],
        worker=worker,
        place=place,
        neighbourhoods=known_slugs_within(site.pk, neighbourhood) if neighbourhood else [],
    )
    return shown(request, events, count)


def shown(request: Any, events: Any, count: int) -> list[Event]:
    """The first of these; the page that shows them is true until one of them begins or ends."""
    found = list(with_waiting(with_parts(events))[:count])
    keep_until(request, wording.true_until(found))
    return found


@register.simple_tag(takes_context=True)
def dates_of_page(context: template.Context, page: Any, count: int = 3) -> list[Event]:
    """The next events that belong to a page: of its themes, else those that have its title."""
    themes = [tag.slug for tag in page.themes.all()] if hasattr(page, "themes") else []
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return []
    coming = coming_events(site.pk)
    found = filtered(coming, themes=themes) if themes else coming.filter(title__icontains=page.title)
    return shown(request, found, count)


@register.inclusion_tag("agenda/line.html")
def event_line(event: Event) -> dict[str, Any]:
    """One event as a line: when, what, where, what it costs."""
    return {"event": event, "when": relative(event.starts_at)}


def relative(moment: datetime) -> str:
    return wording.relative_day(timezone.localtime(moment).date(), timezone.localdate())


@register.inclusion_tag("agenda/row.html")
def event_row(event: Event, level: int = 3) -> dict[str, Any]:
    """One event as a row with its facts; `level` is that of its heading."""
    return {"event": event, "level": level}


@register.simple_tag(takes_context=True)
def my_events(context: template.Context) -> list[dict[str, Any]]:
    """What the visitor comes to, the first one first, each with the token of its page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    rows = own_registrations(request.user, site.pk) if site else []
    return [{"registration": row, "event": row.event, "token": token_of(row)} for row in rows]


@register.filter
def when(event: Event) -> str:
    return wording.when_text(event)


@register.filter
def where(event: Event) -> str:
    return wording.where_text(event)


@register.filter
def address(event: Event) -> str:
    return wording.where_text(event, street=True)


@register.filter
def price(event: Event) -> str:
    return wording.price_text(event)


@register.filter
def offer(event: Event) -> str:
    return wording.offer_text(event)


@register.filter
def is_full(event: Event) -> bool:
    return event.takes_sign_up and wording.limit_of(event).is_full


@register.filter
def count_text(event: Event) -> str:
    """12 van 12; 7."""
    holder = wording.limit_of(event)
    return str(holder.taken) if holder.capacity is None else f"{holder.taken} / {holder.capacity}"


@register.filter
def call_number(tags: str) -> int:
    """Which call a message is about, so that it can be undone."""
    return next((int(tag[5:]) for tag in tags.split() if tag.startswith("call-") and tag[5:].isdigit()), 0)


@register.filter
def places(limited: Limited) -> str:
    return wording.places_text(limited)


@register.filter
def clock(moment: datetime) -> str:
    return wording.clock(moment)


@register.filter
def day(moment: datetime) -> str:
    return wording.day_text(timezone.localtime(moment).date())


@register.filter
def thing(event: Event) -> str:
    return wording.thing_of(event)


@register.filter
def without_ways(event: Event) -> Event:
    """The event without the number and the link, for who has no place yet."""
    bare = copy.copy(event)
    bare.phone_number, bare.phone_code, bare.link = "", "", ""
    return bare


@register.filter
def keeps_agenda(user: Any) -> bool:
    return can_keep_agenda(user)


@register.simple_tag(takes_context=True)
def with_events(context: template.Context, days: Any) -> list[Any]:
    """Days of an initiative, each with its `happening` in the agenda (or None); the reader `may_bring_in`, or not."""
    request: Any = context["request"]
    found = list(days)
    events = events_of_keys(found[0].site_id, (day.event for day in found)) if found else {}
    may = bool(found) and can_bring_in(request.user, found[0])
    for day in found:
        day.happening = events.get(day.event)
        day.may_bring_in = may
        day.point_form = PointForm(site_id=day.site_id, auto_id=f"bij-{day.pk}_%s") if day.may_bring_in else None
    if events:
        keep_until(request, wording.true_until(list(events.values())))
    return found


@register.simple_tag(takes_context=True)
def meetings_with_events(context: template.Context, meetings: Any) -> list[Any]:
    """Meetings of a network, each with its `happening` in the agenda (or None)."""
    found = list(meetings)
    events = events_of_keys(found[0].site_id, (one.event for one in found)) if found else {}
    for meeting in found:
        meeting.happening = events.get(meeting.event)
        meeting.is_ahead = meeting.starts_at > timezone.now()
    return found


@register.simple_tag
def network_behind(event: Event) -> Any:
    """The page of the learning network that an event is a meeting of."""
    page = page_of_event(key_of(event))
    return page if page is not None and page.live else None


@register.simple_tag
def initiative_behind(event: Event) -> Any:
    """The initiative of residents that an event is a day of."""
    return initiative_of_event(key_of(event))
